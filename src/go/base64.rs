//! Base64 as Go's `base64.StdEncoding` reads it.

/// The bytes that a text stands for; line feeds and carriage returns are left out.
///
/// # Errors
/// The offset that Go blames: `illegal base64 data at input byte …`.
pub fn decode_base64(text: &[u8]) -> Result<Vec<u8>, usize> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let mut quantum = Quantum::default();
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        at += 1;
        match byte {
            b'\n' | b'\r' => {}
            b'=' => {
                padded(text, at, quantum.len)?;
                bytes.extend(quantum.finish());
                return Ok(bytes);
            }
            _ => {
                quantum.push(digit(byte).ok_or(at - 1)?);
                if quantum.len == 4 {
                    bytes.extend(quantum.finish());
                    quantum = Quantum::default();
                }
            }
        }
    }
    match quantum.len {
        0 => Ok(bytes),
        len => Err(at - len),
    }
}

/// Whether the first `=`, which is before an offset, ends the text as it shall.
fn padded(text: &[u8], at: usize, digits: usize) -> Result<(), usize> {
    if digits < 2 {
        return Err(at - 1);
    }
    let mut at = without_breaks(text, at);
    if digits == 2 {
        match text.get(at) {
            None => return Err(text.len()),
            Some(b'=') => at = without_breaks(text, at + 1),
            Some(_) => return Err(at - 1),
        }
    }
    match at < text.len() {
        true => Err(at),
        false => Ok(()),
    }
}

fn without_breaks(text: &[u8], mut at: usize) -> usize {
    while matches!(text.get(at), Some(b'\n' | b'\r')) {
        at += 1;
    }
    at
}

fn digit(byte: u8) -> Option<u32> {
    Some(u32::from(match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    }))
}

/// Up to four digits, which make up to three bytes.
#[derive(Default)]
struct Quantum {
    bits: u32,
    len: usize,
}

impl Quantum {
    fn push(&mut self, digit: u32) {
        self.bits = self.bits << 6 | digit;
        self.len += 1;
    }

    fn finish(&self) -> impl Iterator<Item = u8> {
        let missing = 4_usize.saturating_sub(self.len);
        let [_, bytes @ ..] = (self.bits << (6 * missing)).to_be_bytes();
        bytes.into_iter().take(3_usize.saturating_sub(missing))
    }
}

#[cfg(test)]
mod tests {
    use super::decode_base64;

    #[test]
    fn texts_are_read_as_go_reads_them() {
        for (text, bytes) in [
            ("", &b""[..]),
            ("aGk=", b"hi"),
            ("aA==", b"h"),
            ("aA=\n=\n", b"h"),
            ("aGVsbG8h", b"hello!"),
            ("aGVs\nbG8h\r\n", b"hello!"),
            ("aB==", b"h"),
        ] {
            assert_eq!(
                decode_base64(text.as_bytes()).as_deref(),
                Ok(bytes),
                "{text}"
            );
        }
        for (text, at) in [
            ("aa", 0),
            ("!!", 0),
            ("a", 0),
            ("aGVsbG", 4),
            ("aG=", 3),
            ("a===", 1),
            ("aA=x", 2),
            ("aGk=x", 4),
            ("aG k", 2),
        ] {
            assert_eq!(decode_base64(text.as_bytes()), Err(at), "{text}");
        }
    }
}

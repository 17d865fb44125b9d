//! Base32 as Go's `base32.StdEncoding` has it.

const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// Encodes as standard base32.
pub fn encode_base32(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(5) * 8);
    for chunk in bytes.chunks(5) {
        let mut padded = [0; 8];
        for (to, from) in padded.iter_mut().skip(3).zip(chunk) {
            *to = *from;
        }
        let bits = u64::from_be_bytes(padded);
        let digits = (chunk.len() * 8).div_ceil(5);
        for index in 0..8 {
            let digit = usize::try_from(bits >> (35 - 5 * index) & 31).unwrap_or(0);
            let letter = ALPHABET.get(digit).filter(|_| index < digits);
            text.push(letter.map_or('=', |letter| char::from(*letter)));
        }
    }
    text
}

/// Decodes standard base32.
///
/// # Errors
/// The offset that Go blames: `illegal base32 data at input byte …`, among the bytes without line breaks.
pub fn decode_base32(text: &[u8]) -> Result<Vec<u8>, usize> {
    let text: Vec<u8> = text
        .iter()
        .copied()
        .filter(|byte| !matches!(byte, b'\n' | b'\r'))
        .collect();
    let mut decoded = Vec::with_capacity(text.len() / 8 * 5);
    let mut start = 0;
    while start < text.len() {
        let (bits, digits) = quantum(&text, start)?;
        let bytes = bits.to_be_bytes();
        let count = digits * 5 / 8;
        decoded.extend_from_slice(bytes.get(3..3 + count).unwrap_or_default());
        if digits < 8 {
            break;
        }
        start += 8;
    }
    Ok(decoded)
}

/// Eight digits as 40 bits, and how many there were.
fn quantum(text: &[u8], start: usize) -> Result<(u64, usize), usize> {
    let mut bits = 0;
    for index in 0..8 {
        let at = start + index;
        let Some(&byte) = text.get(at) else {
            return Err(text.len() - index);
        };
        let left = text.len() - at - 1;
        if byte == b'=' && index >= 2 && left < 8 {
            padding(text, at, index)?;
            return Ok((bits, index));
        }
        let digit = ALPHABET.iter().position(|letter| *letter == byte);
        let digit = digit.ok_or(at)? as u64;
        bits |= digit << (35 - 5 * index);
    }
    Ok((bits, 8))
}

fn padding(text: &[u8], at: usize, digits: usize) -> Result<(), usize> {
    let left = text.get(at + 1..).unwrap_or_default();
    if left.len() + digits < 7 {
        return Err(text.len());
    }
    let wrong = left.iter().take(7 - digits).position(|byte| *byte != b'=');
    match (wrong, digits) {
        (Some(wrong), _) => Err(at + wrong),
        (None, 1 | 3 | 6) => Err(at),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::{decode_base32, encode_base32};

    #[test]
    fn base32_is_decoded_as_in_go() {
        for (text, decoded) in [
            ("NBUQ====", Ok("hi")),
            ("NBUR====", Ok("hi")),
            ("NBUQ\n====", Ok("hi")),
            ("", Ok("")),
            ("NBSWY3DPEE======", Ok("hello!")),
            ("NBUQ", Err(0)),
            ("nbuq====", Err(0)),
            ("NB UQ", Err(2)),
            ("NBUQ===1", Err(6)),
            ("N=======", Err(1)),
        ] {
            let decoded = decoded.map(|text| text.as_bytes().to_vec());
            assert_eq!(decode_base32(text.as_bytes()), decoded, "{text}");
        }
        for (text, encoded) in [
            ("", ""),
            ("h", "NA======"),
            ("hi", "NBUQ===="),
            ("hello", "NBSWY3DP"),
            ("hello!", "NBSWY3DPEE======"),
        ] {
            assert_eq!(encode_base32(text.as_bytes()), encoded);
        }
    }
}

//! Bytes to text: UTF-8, or UTF-16 with a byte order mark.

/// How a file was encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    #[default]
    Utf8,
    /// UTF-16, with a byte order mark.
    Utf16,
}

/// A decoded file, with the places that could not be decoded.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Decoded {
    /// The text. A byte order mark of UTF-8 stays in it, so that offsets are those of the file; bytes that are no
    /// character became U+FFFD.
    pub text: String,
    /// How it was written.
    pub encoding: Encoding,
    /// The offsets, in the text, of bytes that are no character: each is a U+FFFD.
    pub invalid: Vec<u32>,
}

/// Decodes a file.
pub fn decode(bytes: Vec<u8>) -> Decoded {
    match bytes.as_slice() {
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => match String::from_utf8(bytes) {
            Ok(text) => Decoded {
                text,
                ..Decoded::default()
            },
            Err(error) => damaged_utf8(error.as_bytes()),
        },
    }
}

impl Decoded {
    fn push_invalid(&mut self) {
        let offset = u32::try_from(self.text.len()).unwrap_or(u32::MAX);
        self.invalid.push(offset);
        self.text.push(char::REPLACEMENT_CHARACTER);
    }
}

fn damaged_utf8(bytes: &[u8]) -> Decoded {
    let mut decoded = Decoded::default();
    for chunk in bytes.utf8_chunks() {
        decoded.text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            decoded.push_invalid();
        }
    }
    decoded
}

/// Helm reads line by line, whatever the encoding: a file whose last byte is no LF gets one more byte. That tears the
/// last character of every little-endian file, which [`Decoded::invalid`] then lists.
fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Decoded {
    let (pairs, _) = bytes.as_chunks::<2>();
    let mut decoded = Decoded {
        encoding: Encoding::Utf16,
        text: String::with_capacity(bytes.len()),
        ..Decoded::default()
    };
    for unit in char::decode_utf16(pairs.iter().map(|&pair| unit(pair))) {
        match unit {
            Ok(c) => decoded.text.push(c),
            Err(_) => decoded.push_invalid(),
        }
    }
    let added = usize::from(bytes.last() != Some(&b'\n'));
    if !(bytes.len() + added).is_multiple_of(2) {
        decoded.push_invalid();
    }
    decoded
}

#[cfg(test)]
mod tests {
    use super::{Encoding, decode};

    #[test]
    fn encodings_are_known_by_their_mark() {
        let text = |bytes: &[u8]| decode(bytes.to_vec()).text;
        assert_eq!(text(b"a: 1"), "a: 1");
        assert_eq!(text(b"\xEF\xBB\xBFa"), "\u{feff}a");
        assert_eq!(text(b"\xFE\xFF\0a\xD8\x3D\xDE\0\0\n"), "a\u{1f600}\n");
        let little = decode(b"\xFF\xFEa\0\n\0".to_vec());
        assert_eq!(
            (little.encoding, little.text.as_str()),
            (Encoding::Utf16, "a\n\u{fffd}")
        );
    }

    #[test]
    fn what_is_no_character_is_reported() {
        for (bytes, text, invalid) in [
            (&b"a\xC0\xFFb"[..], "a\u{fffd}\u{fffd}b", &[1, 4][..]),
            (b"\xE2\x82", "\u{fffd}", &[0]),
            (b"\xFE\xFF\0a\xDC\0\0\n", "a\u{fffd}\n", &[1]),
            // The byte that Helm adds tears what comes last.
            (b"\xFE\xFF\0a", "a\u{fffd}", &[1]),
            (b"\xFF\xFEa\0\n\0", "a\n\u{fffd}", &[2]),
        ] {
            let decoded = decode(bytes.to_vec());
            assert_eq!((decoded.text.as_str(), &*decoded.invalid), (text, invalid));
        }
    }
}

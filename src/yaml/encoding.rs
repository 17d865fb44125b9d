//! Bytes to text: UTF-8, or UTF-16 with a byte order mark.

/// A file that is not text in an encoding that Helm reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EncodingError {
    /// Neither valid UTF-8 nor marked as UTF-16.
    #[error("not valid UTF-8 at byte {0}")]
    Utf8(usize),
    /// Marked as UTF-16, but not valid.
    #[error("not valid UTF-16 at byte {0}")]
    Utf16(usize),
}

impl EncodingError {
    /// The offset of the first byte that does not fit.
    pub fn offset(self) -> usize {
        match self {
            Self::Utf8(offset) | Self::Utf16(offset) => offset,
        }
    }
}

/// Decodes a file. A byte order mark of UTF-8 stays in the text, so that offsets are those of the file.
///
/// # Errors
/// When the bytes do not fit the encoding, with the offset of the first that does not.
pub fn decode(bytes: Vec<u8>) -> Result<String, EncodingError> {
    match bytes.as_slice() {
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => String::from_utf8(bytes)
            .map_err(|error| EncodingError::Utf8(error.utf8_error().valid_up_to())),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, EncodingError> {
    const MARK: usize = 2;
    let (pairs, rest) = bytes.as_chunks::<2>();
    let mut offset = MARK;
    let mut text = String::with_capacity(bytes.len());
    for unit in char::decode_utf16(pairs.iter().map(|&pair| unit(pair))) {
        let c = unit.map_err(|_| EncodingError::Utf16(offset))?;
        offset += 2 * c.len_utf16();
        text.push(c);
    }
    if rest.is_empty() {
        Ok(text)
    } else {
        Err(EncodingError::Utf16(offset))
    }
}

#[cfg(test)]
mod tests {
    use super::{EncodingError, decode};

    #[test]
    fn encodings_are_told_by_their_mark() {
        assert_eq!(decode(b"a: 1".to_vec()), Ok("a: 1".to_owned()));
        assert_eq!(
            decode(b"\xEF\xBB\xBFa".to_vec()),
            Ok("\u{feff}a".to_owned())
        );
        assert_eq!(
            decode(b"\xFF\xFEa\0\x3D\xD8\0\xDE".to_vec()),
            Ok("a\u{1f600}".to_owned())
        );
        assert_eq!(decode(b"\xFE\xFF\0a".to_vec()), Ok("a".to_owned()));
        assert_eq!(decode(b"ab\xC0".to_vec()), Err(EncodingError::Utf8(2)));
        assert_eq!(
            decode(b"\xFE\xFF\0a\0".to_vec()),
            Err(EncodingError::Utf16(4))
        );
        assert_eq!(
            decode(b"\xFE\xFF\xDC\0".to_vec()),
            Err(EncodingError::Utf16(2))
        );
    }
}

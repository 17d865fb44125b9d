//! Bytes of templates that are no UTF-8.

use std::borrow::Cow;

/// The bytes of a text that are no UTF-8: the text has U+FFFD in their place, and what it prints has them again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TornBytes(Vec<(usize, Vec<u8>)>);

impl TornBytes {
    /// Bytes as characters, and what of them is none.
    pub fn read(bytes: &[u8]) -> (String, Self) {
        let mut text = String::with_capacity(bytes.len());
        let mut torn = Vec::new();
        for chunk in bytes.utf8_chunks() {
            text.push_str(chunk.valid());
            if !chunk.invalid().is_empty() {
                torn.push((text.len(), chunk.invalid().to_vec()));
                text.push(char::REPLACEMENT_CHARACTER);
            }
        }
        (text, Self(torn))
    }

    /// A part of the text, which begins at an offset, with the bytes that it was read from.
    pub fn restore<'t>(&self, part: &'t str, start: usize) -> Cow<'t, [u8]> {
        let end = start + part.len();
        let first = self.0.partition_point(|(at, _)| *at < start);
        let torn = self.0.get(first..).unwrap_or_default();
        let mut torn = torn.iter().take_while(|(at, _)| *at < end).peekable();
        if torn.peek().is_none() {
            return Cow::Borrowed(part.as_bytes());
        }
        let mut restored = Vec::with_capacity(part.len());
        let mut from = 0;
        for (at, bytes) in torn {
            restored.extend_from_slice(part.as_bytes().get(from..at - start).unwrap_or_default());
            restored.extend_from_slice(bytes);
            from = at - start + char::REPLACEMENT_CHARACTER.len_utf8();
        }
        restored.extend_from_slice(part.as_bytes().get(from..).unwrap_or_default());
        Cow::Owned(restored)
    }
}

#[cfg(test)]
mod tests {
    use super::TornBytes;

    #[test]
    fn a_part_has_its_bytes_again() {
        let (text, torn) = TornBytes::read(b"a\xe9b\xe2\x82c");
        assert_eq!(text, "a\u{fffd}b\u{fffd}c");
        assert_eq!(*torn.restore(&text, 0), *b"a\xe9b\xe2\x82c");
        assert_eq!(*torn.restore(&text[4..8], 4), *b"b\xe2\x82");
        assert_eq!(*torn.restore(&text[8..], 8), *b"c");
    }
}

//! Blanks as Go knows them, in text that need not be UTF-8.

/// As long as a character can be.
const LONGEST: usize = 4;

/// The text without the blanks before it.
pub(super) fn trim_start(mut text: &[u8]) -> &[u8] {
    while let Some(length) = space_at_start(text) {
        text = text.get(length..).unwrap_or_default();
    }
    text
}

/// The text without the blanks after it.
pub(super) fn trim_end(mut text: &[u8]) -> &[u8] {
    while let Some(length) = space_at_end(text) {
        text = text.get(..text.len() - length).unwrap_or_default();
    }
    text
}

/// The text without the blanks around it.
pub(super) fn trim(text: &[u8]) -> &[u8] {
    trim_end(trim_start(text))
}

/// Whether a byte is a blank to Go's `\s`.
pub(super) fn is_blank(byte: u8) -> bool {
    matches!(byte, b'\t' | b'\n' | b'\x0c' | b'\r' | b' ')
}

/// The length of the blank at the start.
fn space_at_start(text: &[u8]) -> Option<usize> {
    let first = text.get(..LONGEST.min(text.len()))?;
    let first = first.utf8_chunks().next()?.valid().chars().next()?;
    first.is_whitespace().then_some(first.len_utf8())
}

/// The length of the blank at the end.
fn space_at_end(text: &[u8]) -> Option<usize> {
    let is_start = |byte: &u8| byte & 0b1100_0000 != 0b1000_0000;
    let last = text.iter().rev().take(LONGEST).position(is_start)?;
    let last = std::str::from_utf8(text.get(text.len() - last - 1..)?).ok()?;
    let last = last.chars().next()?;
    last.is_whitespace().then_some(last.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::{trim_end, trim_start};

    #[test]
    fn blanks_are_those_of_go() {
        for (text, start, end) in [
            (&b" \t a \n"[..], &b"a \n"[..], &b" \t a"[..]),
            (
                b"\xc2\xa0\x0ba\xe3\x80\x80",
                b"a\xe3\x80\x80",
                b"\xc2\xa0\x0ba",
            ),
            (b"\xa0a\xa0", b"\xa0a\xa0", b"\xa0a\xa0"),
            (
                b"\xef\xbb\xbf \xff",
                b"\xef\xbb\xbf \xff",
                b"\xef\xbb\xbf \xff",
            ),
            (b" \n", b"", b""),
        ] {
            assert_eq!(trim_start(text), start, "{text:?}");
            assert_eq!(trim_end(text), end, "{text:?}");
        }
    }
}

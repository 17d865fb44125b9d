//! Text in quotes, as Go's `strconv.Quote` and its like write it.

use super::runes::{is_print, runes};
use std::fmt::Write;
use std::ops::Range;

/// How a text is quoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quoting {
    /// The quote, which is escaped.
    pub quote: char,
    /// Whether all but ASCII is escaped.
    pub ascii_only: bool,
}

impl Quoting {
    /// `strconv.Quote`
    pub const DOUBLE: Self = Self {
        quote: '"',
        ascii_only: false,
    };
}

/// A text as a Go literal in double quotes: `%q`.
pub fn quote(bytes: &[u8]) -> String {
    let mut quoted = String::with_capacity(bytes.len() + 2);
    quoted.push('"');
    for (part, escape) in escapes(bytes, Quoting::DOUBLE) {
        match escape {
            Some(escape) => quoted.push_str(&escape),
            None => quoted.push_str(&String::from_utf8_lossy(&bytes[part])),
        }
    }
    quoted.push('"');
    quoted
}

/// The characters of a text, and what is written in place of each that cannot be as it is.
pub fn escapes(
    bytes: &[u8],
    quoting: Quoting,
) -> impl Iterator<Item = (Range<usize>, Option<String>)> {
    let mut end = 0;
    runes(bytes).map(move |(rune, length)| {
        let start = end;
        end += length;
        let escape = match bytes.get(start) {
            Some(byte) if is_broken(rune, length) => Some(format!("\\x{byte:02x}")),
            _ => escape(rune, quoting),
        };
        (start..end, escape)
    })
}

/// Whether it is a byte that is no UTF-8.
fn is_broken(rune: char, length: usize) -> bool {
    rune == char::REPLACEMENT_CHARACTER && length == 1
}

/// A rune as a Go literal in single quotes: `%q` of a number.
pub fn quote_rune(rune: char, ascii_only: bool) -> String {
    let quoting = Quoting {
        quote: '\'',
        ascii_only,
    };
    match escape(rune, quoting) {
        Some(escape) => format!("'{escape}'"),
        None => format!("'{rune}'"),
    }
}

/// Whether a text can be in back quotes, on one line: `strconv.CanBackquote`.
pub fn can_be_in_back_quotes(bytes: &[u8]) -> bool {
    runes(bytes).all(|(rune, length)| match rune {
        '\t' => true,
        '`' | '\u{7f}' | '\u{feff}' => false,
        _ => rune >= ' ' && !is_broken(rune, length),
    })
}

fn escape(rune: char, quoting: Quoting) -> Option<String> {
    if rune == quoting.quote || rune == '\\' {
        return Some(format!("\\{rune}"));
    }
    if is_print(rune) && (rune.is_ascii() || !quoting.ascii_only) {
        return None;
    }
    let mut escape = String::new();
    let code = u32::from(rune);
    let _ = match rune {
        '\x07' => write!(escape, "\\a"),
        '\x08' => write!(escape, "\\b"),
        '\x0c' => write!(escape, "\\f"),
        '\n' => write!(escape, "\\n"),
        '\r' => write!(escape, "\\r"),
        '\t' => write!(escape, "\\t"),
        '\x0b' => write!(escape, "\\v"),
        _ if rune.is_ascii() => write!(escape, "\\x{code:02x}"),
        _ if code < 0x1_0000 => write!(escape, "\\u{code:04x}"),
        _ => write!(escape, "\\U{code:08x}"),
    };
    Some(escape)
}

#[cfg(test)]
mod tests {
    use super::{can_be_in_back_quotes, quote, quote_rune};

    #[test]
    fn texts_are_quoted_as_in_go() {
        for (text, quoted) in [
            ("", r#""""#),
            ("a b", r#""a b""#),
            ("\"'`\\", r#""\"'`\\""#),
            (
                "\x07\x08\x0c\n\r\t\x0b\x01\x7f",
                r#""\a\b\f\n\r\t\v\x01\x7f""#,
            ),
            (
                "\u{a0}\u{ad}\u{200b}\u{e000} \u{2028}",
                r#""\u00a0\u00ad\u200b\ue000 \u2028""#,
            ),
            ("é€😀\u{301}", "\"é€😀\u{301}\""),
            ("\u{10ffff}", r#""\U0010ffff""#),
        ] {
            assert_eq!(quote(text.as_bytes()), quoted);
        }
        assert_eq!(quote(b"a\xff"), r#""a\xff""#);
        assert_eq!(quote("\u{fffd}".as_bytes()), "\"\u{fffd}\"");
    }

    #[test]
    fn runes_are_quoted_as_in_go() {
        assert_eq!(quote_rune('\'', false), r"'\''");
        assert_eq!(quote_rune('"', false), "'\"'");
        assert_eq!(quote_rune('😀', true), r"'\U0001f600'");
    }

    #[test]
    fn back_quotes_hold_one_line() {
        assert!(can_be_in_back_quotes("a\té".as_bytes()));
        assert!(!can_be_in_back_quotes(b"a\n"));
        assert!(!can_be_in_back_quotes(b"`"));
        assert!(!can_be_in_back_quotes(b"\xff"));
    }
}

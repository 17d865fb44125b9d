//! Makes characters visible that a terminal or a CI log would obey.

use std::borrow::Cow;
use std::fmt::Write as _;

/// A string that is safe to print: controls, line breaks and the openings of log commands are shown as escapes.
pub(super) fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut before = '\0';
    for (i, c) in text.char_indices() {
        shown.push_str(&character(before, &text[i..]));
        before = c;
    }
    shown
}

/// A string that may begin a line: CI runners take a line that begins with `::`, after any spaces, for a command.
pub(super) fn leading(text: String) -> String {
    match text.trim_start().strip_prefix("::") {
        Some(rest) => format!("\\x3a:{rest}"),
        None => text,
    }
}

/// What to show for the first character of `rest`, given the character before it.
pub(super) fn character(before: char, rest: &str) -> Cow<'_, str> {
    let Some(c) = rest.chars().next() else {
        return Cow::Borrowed("");
    };
    match c {
        '\n' => Cow::Borrowed("\\n"),
        '\r' => Cow::Borrowed("\\r"),
        '\t' => Cow::Borrowed("\\t"),
        '#' if before == '#' && opens_command(rest) => Cow::Borrowed("\\x23"),
        c if is_obeyed(c) => Cow::Owned(c.escape_unicode().to_string()),
        c => Cow::Borrowed(&rest[..c.len_utf8()]),
    }
}

/// Writes as `\u…` what a terminal or a CI log would obey. Outside of strings JSON has none of it but line breaks.
pub(super) fn json(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    let mut before = '\0';
    for c in json.chars() {
        if (is_obeyed(c) && c != '\n') || (c == '#' && before == '#') {
            for unit in c.encode_utf16(&mut [0; 2]) {
                // Writing into a string cannot fail.
                let _ = write!(text, "\\u{unit:04x}");
            }
        } else {
            text.push(c);
        }
        before = c;
    }
    text
}

/// Whether `##…` goes on as runners' commands do wherever they are in a line: `##[error]`, `##vso[…]`.
fn opens_command(rest: &str) -> bool {
    rest[1..]
        .trim_start_matches(|c: char| c.is_ascii_alphabetic())
        .starts_with('[')
}

/// Whether a terminal acts on the character, or shows nothing for it.
pub(super) fn is_obeyed(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}' | '\u{fffe}'..='\u{ffff}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::{leading, visible};

    #[test]
    fn no_text_begins_with_a_command() {
        assert_eq!(leading(" ::error::x".into()), r"\x3a:error::x");
        assert_eq!(leading("a ::error::x".into()), "a ::error::x");
    }

    #[test]
    fn shows_what_would_be_obeyed() {
        assert_eq!(
            visible("a\x1b[31m\r\n\u{85}\u{202e}b"),
            r"a\u{1b}[31m\r\n\u{85}\u{202e}b"
        );
        assert_eq!(
            visible("x ##[error]y ##vso[z]"),
            r"x #\x23[error]y #\x23vso[z]"
        );
        assert_eq!(visible("## Títle 😀"), "## Títle 😀");
    }
}

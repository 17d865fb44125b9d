//! Strings in JSON, as Go writes them.

use super::plain::write_for;
use crate::go::runes::runes;
use crate::template::origin::Origin;
use crate::template::value::{Text, TextBuilder};
use crate::template::version::HelmVersion;

/// What is escaped beside what JSON itself asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Escaping {
    /// What HTML takes for markup.
    pub(super) for_html: bool,
    /// Helm 3 is made with a Go that has no short escapes for backspace and form feed.
    pub(super) version: HelmVersion,
}

/// How many characters a text has in JSON, without its quotes.
pub(super) fn escaped_length(text: &str) -> usize {
    let escaping = Escaping {
        for_html: true,
        version: HelmVersion::V4,
    };
    let lengths = text
        .chars()
        .map(|c| escaping.escape(c).map_or(1, |e| e.len()));
    lengths.sum()
}

/// Appends a text as a string, in quotes of an origin.
pub(super) fn write_string(
    out: &mut TextBuilder,
    text: &Text,
    quotes: &Origin,
    escaping: Escaping,
) {
    out.write(b"\"", quotes, None);
    let mut at = 0;
    let mut written = 0;
    for (rune, length) in runes(text.bytes()) {
        let is_broken = rune == char::REPLACEMENT_CHARACTER && length == 1;
        let escape = match is_broken {
            true => Some("\\ufffd".to_owned()),
            false => escaping.escape(rune),
        };
        if let Some(escape) = escape {
            out.push_part(text, written..at);
            write_for(out, text, at, &escape);
            written = at + length;
        }
        at += length;
    }
    out.push_part(text, written..at);
    out.write(b"\"", quotes, None);
}

impl Escaping {
    /// What stands for a character; `None` if it stays.
    fn escape(self, c: char) -> Option<String> {
        let short = match c {
            '"' => '"',
            '\\' => '\\',
            '\n' => 'n',
            '\r' => 'r',
            '\t' => 't',
            '\x08' if self.version == HelmVersion::V4 => 'b',
            '\x0c' if self.version == HelmVersion::V4 => 'f',
            '<' | '>' | '&' if self.for_html => return Some(numeric(c)),
            '\0'..='\x1f' | '\u{2028}' | '\u{2029}' => return Some(numeric(c)),
            _ => return None,
        };
        Some(format!("\\{short}"))
    }
}

fn numeric(c: char) -> String {
    format!("\\u{:04x}", u32::from(c))
}

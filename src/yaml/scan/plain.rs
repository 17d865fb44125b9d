//! Plain scalars: text without quotes.

use super::{Scanner, TokenKind};
use crate::yaml::node::Style;
use crate::yaml::problem::Parsed;
use std::borrow::Cow;

/// The line breaks between two pieces of a scalar, and what becomes of them: one becomes a space, of several all but
/// the first stay. A first one that is a separator (LS or PS) always stays.
#[derive(Debug, Default)]
pub(super) struct Fold {
    first: &'static str,
    more: String,
    any: bool,
}

impl Fold {
    /// Adds a line break, given by what it means.
    pub(super) fn add(&mut self, meaning: &str) {
        if self.any {
            self.more.push_str(meaning);
        } else {
            self.first = match meaning {
                "\u{2028}" => "\u{2028}",
                "\u{2029}" => "\u{2029}",
                _ => "\n",
            };
        }
        self.any = true;
    }

    /// Notes that the first break is escaped: it leaves nothing behind.
    pub(super) fn escape(&mut self) {
        self.first = "";
        self.any = true;
    }

    /// Whether there was a break.
    pub(super) fn any(&self) -> bool {
        self.any
    }

    /// Writes what is left of the breaks, and forgets them.
    pub(super) fn write(&mut self, text: &mut String) {
        if self.first != "\n" {
            text.push_str(self.first);
        } else if self.more.is_empty() {
            text.push(' ');
        }
        text.push_str(&self.more);
        *self = Self::default();
    }
}

impl<'t> Scanner<'t> {
    /// Whether a plain scalar may begin here.
    pub(super) fn starts_plain(&self) -> bool {
        match self.cursor.peek() {
            b'-' => !self.cursor.is_blank(1),
            b'?' | b':' => self.flow_level == 0 && !self.cursor.is_space(1),
            b',' | b'[' | b']' | b'{' | b'}' | b'#' | b'&' | b'*' | b'!' | b'|' | b'>' | b'\''
            | b'"' | b'%' | b'@' | b'`' => false,
            _ => !self.cursor.is_space(0),
        }
    }

    pub(super) fn scan_plain(&mut self) -> Parsed<()> {
        self.note_key()?;
        self.key_allowed = false;
        let start = self.cursor.offset;
        let mut end = start;
        // Copied only once it spans lines.
        let mut folded: Option<String> = None;
        let mut fold = Fold::default();
        let indent = self.indent + 1;
        while !self.cursor.is_document_marker() && self.cursor.peek() != b'#' {
            let from = self.cursor.offset;
            let to = self.plain_run();
            if to > from {
                if fold.any() {
                    fold.write(folded.get_or_insert_with(|| self.text()[start..end].to_owned()));
                } else if let Some(folded) = &mut folded {
                    folded.push_str(&self.cursor.text()[end..from]);
                }
                if let Some(folded) = &mut folded {
                    folded.push_str(&self.cursor.text()[from..to]);
                }
                self.cursor.skip_to(to);
                end = to;
            }
            if !self.skip_plain_blanks(&mut fold, indent)? {
                break;
            }
            if self.flow_level == 0 && self.column() < indent {
                break;
            }
        }
        if fold.any() {
            self.key_allowed = true;
        }
        let value = folded.map_or(Cow::Borrowed(&self.cursor.text()[start..end]), Cow::Owned);
        let span = crate::source::Span::new(start, end);
        self.plain = span;
        let kind = TokenKind::Scalar(value, Style::Plain);
        self.tokens.push_back(super::YamlToken { kind, span });
        Ok(())
    }

    /// Where the run of characters from here ends: at a space, a tab, a line break, or what ends a plain scalar.
    fn plain_run(&self) -> usize {
        let bytes = self.text().as_bytes();
        let start = self.cursor.offset;
        let mut at = start;
        while at < bytes.len() {
            let ends = match bytes[at] {
                b' ' | b'\t' | b'\n' | b'\r' | 0 => true,
                b':' => self.cursor.is_space(at + 1 - start),
                b',' | b'?' | b'[' | b']' | b'{' | b'}' => self.flow_level > 0,
                0xC2 | 0xE2 => self.cursor.is_break(at - start),
                _ => false,
            };
            if ends {
                break;
            }
            at += 1;
        }
        at
    }

    /// Moves over spaces, tabs and line breaks; false if there are none.
    fn skip_plain_blanks(&mut self, fold: &mut Fold, indent: isize) -> Parsed<bool> {
        let start = (self.cursor.offset, self.cursor.line);
        loop {
            if self.cursor.is_blank(0) {
                if fold.any() && self.column() < indent && self.cursor.peek() == b'\t' {
                    return Err(self.tab_fault());
                }
                self.cursor.skip_ascii(1);
            } else if self.cursor.is_break(0) {
                fold.add(self.cursor.skip_break());
            } else {
                return Ok(start != (self.cursor.offset, self.cursor.line));
            }
        }
    }
}

//! Reading an argument piece by piece, up to a character that ends the piece.

use crate::source::Span;

/// A cursor in an argument's text.
pub(super) struct SetScanner<'t> {
    text: &'t str,
    position: usize,
    escapes: bool,
}

/// Text up to a stop.
pub(super) struct SetPiece {
    /// The text, unescaped.
    pub(super) text: String,
    pub(super) span: Span,
    /// The character that ended it, which is consumed; `None` at the end of the argument.
    pub(super) stop: Option<char>,
}

impl<'t> SetScanner<'t> {
    /// Starts at the beginning; `escapes` says whether a backslash protects the character after it.
    pub(super) fn new(text: &'t str, escapes: bool) -> Self {
        Self {
            text,
            position: 0,
            escapes,
        }
    }

    pub(super) fn position(&self) -> usize {
        self.position
    }

    pub(super) fn rest(&self) -> &'t str {
        &self.text[self.position..]
    }

    pub(super) fn at_end(&self) -> bool {
        self.rest().is_empty()
    }

    /// Consumes a character if it comes next.
    pub(super) fn eat(&mut self, wanted: char) -> bool {
        let found = self.rest().starts_with(wanted);
        if found {
            self.position += wanted.len_utf8();
        }
        found
    }

    pub(super) fn skip(&mut self, bytes: usize) {
        self.position += bytes;
    }

    /// Skips white space as Go defines it, and one comma; says whether the value ended with that.
    pub(super) fn value_ends(&mut self) -> bool {
        let rest = self.rest();
        let trimmed = rest.trim_start();
        self.position += rest.len() - trimmed.len();
        trimmed.is_empty() || self.eat(',')
    }

    /// Reads up to one of the stops.
    pub(super) fn until(&mut self, stops: &[char]) -> SetPiece {
        let start = self.position;
        let mut text = String::new();
        let mut chars = self.rest().char_indices();
        while let Some((offset, c)) = chars.next() {
            if stops.contains(&c) {
                self.position = start + offset + c.len_utf8();
                return SetPiece {
                    text,
                    span: Span::new(start, start + offset),
                    stop: Some(c),
                };
            }
            if c == '\\' && self.escapes {
                // A backslash at the very end protects nothing and is dropped.
                text.extend(chars.next().map(|(_, protected)| protected));
            } else {
                text.push(c);
            }
        }
        self.position = self.text.len();
        SetPiece {
            text,
            span: Span::new(start, self.position),
            stop: None,
        }
    }
}

//! Quoted scalars and their escapes.

use super::plain::Fold;
use super::{Scanner, TokenKind};
use crate::yaml::node::Style;
use crate::yaml::problem::{Fault, Parsed, Problem};
use std::borrow::Cow;

const ESCAPE_HELP: &str = "write `\\\\` for a backslash, or use single quotes";

impl<'t> Scanner<'t> {
    pub(super) fn scan_quoted(&mut self) -> Parsed<()> {
        self.note_key()?;
        self.key_allowed = false;
        let start = self.cursor.offset;
        let quote = self.cursor.peek();
        self.cursor.skip_ascii(1);
        let value = match self.quoted_on_one_line(quote) {
            Some(value) => Cow::Borrowed(value),
            None => Cow::Owned(self.quoted_text(quote, start)?),
        };
        self.cursor.skip_ascii(1);
        let style = if quote == b'\'' {
            Style::SingleQuoted
        } else {
            Style::DoubleQuoted
        };
        self.push(TokenKind::Scalar(value, style), start);
        Ok(())
    }

    /// The text as it is, if it ends on this line and holds no escape.
    fn quoted_on_one_line(&mut self, quote: u8) -> Option<&'t str> {
        let start = self.cursor.offset;
        let end = self.quoted_run(quote, true);
        let ahead = end - start;
        let closed = self.cursor.peek_at(ahead) == quote;
        if !closed || (quote == b'\'' && self.cursor.peek_at(ahead + 1) == quote) {
            return None;
        }
        self.cursor.skip_to(end);
        Some(self.cursor.slice(start))
    }

    fn quoted_text(&mut self, quote: u8, start: usize) -> Parsed<String> {
        let mut text = String::new();
        loop {
            if self.cursor.is_document_marker() {
                let offset = self.cursor.offset;
                let fault = Fault::new(offset, offset + 3, Problem::MarkerInQuote);
                return Err(fault
                    .related("the quoted text begins here", quote_span(start))
                    .help("close the quote above, or indent this line if it is part of the text"));
            }
            if self.cursor.is_end(0) {
                return Err(Fault::at(quote_span(start), Problem::OpenQuote)
                    .help("close it where its text ends"));
            }
            let mut fold = Fold::default();
            self.quoted_words(quote, &mut text, &mut fold)?;
            if self.cursor.peek() == quote {
                return Ok(text);
            }
            self.quoted_blanks(&mut text, fold);
        }
    }

    /// Reads up to a space, a tab, a line break or the closing quote.
    fn quoted_words(&mut self, quote: u8, text: &mut String, fold: &mut Fold) -> Parsed<()> {
        while !self.cursor.is_space(0) {
            let byte = self.cursor.peek();
            if byte == b'\'' && quote == byte && self.cursor.peek_at(1) == quote {
                text.push('\'');
                self.cursor.skip_ascii(2);
            } else if byte == quote {
                return Ok(());
            } else if byte == b'\\' && quote == b'"' {
                if self.cursor.is_break(1) {
                    self.cursor.skip_ascii(1);
                    self.cursor.skip_break();
                    fold.escape();
                    return Ok(());
                }
                text.push(self.escape()?);
            } else {
                let from = self.cursor.offset;
                self.cursor.skip_to(self.quoted_run(quote, false));
                text.push_str(self.cursor.slice(from));
            }
        }
        Ok(())
    }

    /// Moves over spaces, tabs and line breaks, and writes what they mean.
    fn quoted_blanks(&mut self, text: &mut String, mut fold: Fold) {
        let from = self.cursor.offset;
        let mut blanks = from;
        loop {
            if self.cursor.is_blank(0) {
                self.cursor.skip_ascii(1);
                if !fold.any() {
                    blanks = self.cursor.offset;
                }
            } else if self.cursor.is_break(0) {
                fold.add(self.cursor.skip_break());
            } else {
                break;
            }
        }
        if fold.any() {
            fold.write(text);
        } else {
            text.push_str(&self.text()[from..blanks]);
        }
    }

    /// Where a run of ordinary characters ends; spaces and tabs may belong to it.
    fn quoted_run(&self, quote: u8, blanks: bool) -> usize {
        let bytes = self.text().as_bytes();
        let start = self.cursor.offset;
        let mut at = start;
        while at < bytes.len() {
            let ends = match bytes[at] {
                b' ' | b'\t' => !blanks,
                b'\n' | b'\r' | 0 => true,
                b'\\' => quote == b'"',
                0xC2 | 0xE2 => self.cursor.is_break(at - start),
                byte => byte == quote,
            };
            if ends {
                break;
            }
            at += 1;
        }
        at
    }

    fn escape(&mut self) -> Parsed<char> {
        let code = self.cursor.peek_at(1);
        if self.is_json
            && let Some(c) = self.json_escape(code)
        {
            return Ok(c);
        }
        let digits = match code {
            b'x' => 2,
            b'u' => 4,
            b'U' => 8,
            _ => {
                let Some(c) = simple_escape(code) else {
                    let help = match code {
                        b'/' => "write `/` without the backslash",
                        _ => ESCAPE_HELP,
                    };
                    return Err(self.escape_fault(1, Problem::Escape).help(help));
                };
                self.cursor.skip_ascii(2);
                return Ok(c);
            }
        };
        let mut value: u32 = 0;
        for i in 0..digits {
            let Some(digit) = char::from(self.cursor.peek_at(2 + i)).to_digit(16) else {
                let fault = self.escape_fault(1 + i, Problem::EscapeDigits(digits));
                return Err(fault.help(ESCAPE_HELP));
            };
            value = value.wrapping_shl(4) | digit;
        }
        let Some(c) = char::from_u32(value) else {
            let fault = self.escape_fault(1 + digits, Problem::EscapeCharacter);
            return Err(
                fault.help("write the character itself, or its code as `\\U` and eight digits")
            );
        };
        self.cursor.skip_ascii(2 + digits);
        Ok(c)
    }

    /// An escape that JSON has and YAML has not: `\/`, and two codes of UTF-16 for one character. One of them alone is no
    /// character, and is read as Go reads it in JSON.
    fn json_escape(&mut self, code: u8) -> Option<char> {
        if code == b'/' {
            self.cursor.skip_ascii(2);
            return Some('/');
        }
        let first = self
            .utf16_code(0)
            .filter(|code| char::from_u32(*code).is_none())?;
        let second = self.utf16_code(6).and_then(|code| u16::try_from(code).ok());
        let codes = [u16::try_from(first).ok()?, second.unwrap_or_default()];
        let joined = char::decode_utf16(codes).next()?.ok();
        self.cursor
            .skip_ascii(if joined.is_some() { 12 } else { 6 });
        Some(joined.unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    /// The code of an escape `\u` with four digits, so many bytes ahead.
    fn utf16_code(&self, ahead: usize) -> Option<u32> {
        let is_escape =
            self.cursor.peek_at(ahead) == b'\\' && self.cursor.peek_at(ahead + 1) == b'u';
        let mut digits = (2..6).map(|at| char::from(self.cursor.peek_at(ahead + at)).to_digit(16));
        is_escape
            .then(|| digits.try_fold(0, |code, digit| Some(code << 4 | digit?)))
            .flatten()
    }

    /// The fault of an escape of so many characters after its backslash.
    fn escape_fault(&self, length: usize, problem: Problem) -> Box<Fault> {
        let offset = self.cursor.offset;
        let mut end = (offset + 1 + length).min(self.text().len());
        while !self.text().is_char_boundary(end) {
            end += 1;
        }
        Fault::new(offset, end, problem)
    }
}

fn quote_span(start: usize) -> crate::source::Span {
    crate::source::Span::new(start, start + 1)
}

fn simple_escape(code: u8) -> Option<char> {
    Some(match code {
        b'0' => '\0',
        b'a' => '\u{7}',
        b'b' => '\u{8}',
        b't' | b'\t' => '\t',
        b'n' => '\n',
        b'v' => '\u{b}',
        b'f' => '\u{c}',
        b'r' => '\r',
        b'e' => '\u{1b}',
        b' ' => ' ',
        b'"' => '"',
        b'\'' => '\'',
        b'\\' => '\\',
        b'N' => '\u{85}',
        b'_' => '\u{a0}',
        b'L' => '\u{2028}',
        b'P' => '\u{2029}',
        _ => return None,
    })
}

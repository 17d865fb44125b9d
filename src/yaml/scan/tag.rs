//! Anchors, aliases and tags.

use super::{Scanner, TokenKind};
use crate::yaml::problem::{Fault, Parsed, Problem};
use std::borrow::Cow;

impl<'t> Scanner<'t> {
    /// Reads `&name` or `*name`.
    pub(super) fn scan_anchor(&mut self) -> Parsed<()> {
        self.note_key()?;
        self.key_allowed = false;
        let start = self.cursor.offset;
        let sign = char::from(self.cursor.peek());
        self.cursor.skip_ascii(1);
        self.skip_name();
        let name = self.cursor.slice(start + 1);
        let ends = self.cursor.is_space(0) || b"?:,]}%@`".contains(&self.cursor.peek());
        if name.is_empty() || !ends {
            let fault = Fault::new(start, self.word_end(), Problem::AnchorName(sign));
            return Err(fault.help("if it is meant as text, put the value in quotes"));
        }
        let kind = if sign == '&' {
            TokenKind::Anchor(name)
        } else {
            TokenKind::Alias(name)
        };
        self.push(kind, start);
        Ok(())
    }

    /// Reads `!suffix`, `!handle!suffix` or `!<whole>`.
    pub(super) fn scan_tag(&mut self) -> Parsed<()> {
        self.note_key()?;
        self.key_allowed = false;
        let start = self.cursor.offset;
        let (handle, suffix) = if self.cursor.peek_at(1) == b'<' {
            self.cursor.skip_ascii(2);
            let suffix = self.tag_uri(start, false)?;
            if self.cursor.peek() != b'>' {
                return Err(self.tag_fault(start));
            }
            self.cursor.skip_ascii(1);
            ("", suffix)
        } else {
            self.tag_name(start)?
        };
        if !self.cursor.is_space(0) {
            return Err(self.tag_fault(start));
        }
        self.push(TokenKind::Tag(handle, suffix), start);
        Ok(())
    }

    fn tag_name(&mut self, start: usize) -> Parsed<(&'t str, Cow<'t, str>)> {
        let head = self.tag_handle();
        if head.len() > 1 && head.ends_with('!') {
            return Ok((head, self.tag_uri(start, false)?));
        }
        let rest = self.tag_uri(start, true)?;
        if head.len() == 1 && rest.is_empty() {
            return Ok(("", Cow::Borrowed("!")));
        }
        let suffix = match rest {
            Cow::Borrowed(_) => Cow::Borrowed(self.cursor.slice(start + 1)),
            Cow::Owned(rest) => Cow::Owned(head[1..].to_owned() + &rest),
        };
        Ok(("!", suffix))
    }

    /// Reads `!`, `!!`, `!name!`, or `!name`, which is no handle but the start of a suffix.
    pub(super) fn tag_handle(&mut self) -> &'t str {
        let start = self.cursor.offset;
        self.cursor.skip_ascii(1);
        self.skip_name();
        if self.cursor.peek() == b'!' {
            self.cursor.skip_ascii(1);
        }
        self.cursor.slice(start)
    }

    /// Reads what may be in a URI; `%` escapes are decoded.
    pub(super) fn tag_uri(&mut self, start: usize, may_be_empty: bool) -> Parsed<Cow<'t, str>> {
        let from = self.cursor.offset;
        let mut decoded: Option<Vec<u8>> = None;
        loop {
            let byte = self.cursor.peek();
            if byte == b'%' {
                let raw = self.cursor.slice(from);
                self.uri_escape(start, decoded.get_or_insert_with(|| raw.into()))?;
                continue;
            }
            if !byte.is_ascii_alphanumeric() && !b"_-;/?:@&=+$,.!~*'()[]".contains(&byte) {
                break;
            }
            if let Some(decoded) = &mut decoded {
                decoded.push(byte);
            }
            self.cursor.skip_ascii(1);
        }
        if self.cursor.offset == from && !may_be_empty {
            return Err(self.tag_fault(start));
        }
        Ok(match decoded {
            Some(bytes) => Cow::Owned(String::from_utf8_lossy(&bytes).into_owned()),
            None => Cow::Borrowed(self.cursor.slice(from)),
        })
    }

    /// Decodes the `%` escapes of one character.
    fn uri_escape(&mut self, start: usize, decoded: &mut Vec<u8>) -> Parsed<()> {
        let mut left = 1;
        let mut leading = true;
        while left > 0 {
            let digit = |ahead| char::from(self.cursor.peek_at(ahead)).to_digit(16);
            let octet = match (self.cursor.peek(), digit(1), digit(2)) {
                (b'%', Some(high), Some(low)) => u8::try_from(high * 16 + low).unwrap_or(0),
                _ => return Err(self.tag_fault(start)),
            };
            if leading {
                left = match octet {
                    0..0x80 => 1,
                    0xC0..0xE0 => 2,
                    0xE0..0xF0 => 3,
                    0xF0..0xF8 => 4,
                    _ => return Err(self.tag_fault(start)),
                };
                leading = false;
            } else if octet & 0xC0 != 0x80 {
                return Err(self.tag_fault(start));
            }
            decoded.push(octet);
            self.cursor.skip_ascii(3);
            left -= 1;
        }
        Ok(())
    }

    pub(super) fn skip_name(&mut self) {
        while self.cursor.peek().is_ascii_alphanumeric()
            || matches!(self.cursor.peek(), b'-' | b'_')
        {
            self.cursor.skip_ascii(1);
        }
    }

    pub(super) fn tag_fault(&self, start: usize) -> Box<Fault> {
        let fault = Fault::new(start, self.word_end(), Problem::Tag);
        fault.help("if `!` is meant as text, put the value in quotes")
    }

    /// The end of the word here, which may be empty.
    pub(super) fn word_end(&self) -> usize {
        let rest = &self.text()[self.cursor.offset..];
        let word = rest.split(char::is_whitespace).next().unwrap_or_default();
        self.cursor.offset + word.floor_char_boundary(120)
    }
}

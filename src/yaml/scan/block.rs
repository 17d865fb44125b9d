//! Block scalars: `|` and `>`.

use super::{Scanner, TokenKind, YamlToken};
use crate::source::Span;
use crate::yaml::node::Style;
use crate::yaml::problem::{Fault, Parsed, Problem};
use std::borrow::Cow;

/// What becomes of the line breaks at the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Chomp {
    Strip,
    Clip,
    Keep,
}

/// What is after `|` or `>`.
#[derive(Debug)]
struct BlockHeader {
    chomp: Chomp,
    increment: isize,
}

impl<'t> Scanner<'t> {
    pub(super) fn scan_block(&mut self) -> Parsed<()> {
        self.drop_key()?;
        self.key_allowed = true;
        let start = self.cursor.offset;
        let literal = self.cursor.peek() == b'|';
        self.cursor.skip_ascii(1);
        let header = self.block_header()?;
        let header_end = self.cursor.offset;
        self.block_header_rest()?;
        let indent = match header.increment {
            0 => 0,
            increment => self.indent.max(0) + increment,
        };
        let (value, content_end) = self.block_text(literal, header.chomp, indent)?;
        let style = if literal {
            Style::Literal
        } else {
            Style::Folded
        };
        self.tokens.push_back(YamlToken {
            kind: TokenKind::Scalar(Cow::Owned(value), style),
            span: Span::new(start, content_end.unwrap_or(header_end)),
        });
        Ok(())
    }

    /// Reads chomping and indentation, in either order.
    fn block_header(&mut self) -> Parsed<BlockHeader> {
        let mut chomp = self.chomping();
        let increment = self.indentation()?;
        if chomp.is_none() && increment > 0 {
            chomp = self.chomping();
        }
        let chomp = chomp.unwrap_or(Chomp::Clip);
        Ok(BlockHeader { chomp, increment })
    }

    fn chomping(&mut self) -> Option<Chomp> {
        let chomp = match self.cursor.peek() {
            b'+' => Chomp::Keep,
            b'-' => Chomp::Strip,
            _ => return None,
        };
        self.cursor.skip_ascii(1);
        Some(chomp)
    }

    fn indentation(&mut self) -> Parsed<isize> {
        let offset = self.cursor.offset;
        match self.cursor.peek() {
            b'0' => {
                let fault = Fault::new(offset, offset + 1, Problem::BlockIndent);
                Err(fault.help("write a digit from 1 to 9, or none"))
            }
            digit @ b'1'..=b'9' => {
                self.cursor.skip_ascii(1);
                Ok(isize::from(digit - b'0'))
            }
            _ => Ok(0),
        }
    }

    /// Only spaces, tabs and a comment may follow the header.
    fn block_header_rest(&mut self) -> Parsed<()> {
        let header_end = self.cursor.offset;
        self.cursor.skip_blanks();
        self.comments.extend(self.cursor.skip_comment());
        if !self.cursor.is_break_or_end(0) {
            let (start, end) = (self.cursor.offset, self.cursor.line_end());
            let line = self.text()[start..end].trim_end();
            let end = start + line.floor_char_boundary(120);
            let fault = Fault::new(start, end, Problem::BlockHeader);
            return Err(fault.help(match line.bytes().next() {
                Some(b'0'..=b'9' | b'+' | b'-') if start == header_end => {
                    "write at most one digit and one of `+` and `-`"
                }
                _ => "begin the text on the next line, indented; or put the whole value in quotes",
            }));
        }
        self.cursor.skip_break();
        Ok(())
    }

    /// Reads the lines; also returns where the last one that is not empty ends.
    fn block_text(
        &mut self,
        literal: bool,
        chomp: Chomp,
        mut indent: isize,
    ) -> Parsed<(String, Option<usize>)> {
        let mut text = String::new();
        let mut pending = ""; // the break of the line before
        let mut empty = String::new(); // the breaks of the empty lines since
        let mut content_end = None;
        let mut indented_before = false;
        self.block_breaks(&mut indent, &mut empty)?;
        while self.column() == indent && !self.cursor.is_end(0) {
            let indented = self.cursor.is_blank(0);
            if !literal && !indented_before && !indented && pending == "\n" {
                if empty.is_empty() {
                    text.push(' ');
                }
            } else {
                text.push_str(pending);
            }
            text.push_str(&empty);
            empty.clear();
            indented_before = indented;
            let start = self.cursor.offset;
            self.cursor.offset = self.cursor.line_end();
            text.push_str(self.cursor.slice(start));
            content_end = Some(self.cursor.offset);
            pending = self.cursor.skip_break();
            self.block_breaks(&mut indent, &mut empty)?;
        }
        if chomp != Chomp::Strip {
            text.push_str(pending);
        }
        if chomp == Chomp::Keep {
            text.push_str(&empty);
        }
        Ok((text, content_end))
    }

    /// Moves over indentation and empty lines; the first line that is not empty sets the indentation.
    fn block_breaks(&mut self, indent: &mut isize, breaks: &mut String) -> Parsed<()> {
        let mut deepest = 0;
        loop {
            while (*indent == 0 || self.column() < *indent) && self.cursor.peek() == b' ' {
                self.cursor.skip_ascii(1);
            }
            deepest = deepest.max(self.column());
            if (*indent == 0 || self.column() < *indent) && self.cursor.peek() == b'\t' {
                return Err(self.tab_fault());
            }
            if !self.cursor.is_break(0) {
                break;
            }
            breaks.push_str(self.cursor.skip_break());
        }
        if *indent == 0 {
            *indent = deepest.max(self.indent + 1).max(1);
        }
        Ok(())
    }
}

//! The scanner: text to tokens, as go-yaml splits it.
//!
//! A key need not announce itself: only the `:` after it shows it. So tokens wait in a queue while one of them may turn
//! out to begin a key, and the token that says so is put in front of it afterwards.

mod block;
mod cursor;
mod directive;
mod keys;
mod plain;
mod quoted;
mod stray;
mod survey;
mod tag;
mod token;

pub(super) use cursor::MARK;
use cursor::characters;
pub(super) use keys::LONGEST as LONGEST_KEY;
pub(super) use token::{TokenKind, YamlToken};

use super::problem::{Fault, Parsed, Problem};
use crate::source::Span;
use cursor::Cursor;
use keys::SimpleKeys;
use std::collections::VecDeque;

/// Splits one document's text into tokens.
#[derive(Debug)]
pub(super) struct Scanner<'t> {
    cursor: Cursor<'t>,
    tokens: VecDeque<YamlToken<'t>>,
    /// How many tokens the parser has taken.
    taken: usize,
    /// The column of the innermost block collection; -1 outside of any.
    indent: isize,
    indents: Vec<isize>,
    flow_level: usize,
    keys: SimpleKeys,
    key_allowed: bool,
    ended: bool,
    /// Whether the first token in the queue is known to be the next one.
    ready: bool,
    /// The last plain scalar, which a key may turn out to continue.
    plain: Span,
    /// Whether the text is read as JSON by those who read it: its escapes are JSON's.
    pub(super) is_json: bool,
    /// The places of the comments met so far.
    pub(super) comments: Vec<Span>,
}

impl<'t> Scanner<'t> {
    /// A scanner for the text from `start` to its end.
    pub(super) fn new(text: &'t str, start: usize) -> Self {
        Self {
            cursor: Cursor::new(text, start),
            tokens: VecDeque::new(),
            taken: 0,
            indent: -1,
            indents: Vec::new(),
            flow_level: 0,
            keys: SimpleKeys::new(),
            key_allowed: true,
            ended: false,
            ready: false,
            plain: Span::default(),
            is_json: false,
            comments: Vec::new(),
        }
    }

    /// The next token, which stays.
    pub(super) fn peek(&mut self) -> Parsed<&YamlToken<'t>> {
        self.fill()?;
        // The queue is never empty after `fill`, since the last token is kept.
        self.tokens
            .front()
            .ok_or_else(|| unreachable_end(self.cursor.offset))
    }

    /// The next token, taken. The one that ends the text stays.
    pub(super) fn take(&mut self) -> Parsed<YamlToken<'t>> {
        self.fill()?;
        if self.tokens.len() == 1 && self.ended {
            return self.peek().cloned();
        }
        self.taken += 1;
        self.ready = false;
        self.tokens
            .pop_front()
            .ok_or_else(|| unreachable_end(self.cursor.offset))
    }

    /// How far the text has been read.
    pub(super) fn offset(&self) -> usize {
        self.cursor.offset
    }

    pub(super) fn text(&self) -> &'t str {
        self.cursor.text()
    }

    fn fill(&mut self) -> Parsed<()> {
        if self.ready {
            return Ok(());
        }
        while !self.ended && (self.tokens.is_empty() || self.head_may_be_key()?) {
            self.scan_token()?;
        }
        self.ready = true;
        Ok(())
    }

    fn scan_token(&mut self) -> Parsed<()> {
        self.skip_to_token();
        self.close_blocks(self.column());
        if self.cursor.is_end(0) {
            return self.scan_end();
        }
        let at_line_start = self.cursor.column == 0;
        let in_flow = self.flow_level > 0;
        let spaced = self.cursor.is_space(1);
        match self.cursor.peek() {
            b'%' if at_line_start => self.scan_directive(),
            b'-' if at_line_start && self.cursor.is_marker(b"---") => {
                self.scan_marker(TokenKind::DocumentStart)
            }
            b'.' if at_line_start && self.cursor.is_marker(b"...") => {
                self.scan_marker(TokenKind::DocumentEnd)
            }
            b'[' => self.scan_open(TokenKind::FlowList),
            b'{' => self.scan_open(TokenKind::FlowMapping),
            b']' => self.scan_close(TokenKind::FlowListEnd),
            b'}' => self.scan_close(TokenKind::FlowMappingEnd),
            b',' => self.scan_comma(),
            b'-' if spaced => self.scan_dash(),
            b'?' if in_flow || spaced => self.scan_question(),
            b':' if in_flow || spaced => self.scan_colon(),
            b'*' | b'&' => self.scan_anchor(),
            b'!' => self.scan_tag(),
            b'|' | b'>' if !in_flow => self.scan_block(),
            b'\'' | b'"' => self.scan_quoted(),
            _ if self.starts_plain() => self.scan_plain(),
            _ => Err(self.no_token()),
        }
    }

    fn column(&self) -> isize {
        isize::try_from(self.cursor.column).unwrap_or(isize::MAX)
    }

    /// Moves over spaces, comments and line breaks. A tab counts as a space only where no key may start.
    fn skip_to_token(&mut self) {
        loop {
            let tabs = self.flow_level > 0 || !self.key_allowed;
            while self.cursor.peek() == b' ' || (tabs && self.cursor.peek() == b'\t') {
                self.cursor.skip_ascii(1);
            }
            self.comments.extend(self.cursor.skip_comment());
            if !self.cursor.is_break(0) {
                return;
            }
            self.cursor.skip_break();
            if self.flow_level == 0 {
                self.key_allowed = true;
            }
        }
    }

    fn push(&mut self, kind: TokenKind<'t>, start: usize) {
        let span = Span::new(start, self.cursor.offset);
        self.tokens.push_back(YamlToken { kind, span });
    }

    /// Puts a token into the queue, at its end if no position is given or the position is already taken by the parser.
    fn insert(&mut self, position: Option<usize>, token: YamlToken<'t>) {
        self.tokens
            .insert(position.unwrap_or(self.tokens.len()), token);
    }

    /// Opens a block collection if this column is deeper than the innermost one.
    fn open_block(
        &mut self,
        column: isize,
        kind: TokenKind<'t>,
        offset: usize,
        position: Option<usize>,
    ) {
        if self.flow_level > 0 || self.indent >= column {
            return;
        }
        self.indents.push(self.indent);
        self.indent = column;
        let token = YamlToken {
            kind,
            span: Span::new(offset, offset),
        };
        self.insert(position, token);
    }

    /// Closes the block collections that are indented deeper than this column.
    fn close_blocks(&mut self, column: isize) {
        if self.flow_level > 0 {
            return;
        }
        while self.indent > column {
            self.push(TokenKind::BlockEnd, self.cursor.offset);
            self.indent = self.indents.pop().unwrap_or(-1);
        }
    }

    fn scan_end(&mut self) -> Parsed<()> {
        self.close_blocks(-1);
        self.drop_key()?;
        self.key_allowed = false;
        self.ended = true;
        self.push(TokenKind::End, self.cursor.offset);
        Ok(())
    }

    fn scan_marker(&mut self, kind: TokenKind<'t>) -> Parsed<()> {
        self.close_blocks(-1);
        self.drop_key()?;
        self.key_allowed = false;
        self.push_ascii(kind, 3);
        Ok(())
    }

    fn scan_open(&mut self, kind: TokenKind<'t>) -> Parsed<()> {
        self.note_key()?;
        self.keys.open_level(self.next_number());
        self.flow_level += 1;
        self.key_allowed = true;
        self.push_ascii(kind, 1);
        Ok(())
    }

    fn scan_close(&mut self, kind: TokenKind<'t>) -> Parsed<()> {
        self.drop_key()?;
        self.keys.close_level();
        self.flow_level = self.flow_level.saturating_sub(1);
        self.key_allowed = false;
        self.push_ascii(kind, 1);
        Ok(())
    }

    fn scan_comma(&mut self) -> Parsed<()> {
        self.drop_key()?;
        self.key_allowed = true;
        self.push_ascii(TokenKind::Comma, 1);
        Ok(())
    }

    fn scan_dash(&mut self) -> Parsed<()> {
        let offset = self.cursor.offset;
        if self.flow_level == 0 && !self.key_allowed {
            let fault = Fault::new(offset, offset + 1, Problem::StrayDash);
            return Err(
                fault.help("begin the list on a line of its own, or put the text in quotes")
            );
        }
        self.open_block(self.column(), TokenKind::BlockList, offset, None);
        self.drop_key()?;
        self.key_allowed = true;
        self.push_ascii(TokenKind::Dash, 1);
        Ok(())
    }

    fn push_ascii(&mut self, kind: TokenKind<'t>, length: usize) {
        let start = self.cursor.offset;
        self.cursor.skip_ascii(length);
        self.push(kind, start);
    }

    fn no_token(&self) -> Box<Fault> {
        let offset = self.cursor.offset;
        if self.cursor.peek() == b'\t' {
            return self.tab_fault();
        }
        let c = self.text()[offset..].chars().next().unwrap_or(' ');
        Fault::new(offset, offset + c.len_utf8(), Problem::Start(c))
            .help("put the text that begins here in quotes")
    }

    /// The fault of tabs here.
    fn tab_fault(&self) -> Box<Fault> {
        let offset = self.cursor.offset;
        let rest = &self.text().as_bytes()[offset..];
        let tabs = rest.iter().take_while(|&&byte| byte == b'\t').count();
        Fault::new(offset, offset + tabs, Problem::Tab).help("replace the tab by spaces")
    }
}

/// What cannot happen is reported like a file that ends too early.
fn unreachable_end(offset: usize) -> Box<Fault> {
    Fault::new(offset, offset, Problem::NoValue)
}

//! Simple keys: keys without a `?`, which show only by the `:` after them.

use super::{Scanner, TokenKind, YamlToken, characters};
use crate::source::Span;
use crate::yaml::problem::{Fault, Parsed, Problem};
use std::collections::VecDeque;

/// How many characters may be between a key's start and its `:`.
pub(in crate::yaml) const LONGEST: usize = 1024;

/// A token that may turn out to begin a key. Each flow level has one; the block level is the first.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct SimpleKey {
    possible: bool,
    /// Its number among all tokens.
    token: usize,
    pub(super) offset: usize,
    pub(super) line: usize,
    column: isize,
    /// Whether nothing but a key can be there.
    required: bool,
}

/// The possible keys of all flow levels.
#[derive(Debug)]
pub(super) struct SimpleKeys {
    levels: Vec<SimpleKey>,
    /// Tokens that may begin a key, each with the level of that key, in the order of the text. An empty flow collection
    /// takes its own token off this list when it closes, though it stays a possible key: so Helm takes `{}: x` for
    /// `{}` and drops the rest.
    awaited: VecDeque<(usize, usize)>,
}

impl SimpleKeys {
    pub(super) fn new() -> Self {
        Self {
            levels: vec![SimpleKey::default()],
            awaited: VecDeque::new(),
        }
    }

    /// The key of the innermost flow level.
    fn current(&self) -> SimpleKey {
        self.levels.last().copied().unwrap_or_default()
    }

    fn set_current(&mut self, key: SimpleKey) {
        if let Some(current) = self.levels.last_mut() {
            *current = key;
        }
    }

    /// Gives up the key of the innermost flow level.
    fn forget_current(&mut self) {
        if let Some(key) = self.levels.last_mut().filter(|key| key.possible) {
            key.possible = false;
            let token = key.token;
            self.stop_awaiting(token);
        }
    }

    fn await_current(&mut self) {
        let awaited = (self.current().token, self.levels.len() - 1);
        self.awaited.push_back(awaited);
    }

    fn stop_awaiting(&mut self, token: usize) {
        let sought = self
            .awaited
            .binary_search_by_key(&token, |&(token, _)| token);
        if let Ok(index) = sought {
            self.awaited.remove(index);
        }
    }

    /// The level whose key this token may begin. What is before the token is not asked for again.
    fn awaited_level(&mut self, token: usize) -> Option<usize> {
        while self
            .awaited
            .front()
            .is_some_and(|&(first, _)| first < token)
        {
            self.awaited.pop_front();
        }
        let &(first, level) = self.awaited.front()?;
        (first == token).then_some(level)
    }

    pub(super) fn open_level(&mut self, token: usize) {
        self.levels.push(SimpleKey {
            token,
            ..SimpleKey::default()
        });
    }

    pub(super) fn close_level(&mut self) {
        if self.levels.len() > 1
            && let Some(key) = self.levels.pop()
        {
            self.stop_awaiting(key.token);
        }
    }
}

impl<'t> Scanner<'t> {
    /// Whether the first token in the queue may still turn out to begin a key.
    pub(super) fn head_may_be_key(&mut self) -> Parsed<bool> {
        let Some(level) = self.keys.awaited_level(self.taken) else {
            return Ok(false);
        };
        let Some(key) = self.keys.levels.get(level).copied() else {
            return Ok(false);
        };
        let possible = self.is_possible(&key)?;
        self.keys.levels[level].possible = possible;
        Ok(possible)
    }

    /// The number of the next token to be put at the queue's end.
    pub(super) fn next_number(&self) -> usize {
        self.taken + self.tokens.len()
    }

    /// Notes that the token to come may begin a key.
    pub(super) fn note_key(&mut self) -> Parsed<()> {
        if !self.key_allowed {
            return Ok(());
        }
        self.drop_key()?;
        self.keys.set_current(SimpleKey {
            possible: true,
            token: self.next_number(),
            offset: self.cursor.offset,
            line: self.cursor.line,
            column: self.column(),
            required: self.flow_level == 0 && self.indent == self.column(),
        });
        self.keys.await_current();
        Ok(())
    }

    /// Gives up the possible key of this flow level.
    pub(super) fn drop_key(&mut self) -> Parsed<()> {
        let key = self.keys.current();
        if key.possible && key.required {
            return Err(self.missing_colon(&key));
        }
        self.keys.forget_current();
        Ok(())
    }

    pub(super) fn scan_question(&mut self) -> Parsed<()> {
        let offset = self.cursor.offset;
        if self.flow_level == 0 {
            if !self.key_allowed {
                let fault = Fault::new(offset, offset + 1, Problem::StrayQuestion);
                return Err(fault.help("put the value in quotes"));
            }
            self.open_block(self.column(), TokenKind::BlockMapping, offset, None);
        }
        self.drop_key()?;
        self.key_allowed = self.flow_level == 0;
        self.push_ascii(TokenKind::Key, 1);
        Ok(())
    }

    pub(super) fn scan_colon(&mut self) -> Parsed<()> {
        let key = self.keys.current();
        if self.is_possible(&key)? {
            self.keys.forget_current();
            let position = key.token.checked_sub(self.taken);
            let span = Span::new(key.offset, key.offset);
            let token = YamlToken {
                kind: TokenKind::Key,
                span,
            };
            self.insert(position, token);
            self.open_block(key.column, TokenKind::BlockMapping, key.offset, position);
            self.key_allowed = false;
        } else if self.flow_level == 0 {
            let offset = self.cursor.offset;
            if !self.key_allowed {
                return Err(self.stray_colon());
            }
            self.open_block(self.column(), TokenKind::BlockMapping, offset, None);
            self.key_allowed = true;
        } else {
            self.key_allowed = false;
        }
        self.push_ascii(TokenKind::Colon, 1);
        Ok(())
    }

    /// Whether a token may still begin a key: on one line, and not too far back.
    fn is_possible(&self, key: &SimpleKey) -> Parsed<bool> {
        let stale = key.line < self.cursor.line || self.is_too_long(key);
        if key.possible && stale && key.required {
            return Err(self.missing_colon(key));
        }
        Ok(key.possible && !stale)
    }

    pub(super) fn is_too_long(&self, key: &SimpleKey) -> bool {
        let bytes = self.cursor.slice(key.offset).as_bytes();
        bytes.len() > LONGEST && (bytes.len() > 4 * LONGEST || characters(bytes) > LONGEST)
    }
}

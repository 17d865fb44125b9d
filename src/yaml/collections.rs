//! The grammar of lists and mappings, by go-yaml's rules and with its quirks.
//!
//! These functions call each other as deep as values are nested, so they keep little on the stack.

use super::compose::{Composed, Content, Entries};
use super::node::{Link, Node, Style, Value};
use super::parse::{ParseContext, Parser, Wanted};
use super::problem::Parsed;
use super::scan::TokenKind;
use crate::source::Span;
use std::sync::Arc;

const DASH: Wanted = |kind| matches!(kind, TokenKind::Dash);
const KEY: Wanted = |kind| matches!(kind, TokenKind::Key);
const COLON: Wanted = |kind| matches!(kind, TokenKind::Colon);
const COMMA: Wanted = |kind| matches!(kind, TokenKind::Comma);
const BLOCK_END: Wanted = |kind| matches!(kind, TokenKind::BlockEnd);
const TEXT_END: Wanted = |kind| matches!(kind, TokenKind::End | TokenKind::BlockEnd);
const ITEM_END: Wanted = |kind| matches!(kind, TokenKind::Dash | TokenKind::BlockEnd);
const ENTRY_END: Wanted = |kind| {
    matches!(
        kind,
        TokenKind::Key | TokenKind::Colon | TokenKind::BlockEnd
    )
};
const LOOSE_ITEM_END: Wanted = |kind| {
    matches!(
        kind,
        TokenKind::Dash | TokenKind::Key | TokenKind::Colon | TokenKind::BlockEnd
    )
};

/// The bracket that closes a flow collection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bracket {
    /// `]`
    List,
    /// `}`
    Mapping,
}

impl Bracket {
    fn closes(self, kind: &TokenKind<'_>) -> bool {
        match self {
            Self::List => matches!(kind, TokenKind::FlowListEnd),
            Self::Mapping => matches!(kind, TokenKind::FlowMappingEnd),
        }
    }

    pub(super) fn opening(self) -> char {
        match self {
            Self::List => '[',
            Self::Mapping => '{',
        }
    }

    pub(super) fn closing(self) -> char {
        match self {
            Self::List => ']',
            Self::Mapping => '}',
        }
    }

    /// Whether a value is over where this token comes.
    fn ends_value(self, kind: &TokenKind<'_>) -> bool {
        matches!(kind, TokenKind::Comma) || self.closes(kind)
    }
}

impl<'t> Parser<'t> {
    pub(super) fn block_list(&mut self) -> Parsed<Composed<'t>> {
        let start = self.take()?.span.start;
        let mut items = Vec::new();
        while self.next_is(DASH)? {
            self.item(&mut items, ITEM_END)?;
        }
        if !self.next_is(BLOCK_END)? {
            return Err(self.list_fault(start, items.last()));
        }
        self.take()?;
        Ok(self.collection(list(items), start, Style::Block))
    }

    /// A list whose dashes are below the key that it belongs to.
    pub(super) fn list_without_indent(&mut self) -> Parsed<Composed<'t>> {
        let start = self.peek()?.span.start;
        let mut items = Vec::new();
        while self.next_is(DASH)? {
            self.item(&mut items, LOOSE_ITEM_END)?;
        }
        Ok(self.collection(list(items), start, Style::Block))
    }

    fn item(&mut self, items: &mut Vec<Node>, ends: Wanted) -> Parsed<()> {
        let dash = self.take()?.span;
        let item = if self.next_is(ends)? {
            self.absent(after(dash))?
        } else {
            self.value(ParseContext::Block)?
        };
        items.push(self.composer.node(item));
        Ok(())
    }

    pub(super) fn block_mapping(&mut self) -> Parsed<Composed<'t>> {
        let start = self.take()?.span.start;
        let mut entries = Entries::default();
        while self.next_is(KEY)? {
            let key = self.block_part()?;
            let value = if self.next_is(COLON)? {
                self.block_part()?
            } else {
                self.absent(after(key.span))?
            };
            self.add(&mut entries, key, value)?;
        }
        if !self.next_is(BLOCK_END)? {
            return Err(self.mapping_fault(start, entries.last()));
        }
        self.take()?;
        Ok(self.collection(entries.into_value(), start, Style::Block))
    }

    /// The key after a `?`, or the value after a `:`; it may be absent.
    fn block_part(&mut self) -> Parsed<Composed<'t>> {
        let indicator = self.take()?.span;
        if self.next_is(ENTRY_END)? {
            return self.absent(after(indicator));
        }
        self.value(ParseContext::BlockEntry)
    }

    fn add(&mut self, entries: &mut Entries, key: Composed<'t>, value: Composed<'t>) -> Parsed<()> {
        if key.merge {
            let value = self.composer.node(value);
            return entries.merge(&value);
        }
        entries.push(self.composer.entry(key, value)?);
        Ok(())
    }

    pub(super) fn flow_list(&mut self) -> Parsed<Composed<'t>> {
        let open = self.take()?.span;
        let mut items = Vec::new();
        while self.flow_goes_on(items.is_empty(), open, Bracket::List)? {
            let item = if self.next_is(KEY)? {
                let span = self.peek()?.span;
                self.anchors.tally.count(span)?;
                self.nested(span, Self::single_pair)?
            } else {
                self.value(ParseContext::Flow)?
            };
            items.push(self.composer.node(item));
        }
        self.take()?;
        Ok(self.collection(list(items), open.start, Style::Flow))
    }

    /// Whether another item follows: after the first one it needs a comma.
    fn flow_goes_on(&mut self, first: bool, open: Span, close: Bracket) -> Parsed<bool> {
        if !first && !close.closes(&self.peek()?.kind) {
            if !self.next_is(COMMA)? {
                return Err(self.flow_fault(open, close));
            }
            self.take()?;
        }
        if self.next_is(TEXT_END)? {
            return Err(self.flow_fault(open, close));
        }
        Ok(!close.closes(&self.peek()?.kind))
    }

    /// A mapping of one entry in a flow list: `[a: b]`.
    fn single_pair(&mut self) -> Parsed<Composed<'t>> {
        let start = self.peek()?.span.start;
        let key = self.flow_key(Bracket::List)?;
        let value = self.flow_value(&key, Bracket::List)?;
        let mut entries = Entries::default();
        self.add(&mut entries, key, value)?;
        Ok(self.collection(entries.into_value(), start, Style::Flow))
    }

    pub(super) fn flow_mapping(&mut self) -> Parsed<Composed<'t>> {
        let open = self.take()?.span;
        let mut entries = Entries::default();
        let mut first = true;
        while self.flow_goes_on(first, open, Bracket::Mapping)? {
            first = false;
            let (key, value);
            if self.next_is(KEY)? {
                key = self.flow_key(Bracket::Mapping)?;
                value = self.flow_value(&key, Bracket::Mapping)?;
            } else {
                key = self.value(ParseContext::Flow)?;
                value = self.absent(after(key.span))?;
            }
            self.add(&mut entries, key, value)?;
        }
        self.take()?;
        Ok(self.collection(entries.into_value(), open.start, Style::Flow))
    }

    /// The key after a `?`, which need not be written.
    fn flow_key(&mut self, close: Bracket) -> Parsed<Composed<'t>> {
        let question = self.take()?.span;
        let next = &self.peek()?.kind;
        if !COLON(next) && !close.ends_value(next) {
            return self.value(ParseContext::Flow);
        }
        if close == Bracket::List {
            // go-yaml takes this token for good, whichever it is.
            self.take()?;
        }
        self.absent(after(question))
    }

    fn flow_value(&mut self, key: &Composed<'t>, close: Bracket) -> Parsed<Composed<'t>> {
        if !self.next_is(COLON)? {
            return self.absent(after(key.span));
        }
        let colon = self.take()?.span;
        if close.ends_value(&self.peek()?.kind) {
            return self.absent(after(colon));
        }
        self.value(ParseContext::Flow)
    }

    /// A collection that reaches from `start` to the end of what was taken last.
    fn collection(&self, value: Value, start: u32, style: Style) -> Composed<'t> {
        let end = self.last_end.max(start);
        Composed {
            content: Content::Collection(value),
            span: Span { start, end },
            style,
            link: Link::Own,
            merge: false,
        }
    }
}

fn list(items: Vec<Node>) -> Value {
    Value::List(Arc::new(items))
}

/// The empty span after another.
fn after(span: Span) -> Span {
    Span {
        start: span.end,
        end: span.end,
    }
}

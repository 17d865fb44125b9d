//! The parser's faults: what was expected where, told by what stands there.

use super::collections::Bracket;
use super::parse::Parser;
use super::problem::{Fault, Problem};
use super::scan::{Kind, Token};
use crate::source::Span;

/// No underlined span is longer than this many bytes.
const LONGEST: usize = 80;

impl<'t> Parser<'t> {
    /// A mapping goes on with something that is no key.
    pub(super) fn mapping_fault(&mut self, start: u32) -> Box<Fault> {
        let token = match self.scanner.peek() {
            Ok(token) => token.clone(),
            Err(fault) => return fault,
        };
        if let Some(fault) = self.trailing_fault(&token) {
            return fault;
        }
        let problem = match token.kind {
            Kind::Colon => Problem::NullKey,
            _ => Problem::MappingIndent,
        };
        Fault::at(self.visible(token.span), problem)
            .related("the mapping begins here", self.first_word(start))
            .help("give the line the indentation of the mapping it belongs to")
    }

    /// A list goes on with something that is no item.
    pub(super) fn list_fault(&mut self, start: u32) -> Box<Fault> {
        let token = match self.scanner.peek() {
            Ok(token) => token.clone(),
            Err(fault) => return fault,
        };
        if let Some(fault) = self.trailing_fault(&token) {
            return fault;
        }
        Fault::at(self.visible(token.span), Problem::ListIndent)
            .related("the list begins here", self.first_word(start))
            .help("begin the line with `- ` as the list's other items, or give it the indentation of what it belongs to")
    }

    /// The fault of what stands on the same line behind a complete value.
    fn trailing_fault(&self, token: &Token<'t>) -> Option<Box<Fault>> {
        let text = self.scanner.text();
        let between = text.get(self.last_end as usize..token.span.start as usize)?;
        if between.contains(['\n', '\r']) || matches!(token.kind, Kind::End) {
            return None;
        }
        let span = self.visible(token.span);
        Some(match token.kind {
            Kind::FlowListEnd => Fault::at(span, Problem::StrayBracket(']')),
            Kind::FlowMappingEnd => Fault::at(span, Problem::StrayBracket('}')),
            Kind::Colon => return None,
            _ => Fault::at(span, Problem::AfterValue).help(
                "put the whole value in quotes, or write `#` behind a space before a comment",
            ),
        })
    }

    /// A flow collection goes on without a comma, or never ends.
    pub(super) fn flow_fault(&mut self, open: Span, close: Bracket) -> Box<Fault> {
        let token = match self.scanner.peek() {
            Ok(token) => token.clone(),
            Err(fault) => return fault,
        };
        let (opens, closes) = if close == Bracket::List {
            ('[', ']')
        } else {
            ('{', '}')
        };
        if matches!(token.kind, Kind::End) {
            return Fault::at(open, Problem::OpenBracket(opens))
                .help("close it, or put the value in quotes");
        }
        if matches!(token.kind, Kind::Colon) && self.breaks_between(open, token.span) {
            // A key on a later line: more likely the bracket is missing than the comma.
            return Fault::at(open, Problem::OpenBracket(opens))
                .related("it would have to be closed before this", token.span)
                .help("close it, or put the value in quotes");
        }
        Fault::at(self.visible(token.span), Problem::NoComma(closes))
            .related("the collection begins here", open)
            .help("check that every bracket is closed, and put text that contains brackets or `?` in quotes")
    }

    fn breaks_between(&self, before: Span, after: Span) -> bool {
        let range = before.end as usize..after.start as usize;
        let between = self.scanner.text().get(range).unwrap_or_default();
        between.contains(['\n', '\r'])
    }

    /// Something stands where a value should.
    pub(super) fn no_value(&mut self) -> Box<Fault> {
        let token = match self.scanner.peek() {
            Ok(token) => token.clone(),
            Err(fault) => return fault,
        };
        let span = self.visible(token.span);
        match token.kind {
            Kind::FlowListEnd => Fault::at(span, Problem::StrayBracket(']')),
            Kind::FlowMappingEnd => Fault::at(span, Problem::StrayBracket('}')),
            Kind::Dash => {
                Fault::at(span, Problem::StrayDash).help("begin the list on a line of its own")
            }
            _ => Fault::at(span, Problem::NoValue),
        }
    }

    /// A short span for a token that may be empty or long: its first line, at least one character.
    pub(super) fn visible(&self, span: Span) -> Span {
        if span.start == span.end {
            return self.first_word(span.start);
        }
        self.clip(span)
    }

    /// The span up to its line's end.
    pub(super) fn clip(&self, span: Span) -> Span {
        let text = self.scanner.text().get(span.range()).unwrap_or_default();
        let line = text.split(['\n', '\r']).next().unwrap_or_default();
        let length = line.floor_char_boundary(LONGEST);
        Span::new(span.range().start, span.range().start + length)
    }

    /// The word at an offset.
    fn first_word(&self, start: u32) -> Span {
        let start = start as usize;
        let rest = self.scanner.text().get(start..).unwrap_or_default();
        let word = rest.split(char::is_whitespace).next().unwrap_or_default();
        Span::new(start, start + word.floor_char_boundary(LONGEST))
    }
}

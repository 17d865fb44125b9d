//! The faults of flow collections: brackets and commas, explained by what is there.

use super::diagnose::stray_bracket;
use super::nesting::{is_left, open_bracket};
use crate::source::Span;
use crate::yaml::collections::Bracket;
use crate::yaml::lines::{first_word, indentation, line_start};
use crate::yaml::parse::Parser;
use crate::yaml::problem::{Fault, Problem};
use crate::yaml::scan::{LONGEST_KEY, TokenKind, YamlToken};

impl<'t> Parser<'t> {
    /// A flow collection goes on without a comma, or never ends.
    pub(in crate::yaml) fn flow_fault(&mut self, open: Span, close: Bracket) -> Box<Fault> {
        let token = match self.scanner.peek() {
            Ok(token) => token.clone(),
            Err(fault) => return fault,
        };
        if matches!(token.kind, TokenKind::End | TokenKind::BlockEnd) {
            return open_bracket(self.scanner.text(), open, close);
        }
        let late = self.late_quote(token.span.range().start);
        if let Some(fault) = late.or_else(|| self.foreign_comment()) {
            return fault;
        }
        let text = self.scanner.text();
        let at = self.begin_of(&token);
        let is_later = self.is_later(open, at);
        if is_left(text, open, at) {
            return open_bracket(text, open, close);
        }
        let fault = match token.kind {
            TokenKind::Colon if !is_later => return self.stray_flow_colon(token.span),
            TokenKind::Colon => self.no_comma(first_word(text, at), close),
            TokenKind::Key if text[at..].starts_with('?') => {
                Fault::new(at, at + 1, Problem::StrayQuestion)
                    .help("put text that contains `?` in quotes: inside brackets it begins a key")
            }
            TokenKind::FlowListEnd => wrong_bracket(token.span, ']', close),
            TokenKind::FlowMappingEnd => wrong_bracket(token.span, '}', close),
            _ => self.no_comma(self.visible(token.span), close),
        };
        fault.related("the collection begins here", open)
    }

    /// Where the token begins that cannot come next. A scalar before a `:` may include the lines above, so only its
    /// last line counts.
    fn begin_of(&self, token: &YamlToken<'t>) -> usize {
        if token.kind != TokenKind::Colon {
            return token.span.range().start;
        }
        let text = self.scanner.text();
        let line = line_start(text, self.last.range().end);
        (line + indentation(text, line)).max(self.last.range().start)
    }

    fn is_later(&self, open: Span, at: usize) -> bool {
        let between = self.scanner.text().get(open.range().end..at);
        between.unwrap_or_default().contains(['\n', '\r'])
    }

    fn no_comma(&self, span: Span, close: Bracket) -> Box<Fault> {
        let before = self.scanner.text().get(..span.range().start);
        let is_quoted = before.unwrap_or_default().ends_with(['"', '\'']);
        Fault::at(span, Problem::NoComma(close.closing())).help(if is_quoted {
            "check where the quotes before it open and close"
        } else {
            "write `,` before it, or put all of the text in quotes"
        })
    }

    /// A second `:` in one entry, or one that is too far after its key.
    fn stray_flow_colon(&self, colon: Span) -> Box<Fault> {
        if self.last.range().len() > LONGEST_KEY {
            return Fault::at(self.clip(self.last), Problem::LongKey)
                .help("write `? ` before the key");
        }
        Fault::at(colon, Problem::StrayColon).help("put the value in quotes")
    }

    /// The fault of `// …` or `/* … */`, which YAML takes for a scalar.
    fn foreign_comment(&self) -> Option<Box<Fault>> {
        let last = self.scanner.text().get(self.last.range())?;
        let found = ["//", "/*"]
            .iter()
            .filter_map(|sign| last.find(sign))
            .filter(|&at| at == 0 || last[..at].ends_with(char::is_whitespace))
            .min()?;
        if last.starts_with(['"', '\'']) {
            return None;
        }
        let start = self.last.range().start + found;
        Some(
            Fault::new(start, start + 2, Problem::Comment)
                .help("remove the comment, or begin it with `#`"),
        )
    }

    /// There is something else where a value should be.
    pub(in crate::yaml) fn no_value(&mut self) -> Box<Fault> {
        let token = match self.scanner.peek() {
            Ok(token) => token.clone(),
            Err(fault) => return fault,
        };
        let span = self.visible(token.span);
        match token.kind {
            TokenKind::FlowListEnd => stray_bracket(span, ']'),
            TokenKind::FlowMappingEnd => stray_bracket(span, '}'),
            TokenKind::Dash => Fault::at(span, Problem::StrayDash).help(
                "inside brackets write `,` between items and no `- `, or put the text in quotes",
            ),
            TokenKind::Comma => Fault::at(span, Problem::StrayComma)
                .help("remove it, or put text that begins with `,` in quotes"),
            TokenKind::DocumentStart | TokenKind::DocumentEnd => {
                Fault::at(span, Problem::NoValue).help("remove the line, or write values before it")
            }
            TokenKind::Colon => {
                Fault::at(span, Problem::NoValue).help("put text that begins with `:` in quotes")
            }
            _ => {
                Fault::at(span, Problem::NoValue).help("write a value, or `\"\"` for an empty text")
            }
        }
    }
}

fn wrong_bracket(span: Span, bracket: char, close: Bracket) -> Box<Fault> {
    let closing = close.closing();
    Fault::at(span, Problem::WrongBracket(bracket))
        .help(format!("write `{closing}` before it or instead of it"))
}

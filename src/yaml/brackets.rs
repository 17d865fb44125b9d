//! The faults of flow collections: brackets and commas, told by what stands there.

use super::collections::Bracket;
use super::diagnose::stray_bracket;
use super::lines::{column, indentation, line_start};
use super::parse::Parser;
use super::problem::{Fault, Problem};
use super::scan::{Kind, LONGEST_KEY, Scanner, Token};
use crate::source::Span;

impl<'t> Parser<'t> {
    /// A flow collection goes on without a comma, or never ends.
    pub(super) fn flow_fault(&mut self, open: Span, close: Bracket) -> Box<Fault> {
        let token = match self.scanner.peek() {
            Ok(token) => token.clone(),
            Err(fault) => return fault,
        };
        if matches!(token.kind, Kind::End | Kind::BlockEnd) {
            return self.open_bracket(open, close);
        }
        let late = self.late_quote(token.span.range().start);
        if let Some(fault) = late.or_else(|| self.foreign_comment()) {
            return fault;
        }
        let text = self.scanner.text();
        let at = self.begin_of(&token);
        let is_later = self.is_later(open, at);
        let is_outside = indentation(text, at) <= indentation(text, open.range().start);
        if is_later && is_outside && !self.is_closed_below(open) {
            // What follows stands as far left as the bracket's own line: more likely the bracket is missing.
            return self.open_bracket(open, close);
        }
        let fault = match token.kind {
            Kind::Colon if !is_later => return self.stray_flow_colon(token.span),
            Kind::Colon => self.no_comma(self.first_word(Span::new(at, at).start), close),
            Kind::Key if text[at..].starts_with('?') => {
                Fault::new(at, at + 1, Problem::StrayQuestion)
                    .help("put text that contains `?` in quotes: inside brackets it begins a key")
            }
            Kind::FlowListEnd => wrong_bracket(token.span, ']', close),
            Kind::FlowMappingEnd => wrong_bracket(token.span, '}', close),
            _ => self.no_comma(self.visible(token.span), close),
        };
        fault.related("the collection begins here", open)
    }

    /// Where begins what cannot go on. Text before a `:` may have taken in the lines above, so its last one counts.
    fn begin_of(&self, token: &Token<'t>) -> usize {
        if token.kind != Kind::Colon {
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

    /// A second `:` in one entry, or one that stands too far behind its key.
    fn stray_flow_colon(&self, colon: Span) -> Box<Fault> {
        if self.last.range().len() > LONGEST_KEY {
            return Fault::at(self.clip(self.last), Problem::LongKey)
                .help("write `? ` before the key");
        }
        Fault::at(colon, Problem::StrayColon).help("put the value in quotes")
    }

    /// A bracket without its partner, and the line before which that is missing.
    fn open_bracket(&self, open: Span, close: Bracket) -> Box<Fault> {
        if let Some(fault) = self.late_bracket(open) {
            return fault;
        }
        let fault = Fault::at(open, Problem::OpenBracket(close.opening()));
        let fault = match self.next_line_outside(open) {
            Some(line) => fault.related("it would have to be closed before this", line),
            None => fault,
        };
        fault.help(format!(
            "close it with `{}`, or put the value in quotes",
            close.closing()
        ))
    }

    /// Whether a bracket's partner begins a line that is indented as the bracket's own.
    fn is_closed_below(&self, open: Span) -> bool {
        let text = self.scanner.text();
        let mut depth = 0_usize;
        let closing = Scanner::survey(text, open.range().start).find(|token| {
            match token.kind {
                Kind::FlowList | Kind::FlowMapping => depth += 1,
                Kind::FlowListEnd | Kind::FlowMappingEnd => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth == 0
        });
        let indent = indentation(text, open.range().start);
        closing.is_some_and(|closing| {
            let at = closing.span.range().start;
            column(text, at) == indent && indentation(text, at) == indent
        })
    }

    /// The first bracket inside an open one whose closing one stands below another's line: that one was meant, which
    /// is why it is left open.
    fn late_bracket(&self, open: Span) -> Option<Box<Fault>> {
        let text = self.scanner.text();
        let indent = |span: Span| indentation(text, span.range().start);
        let sign = |span: Span| text.get(span.range());
        let mut brackets = Vec::new();
        for token in Scanner::survey(text, open.range().start) {
            if matches!(token.kind, Kind::FlowList | Kind::FlowMapping) {
                brackets.push(token.span);
            }
            if !matches!(token.kind, Kind::FlowListEnd | Kind::FlowMappingEnd) {
                continue;
            }
            let inner = brackets.pop()?;
            let here = indent(token.span);
            let is_meant = |outer: &Span| indent(*outer) == here && sign(*outer) == sign(inner);
            let leads = column(text, token.span.range().start) == here;
            if leads && here < indent(inner) && brackets.iter().any(is_meant) {
                return Some(late_bracket(inner, token));
            }
            if brackets.is_empty() {
                return None;
            }
        }
        None
    }

    /// The first word behind a bracket that stands as far left as the bracket's own line, closing ones left out.
    fn next_line_outside(&self, open: Span) -> Option<Span> {
        let text = self.scanner.text();
        let limit = indentation(text, open.range().start);
        let mut at = open.range().end;
        for (number, line) in text.get(at..)?.split_inclusive('\n').enumerate() {
            let content = line.trim_start_matches(' ');
            let column = line.len() - content.len();
            let begins = !content.trim().is_empty() && !content.starts_with(['#', ']', '}', ',']);
            if number > 0 && begins && column <= limit {
                return Some(self.first_word(Span::new(at + column, at).start));
            }
            at += line.len();
        }
        None
    }

    /// The fault of `// …` or `/* … */`, which YAML takes for text.
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

    /// Something stands where a value should.
    pub(super) fn no_value(&mut self) -> Box<Fault> {
        let token = match self.scanner.peek() {
            Ok(token) => token.clone(),
            Err(fault) => return fault,
        };
        let span = self.visible(token.span);
        match token.kind {
            Kind::FlowListEnd => stray_bracket(span, ']'),
            Kind::FlowMappingEnd => stray_bracket(span, '}'),
            Kind::Dash => Fault::at(span, Problem::StrayDash).help(
                "inside brackets write `,` between items and no `- `, or put the text in quotes",
            ),
            Kind::Comma => Fault::at(span, Problem::StrayComma)
                .help("remove it, or put text that begins with `,` in quotes"),
            Kind::DocumentStart | Kind::DocumentEnd => {
                Fault::at(span, Problem::NoValue).help("remove the line, or write values before it")
            }
            Kind::Colon => {
                Fault::at(span, Problem::NoValue).help("put text that begins with `:` in quotes")
            }
            _ => {
                Fault::at(span, Problem::NoValue).help("write a value, or `\"\"` for an empty text")
            }
        }
    }
}

fn late_bracket(open: Span, closing: Token<'_>) -> Box<Fault> {
    let (opening, close) = match closing.kind {
        Kind::FlowListEnd => ('[', ']'),
        _ => ('{', '}'),
    };
    Fault::at(open, Problem::LateBracket(opening))
        .related("it is closed here", closing.span)
        .help(format!("close it with `{close}` where it should end"))
}

fn wrong_bracket(span: Span, bracket: char, close: Bracket) -> Box<Fault> {
    let closing = close.closing();
    Fault::at(span, Problem::WrongBracket(bracket))
        .help(format!("write `{closing}` before it or instead of it"))
}

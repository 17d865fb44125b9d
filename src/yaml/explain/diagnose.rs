//! What follows a complete value, and how much of it to underline.

use crate::source::Span;
use crate::yaml::lines::{LONGEST, first_word};
use crate::yaml::parse::Parser;
use crate::yaml::problem::{Fault, Problem};
use crate::yaml::scan::{TokenKind, YamlToken};

impl<'t> Parser<'t> {
    /// The fault of a bracket that closes nothing, or of what follows a complete value on its line.
    pub(in crate::yaml) fn trailing_fault(&self, token: &YamlToken<'t>) -> Option<Box<Fault>> {
        let span = self.visible(token.span);
        match token.kind {
            TokenKind::FlowListEnd => return Some(stray_bracket(span, ']')),
            TokenKind::FlowMappingEnd => return Some(stray_bracket(span, '}')),
            TokenKind::End | TokenKind::Colon => return None,
            _ => {}
        }
        let text = self.scanner.text();
        let between = text.get(self.last.range().end..token.span.range().start)?;
        if between.contains(['\n', '\r']) {
            return None;
        }
        let last = text.get(self.last.range()).unwrap_or_default();
        let is_property = matches!(
            token.kind,
            TokenKind::Anchor(_) | TokenKind::Tag(..) | TokenKind::Alias(_)
        );
        if is_property && last.starts_with(['&', '!']) {
            return Some(Fault::at(span, Problem::Properties).help("remove one of the two"));
        }
        let rest = text.get(token.span.range().start..).unwrap_or_default();
        let rest = rest.lines().next().unwrap_or_default().trim_end();
        let help = match (rest, last.as_bytes().first()) {
            ("," | ";", _) => "remove it: in YAML the line's end is enough",
            _ if rest.starts_with(',') => "for a list put all of it in brackets: `[one, two]`",
            _ if rest.starts_with("//") => "begin the comment with `#`",
            (_, Some(b'\'')) if between.is_empty() => {
                "write `''` for an apostrophe inside single quotes, or put the whole value in double quotes"
            }
            (_, Some(b'"')) if between.is_empty() => {
                "write `\\\"` for a quote inside double quotes, or put the whole value in single quotes"
            }
            (_, Some(b'"')) => "remove it, or put the whole value in single quotes",
            (_, Some(b'\'')) => "remove it, or put the whole value in double quotes",
            _ => "remove it, or put the whole value in quotes",
        };
        let fault = Fault::at(span, Problem::AfterValue).help(help);
        if last.starts_with(['"', '\'']) && last.contains(['\n', '\r']) {
            let quote = Span::new(self.last.range().start, self.last.range().start + 1);
            return Some(fault.related("the quoted text begins here", quote));
        }
        Some(fault)
    }

    /// The fault of a quoted string right before an offset that took in the lines up to where the next one was meant to
    /// begin.
    pub(in crate::yaml) fn late_quote(&self, offset: usize) -> Option<Box<Fault>> {
        let text = self.scanner.text();
        let (start, end) = (self.last.range().start, self.last.range().end);
        let last = text.get(start..end)?;
        let is_long = last.starts_with(['"', '\'']) && last.contains(['\n', '\r']);
        let is_behind = !text.get(end..offset)?.contains(['\n', '\r']);
        (is_long && is_behind && opens_quote(last)).then(|| {
            Fault::new(start, start + 1, Problem::LateQuote)
                .related("it is closed here", Span::new(end - 1, end))
                .help("close it where its text ends")
        })
    }

    /// A short span for a token that may be empty or long: its first line, at least one character.
    pub(in crate::yaml) fn visible(&self, span: Span) -> Span {
        if span.start == span.end {
            return first_word(self.scanner.text(), span.range().start);
        }
        self.clip(span)
    }

    /// The span up to its line's end.
    pub(in crate::yaml) fn clip(&self, span: Span) -> Span {
        let text = self.scanner.text().get(span.range()).unwrap_or_default();
        let line = text.split(['\n', '\r']).next().unwrap_or_default();
        let length = line.floor_char_boundary(LONGEST);
        Span::new(span.range().start, span.range().start + length)
    }
}

/// Whether the last quote of a string could also open one.
fn opens_quote(quoted: &str) -> bool {
    let mut before = quoted.chars().rev().skip(1);
    before
        .next()
        .is_some_and(|c| c.is_whitespace() || ":,=([{".contains(c))
}

pub(in crate::yaml) fn stray_bracket(span: Span, bracket: char) -> Box<Fault> {
    Fault::at(span, Problem::StrayBracket(bracket))
        .help("remove it, or put the value in quotes if it is text")
}

//! Which brackets belong together by how their lines are indented, as people see it.

use crate::source::Span;
use crate::yaml::collections::Bracket;
use crate::yaml::lines::{first_word, indentation, line_start};
use crate::yaml::problem::{Fault, Problem};
use crate::yaml::scan::{Scanner, TokenKind};

/// Where a bracket is.
#[derive(Debug, Clone, Copy)]
struct BracketMark {
    span: Span,
    bracket: Bracket,
    opens: bool,
    /// How many spaces its line begins with.
    indent: usize,
    /// Whether nothing but these is before it.
    leads: bool,
}

/// A bracket without its partner, and the line before which that is missing.
pub(in crate::yaml) fn open_bracket(text: &str, open: Span, bracket: Bracket) -> Box<Fault> {
    if let Some(fault) = late_bracket(text, open) {
        return fault;
    }
    let fault = Fault::at(open, Problem::OpenBracket(bracket.opening()));
    let fault = match next_line_outside(text, open) {
        Some(line) => fault.related("it would have to be closed before this", line),
        None => fault,
    };
    fault.help(format!(
        "close it with `{}`, or put the value in quotes",
        bracket.closing()
    ))
}

/// The fault of a bracket that is still open at an offset, in a document from `start` on, although an earlier line is
/// indented as if it were outside. What is wrong at the offset is then mostly right outside of brackets.
pub(in crate::yaml) fn left_open(text: &str, start: usize, offset: usize) -> Option<Box<Fault>> {
    let mut outer: Vec<BracketMark> = Vec::new();
    for mark in marks(text, start).take_while(|mark| mark.span.range().start < offset) {
        if mark.opens {
            outer.push(mark);
        } else {
            outer.pop();
        }
    }
    let open = outer.pop()?;
    is_left(text, open.span, offset).then(|| open_bracket(text, open.span, open.bracket))
}

/// Whether a line up to an offset is indented no deeper than the line of an open bracket: the bracket was probably
/// meant to be closed before it. Not if the bracket's partner follows in the same column.
pub(in crate::yaml) fn is_left(text: &str, open: Span, offset: usize) -> bool {
    let outside = next_line_outside(text, open);
    outside.is_some_and(|line| line.range().start <= offset) && !is_closed_below(text, open)
}

/// The first word after a bracket on a line that is indented no deeper than the bracket's own; lines that begin with a
/// closing bracket do not count.
fn next_line_outside(text: &str, open: Span) -> Option<Span> {
    let limit = indentation(text, open.range().start);
    let mut at = open.range().end;
    for (number, line) in text.get(at..)?.split_inclusive('\n').enumerate() {
        let content = line.trim_start_matches(' ');
        let column = line.len() - content.len();
        let begins = !content.trim().is_empty() && !content.starts_with(['#', ']', '}', ',']);
        if number > 0 && begins && column <= limit {
            return Some(first_word(text, at + column));
        }
        at += line.len();
    }
    None
}

/// The first bracket inside an open one whose closing bracket is below the line of another one. It was meant to close
/// that other bracket, which is therefore left open.
fn late_bracket(text: &str, open: Span) -> Option<Box<Fault>> {
    let mut outer: Vec<BracketMark> = Vec::new();
    for mark in marks(text, open.range().start) {
        if mark.opens {
            outer.push(mark);
            continue;
        }
        let inner = outer.pop()?;
        let is_meant =
            |outer: &BracketMark| outer.indent == mark.indent && outer.bracket == inner.bracket;
        if mark.leads && mark.indent < inner.indent && outer.iter().any(is_meant) {
            return Some(late_fault(inner, mark));
        }
        if outer.is_empty() {
            return None;
        }
    }
    None
}

fn late_fault(open: BracketMark, closing: BracketMark) -> Box<Fault> {
    let help = format!(
        "close it with `{}` where it should end",
        open.bracket.closing()
    );
    Fault::at(open.span, Problem::LateBracket(open.bracket.opening()))
        .related("it is closed here", closing.span)
        .help(help)
}

/// Whether a bracket's partner begins a line that is indented as the bracket's own.
fn is_closed_below(text: &str, open: Span) -> bool {
    let mut indents = Vec::new();
    for mark in marks(text, open.range().start) {
        if mark.opens {
            indents.push(mark.indent);
            continue;
        }
        let indent = indents.pop();
        if indents.is_empty() {
            return mark.leads && indent == Some(mark.indent);
        }
    }
    false
}

/// The brackets from an offset on.
fn marks(text: &str, start: usize) -> impl Iterator<Item = BracketMark> {
    let mut seen = start;
    let mut line = line_start(text, seen);
    let mut indent = spaces(text, line);
    Scanner::survey(text, seen).filter_map(move |token| {
        let (bracket, opens) = bracket(&token.kind)?;
        let start = token.span.range().start;
        // Asked for what is new only, since a line may be long.
        if let Some(at) = text.get(seen..start)?.rfind(['\n', '\r']) {
            line = seen + at + 1;
            indent = spaces(text, line);
        }
        seen = start;
        Some(BracketMark {
            span: token.span,
            bracket,
            opens,
            indent,
            leads: start == line + indent,
        })
    })
}

/// A bracket, and whether it opens a collection.
fn bracket(kind: &TokenKind<'_>) -> Option<(Bracket, bool)> {
    Some(match kind {
        TokenKind::FlowList => (Bracket::List, true),
        TokenKind::FlowListEnd => (Bracket::List, false),
        TokenKind::FlowMapping => (Bracket::Mapping, true),
        TokenKind::FlowMappingEnd => (Bracket::Mapping, false),
        _ => return None,
    })
}

/// How many spaces follow an offset.
fn spaces(text: &str, offset: usize) -> usize {
    let rest = text.get(offset..).unwrap_or_default();
    rest.len() - rest.trim_start_matches(' ').len()
}

//! Causes that the parser cannot see: what stands around a fault often explains it better than the grammar does.

use super::lines::{line_at, line_start};
use super::problem::{Fault, Problem};
use crate::source::Span;

/// The marks of a merge, alone on their line or with a name behind them.
const CONFLICT: [&str; 4] = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"];

/// Says a fault of the document from `start` to `end` by its cause, where one is found.
pub(super) fn explain(fault: Box<Fault>, text: &str, start: usize, end: usize) -> Box<Fault> {
    let at = fault.span.range().start;
    conflict(text, start, at)
        .or_else(|| template(text, at))
        .or_else(|| odd_space(&fault, text))
        .unwrap_or_else(|| match fault.problem {
            Problem::UnknownAlias => far_anchor(fault, text, start, end),
            Problem::Cycle | Problem::Merge => near_anchor(fault, text, start),
            Problem::OpenQuote | Problem::OpenBracket(_) => cut_off(fault, text, end),
            Problem::StrayColon if line_at(text, at).contains(['“', '”', '„', '‘', '’']) => {
                fault.help("write straight quotes (`\"`): curly ones are letters to YAML")
            }
            _ => fault,
        })
}

/// The first mark of a merge, on the fault's line or above.
fn conflict(text: &str, start: usize, fault: usize) -> Option<Box<Fault>> {
    let mut at = start;
    for line in text.get(start..)?.split_inclusive('\n') {
        if at > fault {
            return None;
        }
        if CONFLICT.iter().any(|mark| is_mark(line.trim_end(), mark)) {
            return Some(Fault::new(at, at + 7, Problem::Conflict).help(
                "keep the lines of one side, and remove the other's and those that begin with `<<<<<<<`, `=======` \
                 and `>>>>>>>`",
            ));
        }
        at += line.len();
    }
    None
}

fn is_mark(line: &str, mark: &str) -> bool {
    line.strip_prefix(mark)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// A template on the fault's line that stands outside of quotes.
fn template(text: &str, fault: usize) -> Option<Box<Fault>> {
    let line = line_at(text, fault);
    let open = line.find("{{")?;
    let close = open + line[open..].rfind("}}")? + 2;
    if line[..open].contains(['"', '\'', '#']) {
        return None;
    }
    let start = line_start(text, fault) + open;
    let help = if line[..open].trim().is_empty() {
        "remove the line: only files below `templates/` are templates"
    } else {
        "write the value itself; if the chart evaluates it with `tpl`, put it in single quotes"
    };
    Some(Fault::new(start, start + close - open, Problem::Template).help(help))
}

/// A space that is none, in the indentation of the fault's line or behind a `:` or `-` of it.
fn odd_space(fault: &Fault, text: &str) -> Option<Box<Fault>> {
    let related = fault.related.as_ref().map(|(_, span)| *span);
    [Some(fault.span), related]
        .into_iter()
        .flatten()
        .find_map(|span| odd_space_of_line(text, span))
}

fn odd_space_of_line(text: &str, span: Span) -> Option<Box<Fault>> {
    let start = line_start(text, span.range().start);
    let line = line_at(text, start);
    let is_odd =
        |c: char| !c.is_ascii() && (c.is_whitespace() || c == '\u{200b}' || c == '\u{feff}');
    let (at, c) = line.char_indices().find(|&(at, c)| {
        let before = line[..at].trim_end_matches(' ');
        is_odd(c) && (before.is_empty() || before.ends_with([':', '-']))
    })?;
    Some(
        Fault::new(
            start + at,
            start + at + c.len_utf8(),
            Problem::OddSpace(c.into()),
        )
        .help("replace it by an ordinary space"),
    )
}

/// The anchor that an alias does not reach: it stands below, or in another document.
fn far_anchor(fault: Box<Fault>, text: &str, start: usize, end: usize) -> Box<Fault> {
    let alias = fault.span.range();
    let Some(anchor) =
        anchors(text, &fault).find(|at| !(start..alias.end).contains(&at.range().start))
    else {
        return fault;
    };
    let help = if (start..end).contains(&anchor.range().start) {
        "move the anchor above the alias"
    } else {
        "repeat the value: an alias does not reach across `---`"
    };
    fault.related("the anchor stands here", anchor).help(help)
}

/// The anchor that an alias repeats.
fn near_anchor(fault: Box<Fault>, text: &str, start: usize) -> Box<Fault> {
    let alias = fault.span.range();
    let near = anchors(text, &fault).filter(|at| (start..alias.start).contains(&at.range().start));
    match near.last() {
        Some(anchor) => fault.related("the anchor stands here", anchor),
        None => fault,
    }
}

/// What looks like the anchor of a fault's alias, in the whole text.
fn anchors(text: &str, fault: &Fault) -> impl Iterator<Item = Span> {
    let alias = text.get(fault.span.range()).unwrap_or_default();
    let name = alias.strip_prefix('*').unwrap_or_default();
    text.match_indices('&').filter_map(move |(at, _)| {
        let behind = text[at + 1..].strip_prefix(name)?;
        let is_whole = behind.is_empty() || behind.starts_with(char::is_whitespace);
        let before = &text[line_start(text, at)..at];
        let is_anchor = before.ends_with([' ', '\t', '[', '{', ',']) && !before.contains('#');
        (is_whole && is_anchor && !name.is_empty()).then(|| Span::new(at, at + 1 + name.len()))
    })
}

/// What is open when a `---` ends the document.
fn cut_off(fault: Box<Fault>, text: &str, end: usize) -> Box<Fault> {
    if fault.related.is_some() || !text[end..].starts_with("---") {
        return fault;
    }
    fault
        .related("a new document begins here", Span::new(end, end + 3))
        .help("close it before the `---`, or indent that line if it is part of the text")
}

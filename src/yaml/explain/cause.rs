//! Causes that the parser cannot see: what is around a fault often explains it better than the grammar does.

use super::nesting::left_open;
use crate::source::Span;
use crate::yaml::lines::{line_at, line_start};
use crate::yaml::node::Style;
use crate::yaml::problem::{Fault, Problem};
use crate::yaml::scan::{Scanner, TokenKind, YamlToken};

/// The marks of a merge, alone on their line or with a name after them.
const CONFLICT: [&str; 4] = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"];

/// The document that a fault is in, as a part of its file.
#[derive(Debug, Clone, Copy)]
pub(in crate::yaml) struct DocumentPart<'t> {
    /// The file's text.
    pub(in crate::yaml) text: &'t str,
    pub(in crate::yaml) start: usize,
    pub(in crate::yaml) end: usize,
}

/// Says a fault by its cause, where one is found.
pub(in crate::yaml) fn explain(fault: Box<Fault>, part: DocumentPart<'_>) -> Box<Fault> {
    let at = fault.span.range().start;
    part.conflict(at)
        .or_else(|| part.template(at))
        .or_else(|| part.odd_space(&fault))
        .or_else(|| part.left_open(&fault))
        .unwrap_or_else(|| match fault.problem {
            Problem::UnknownAlias => part.far_anchor(fault),
            Problem::Cycle | Problem::Merge => part.near_anchor(fault),
            Problem::OpenQuote | Problem::OpenBracket(_) => part.cut_off(fault),
            Problem::StrayColon if line_at(part.text, at).contains(['“', '”', '„', '‘', '’']) => {
                fault.help("write straight quotes (`\"`): curly ones are letters to YAML")
            }
            _ => fault,
        })
}

impl<'t> DocumentPart<'t> {
    /// The first mark of a merge, on the fault's line or above. To YAML such a line is text, so only its look shows it.
    fn conflict(self, fault: usize) -> Option<Box<Fault>> {
        let mut at = self.start;
        for line in self.text.get(at..)?.split_inclusive('\n') {
            if at > fault {
                return None;
            }
            if CONFLICT.iter().any(|mark| is_mark(line.trim_end(), mark)) {
                return Some(Fault::new(at, at + 7, Problem::Conflict).help(
                    "keep the lines of one side, and remove the other's and those that begin with `<<<<<<<`, \
                     `=======` and `>>>>>>>`",
                ));
            }
            at += line.len();
        }
        None
    }

    /// The template that a fault is in. Two brackets in a row show it: text and quotes may hold as many.
    fn template(self, fault: usize) -> Option<Box<Fault>> {
        let mut before = None;
        let open = self.line_tokens(fault).find_map(|token| {
            let brace = (token.kind == TokenKind::FlowMapping).then_some(token.span);
            let last = std::mem::replace(&mut before, brace)?;
            (last.end == brace?.start).then_some(last.range().start)
        })?;
        let line = line_start(self.text, fault);
        let end = line + line_at(self.text, fault).len();
        let close = open + self.text.get(open..end)?.find("}}")? + 2;
        if fault < open {
            return None;
        }
        let help = if self.text.get(line..open)?.trim().is_empty() {
            "remove the line: only files below `templates/` are templates"
        } else {
            "write the value itself; if the chart evaluates it with `tpl`, put it in single quotes"
        };
        Some(Fault::new(open, close, Problem::Template).help(help))
    }

    /// A character that only looks like a space, in the indentation of the fault's line or after a `:` or `-` of it.
    fn odd_space(self, fault: &Fault) -> Option<Box<Fault>> {
        let related = fault.related.as_ref().map(|(_, span)| *span);
        let lines = [Some(fault.span), related].into_iter().flatten();
        lines.map(|span| span.range().start).find_map(|offset| {
            let line = line_start(self.text, offset);
            self.line_tokens(line)
                .filter(|token| matches!(token.kind, TokenKind::Scalar(_, Style::Plain)))
                .find_map(|token| odd_space_within(self.text, line, token.span))
        })
    }

    /// A bracket left open above what could be outside of brackets.
    fn left_open(self, fault: &Fault) -> Option<Box<Fault>> {
        let is_block = matches!(
            fault.problem,
            Problem::StrayDash | Problem::StrayColon | Problem::Start(_) | Problem::NoValue
        );
        let here = &self.text[..self.end];
        let open = || left_open(here, self.start, fault.span.range().start);
        is_block.then(open).flatten()
    }

    /// The tokens that touch an offset's line.
    fn line_tokens(self, offset: usize) -> impl Iterator<Item = YamlToken<'t>> {
        let start = line_start(self.text, offset);
        let end = start + line_at(self.text, offset).len();
        Scanner::survey(&self.text[..self.end], self.start)
            .skip_while(move |token| token.span.range().end <= start)
            .take_while(move |token| token.span.range().start <= end)
    }

    /// The anchor that an alias does not reach: it is below, or in another document.
    fn far_anchor(self, fault: Box<Fault>) -> Box<Fault> {
        let alias = fault.span.range();
        let name = alias_name(self.text, &fault);
        let here = &self.text[..self.end];
        let below = anchors(here, self.start, name).find(|at| at.range().start >= alias.end);
        if let Some(anchor) = below {
            return fault
                .related("the anchor is here", anchor)
                .help("move the anchor above the alias");
        }
        let other = anchors(self.text, 0, name)
            .find(|at| !(self.start..self.end).contains(&at.range().start));
        match other {
            Some(anchor) => fault
                .related("the anchor is here", anchor)
                .help("repeat the value: an alias does not reach across `---`"),
            None => fault,
        }
    }

    /// The anchor that an alias repeats.
    fn near_anchor(self, fault: Box<Fault>) -> Box<Fault> {
        let above = &self.text[..fault.span.range().start];
        let anchor = anchors(above, self.start, alias_name(self.text, &fault)).last();
        match anchor {
            Some(anchor) => fault.related("the anchor is here", anchor),
            None => fault,
        }
    }

    /// What is open when a `---` ends the document.
    fn cut_off(self, fault: Box<Fault>) -> Box<Fault> {
        if fault.related.is_some() || !self.text[self.end..].starts_with("---") {
            return fault;
        }
        fault
            .related(
                "a new document begins here",
                Span::new(self.end, self.end + 3),
            )
            .help("close it before the `---`, or indent that line if it is part of the text")
    }
}

fn is_mark(line: &str, mark: &str) -> bool {
    line.strip_prefix(mark)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// The odd space that is part of a plain scalar, on the line that begins at an offset.
fn odd_space_within(text: &str, line: usize, plain: Span) -> Option<Box<Fault>> {
    let from = plain.range().start.max(line);
    let part = text.get(from..plain.range().end)?;
    let part = part.split(['\n', '\r']).next()?;
    let is_odd =
        |c: char| !c.is_ascii() && (c.is_whitespace() || c == '\u{200b}' || c == '\u{feff}');
    let (at, c) = part.char_indices().find(|&(at, c)| {
        let before = || text[line..from + at].trim_end_matches(' ');
        is_odd(c) && (before().is_empty() || before().ends_with([':', '-']))
    })?;
    let (start, end) = (from + at, from + at + c.len_utf8());
    let fault = Fault::new(start, end, Problem::OddSpace(c.into()));
    Some(fault.help("replace it by an ordinary space"))
}

/// The name of the alias at a fault; `None` if something else is there.
fn alias_name<'t>(text: &'t str, fault: &Fault) -> Option<&'t str> {
    text.get(fault.span.range())?.strip_prefix('*')
}

/// The anchors of a name.
fn anchors<'t>(text: &'t str, start: usize, name: Option<&'t str>) -> impl Iterator<Item = Span> {
    Scanner::survey(text, start).filter_map(move |token| match token.kind {
        TokenKind::Anchor(anchor) if Some(anchor) == name => Some(token.span),
        _ => None,
    })
}

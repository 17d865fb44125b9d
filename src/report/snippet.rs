//! The lines around a place, ready to be drawn.

use super::{View, line, name, wrap};
use crate::diagnostic::Related;
use crate::source::{Place, Position, Source, Span};
use std::ops::Range;

/// How many lines are shown above what is underlined: in YAML they say whose key it is.
const ABOVE: u32 = 2;

/// How many lines are shown below.
const BELOW: u32 = 1;

/// A related place at most this many lines away is underlined in the same snippet.
const NEAR: u32 = 4;

/// Labels longer than this many lines go below the snippet.
const LABEL_LINES: usize = 3;

/// An underlined part of a snippet, in bytes of its text.
#[derive(Debug)]
pub(super) struct Mark {
    pub(super) span: Range<usize>,
    pub(super) text: Option<String>,
    pub(super) primary: bool,
}

/// Some successive lines of one source.
#[derive(Debug)]
pub(super) struct Snippet {
    /// What the source is called.
    pub(super) name: String,
    /// Where the primary label starts in the source.
    pub(super) at: Position,
    /// The number of the first line, from 1.
    pub(super) first: u32,
    /// The lines, each with a line feed after it.
    pub(super) text: String,
    /// How many there are.
    pub(super) count: u32,
    /// What is underlined.
    pub(super) marks: Vec<Mark>,
    /// Labels for which there was no room.
    pub(super) aside: Vec<String>,
}

/// A place to underline, with what to say of it.
struct Label<'a> {
    range: Range<usize>,
    line: u32,
    text: Option<&'a str>,
    primary: bool,
}

impl<'a> Label<'a> {
    /// A place, cut to its first line and to the source.
    fn new(source: &Source, place: Place, text: Option<&'a str>, primary: bool) -> Self {
        let all = source.text();
        let last = u32::try_from(all.len()).unwrap_or(u32::MAX);
        let line = source.lines().line(place.span.start.min(last));
        let content = line::content(source, line);
        let bound = |offset: u32| all.floor_char_boundary(offset as usize);
        let start = bound(place.span.start).clamp(content.start, content.end);
        let end = bound(place.span.end).clamp(start, content.end);
        let end = start + all[start..end].trim_end().len();
        Self {
            range: start..end,
            line,
            text,
            primary,
        }
    }

    /// Whether `other` can be underlined in the same snippet.
    fn admits(&self, other: &Self) -> bool {
        let apart = self.range.end < other.range.start || other.range.end < self.range.start;
        self.line.abs_diff(other.line) <= NEAR && (self.line != other.line || apart)
    }
}

/// The snippet for a place, and those of the related places that it leaves to snippets of their own.
pub(super) fn around<'r>(
    view: &View<'_>,
    place: Place,
    text: Option<&str>,
    related: &'r [Related],
) -> (Snippet, Vec<&'r Related>) {
    let source = view.sources.get(place.source);
    let mut labels = vec![Label::new(&source, place, text, true)];
    let mut rest = Vec::new();
    // Where a line must be cut, only one place is sure to stay in view.
    let whole = |label: &Label<'_>| line::content(&source, label.line).len() + 16 <= view.width();
    for other in related {
        let label = (other.place.source == place.source)
            .then(|| Label::new(&source, other.place, Some(&other.message), false))
            .filter(|label| whole(label) && labels.iter().all(|drawn| drawn.admits(label)))
            .filter(|_| labels.iter().all(whole));
        match label {
            Some(label) => labels.push(label),
            None => rest.push(other),
        }
    }
    (cut_out(view, &source, &labels), rest)
}

fn cut_out(view: &View<'_>, source: &Source, labels: &[Label<'_>]) -> Snippet {
    let lines = lines_around(source, labels);
    // Spaces, a number as wide as the last line's and a bar come before each line.
    let room = view
        .width()
        .saturating_sub(lines.end().to_string().len() + 4);
    let primary = labels.first().map_or(0, |label| label.range.start);
    let mut snippet = Snippet {
        name: view.place(source.name(), name::long(source.name(), view)),
        at: source.position(Span::new(primary, primary).start),
        first: *lines.start(),
        text: String::new(),
        count: lines.end() - lines.start() + 1,
        marks: Vec::new(),
        aside: Vec::new(),
    };
    for number in lines {
        let mut here: Vec<&Label<'_>> =
            labels.iter().filter(|label| label.line == number).collect();
        here.sort_by_key(|label| !label.primary);
        let ranges: Vec<_> = here.iter().map(|label| label.range.clone()).collect();
        // An empty place after the last character still needs a column for its arrow.
        let line = line::lay(view, source, number, &ranges, room.saturating_sub(1));
        for (label, span) in here.iter().zip(&line.labels) {
            let start = drawn_from(&line.text, span, &line.labels);
            snippet.mark(view, label, &line.text, span, room.saturating_sub(start));
        }
        snippet.text.push_str(&line.text);
        snippet.text.push('\n');
    }
    snippet
}

/// The lines of the labels and those around them, without empty ones at the edges.
fn lines_around(source: &Source, labels: &[Label<'_>]) -> std::ops::RangeInclusive<u32> {
    let numbers = || labels.iter().map(|label| label.line);
    let (top, bottom) = (numbers().min().unwrap_or(1), numbers().max().unwrap_or(1));
    let filled = |&line: &u32| !source.text()[line::content(source, line)].trim().is_empty();
    let above = top.saturating_sub(ABOVE).max(1)..top;
    let below = bottom + 1..=(bottom + BELOW).min(source.lines().count());
    above.into_iter().find(filled).unwrap_or(top)..=below.rev().find(filled).unwrap_or(bottom)
}

/// The column where an underline starts: after one that it overlaps, if two places are in one masked credential.
fn drawn_from(line: &str, span: &Range<usize>, all: &[Range<usize>]) -> usize {
    let overlapped = all
        .iter()
        .filter(|other| *other != span && other.start <= span.start && span.start < other.end);
    let start = overlapped
        .map(|other| other.end)
        .max()
        .unwrap_or(span.start);
    wrap::width(&line[..start.max(span.start)])
}

impl Snippet {
    /// Underlines a part of the line that comes next, with `room` columns from its start on.
    fn mark(
        &mut self,
        view: &View<'_>,
        label: &Label<'_>,
        line: &str,
        span: &Range<usize>,
        room: usize,
    ) {
        let length = wrap::width(&line[span.clone()]).max(1);
        // The message hangs from the middle of the underline, after a corner and a space.
        let beside = room.saturating_sub(length / 2 + 4);
        let text = label.text.and_then(|text| {
            let text = view.text(text);
            let lines = wrap::wrap(&text, beside, beside);
            let fits = lines.iter().all(|line| wrap::width(line) <= beside);
            if fits && lines.len() <= LABEL_LINES {
                return Some(lines.join("\n"));
            }
            self.aside.push(text);
            None
        });
        let base = self.text.len();
        self.marks.push(Mark {
            span: base + span.start..base + span.end,
            text,
            primary: label.primary,
        });
    }
}

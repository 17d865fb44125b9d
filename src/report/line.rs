//! One line of a source as it is shown: masked, without control characters, its tabs as spaces, cut to fit.

use super::{View, escape, wrap};
use crate::secrets::MASKED;
use crate::source::Source;
use std::ops::Range;

/// How many bytes of a long line are looked at on either side of what is underlined.
const REACH: usize = 4096;

/// Tab stops are this far apart.
const TAB: usize = 4;

/// A line to show, and where in it the labels are, in bytes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) labels: Vec<Range<usize>>,
}

/// Some bytes of the source that are shown as one.
struct Cell {
    from: usize,
    to: usize,
    text: String,
    width: usize,
}

/// Lays out line `number` of a source in `room` columns. `labels` are ranges of the source's bytes that start on the
/// line; what they cover beyond it is not shown, and the first of them stays in view.
pub(super) fn lay(
    view: &View<'_>,
    source: &Source,
    number: u32,
    labels: &[Range<usize>],
    room: usize,
) -> Line {
    let whole = content(source, number);
    let first = labels.first().map_or(whole.start, |label| label.start);
    let window = source
        .text()
        .floor_char_boundary(first.saturating_sub(REACH))
        .max(whole.start)
        ..source
            .text()
            .ceil_char_boundary(first + REACH)
            .min(whole.end);
    let cells = cells(view, source, &window);
    let cut = Cut {
        is_cut_before: window.start > whole.start,
        is_cut_after: window.end < whole.end,
        mark: if view.options.unicode { "…" } else { "..." },
        room,
    };
    let labels: Vec<_> = labels.iter().map(|label| covered(&cells, label)).collect();
    cut.apply(&cells, &labels)
}

/// The bytes of a line, without a byte order mark before it.
pub(super) fn content(source: &Source, number: u32) -> Range<usize> {
    let range = source.lines().range(source.text(), number);
    let mark = source.text()[range.clone()].starts_with('\u{feff}') && range.start == 0;
    let start = range.start + if mark { '\u{feff}'.len_utf8() } else { 0 };
    start..range.end
}

/// The shown form of a window of a line, piece by piece.
fn cells(view: &View<'_>, source: &Source, window: &Range<usize>) -> Vec<Cell> {
    let hidden = view.mask.hidden(source, window);
    let mut hidden = hidden.iter().peekable();
    let mut cells = Vec::new();
    let mut column = 0;
    let mut before = '\0';
    let mut position = window.start;
    while position < window.end {
        let rest = &source.text()[position..window.end];
        let c = rest.chars().next().unwrap_or_default();
        let (to, text) = match hidden.next_if(|hidden| hidden.start == position) {
            Some(hidden) => (hidden.end, MASKED.to_owned()),
            None if c == '\t' => (position + 1, " ".repeat(TAB - column % TAB)),
            None => (
                position + c.len_utf8(),
                escape::character(before, rest).into_owned(),
            ),
        };
        let width = wrap::width(&text);
        cells.push(Cell {
            from: position,
            to,
            text,
            width,
        });
        column += width;
        before = c;
        position = to;
    }
    cells
}

/// The cells that a range of the source's bytes covers.
fn covered(cells: &[Cell], label: &Range<usize>) -> Range<usize> {
    let start = cells.partition_point(|cell| cell.to <= label.start);
    let end = cells.partition_point(|cell| cell.from < label.end);
    start..end.max(start)
}

/// How a line is cut.
struct Cut {
    is_cut_before: bool,
    is_cut_after: bool,
    mark: &'static str,
    room: usize,
}

impl Cut {
    fn apply(&self, cells: &[Cell], labels: &[Range<usize>]) -> Line {
        let shown = self.shown(cells, labels.first());
        let mut text = String::new();
        if self.is_cut_before || shown.start > 0 {
            text.push_str(self.mark);
        }
        // Where each shown cell starts in the line, and where the last one ends.
        let mut starts = Vec::with_capacity(shown.len() + 1);
        for cell in &cells[shown.clone()] {
            starts.push(text.len());
            text.push_str(&cell.text);
        }
        starts.push(text.len());
        if self.is_cut_after || shown.end < cells.len() {
            text.push_str(self.mark);
        }
        let place = |cell: usize| starts[cell.clamp(shown.start, shown.end) - shown.start];
        let labels = labels
            .iter()
            .map(|label| place(label.start)..place(label.end))
            .collect();
        Line { text, labels }
    }

    /// Which cells fit, the label's beginning among them.
    fn shown(&self, cells: &[Cell], label: Option<&Range<usize>>) -> Range<usize> {
        let width = |range: Range<usize>| cells[range].iter().map(|cell| cell.width).sum::<usize>();
        let all = !self.is_cut_before && !self.is_cut_after;
        if all && width(0..cells.len()) <= self.room {
            return 0..cells.len();
        }
        let mark = wrap::width(self.mark);
        let fits_from_start = |label: &Range<usize>| width(0..label.end) + mark <= self.room;
        let start = match label {
            Some(label) if self.is_cut_before || !fits_from_start(label) => {
                self.before_label(cells, label)
            }
            _ => 0,
        };
        let left = if self.is_cut_before || start > 0 {
            mark
        } else {
            0
        };
        let mut used = left + mark;
        let mut end = start;
        while end < cells.len() && used + cells[end].width <= self.room {
            used += cells[end].width;
            end += 1;
        }
        start..end
    }

    /// Where to begin so that a quarter of the room is before the label, or more where the label ends the line.
    fn before_label(&self, cells: &[Cell], label: &Range<usize>) -> usize {
        let after: usize = cells[label.start..].iter().map(|cell| cell.width).sum();
        let lead = (self.room / 4).max((self.room * 3 / 4).saturating_sub(after));
        let mut start = label.start;
        let mut used = 0;
        while start > 0 && used + cells[start - 1].width <= lead {
            start -= 1;
            used += cells[start].width;
        }
        start
    }
}

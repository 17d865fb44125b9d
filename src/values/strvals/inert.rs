//! Parts of an argument that Helm accepts, but makes something else of, or nothing.

use super::{Argument, Assignment, End, PathStep};
use crate::source::{Place, Segment, Span, ValuePath};

/// A part of an argument that Helm accepts without a message, although it does not set what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inert {
    /// Its path as it is written, up to where it breaks off.
    pub path: ValuePath,
    /// Its text, up to the value.
    pub place: Place,
    /// What is wrong with it.
    pub fault: InertFault,
    /// The list that Helm makes of it all the same, with nothing in it or an empty mapping.
    pub list: Option<ValuePath>,
}

/// Why an argument does not set what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InertFault {
    /// `.a=1`.
    LeadingDot,
    /// `=1`.
    NoKey,
    /// `[0]=1`.
    NoList,
    /// `a[0].[1]=1`.
    DotBeforeIndex,
    /// `a[0]..b=1`.
    DoubledDot,
    /// `a[0].=1`, `a.=`.
    TrailingDot,
    /// `a[0=1`, which Helm 3 refuses.
    OpenIndex,
    /// `a[0]`, `a.`.
    NoValue,
    /// `a[0].b=`, where there is no such item yet.
    EmptyValue,
}

/// The parts of an argument that set nothing of what they say. Whether an empty value is lost depends on the values:
/// all that may be lost are listed.
pub fn inert(argument: &Argument) -> Vec<Inert> {
    let assignments = argument.assignments.iter();
    assignments
        .filter_map(|assignment| {
            let fault = fault(argument, assignment)?;
            let steps = &assignment.steps;
            let (path, place) = match fault {
                InertFault::OpenIndex => up_to_the_bracket(argument, steps),
                // A dot at the end begins a key.
                InertFault::NoValue if list(steps).is_none() => {
                    (path(steps).join(""), place(argument, steps))
                }
                _ => (path(steps), place(argument, steps)),
            };
            Some(Inert {
                path,
                place,
                fault,
                list: list(steps),
            })
        })
        .collect()
}

fn fault(argument: &Argument, assignment: &Assignment) -> Option<InertFault> {
    let Assignment { steps, end } = assignment;
    let is_open = matches!(end, End::Open { .. });
    if is_open && breaks_off_in_an_index(argument, steps) {
        return Some(InertFault::OpenIndex);
    }
    let is_empty = |step: &PathStep| step.segment == Segment::from("");
    let next = |position: usize| steps.get(position + 1).map(|step| &step.segment);
    match steps.iter().position(is_empty) {
        Some(0) => Some(match next(0) {
            None => InertFault::NoKey,
            Some(Segment::Key(_)) => InertFault::LeadingDot,
            Some(Segment::Index(_)) => InertFault::NoList,
        }),
        Some(position) => Some(match next(position) {
            None => InertFault::TrailingDot,
            Some(Segment::Key(_)) => InertFault::DoubledDot,
            Some(Segment::Index(_)) => InertFault::DotBeforeIndex,
        }),
        None if is_open && !steps.is_empty() => Some(InertFault::NoValue),
        None => {
            let is_below_an_item = matches!(end, End::Empty(_)) && list(steps).is_some();
            is_below_an_item.then_some(InertFault::EmptyValue)
        }
    }
}

/// Whether the text ends before the bracket of an index closes.
fn breaks_off_in_an_index(argument: &Argument, steps: &[PathStep]) -> bool {
    let text = argument.source.text();
    let end = steps.last().map_or(0, |step| step.place.span.range().end);
    text[end..].contains('[')
}

fn path(steps: &[PathStep]) -> ValuePath {
    let segments = steps.iter().map(|step| step.segment.clone());
    ValuePath::from(segments.collect::<Vec<_>>())
}

/// The path with the key before the bracket that is not closed, which Helm has not looked at yet.
fn up_to_the_bracket(argument: &Argument, steps: &[PathStep]) -> (ValuePath, Place) {
    let text = argument.source.text();
    let end = steps.last().map_or(0, |step| step.place.span.range().end);
    let length = text[end..].find('[').unwrap_or_default();
    let key = text[end..end + length].trim_start_matches('.');
    let path = match key {
        "" => path(steps).join(""),
        key => path(steps).join(key),
    };
    let start = steps
        .first()
        .map_or(0, |step| step.place.span.range().start);
    let place = argument
        .source
        .place(Span::new(start, (end + length).max(start + 1)));
    (path, place)
}

/// The list of the first index; `None` below an empty key, under which Helm puts nothing.
fn list(steps: &[PathStep]) -> Option<ValuePath> {
    let is_index = |step: &PathStep| matches!(step.segment, Segment::Index(_));
    let index = steps.iter().position(is_index)?;
    let keys = &steps[..index];
    let is_empty = |step: &PathStep| step.segment == Segment::from("");
    (!keys.is_empty() && !keys.iter().any(is_empty)).then(|| path(keys))
}

/// From the first step to the last; what has no text is underlined with the character after it.
fn place(argument: &Argument, steps: &[PathStep]) -> Place {
    let text = argument.source.text();
    let start = steps
        .first()
        .map_or(0, |step| step.place.span.range().start);
    let end = steps.last().map_or(0, |step| step.place.span.range().end);
    let rest = || text[start..].chars().next().map_or(0, char::len_utf8);
    let end = if end > start { end } else { start + rest() };
    argument.source.place(Span::new(start, end))
}

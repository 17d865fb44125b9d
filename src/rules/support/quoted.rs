//! Arguments with quotes in their path, which Helm takes for a part of the keys: `--set '"kagent.enabled"=false'`.

use super::spelled::{is_ours, is_read};
use crate::rules::{Draft, Facts};
use crate::source::{Place, Segment, Source, SourceId, Span, ValuePath};
use crate::values::strvals::{Assignment, PathStep};
use crate::values::{Flag, LayerKind};
use std::collections::BTreeSet;

/// What shells and people quote with.
const QUOTES: [char; 3] = ['"', '\'', '`'];

/// A path of an argument whose keys have quotes.
pub(crate) struct Quoted {
    /// The path as Helm reads it.
    path: ValuePath,
    place: Place,
    /// The path that was meant.
    meant: ValuePath,
    flag: Flag,
    /// Whether the quotes go on after the path, so that they are around the whole argument.
    is_around_all: bool,
}

/// All of them: without the quotes the contract reads the path.
pub(crate) fn quoted(facts: &Facts<'_>) -> Vec<Quoted> {
    let mut found = Vec::new();
    if facts.is_of_another_kind() {
        return found;
    }
    for layer in &facts.values.layers {
        let (Some(argument), LayerKind::Argument(flag)) = (&layer.argument, layer.kind) else {
            continue;
        };
        let assignments = argument.assignments.iter();
        found.extend(
            assignments
                .filter_map(|assignment| of_assignment(facts, assignment, &argument.source, flag)),
        );
    }
    found
}

fn of_assignment(
    facts: &Facts<'_>,
    assignment: &Assignment,
    source: &Source,
    flag: Flag,
) -> Option<Quoted> {
    let steps = &assignment.steps;
    let (first, last) = (steps.first()?, steps.last()?);
    let path = ValuePath::from(Vec::from_iter(
        steps.iter().map(|step| step.segment.clone()),
    ));
    let segments = steps.iter().map(bare).collect::<Option<Vec<_>>>()?;
    let meant = ValuePath::from(segments);
    if path == meant || !is_read(facts.contract, &meant) || !is_ours(facts, &meant) {
        return None;
    }
    if (facts.may_read)(&path) && facts.has_templates {
        return None;
    }
    let (start, end) = (first.place.span.range().start, last.place.span.range().end);
    let text = source.text().get(start..end)?;
    let quotes = text.chars().filter(|c| QUOTES.contains(c)).count();
    Some(Quoted {
        path,
        place: source.place(Span::new(start, end)),
        meant,
        flag,
        is_around_all: quotes == 1 && text.starts_with(QUOTES),
    })
}

/// A step without the quotes around it, or with those at its side if several steps are quoted together; `None` for a
/// key that is only quotes.
fn bare(step: &PathStep) -> Option<Segment> {
    let Segment::Key(key) = &step.segment else {
        return Some(step.segment.clone());
    };
    let bare = key.trim_matches(QUOTES);
    (!bare.is_empty()).then(|| Segment::from(bare))
}

/// The arguments that they are in.
pub(crate) fn sources(found: &[Quoted]) -> BTreeSet<SourceId> {
    found.iter().map(|found| found.place.source).collect()
}

/// What is said of one.
pub(crate) fn draft(found: &Quoted) -> Draft {
    let Quoted {
        path,
        place,
        meant,
        flag,
        is_around_all,
    } = found;
    let message =
        format!("Helm takes the quotes for a part of the keys, so this does not set {meant}");
    let help = match is_around_all {
        true => format!(
            "put double quotes around the whole argument, since `cmd.exe` hands single ones on: `\"{meant}=…\"`"
        ),
        false => format!(
            "write the path without quotes: `{} {meant}=…`",
            flag.as_str()
        ),
    };
    Draft::new(path, *place, message)
        .label("quotes are a part of it")
        .help(help)
}

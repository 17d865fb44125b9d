//! Arguments whose path begins with the word `values`, as paths in templates do: `--set values.kagent.enabled=true`.

use super::spelled::{is_ours, is_read};
use crate::rules::{Draft, Facts};
use crate::source::{Place, Segment, Source, SourceId, Span, ValuePath};
use crate::values::Flag;
use crate::values::strvals::{Assignment, PathStep};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The word, in whichever case.
const VALUES: &str = "values";

/// A path of an argument that starts a step too early.
pub(crate) struct Prefixed {
    /// The word as it is written.
    word: Arc<str>,
    /// The path as it is written.
    pub(crate) path: ValuePath,
    pub(crate) place: Place,
    /// The path that was meant.
    pub(crate) meant: ValuePath,
    flag: Flag,
}

/// All of them: what follows is read by the contract, and nothing is seen to read the word as a root key.
pub(crate) fn prefixed(facts: &Facts<'_>) -> Vec<Prefixed> {
    let mut found = Vec::new();
    if facts.is_of_another_kind() {
        return found;
    }
    for layer in &facts.values.layers {
        let Some(argument) = &layer.argument else {
            continue;
        };
        let assignments = argument.assignments.iter();
        found.extend(assignments.filter_map(|assignment| {
            of_assignment(facts, assignment, &argument.source, argument.flag)
        }));
    }
    found
}

fn of_assignment(
    facts: &Facts<'_>,
    assignment: &Assignment,
    source: &Source,
    flag: Flag,
) -> Option<Prefixed> {
    let (first, rest) = assignment.steps.split_first()?;
    let Segment::Key(word) = &first.segment else {
        return None;
    };
    if !word.eq_ignore_ascii_case(VALUES) || is_known(facts, word) {
        return None;
    }
    let path = |steps: &[PathStep]| {
        let segments = steps.iter().map(|step| step.segment.clone());
        ValuePath::from(segments.collect::<Vec<_>>())
    };
    let meant = path(rest);
    let last = rest.last()?;
    let (start, end) = (first.place.span.range().start, last.place.span.range().end);
    (is_read(facts.contract, &meant) && is_ours(facts, &meant)).then(|| Prefixed {
        word: Arc::clone(word),
        path: path(&assignment.steps),
        place: source.place(Span::new(start, end)),
        meant,
        flag,
    })
}

/// Whether the chart's own values, a template or another chart below it knows the root key.
fn is_known(facts: &Facts<'_>, word: &str) -> bool {
    let values = facts.values;
    let stack = values.layers_writing(&ValuePath::keys([word]));
    let mut writers = stack.iter();
    facts.dependencies.contains(word)
        || (facts.may_read)(&ValuePath::keys([word]))
        || writers.any(|writer| writer.exact && !values.layers[writer.layer].is_users())
}

/// The arguments that they are in.
pub(crate) fn sources(found: &[Prefixed]) -> BTreeSet<SourceId> {
    found.iter().map(|found| found.place.source).collect()
}

/// What is said of one.
pub(crate) fn draft(facts: &Facts<'_>, found: &Prefixed) -> Draft {
    let Prefixed {
        word,
        path,
        place,
        meant,
        flag,
    } = found;
    let nobody = match facts.has_templates {
        true => "no template of the chart reads",
        false => "nothing is known to read",
    };
    let message = format!(
        "{nobody} `{word}` at the root of the values, so `{path}` changes nothing: the path of an argument starts at that root"
    );
    Draft::new(path, *place, message)
        .label("nothing reads this")
        .help(format!(
            "leave out `{word}.`: `{} {meant}=…`",
            flag.as_str()
        ))
}

//! Which values a condition, or a message of a template, hangs on.

use super::Evaluator;
use crate::template::decision::DecisionId;
use crate::template::origin::{MAX_ORIGINS, Origin, OriginKind};
use crate::template::value::{Data, Text, Value};

/// How many items of a list are looked at.
const MOST_ITEMS: usize = 64;
/// How many runs of the texts in a value are looked at.
const MOST_RUNS: usize = 256;
/// How long a text may be that is marked as given to a variable: to mark it is to copy it.
const LONGEST: usize = 1 << 16;

impl Evaluator<'_> {
    /// The values that a condition hangs on: those that decided that it is what it is, and those that it comes from. For text
    /// that is empty, those that made it so.
    pub(super) fn reasons(&self, value: &Value) -> Origin {
        let own = value.origins();
        let reads = self.chosen_by(value).and(&own);
        if !own.is_none() {
            return reads;
        }
        let marks = value.as_text().map(Text::marks).unwrap_or_default();
        let absences = marks
            .iter()
            .filter_map(|mark| self.decisions.absence(mark.mark));
        absences.fold(reads, |reads, absence| reads.and(&absence.reads))
    }

    /// The values that decided that a value is what it is.
    fn chosen_by(&self, value: &Value) -> Origin {
        let decisions = choices(value).into_iter();
        decisions.fold(Origin::default(), |reads, decision| {
            reads.and(&self.decisions.reasons_apart(decision, self.decision))
        })
    }

    /// Whether a value may be another one in an installation, since a decision that made it may be.
    pub(super) fn was_uncertain(&self, value: &Value) -> bool {
        let mut decisions = choices(value).into_iter();
        decisions.any(|decision| self.decisions.is_uncertain(Some(decision)))
    }

    /// The values because of which a template calls `fail`: those of the decision to do so. One that hangs on nothing but what
    /// the release is leaves it to the one around it; where nothing is known of it, the message has to tell.
    pub(super) fn reasons_to_fail(&self, message: &Value) -> Origin {
        let mut next = self.decision;
        while let Some(decision) = next.and_then(|id| self.decisions.get(id)) {
            if decision.reads.has_values() {
                return decision.reads.clone();
            }
            if !is_of_release(&decision.reads) {
                break;
            }
            next = decision.parent;
        }
        let told = message.origins();
        match told.values().count() {
            0 => self.chosen_by(message),
            1 => told,
            _ => Origin::default(),
        }
    }
}

/// Whether what has no values in it has fields of built-in objects.
fn is_of_release(reads: &Origin) -> bool {
    let is_field = |origin: &Origin| {
        matches!(
            origin.kind(),
            Some(OriginKind::Field(_) | OriginKind::Unknown(_))
        )
    };
    reads.each().any(is_field)
}

/// The decisions that made a value what it is.
fn choices(value: &Value) -> Vec<DecisionId> {
    let mut found: Vec<DecisionId> = value.origin.choices().collect();
    let mut add = |text: &Text, left: &mut usize| {
        let runs = text.runs().iter().take(*left);
        *left -= runs.len();
        for decision in runs.filter_map(|run| run.decision) {
            if found.len() < MAX_ORIGINS && !found.contains(&decision) {
                found.push(decision);
            }
        }
    };
    let mut left = MOST_RUNS;
    match &value.data {
        Data::String(text) => add(text, &mut left),
        Data::List(list) => {
            for text in list
                .items()
                .iter()
                .take(MOST_ITEMS)
                .filter_map(Value::as_text)
            {
                add(text, &mut left);
            }
        }
        _ => {}
    }
    found
}

/// What a function makes of values that hang on decisions, and says no more of them than that something is so: it hangs on
/// them as well.
pub(super) fn judged(result: Value, arguments: &[Value]) -> Value {
    if !matches!(result.data, Data::Bool(_) | Data::Int(_)) {
        return result;
    }
    let known: Vec<DecisionId> = result.origin.choices().collect();
    let all = arguments.iter().flat_map(choices);
    let new = all.filter(|decision| !known.contains(decision));
    let origin = new.fold(result.origin.clone(), |origin, decision| {
        origin.and(&Origin::of(OriginKind::Chosen(decision)))
    });
    result.with_origin(origin)
}

/// A value that a variable is given under a decision.
pub(super) fn assigned(value: Value, decision: DecisionId) -> Value {
    match &value.data {
        Data::String(text) if text.len() > LONGEST => value,
        Data::String(text) if !text.is_empty() => Value {
            data: Data::String(text.under(decision)),
            ..value
        },
        _ => {
            let chosen = Origin::of(OriginKind::Chosen(decision));
            let origin = value.origin.and(&chosen);
            value.with_origin(origin)
        }
    }
}

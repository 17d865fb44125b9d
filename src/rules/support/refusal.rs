//! What a chart's own schema refuses, beside what the other rules say of the same mistakes.

use crate::diagnostic::Severity;
use crate::rules::Tier;
use crate::rules::sink::RankedFinding;
use crate::source::{ValuePath, nearest};

/// Rules that report instead of the owner of a condition: calls are evaluated as if typos were corrected.
const INSTEAD: [&str; 5] = [
    "unknown-key",
    "duplicate-key",
    "invalid-header-name",
    "unknown-variable",
    "propagation-inert",
];

/// A refusal by a chart's own schema.
#[derive(Debug)]
pub struct SchemaRefusal {
    /// The schema's file.
    pub file: String,
    /// The rule that the schema names as owner of what it demands.
    pub owner: Option<String>,
    /// Whether it demands a key that is absent.
    pub is_missing: bool,
}

/// Adds the refusals to the findings. If another rule reports the same mistake, only that rule does, as an error, since
/// Helm renders nothing. Only a rule whose findings are errors reports what Helm refuses.
pub(crate) fn report(
    refused: Vec<RankedFinding>,
    kept: &mut Vec<RankedFinding>,
    is_heard: &(dyn Fn(&str) -> bool + Sync),
) {
    for found in refused {
        let Some(refusal) = &found.refusal else {
            continue;
        };
        let mut is_told = false;
        for other in kept
            .iter_mut()
            .filter(|other| is_heard(other.diagnostic.rule) && is_same(other, &found, refusal))
        {
            is_told = true;
            say(other, refusal);
        }
        if !is_told {
            kept.push(found);
        }
    }
}

/// Whether a finding is about the mistake that a schema refuses.
fn is_same(other: &RankedFinding, refused: &RankedFinding, refusal: &SchemaRefusal) -> bool {
    let (one, two) = (&other.diagnostic, &refused.diagnostic);
    if let Some(owner) = &refusal.owner {
        let is_agents = one.agent.is_some() && one.agent == two.agent;
        if is_agents && (one.rule == owner || INSTEAD.contains(&one.rule)) {
            return true;
        }
    }
    let is_of_value = match other.rank.0 {
        Tier::Wiring => one.severity == Severity::Error,
        Tier::Platform | Tier::Chart => false,
        _ => true,
    };
    (one.path == two.path && is_of_value)
        || (refusal.is_missing && is_meant(&one.path, &two.path, one.rule))
}

/// Whether an unknown key was meant to be the one that is missed beside it.
fn is_meant(unknown: &ValuePath, missing: &ValuePath, rule: &str) -> bool {
    let (Some((here, _)), Some((there, _))) = (unknown.split_last(), missing.split_last()) else {
        return false;
    };
    let keys = unknown.last_key().zip(missing.last_key());
    rule == "unknown-key"
        && here == there
        && keys.is_some_and(|(unknown, missing)| nearest(unknown, [missing]).is_some())
}

fn say(other: &mut RankedFinding, refusal: &SchemaRefusal) {
    let by = format!(
        "; Helm refuses the values by the chart's own schema, {}",
        refusal.file
    );
    let diagnostic = &mut other.diagnostic;
    diagnostic.severity = Severity::Error;
    if !diagnostic.message.ends_with(&by) {
        diagnostic.message.push_str(&by);
    }
}

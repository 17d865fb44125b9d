//! What keeps a part of a chart from being judged.

use super::{Check, Docs, Draft, Facts, Fixability, Rule, Sink, Tier};
use crate::diagnostic::Severity;
use crate::source::ValuePath;

pub(super) const RULE: Rule = Rule {
    id: "incomplete-rendering",
    severity: Severity::Note,
    tier: Tier::Chart,
    fixable: Fixability::Nothing,
    summary: "a part of the chart that cannot be rendered here, so that nothing is said of it",
    docs: Docs {
        around: None,
        finds: "",
        why: "",
        bad: "",
        good: "",
        fix: "",
        evidence: &[],
    },
    check: Check::Values(check),
};

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    for text in facts.incomplete {
        let place = facts.values.locate(&ValuePath::root());
        sink.report(&RULE, Draft::new(&ValuePath::root(), place, text.clone()));
    }
}

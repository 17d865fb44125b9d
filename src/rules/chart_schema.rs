//! Values that the chart's own schema refuses.

use super::invalid_value::complaint;
use super::support::words::{expected, ticked, what};
use super::{Check, Docs, Draft, Facts, Fixability, Rule, SchemaRefusal, Sink, Tier};
use crate::contract::Schema;
use crate::diagnostic::Severity;
use crate::schema::{Verdict, Violation, ViolationKind};
use crate::source::{Span, ValuePath, nearest, program};
use crate::yaml::{Node, Value};
use std::collections::BTreeSet;

pub(super) const RULE: Rule = Rule {
    id: "chart-schema",
    severity: Severity::Error,
    tier: Tier::Chart,
    fixable: Fixability::Nothing,
    summary: "the chart's own `values.schema.json` refuses the values; reported in our words",
    docs: Docs {
        around: None,
        finds: "A value that is not allowed by the `values.schema.json` of the chart, or of a subchart that is on. It may be \
                anywhere in the values. If another rule finds the same mistake, only that rule reports it, as an error that \
                mentions the schema; a rule that is off or toned down does not take the schema's place. A schema that refers to \
                another document is not checked, since helm-obo fetches nothing; a note says so.",
        why: "Helm validates values before it renders: `helm install`, `helm upgrade` and `helm template` stop with the \
              validator's own words, which name neither file nor line. In a release that a controller reconciles, the \
              upgrade hangs.",
        bad: "\
ingress:
  mode: direct
",
        good: "\
ingress:
  mode: muster-direct
",
        fix: "Write a value that the schema allows. If the schema is what is wrong, correct it in the chart. If the schema was \
              made with `helm-obo schema values --wiring`, make it without `--wiring`: with it, which is meant for editors, the \
              schema also refuses values only for the identities that they lead to.",
        evidence: &[
            "giantswarm/agentic-platform #93, #99, #192, #209 to #212: keys that a closed schema did not know stopped \
             releases.",
            "helm/helm #12842: the validator's messages do not lead to the line.",
        ],
    },
    check: Check::Values(check),
};

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    for verdict in facts.chart_schemas {
        let Some(violations) = &verdict.violations else {
            sink.report(&RULE, not_checked(verdict));
            continue;
        };
        let known = verdict.schema.map(|schema| Schema::new(schema.clone()));
        let mut told = BTreeSet::new();
        for violation in violations.iter().filter(|found| !facts.is_open(found)) {
            // A schema may have several things against one value, which is one mistake.
            if told.insert((&violation.path, &violation.owner)) {
                sink.report(&RULE, draft(facts, verdict, known.as_ref(), violation));
            }
        }
    }
}

fn draft(
    facts: &Facts<'_>,
    verdict: &Verdict<'_>,
    schema: Option<&Schema>,
    violation: &Violation,
) -> Draft {
    let path = &violation.path;
    let file = verdict.source.name();
    let values = facts.values;
    let place = match violation.kind {
        ViolationKind::UnknownKey => values.key_place(path),
        _ => None,
    };
    let is_lacking = values.are_of_a_chart_alone() && is_lack(facts, violation);
    let what = in_words(facts, violation);
    let message = match is_lacking {
        true => format!("this chart needs other values than its own, by its schema: {what}"),
        false => format!("Helm refuses these values by the chart's own schema: {what}"),
    };
    let help = match (nearest_key(verdict, schema, violation), &violation.owner) {
        (Some(meant), _) => format!("rename it to `{meant}`, which the schema knows ({file})"),
        (None, Some(owner)) if !(facts.is_heard)(owner) => {
            format!(
                "the schema ({file}) demands it for the rule `{owner}`, which is off or toned down here"
            )
        }
        (None, Some(owner)) => format!(
            "the schema ({file}) demands it for the rule `{owner}`, which finds nothing here: such a schema is for editors; \
             `{} schema values` prints the one for charts",
            program()
        ),
        (None, None) => format!("the schema is {file}"),
    };
    let refusal = SchemaRefusal {
        file: file.to_string(),
        owner: violation.owner.clone(),
        is_missing: violation.kind == ViolationKind::MissingKey,
    };
    let place = place.unwrap_or_else(|| values.locate(path));
    let severity = match is_lacking {
        true => Severity::Note,
        false => RULE.severity,
    };
    Draft::new(path, place, message)
        .severity(severity)
        .help(help)
        .absence(violation.kind == ViolationKind::MissingKey)
        .refusal(refusal)
}

/// Whether nothing is there yet, or something empty: whoever installs the chart is to give it.
fn is_lack(facts: &Facts<'_>, violation: &Violation) -> bool {
    let value = facts.values.get(&violation.path);
    let is_empty = value.is_none_or(|node| match &node.value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::List(items) => items.is_empty(),
        Value::Map(map) => map.entries().is_empty(),
        _ => false,
    });
    match violation.kind {
        ViolationKind::MissingKey => !has_misspelled(facts, &violation.path),
        ViolationKind::UnknownKey => false,
        _ => is_empty,
    }
}

/// Whether a key beside one that is missing is nearly it.
fn has_misspelled(facts: &Facts<'_>, missing: &ValuePath) -> bool {
    let around = missing.split_last().map(|(parent, _)| parent);
    let around = around.and_then(|parent| facts.values.root.at(&parent));
    let entries = around.and_then(Node::as_map).into_iter();
    let keys = entries
        .flat_map(|map| map.entries())
        .map(|entry| &*entry.key);
    nearest(missing.last_key().unwrap_or_default(), keys).is_some()
}

fn in_words(facts: &Facts<'_>, violation: &Violation) -> String {
    let path = &violation.path;
    let shown = |path: &ValuePath| match path.segments() {
        [] => "the values".to_owned(),
        _ => path.to_string(),
    };
    let parent = path.split_last().map(|(parent, _)| shown(&parent));
    let parent = parent.unwrap_or_default();
    let key = path.last_key().unwrap_or_default();
    match &violation.kind {
        ViolationKind::UnknownKey => format!("it knows no {} in {parent}", ticked([key])),
        ViolationKind::MissingKey => format!("{} is missing in {parent}", ticked([key])),
        ViolationKind::WrongType(types) => {
            let is = facts.values.get(path).map(|node| what(&node.value, false));
            let is = is.unwrap_or_else(|| "absent".into());
            format!("{} is {is}, and must be {}", shown(path), expected(types))
        }
        ViolationKind::InvalidValue(constraint) => {
            format!("{} {}", shown(path), complaint(constraint))
        }
    }
}

/// The key of the schema that an unknown one was meant to be.
fn nearest_key(
    verdict: &Verdict<'_>,
    schema: Option<&Schema>,
    violation: &Violation,
) -> Option<String> {
    if violation.kind != ViolationKind::UnknownKey {
        return None;
    }
    let below = violation.path.segments();
    let below = below.strip_prefix(verdict.prefix.segments())?;
    let (parent, _) = ValuePath::from(below.to_vec()).split_last()?;
    let known = schema?.known_keys(&parent);
    nearest(violation.path.last_key()?, known).map(str::to_owned)
}

fn not_checked(verdict: &Verdict<'_>) -> Draft {
    let place = verdict.source.place(Span::default());
    let message = "this schema refers to another document, so the values were not checked by it: Helm may refuse them \
                   where nothing is said here";
    Draft::new(&verdict.prefix, place, message)
        .severity(Severity::Note)
        .help("put what it refers to into its `$defs`, which Helm needs no network for either")
}

//! The tokens have no audience.

use super::{Docs, Draft, Facts, Mends, Rule, Sink, Tier};
use crate::diagnostic::Severity;
use crate::model::Field;
use crate::source::{Segment, ValuePath};

/// The rule.
pub(super) const RULE: Rule = Rule {
    id: "audience-missing",
    severity: Severity::Error,
    tier: Tier::Wiring,
    mends: Mends::Nothing,
    summary: "neither `resourceIdentifier` nor `ingress.hostnames[0]`, where the agents' tokens need an audience",
    docs: Docs {
        around: None,
        finds: "An active agent, while neither `muster.muster.oauth.server.resourceIdentifier` nor `ingress.hostnames[0]` \
                holds a text. It is told once for all agents.",
        why: "The chart asks Kubernetes for tokens that are made out to muster and to nobody else. It takes muster's name \
              from these values and refuses to render without.",
        bad: "ingress:\n  hostnames: []\n",
        good: "ingress:\n  hostnames: []\nmuster:\n  muster:\n    oauth:\n      server:\n        resourceIdentifier: https://muster.example.com/mcp\n",
        fix: "Write the URL by which clients know muster as `muster.muster.oauth.server.resourceIdentifier`; or its host \
              name as the first of `ingress.hostnames`, of which the chart makes `https://<host>/mcp`.",
        evidence: &[
            "agentic-platform v1.17.0, `_muster-token.tpl`: \
             `fail` where both are empty.",
            "RFC 8707, section 2: the audience is the resource that a token is meant for.",
        ],
    },
    check,
};

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    let Some(token) = &facts.model.token else {
        return;
    };
    let candidates = &token.candidates;
    let is_needed = facts.active_agents().next().is_some();
    if !is_needed || candidates.iter().any(|field| may_hold_one(facts, field)) {
        return;
    }
    let written = candidates.iter().find(|field| is_written(facts, field));
    // Without a chart what is not written here stands elsewhere, as a rule.
    let Some(field) = written.or(candidates.first().filter(|_| !facts.is_partial)) else {
        return;
    };
    let paths: Vec<String> = candidates
        .iter()
        .map(|field| field.path.to_string())
        .collect();
    let fails = if facts.is_partial {
        "unless the chart has one of them, `helm template` fails"
    } else {
        "`helm template` fails"
    };
    let message = format!(
        "neither {} says for whom the agents' tokens are made: {fails}",
        paths.join(" nor "),
    );
    let draft = Draft::new(&field.path, field.place, message)
        .help(help(facts))
        .absence(true);
    sink.report(&RULE, draft);
}

/// A candidate with a pattern makes the URL of a host.
fn help(facts: &Facts<'_>) -> String {
    let candidates = facts.contract.definition.layout.audience.iter();
    let ways: Vec<String> = candidates
        .map(|audience| match &audience.pattern {
            Some(_) => format!("muster's host name as {}", audience.path),
            None => format!("the URL by which clients know muster as {}", audience.path),
        })
        .collect();
    format!("write {}", ways.join(", or "))
}

/// Whether a candidate holds a text, or might: its type, or that of what holds it, may be wrong, which is told already.
fn may_hold_one(facts: &Facts<'_>, field: &Field<String>) -> bool {
    match field.get() {
        Some(text) => !text.is_empty(),
        None => field.is_unknown() || is_misplaced(facts, &field.path),
    }
}

/// Whether something stands on the way to a path that cannot hold it: a text instead of a list.
fn is_misplaced(facts: &Facts<'_>, path: &ValuePath) -> bool {
    let mut above = path.clone();
    while let Some((parent, last)) = above.split_last() {
        if let Some(node) = facts.values.get(&parent) {
            let fits = match last {
                Segment::Key(_) => node.as_map().is_some(),
                Segment::Index(_) => node.as_list().is_some(),
            };
            return !fits && !node.is_null();
        }
        above = parent;
    }
    false
}

/// Whether any layer says something of it: an empty text, a null, an empty list.
fn is_written(facts: &Facts<'_>, field: &Field<String>) -> bool {
    !facts.values.stack(&field.path).is_empty()
}

//! The tokens have no audience.

use super::{Check, Docs, Draft, Facts, Fixability, Rule, Sink, Tier};
use crate::diagnostic::Severity;
use crate::model::{Field, Need};
use crate::source::{Segment, ValuePath};

pub(super) const RULE: Rule = Rule {
    id: "audience-missing",
    severity: Severity::Error,
    tier: Tier::Wiring,
    fixable: Fixability::Nothing,
    summary: "neither `resourceIdentifier` nor `ingress.hostnames[0]`, where the agents' tokens need an audience",
    docs: Docs {
        around: None,
        finds: "An active agent, while neither `muster.muster.oauth.server.resourceIdentifier` nor `ingress.hostnames[0]` is set \
                to a text. It is reported once for all agents. If the chart's templates are at hand, it is reported only where \
                one of them reads these values and refuses some.",
        why: "The chart asks Kubernetes for tokens that are meant for muster and for nobody else. It takes muster's name from \
              these values, and refuses to render without them.",
        bad: "\
ingress:
  hostnames: []
",
        good: "\
ingress:
  hostnames: []
muster:
  muster:
    oauth:
      server:
        resourceIdentifier: https://muster.example.com/mcp
",
        fix: "Write the URL by which clients know muster as `muster.muster.oauth.server.resourceIdentifier`; or its host \
              name as the first of `ingress.hostnames`, of which the chart makes `https://<host>/mcp`.",
        evidence: &[
            "agentic-platform v1.17.0, `_muster-token.tpl`: \
             `fail` where both are empty.",
            "RFC 8707, section 2: the audience is the resource that a token is meant for.",
        ],
    },
    check: Check::Values(check),
};

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    let Some(token) = &facts.model.token else {
        return;
    };
    let candidates = &token.candidates;
    if !is_missing(facts) || is_reported_by_block(facts, candidates) {
        return;
    }
    let written = candidates.iter().find(|field| is_written(facts, field));
    // Without a chart, what is not written here is usually elsewhere.
    let Some(field) = written.or(candidates.first().filter(|_| !facts.is_partial)) else {
        return;
    };
    let paths: Vec<String> = candidates
        .iter()
        .map(|field| field.path.to_string())
        .collect();
    let fails = facts.model.templates.fail();
    let fails = match facts.is_partial {
        true => format!("unless the chart has one of them, {fails}"),
        false => fails.to_owned(),
    };
    let message = format!(
        "neither {} says for whom the agents' tokens are made: {fails}",
        paths.join(" nor "),
    );
    let draft = Draft::new(&field.path, field.place, message)
        .help(help(facts))
        .alternatives(candidates.iter().map(|field| field.path.clone()))
        .absence(true);
    sink.report(&RULE, draft);
}

/// Whether there is nothing to make an audience of, where the templates need one.
pub(super) fn is_missing(facts: &Facts<'_>) -> bool {
    let Some(token) = &facts.model.token else {
        return false;
    };
    let is_needed = token.needs_audience && facts.active_agents().next().is_some();
    let mut candidates = token.candidates.iter();
    is_needed && !candidates.any(|field| may_hold_one(facts, field))
}

/// Whether the templates fail at a block that a candidate is in before they look for it.
fn is_reported_by_block(facts: &Facts<'_>, candidates: &[Field<String>]) -> bool {
    let needs = facts.model.unguarded.iter();
    let blocks = needs.filter(|need| !need.lacks_value());
    let mut failing = blocks.filter_map(Need::failing);
    failing.any(|lacks| candidates.iter().any(|one| lacks.path.contains(&one.path)))
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

/// Whether a candidate holds a string, or might: its type, or that of what holds it, may be wrong, which is reported
/// already.
fn may_hold_one(facts: &Facts<'_>, field: &Field<String>) -> bool {
    match field.get() {
        Some(text) => !text.is_empty(),
        None => field.is_unknown() || is_misplaced(facts, &field.path),
    }
}

/// Whether something is on the way to a path that cannot hold it: a string instead of a list.
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

/// Whether any layer says something of it: an empty string, a null, an empty list.
fn is_written(facts: &Facts<'_>, field: &Field<String>) -> bool {
    !facts.values.layers_writing(&field.path).is_empty()
}

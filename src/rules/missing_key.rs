//! A required key that is absent.

use super::support::argument;
use super::support::nearby::{self, Miss};
use super::unknown_key::{agents_root, misspelled_roots};
use super::wrong_type::is_required;
use super::{Check, Docs, Draft, Facts, Fixability, Rule, Sink, Tier};
use crate::diagnostic::Severity;
use crate::schema::ViolationKind;
use crate::source::{Segment, ValuePath};

pub(super) const RULE: Rule = Rule {
    id: "missing-key",
    severity: Severity::Error,
    tier: Tier::Required,
    fixable: Fixability::Nothing,
    summary: "a required key that is absent",
    docs: Docs {
        around: None,
        finds: "An entry of `agents.remoteMcpServers` or `agents.models`, under `listed` of `kagent.remoteMcpServers` or \
                `kagent.modelConfigs`, an environment variable or an impersonator that lacks a key it cannot do without. Helm \
                replaces lists as a whole, so that nothing of an entry is elsewhere; of values that were not all read, and may \
                set a single key of an entry, nothing is reported.",
        why: "The templates refuse a server without name or URL, so that `helm template` fails for the whole chart. Helm accepts \
              the other objects, and Kubernetes refuses them at deploy.",
        bad: "\
agents:
  remoteMcpServers:
    - name: docs
",
        good: "\
agents:
  remoteMcpServers:
    - name: docs
      url: https://docs.example.com/mcp
",
        fix: "Add the key.",
        evidence: &[
            "giantswarm/agentic-platform v1.17.0: a server needs `name` and `url`; a model `name`, `provider`, \
             `model` and `apiKeySecret`.",
            "kagent v0.9.9, CRD `remotemcpservers.kagent.dev`: `spec.url` is required.",
            "Kubernetes core/v1 `EnvVar` and rbac/v1 `Subject`: `name` is required.",
        ],
    },
    check: Check::Values(check),
};

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    for violation in facts.unowned_violations() {
        let path = &violation.path;
        let is_null = matches!(violation.kind, ViolationKind::WrongType(_))
            && facts
                .values
                .root
                .at(path)
                .is_some_and(|node| node.is_null())
            && is_required(facts, path);
        let may_be_absent = violation.kind != ViolationKind::MissingKey || facts.has_unread_parts;
        if may_be_absent && !is_null {
            continue;
        }
        let (Some((parent, _)), Some(key)) = (path.split_last(), path.last_key()) else {
            continue;
        };
        if is_misspelled(facts, &parent, key) {
            continue; // unknown-key reports it
        }
        let is_elsewhere = facts.is_partial && !is_in_list(&parent);
        let severity = match facts.is_partial {
            true => Severity::Warning,
            false => RULE.severity,
        };
        let done = if is_null { "is null" } else { "is missing" };
        sink.report(
            &RULE,
            Draft::new(
                path,
                facts.values.locate_absent(path),
                format!(
                    "`{key}` of {parent} {done}: Helm or Kubernetes refuses the entry at deploy"
                ),
            )
            .help(match argument::replaced(facts, &parent) {
                Some(replaced) => format!("add `{key}: …` to the entry; {replaced}"),
                None => format!("add `{key}: …` to the entry"),
            })
            .severity(severity)
            .absence(is_elsewhere),
        );
    }
}

/// Whether it is in an item of a list, which Helm takes as it is.
fn is_in_list(path: &ValuePath) -> bool {
    let mut segments = path.segments().iter();
    segments.any(|segment| matches!(segment, Segment::Index(_)))
}

/// Whether a key beside it was meant to be this one.
pub(super) fn is_misspelled(facts: &Facts<'_>, parent: &ValuePath, key: &str) -> bool {
    if !facts.contract.schema.is_closed(parent) {
        let is_meant = |miss: &Miss| {
            let beside = miss.path.split_last().map(|(parent, _)| parent);
            beside.as_ref() == Some(parent) && miss.meant == key
        };
        let is_agents = parent.segments().is_empty() && key == agents_root(facts);
        return is_agents && !misspelled_roots(facts).is_empty()
            || nearby::misses(facts).iter().any(is_meant);
    }
    let known = facts.contract.schema.known_keys(parent);
    let beside = facts.values.root.at(parent).and_then(|node| node.as_map());
    beside
        .into_iter()
        .flat_map(|map| map.entries())
        .any(|entry| {
            !known.contains(&&*entry.key)
                && crate::source::nearest(&entry.key, known.iter().copied()) == Some(key)
        })
}

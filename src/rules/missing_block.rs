//! A block that the templates read without asking whether it is there.

use super::audience_missing;
use super::ignored_content::{concerns_values, drops_any};
use super::missing_key::is_misspelled;
use super::support::emptied::{deletes_any, deletes_block};
use super::support::failing_line::{failing_line, fails_for, how_it_fails};
use super::{Check, Docs, Draft, Facts, Fixability, Rule, Sink, Tier};
use crate::diagnostic::Severity;
use crate::edit::Change;
use crate::model::{Agent, Field, Need};
use crate::source::{Segment, ValuePath};
use crate::values::LayerKind;
use std::collections::BTreeSet;

pub(super) const RULE: Rule = Rule {
    id: "missing-block",
    severity: Severity::Error,
    tier: Tier::Block,
    fixable: Fixability::Safely,
    summary: "another block or key without which the contract's template fails: `m2m`, `m2m.granted`, `systemMessage`",
    docs: Docs {
        around: None,
        finds: "An enabled agent whose definition lacks a block or a key, other than `obo`, that the templates need: \
                `systemMessage`; `m2m` and, with `m2m.enabled` on, `m2m.granted.user` (under `static` and `actor-token`). Where \
                agents are defined, or deleted by a null, also what the templates need for all of them: `agents`, `kagent`, \
                `muster` and `muster.fullnameOverride`; and, if a file sets them to null, `ingress`, `ingress.hostnames`, \
                `muster.muster`, `agents.muster` and the images in it. If the chart's templates are at hand, only what one of \
                them reads without asking whether it is there; then `m2m` is reported under `exclusive` too.",
        why: "The template fails with a nil pointer that names neither the agent nor the values file. The agent that the chart \
              ships has these blocks by default; every agent that is added needs its own.",
        bad: "\
agents:
  definitions:
    helper:
      m2m: null
",
        good: "\
agents:
  definitions:
    helper:
      m2m: {enabled: false}
",
        fix: "Write the block or key that the message names. Only a person knows what a prompt says and who may be impersonated: \
              for these helm-obo offers nothing to insert.",
        evidence: &[
            "giantswarm/agentic-platform v1.17.0, `impersonation.yaml` and `agents.yaml`: `m2m.enabled` and \
             `m2m.granted.user` are read without a guard, and `systemMessage` goes into `nindent`, which takes no nil.",
            "Asked of Helm 3.10.1 and 4.2.3, with one key after the other left out, of eight releases from v1.12.0 to v1.22.1.",
            "giantswarm/agentic-platform #170 brought `m2m`, with defaults for `sre-agent` only.",
            "giantswarm/agentic-platform #197 removed `m2m` in v1.20.",
        ],
    },
    check: Check::Values(check),
};

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    of_agents(facts, sink);
    of_empty_agents(facts, sink);
    if !facts.is_partial {
        of_chart(facts, sink);
        of_values(facts, sink);
    }
}

/// What the templates need for all agents. A chart that defines none and deletes none need not have them.
fn of_chart(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    let defines_any = !facts.model.agents.is_empty() || !facts.model.listed.is_empty();
    let is_ours = defines_any || deletes_any(facts) || is_seen_to_fail(facts);
    if !is_ours {
        return;
    }
    let mut told = BTreeSet::new();
    for refusal in &facts.model.refusals {
        let path = &refusal.path;
        if is_reported_otherwise(facts, path) || !told.insert(path) {
            continue;
        }
        let message = format!("{}: {}", facts.model.templates.fail(), refusal.message);
        let help = if deletes_block(facts, &refusal.path) {
            format!(
                "leave `{}` out to keep what this null deletes, or write again what was below it",
                refusal.path
            )
        } else {
            refusal.help.clone()
        };
        let draft = Draft::new(&refusal.path, refusal.place, message).help(help);
        sink.report(&RULE, failing_line(draft, facts));
    }
}

/// Whether the chart's templates are seen to need what is not there, and no other rule says why it is not.
fn is_seen_to_fail(facts: &Facts<'_>) -> bool {
    facts.is_shown() && !drops_any(facts) && !concerns_values(facts)
}

/// Whether other rules have more to say about what the template fails on.
fn is_reported_otherwise(facts: &Facts<'_>, path: &ValuePath) -> bool {
    let is_there = facts.values.get(path).is_some_and(|node| !node.is_null());
    let servers = ValuePath::parse(&facts.contract.definition.layout.servers);
    let is_meant = || match (path.split_last(), path.last_key()) {
        (Some((parent, _)), Some(key)) => is_misspelled(facts, &parent, key),
        _ => false,
    };
    // The path is a listed server or below one, and not the list of servers itself.
    let is_listed = servers != *path && servers.contains(path);
    is_there || is_listed || is_meant()
}

/// Offers to insert what the contract says, if the whole block is absent.
fn with_fix(draft: Draft, need: &Need, lacks: &ValuePath) -> Draft {
    let inserted = need
        .insert
        .as_ref()
        .and_then(|text| Some((text, serde_yaml::from_str::<serde_json::Value>(text).ok()?)));
    let Some((text, inserted)) = inserted else {
        return draft;
    };
    let Some(value) = lacks.last_key().and_then(|key| inserted.get(key).cloned()) else {
        return draft;
    };
    draft.fix(
        format!("insert `{text}`"),
        Change::Set(lacks.clone(), value),
    )
}

fn of_agents(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    for agent in &facts.model.agents {
        let is_defined_here = agent
            .definition
            .as_ref()
            .is_some_and(|it| it.is_defined_here);
        let mut told = BTreeSet::new();
        for need in agent.unguarded() {
            let Some(lacks) = need.failing() else {
                continue;
            };
            let is_obo = agent.obo().is_some_and(|obo| obo.block.path == lacks.path);
            // What only a person can write is most likely elsewhere, if this file does not define the agent.
            let is_elsewhere = facts.is_partial && need.insert.is_none() && !is_defined_here;
            if is_obo || is_elsewhere || !told.insert(&lacks.path) {
                continue; // obo-missing has more to say of `obo`
            }
            let draft = of_agent(facts, agent, need, lacks);
            sink.report(&RULE, failing_line(draft, facts));
        }
    }
}

fn of_agent(facts: &Facts<'_>, agent: &Agent, need: &Need, lacks: &Field<()>) -> Draft {
    let depth = agent.path.segments().len();
    let within = |path: &ValuePath| ValuePath::from(path.segments()[depth..].to_vec());
    let (key, reads) = (within(&lacks.path), within(&need.reads));
    let fails = fails_for(facts, &lacks.path, &facts.template_fails());
    let name = &agent.name;
    let message = match need.lacks_value() {
        true => format!("agent `{name}` has no `{key}`: {fails}, since it takes a text there"),
        false => {
            let how = how_it_fails(facts, &lacks.path, &reads.to_string());
            format!("agent `{name}` has no `{key}` block: {fails}{how}")
        }
    };
    let help = match (&need.insert, &need.help) {
        (Some(insert), _) => format!("write `{insert}`"),
        (None, Some(help)) => help.clone(),
        (None, None) => format!("write `{key}`"),
    };
    let draft = Draft::new(&lacks.path, lacks.place, message)
        .label(format!("`{key}` is missing here"))
        .help(help)
        .absence(true);
    with_fix(draft, need, &lacks.path)
}

/// Agents of the chart's own values with nothing below their names. In another file that is a null like any other.
fn of_empty_agents(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    let definitions = ValuePath::parse(&facts.contract.definition.layout.definitions);
    let stack = facts.values.layers_writing(&definitions);
    let own = stack
        .iter()
        .filter(|writer| writer.exact && facts.values.layers[writer.layer].kind == LayerKind::Base);
    let entries = own
        .filter_map(|writer| writer.node.as_map())
        .flat_map(|map| map.entries());
    for entry in entries.filter(|entry| entry.node.is_null()) {
        let path = definitions.join(Segment::Key(entry.key.clone()));
        if facts.values.get(&path).is_some() {
            continue; // another file defines it
        }
        let message = format!(
            "agent `{}` has nothing below it: Helm 3 hands a null to the templates, which read fields of it, and Helm 4 leaves \
             the agent out",
            entry.key
        );
        let draft = Draft::new(&path, entry.key_place, message)
            .severity(Severity::Warning)
            .label("no definition")
            .help("write the definition below it, or remove the key");
        sink.report(&RULE, draft);
    }
}

/// What templates other than that of the servers need of the values as a whole.
fn of_values(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    let mut told = BTreeSet::new();
    for need in &facts.model.unguarded {
        let Some(lacks) = need.failing() else {
            continue;
        };
        // If there is no audience at all, that is more important than a list that is absent.
        let is_told_by_audience = need.lacks_value() && audience_missing::is_missing(facts);
        let is_told = is_told_by_audience || is_reported_otherwise(facts, &lacks.path);
        if is_told || !told.insert(&lacks.path) {
            continue;
        }
        let fails = facts.model.templates.fail();
        let (path, reads) = (&lacks.path, &need.reads);
        let message = match need.lacks_value() {
            true => format!(
                "{fails}: the template takes a list or a text from {reads}, which is absent or null"
            ),
            false => format!("{fails}: the template reads {reads}, but {path} is absent or null"),
        };
        let help = match need.lacks_value() {
            true => format!("write {path}, or leave the key out where the chart has it"),
            false => format!("give {path} a mapping, or leave the key out where the chart has it"),
        };
        let draft = Draft::new(path, lacks.place, message)
            .help(help)
            .absence(true);
        sink.report(&RULE, failing_line(draft, facts));
    }
}

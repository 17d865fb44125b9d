//! A block that the templates read without asking whether it is there.

use super::emptied::{deletes_any, deletes_block};
use super::ignored_content::drops_any;
use super::missing_key::is_misspelled;
use super::{Docs, Draft, Facts, Mends, Rule, Sink, Tier};
use crate::diagnostic::Severity;
use crate::edit::Change;
use crate::model::Block;
use crate::source::ValuePath;
use std::collections::BTreeSet;

/// The rule.
pub(super) const RULE: Rule = Rule {
    id: "missing-block",
    severity: Severity::Error,
    tier: Tier::Block,
    mends: Mends::Either,
    summary: "another block that the templates dereference unguarded is absent: `helm template` fails",
    docs: Docs {
        around: None,
        finds: "An enabled agent whose definition lacks a block, other than `obo`, that the chart's templates read a \
                field of: `m2m` (under `static` and `actor-token`; under `exclusive` where a template of the chart reads \
                it), and in agentgateway modes `agentgatewayRoute`. Where agents are defined, or deleted by a null, \
                also what the templates need for all of them: `agents`, `kagent`, `muster` and \
                `muster.fullnameOverride`.",
        why: "`helm template` fails with a nil pointer that names neither the agent nor the values file. The agent \
              that the chart ships has these blocks by default; every agent that is added needs its own.",
        bad: "agents:\n  definitions:\n    helper:\n      m2m: null\n",
        good: "agents:\n  definitions:\n    helper:\n      m2m: {enabled: false}\n",
        fix: "Write the block that the message names.",
        evidence: &[
            "giantswarm/agentic-platform v1.17.0, `impersonation.yaml` and `agentgateway-backends.yaml`: \
             `m2m.enabled` and `agentgatewayRoute.hostname` are read without a guard.",
            "giantswarm/agentic-platform #170 brought `m2m`, #176 `agentgatewayRoute`, each with defaults for \
             `sre-agent` only.",
            "giantswarm/agentic-platform #197 removed `m2m` in v1.20.",
        ],
    },
    check,
};

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    of_agents(facts, sink);
    if !facts.is_partial {
        of_chart(facts, sink);
    }
}

/// What the templates need for all agents. A chart that defines none and deletes none need not have them.
fn of_chart(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    let defines_any = !facts.model.agents.is_empty() || !facts.model.listed.is_empty();
    let is_ours = defines_any || deletes_any(facts);
    let mut told = BTreeSet::new();
    for refusal in &facts.model.refusals {
        let path = &refusal.path;
        if !is_ours && !lacks_agents(facts, path) {
            continue;
        }
        if is_told_otherwise(facts, path) || !told.insert(path) {
            continue;
        }
        let message = format!("`helm template` fails: {}", refusal.message);
        let help = if deletes_block(facts, &refusal.path) {
            format!(
                "leave `{}` out to keep what this null deletes, or write again what was below it",
                refusal.path
            )
        } else {
            refusal.help.clone()
        };
        sink.report(
            &RULE,
            Draft::new(&refusal.path, refusal.place, message).help(help),
        );
    }
}

/// Whether the agents' key is what the templates trip over, as they are seen to read it, and nothing else tells why it is not
/// there.
fn lacks_agents(facts: &Facts<'_>, path: &ValuePath) -> bool {
    let definitions = ValuePath::parse(&facts.contract.definition.layout.definitions);
    facts.is_shown() && path.contains(&definitions) && !drops_any(facts)
}

/// Whether other rules have more to say of what a template trips over.
fn is_told_otherwise(facts: &Facts<'_>, path: &ValuePath) -> bool {
    let is_there = facts.values.get(path).is_some_and(|node| !node.is_null());
    let servers = ValuePath::parse(&facts.contract.definition.layout.servers);
    let is_meant = || match (path.split_last(), path.last_key()) {
        (Some((parent, _)), Some(key)) => is_misspelled(facts, &parent, key),
        _ => false,
    };
    // of a listed server or what is below it, other than of their list
    let is_listed = servers != *path && servers.contains(path);
    is_there || is_listed || is_meant()
}

/// Offers to insert what the contract says. What it says as an empty text, a person has to fill in.
fn with_fix(draft: Draft, block: &Block) -> Draft {
    let inserted: Option<serde_json::Value> = serde_yaml::from_str(&block.insert).ok();
    let Some(value) = inserted.and_then(|inserted| inserted.get(&block.key).cloned()) else {
        return draft;
    };
    let is_open = value
        .as_object()
        .is_some_and(|members| members.values().any(|value| value == ""));
    let change = Change::Set(block.field.path.clone(), value);
    let draft = draft.fix(format!("insert `{}`", block.insert), change);
    if is_open { draft.for_a_person() } else { draft }
}

fn of_agents(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    for agent in &facts.model.agents {
        for block in agent.unguarded.iter().filter(|block| block.is_read) {
            let is_obo = agent
                .obo
                .as_ref()
                .is_some_and(|obo| obo.block.path == block.field.path);
            if is_obo || !block.field.is_absent() {
                continue; // obo-missing has more to say of `obo`
            }
            if block.if_read && !facts.is_read_by_a_template(&block.field.path.join(&*block.reads))
            {
                continue;
            }
            let fails = facts.template_fails();
            let message = format!(
                "agent `{}` has no `{}` block: {fails} with a nil pointer at `{}.{}`",
                agent.name, block.key, block.key, block.reads
            );
            let draft = Draft::new(&block.field.path, block.field.place, message)
                .label(format!("`{}` is missing here", block.key))
                .help(format!("write `{}`", block.insert))
                .absence(true);
            sink.report(&RULE, with_fix(draft, block));
        }
    }
}

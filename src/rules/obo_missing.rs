//! An agent without the block that decides on whose behalf it acts.

use super::support::failing_line::{failing_line, fails_for, how_it_fails};
use super::{Check, Docs, Draft, Facts, Fixability, Rule, Sink, Tier};
use crate::diagnostic::Severity;
use crate::edit::Change;
use crate::model::Obo;
use serde_json::json;

pub(super) const RULE: Rule = Rule {
    id: "obo-missing",
    severity: Severity::Error,
    tier: Tier::Block,
    fixable: Fixability::Safely,
    summary: "no `obo` block, or a null one, where the contract reads it",
    docs: Docs {
        around: None,
        finds: "An active agent whose definition has no `obo` block, or whose block was deleted by a null. If the chart's \
                templates are at hand, only where one of them reads `obo.enabled` without asking whether `obo` is there.",
        why: "The contract's template reads `obo.enabled` without asking: it fails with a nil pointer that names neither the \
              agent nor the values file. helm-obo goes on as if it were `obo: {enabled: true}`.",
        bad: "\
agents:
  definitions:
    helper:
      obo: null
",
        good: "\
agents:
  definitions:
    helper:
      obo: {enabled: true}
",
        fix: "Write `obo: {enabled: true}` to let calls run on behalf of the user, or `obo: {enabled: false}` to \
              let them run as the agent itself. The contracts `static` and `forward` read no such block.",
        evidence: &[
            "giantswarm/agentic-platform v1.17.0 (#190, 390b1a5), `remotemcpservers.yaml`: `obo.enabled` is read \
             without a guard; an agent without the block fails with `nil pointer evaluating interface {}.enabled`.",
            "giantswarm/agentic-platform v1.18.0 (#185, 2a69e8e): the same under the contract `exclusive`.",
            "v1.17.0 gives the block to the agent that it ships, `sre-agent`, and to no other.",
        ],
    },
    check: Check::Values(check),
};

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    for agent in facts.active_agents() {
        let is_missed = |obo: &&Obo| obo.block.is_absent() && obo.is_needed;
        let Some(definition) = &agent.definition else {
            continue;
        };
        let Some(obo) = definition.obo.as_ref().filter(is_missed) else {
            continue;
        };
        let writers = facts.values.layers_writing(&obo.block.path);
        let is_null = writers.last().is_some_and(|writer| writer.node.is_null());
        let lacks = if is_null {
            "a null `obo` block"
        } else {
            "no `obo` block"
        };
        let fails = if definition.is_defined_here {
            facts.model.templates.fail().to_owned()
        } else {
            facts.template_fails()
        };
        let fails = fails_for(facts, &obo.block.path, &fails);
        let how = how_it_fails(facts, &obo.block.path, "obo.enabled");
        let message = format!("agent `{}` has {lacks}: {fails}{how}", agent.name);
        let draft = Draft::new(&obo.block.path, obo.block.place, message)
            .label(if is_null { "null counts as missing" } else { "`obo` is missing here" })
            .help(
                "write `obo: {enabled: true}` to run calls on behalf of the user (what helm-obo assumes from here on), \
                 or `obo: {enabled: false}` to run them as the agent",
            )
            .fix("insert `obo: {enabled: true}`", Change::Set(obo.block.path.clone(), json!({"enabled": true})))
            .absence(!definition.is_defined_here || facts.has_unread_parts);
        sink.report(&RULE, failing_line(draft, facts));
    }
}

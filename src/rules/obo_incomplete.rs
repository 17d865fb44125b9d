//! An `obo` block that does not say whether it is on.

use super::{Check, Docs, Draft, Fixability, Rule, Sink, Tier, WiringFacts};
use crate::contract::SentWhen;
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    id: "obo-incomplete",
    severity: Severity::Warning,
    tier: Tier::Incomplete,
    fixable: Fixability::Nothing,
    summary: "an `obo` block without `enabled`, or with a null one: the template reads it as off",
    docs: Docs {
        around: None,
        finds: "An active agent whose `obo` block is there but has no `enabled`, or a null one.",
        why: "The template reads an absent `enabled` as off. Under the contract `actor-token` the agent's token is then \
              not sent as actor; under `exclusive` it is sent as `Authorization`, in place of the user's. Whoever wrote the \
              block probably meant the opposite.",
        bad: "\
agents:
  definitions:
    helper:
      obo: {enabled: null}
",
        good: "\
agents:
  definitions:
    helper:
      obo: {enabled: false}
",
        fix: "Say `enabled: true` or `enabled: false`.",
        evidence: &[
            "giantswarm/agentic-platform v1.17.0 (#190), `remotemcpservers.yaml`: with `obo: {}` the server gets \
             `Authorization` and no `X-Actor-Token`.",
            "giantswarm/agentic-platform v1.18.0 (#185), `remotemcpservers.yaml`: with `obo: {}` the server gets \
             `Authorization`, which it does not get when `obo` is on.",
            "Go `text/template`: an absent key of a mapping is no value, and `if` takes that for false.",
        ],
    },
    check: Check::Wiring(check),
};

fn check(facts: &WiringFacts<'_>, sink: &mut Sink<'_>) {
    let (comes, help) = match facts.shape.subject {
        SentWhen::WhenOff => (
            "its server sends the agent's own token",
            "write `enabled: true` to let the user's token alone reach the gateway, or `enabled: false` to say that it is off",
        ),
        _ => (
            "calls run without the agent as actor",
            "write `enabled: true` to send the agent's token as actor, or `enabled: false` to say that it is off",
        ),
    };
    for agent in facts.active_agents() {
        let Some(obo) = agent.obo() else { continue };
        if obo.block.get().is_none() || !obo.enabled.is_absent() {
            continue;
        }
        let message = format!(
            "the `obo` block of agent `{}` does not say `enabled`: the template reads it as off, so {comes}",
            agent.name
        );
        let draft = Draft::new(&obo.enabled.path, obo.enabled.place, message)
            .of(agent)
            .help(help)
            .absence(true);
        sink.report(&RULE, draft);
    }
}

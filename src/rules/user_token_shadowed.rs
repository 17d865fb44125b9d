//! User identity is intended, the user's token is let through, and the static one wins.

use super::{Docs, Draft, Facts, Rule, Sink, Tier};
use crate::diagnostic::Severity;
use crate::wiring::{OVERRIDES, PROPAGATE, UserToken, is_user_intended, user_token, variable};

/// The rule.
pub(super) const RULE: Rule = Rule {
    id: "user-token-shadowed",
    severity: Severity::Error,
    tier: Tier::Wiring,
    summary: "user identity intended, the token is let through, and a static `Authorization` still wins",
    docs: Docs {
        finds: "An active agent that is meant to act for its users, whose `allowedHeaders` lists `authorization`, \
                and whose server sends a static `Authorization` all the same.",
        why: "On the Go runtime a static header always wins. On the Python runtime the forwarded token travels \
              beside the static one, and the gateway reads the first, the static one. So every user's call runs as \
              the agent's ServiceAccount: one identity for all, and no call fails that would show it.",
        bad: "agents:\n  definitions:\n    helper:\n      env: []\n",
        good: "agents:\n  definitions:\n    helper:\n      env:\n        - {name: KAGENT_PROPAGATE_TOKEN, value: \"true\"}\n",
        fix: "Set `KAGENT_PROPAGATE_TOKEN: \"true\"` in the agent's `env`: on the Python runtime the user's token \
              then replaces the static one. On the Go runtime no released version lets it win.",
        evidence: &[
            "kagent v0.9.9 and v0.10.0-rc3, `go/adk/pkg/mcp/registry.go`, RoundTrip: static headers are set last; \
             `TestStaticHeaders_OverrideDynamic` holds it.",
            "kagent v0.9.9, `types.py`, `create_header_provider`, with google/adk-python, `_merge_headers`: a \
             forwarded `authorization` does not replace a static `Authorization`; both are sent, the static one \
             first.",
            "giantswarm/agentic-platform #187 shipped `allowedHeaders: [authorization]` as user identity; #190 \
             corrected the comment, and #185 dropped the static header.",
            "kagent #2044 and #2087 proposed that the forwarded token wins on Go; both were closed unmerged.",
        ],
    },
    check,
};

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    for agent in facts.active_agents() {
        let UserToken::Shadowed(item) = user_token(agent) else {
            continue;
        };
        if !is_user_intended(agent) {
            continue;
        }
        let message = format!(
            "the user's token is forwarded for agent `{}`, but the static `Authorization` of its server wins on every \
             released runtime: every user's call runs as the agent's own ServiceAccount",
            agent.name
        );
        let obo_absent = agent.obo.as_ref().is_some_and(|obo| obo.block.is_absent());
        let mut draft = Draft::new(&item.path, item.place, message)
            .label("forwarded, but shadowed")
            .help(format!(
                "add `{{name: {PROPAGATE}, value: \"true\"}}` to `env`: on the Python runtime (not on Go) the user's \
                 token then replaces the static one"
            ))
            .absence(obo_absent || agent.env.is_absent());
        if let Some(place) = super::words::intended(agent) {
            draft = draft.related(place, "user identity is intended here");
        }
        let overrides = agent.env.get().and_then(|env| variable(env, OVERRIDES));
        if let Some(overrides) = overrides {
            let place = overrides.name.place;
            draft = draft.related(
                place,
                "no release of kagent reads this, so it does not help",
            );
        }
        sink.report(&RULE, draft);
    }
}

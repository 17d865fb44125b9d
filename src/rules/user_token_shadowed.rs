//! User identity is intended, the user's token is let through, and the static one wins.

use super::support::propagate;
use super::support::taken::TakenItem;
use super::support::words::assuming;
use super::support::written_header::written_here;
use super::{Check, Docs, Draft, Fixability, Rule, Sink, Tier, WiringFacts};
use crate::diagnostic::Severity;
use crate::model::{AgentCall, Field};
use crate::platform::{Exchange, Runtime};
use crate::wiring::{
    OVERRIDES, PROPAGATE, SUBJECT_HEADER, Scenario, UserToken, exchanged_by, is_user_intended,
    user_token, variable,
};

pub(super) const RULE: Rule = Rule {
    id: "user-token-shadowed",
    severity: Severity::Error,
    tier: Tier::Wiring,
    fixable: Fixability::Unsafely,
    summary: "user identity intended, the token is let through, and a static `Authorization` still wins",
    docs: Docs {
        around: None,
        finds: "An active agent that is meant to act for its users, or (in charts that do not read `obo`) lets their token \
                through, and whose server sends a static `Authorization` that still wins. On every runtime it wins over a token \
                that `allowedHeaders` forwards; on Go also over a propagated token, and an exchanged one is not even sent there. \
                In manifests a propagated token counts where it reaches no other server of the agent.",
        why: "On the Go runtime a static header always wins. On the Python runtime the forwarded token travels beside the static \
              one, and the gateway reads the first, the static one. So every user's call runs as the agent's ServiceAccount: one \
              identity for all. No call fails, so nobody notices.",
        bad: "\
agents:
  definitions:
    helper:
      env: []
",
        good: r#"agents:
  definitions:
    helper:
      env:
        - {name: KAGENT_PROPAGATE_TOKEN, value: "true"}
"#,
        fix: "Set `KAGENT_PROPAGATE_TOKEN: \"true\"` in the agent's `env`: on the Python runtime the user's token then replaces \
              the static one. On the Go runtime no released version lets it win: this is an error where that runtime is stated, \
              and a warning where it is the default of a stated version.",
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
    check: Check::Wiring(check),
};

fn check(facts: &WiringFacts<'_>, sink: &mut Sink<'_>) {
    let meant = facts.active_calls().filter(|of| is_user_intended(*of));
    for of in meant {
        let agent = of.agent;
        let Some((value, is_proven)) = shadowed(of, facts) else {
            continue;
        };
        let outcome = facts.evaluator(of).evaluate(Scenario::UserCall);
        let assumed = if is_proven {
            String::new()
        } else {
            assuming(&facts.platform.kagent)
        };
        let message = format!(
            "the user's token is let through for {}, but {}{assumed}",
            of.title().trim_end_matches(','),
            outcome.reason
        );
        let exchange = TakenItem::exchange(facts, agent);
        let is_exchange_lost = exchange.is_some();
        let cause = exchange.or_else(|| TakenItem::propagation(facts, agent));
        let obo_absent = agent.obo().is_some_and(|obo| obo.block.is_absent());
        let mut draft = Draft::new(&value.path, value.place, message)
            .of(agent)
            .label("let through, but shadowed")
            .help(help(of, facts, cause.as_ref()))
            .absence(obo_absent || agent.env.is_absent());
        if !is_proven {
            draft = draft.severity(Severity::Warning);
        }
        if let Some(place) = super::support::words::intended(of) {
            draft = draft.related(place, "user identity is intended here");
        }
        if let Some(cause) = &cause {
            draft = cause.related(draft);
        } else if let Some(place) = propagate::switched_off(agent) {
            draft = draft.related(place, "propagation is switched off here");
        }
        draft = written_here(draft, facts, of, SUBJECT_HEADER);
        let overrides = agent.env.get().and_then(|env| variable(env, OVERRIDES));
        if let Some(overrides) = overrides {
            let place = overrides.name.place;
            draft = draft.related(
                place,
                "no release of kagent reads this, so it does not help",
            );
        }
        if let Some(variable) = propagate::switch_on(facts, agent).filter(|_| !is_exchange_lost) {
            let message = format!("add `{{name: {PROPAGATE}, value: \"true\"}}` to `env`");
            draft = draft.fix(message, variable).needs_review();
        }
        sink.report(&RULE, draft);
    }
}

/// The value that lets the token through in vain, and whether it is so on every platform that may be meant; `None` if it
/// is not so on the one that is assumed.
fn shadowed<'a>(of: AgentCall<'a>, facts: &WiringFacts<'_>) -> Option<(&'a Field<String>, bool)> {
    let possible = facts.platform.possible();
    let mut outcomes = possible.iter().map(|platform| user_token(of, platform));
    let Some(UserToken::Shadowed(value)) = outcomes.next() else {
        return None;
    };
    let is_proven = outcomes.all(|outcome| matches!(outcome, UserToken::Shadowed(_)));
    Some((value, is_proven))
}

/// What would make the user's token win: on Python propagation or an exchange, on Go nothing that was released.
fn help(of: AgentCall<'_>, facts: &WiringFacts<'_>, cause: Option<&TakenItem>) -> String {
    let on_python = facts.platform.on(Runtime::Python);
    if matches!(user_token(of, &on_python), UserToken::Wins) {
        let is_exchanged =
            exchanged_by(of.agent).is_some() && on_python.kagent.exchange() == Exchange::Sent;
        let token = if is_exchanged {
            "exchanged"
        } else {
            "propagated"
        };
        return format!(
            "run the agent on the Python runtime, where the {token} token wins; on Go no released version lets it win"
        );
    }
    if facts.platform.kagent.runtimes().first() == Some(&Runtime::Python) {
        let env = propagate::how(facts, of.agent, cause);
        return format!(
            "{env}: on the Python runtime (not on Go) the user's token then replaces the static one"
        );
    }
    let env = propagate::how(facts, of.agent, cause);
    format!(
        "run the agent on the Python runtime and {env}; on Go no released version lets the user's token win"
    )
}

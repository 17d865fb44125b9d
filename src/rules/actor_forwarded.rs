//! The caller's actor token is let through.

use super::support::written_header::written_here;
use super::{Check, Docs, Draft, Fixability, Rule, Sink, Tier, WiringFacts};
use crate::contract::SentWhen;
use crate::diagnostic::Severity;
use crate::edit::Change;
use crate::model::AgentCall;
use crate::platform::GatewayKind;
use crate::wiring::{ACTOR_HEADER, ForwardedActor, forwarded_actor};

pub(super) const RULE: Rule = Rule {
    id: "actor-forwarded",
    severity: Severity::Warning,
    tier: Tier::Wiring,
    fixable: Fixability::Unsafely,
    summary: "`x-actor-token` in `allowedHeaders`: the caller chooses the actor",
    docs: Docs {
        around: None,
        finds: "An active agent whose `allowedHeaders` lists `x-actor-token`, in any case.",
        why: "The actor of a delegated call (RFC 8693) is who acts for the user: the agent. Where the agent's server sends no \
              actor, the caller's `X-Actor-Token` is the only one that the gateway gets, so that any caller with a token which \
              the gateway accepts acts under another name than the agent's. Under the contract `actor-token`, with `obo` on, the \
              gateway reads the agent's own token first: letting the caller's through has no effect, until somebody switches \
              `obo` off.",
        bad: "\
agents:
  definitions:
    helper:
      allowedHeaders: [authorization, x-actor-token]
",
        good: "\
agents:
  definitions:
    helper:
      allowedHeaders: [authorization]
",
        fix: "Remove it. Under the contract `actor-token`, `obo: {enabled: true}` sends the agent's own token as actor.",
        evidence: &[
            "RFC 8693 1.1 and 4.1: the actor is the party to which authority was delegated.",
            "kagent v0.9.9 `go/adk/pkg/mcp/registry.go`: a static header wins over one let through; on the Python runtime \
             both are sent, the static one first.",
            "muster v0.19.0 `internal/server/oauth_http.go`: the first `X-Actor-Token` is read.",
        ],
    },
    check: Check::Wiring(check),
};

fn check(facts: &WiringFacts<'_>, sink: &mut Sink<'_>) {
    for of in facts.active_calls() {
        let Some(actor) = forwarded_actor(of) else {
            continue;
        };
        let (ForwardedActor::Alone(item)
        | ForwardedActor::AfterStatic(item)
        | ForwardedActor::OverStatic(item)) = actor;
        let mut draft = Draft::new(&item.path, item.place, message(actor, of, facts))
            .of(of.agent)
            .label("the caller's choice")
            .help("remove it")
            .fix("remove it", Change::Remove(item.path.clone()))
            .needs_review();
        if !matches!(actor, ForwardedActor::Alone(_)) {
            draft = written_here(draft, facts, of, ACTOR_HEADER);
        }
        if facts.shape.actor == SentWhen::WhenOn {
            draft = by_obo(draft, of);
        }
        sink.report(&RULE, draft);
    }
}

/// Where `obo` decides whether the agent's own token is sent as actor: says whether it is on.
fn by_obo(mut draft: Draft, of: AgentCall<'_>) -> Draft {
    let Some(obo) = of.agent.obo() else {
        return draft;
    };
    if !obo.enabled.is_on() {
        draft =
            draft.help("remove it; `obo: {enabled: true}` sends the agent's own token as actor");
    }
    let Some(place) = super::support::words::intended(of) else {
        return draft;
    };
    let state = if obo.enabled.is_on() { "on" } else { "off" };
    draft.related(place, format!("`obo` is {state} here"))
}

fn message(actor: ForwardedActor<'_>, of: AgentCall<'_>, facts: &WiringFacts<'_>) -> String {
    let agent = &of.agent.name;
    let chooses = format!("whoever calls agent `{agent}` chooses as whom it acts");
    // What another server than muster makes of the header is not known.
    let (so, chooses) = match of.call.gateway.kind {
        GatewayKind::Muster => ("as the gateway reads", chooses),
        GatewayKind::Plain => (
            "where the server reads",
            chooses + ", as far as the server reads an actor's token",
        ),
    };
    let once = match facts.shape.actor {
        SentWhen::WhenOn => "once `obo` is off",
        _ => "without the agent's own",
    };
    match actor {
        ForwardedActor::Alone(_) => format!(
            "{chooses}: the caller's `x-actor-token` is sent on, and the agent's own is not"
        ),
        ForwardedActor::AfterStatic(_) => format!(
            "letting the caller's `x-actor-token` through serves nothing, {so} the agent's own first; {once}, {chooses}"
        ),
        ForwardedActor::OverStatic(_) => format!(
            "{chooses}: on the Python runtime, kagent 0.9's default, the caller's `x-actor-token` replaces the agent's own"
        ),
    }
}

//! The first token of a session is used for all users who join it.

use super::rule::Around;
use super::{Check, Docs, Draft, Fixability, Rule, Sink, Tier, WiringFacts};
use crate::diagnostic::Severity;
use crate::model::{Agent, Field, Header};
use crate::platform::{Exchange, Platform, Runtime};
use crate::wiring::{
    EXCHANGE, PROPAGATE, SUBJECT_HEADER, exchanged_by, platform_of, propagated_by,
};

pub(super) const RULE: Rule = Rule {
    id: "shared-session",
    severity: Severity::Note,
    tier: Tier::Platform,
    fixable: Fixability::Nothing,
    summary: "once a target: a propagated or exchanged token is kept for its session, so that a second person in it runs as the first",
    docs: Docs {
        around: Some(&Around {
            file: None,
            others: &[(
                ".helm-obo.yaml",
                "\
contract: exclusive
rules: {discovery-unauthenticated: off}
",
            )],
        }),
        finds: "An active agent with `KAGENT_PROPAGATE_TOKEN` or `STS_WELL_KNOWN_URI` on that may run on the Python runtime. Not \
                reported where the config's `platform:`, or `--platform`, states `runtime: go`. Reported once for the target, at \
                the first such agent.",
        why: "The runtime keeps the first token of a session until it expires, and sends it for all later turns, whoever asks. \
              A second person who joins the session, in a shared Slack thread for example, acts with the first one's rights.",
        bad: r#"agents:
  definitions:
    helper:
      env:
        - {name: KAGENT_PROPAGATE_TOKEN, value: "true"}
"#,
        good: "\
agents:
  definitions:
    helper:
      allowedHeaders: [authorization]
      env: []
",
        fix: "Where the server sends no static `Authorization` (the contracts `exclusive`, with `obo` on, and `forward`), let \
              the token through by `allowedHeaders: [authorization]` alone: each turn then sends its own. Where it sends one \
              (`actor-token`, `static`) only a kept token wins over it, and nothing in the values helps: give each person \
              sessions of their own in front of the agent. Stating the Python runtime does not help either.",
        evidence: &[
            "kagent #2181 (open), with #2459 and #2460: the cache is keyed by the session alone.",
            "kagent v0.9.9 to v0.10.0-rc3, `agentsts/adk/_base.py`: a token, propagated or exchanged, is kept until its `exp`, for \
             ever where it has none; headers of `allowedHeaders` are those of the turn.",
        ],
    },
    check: Check::Wiring(check),
};

fn check(facts: &WiringFacts<'_>, sink: &mut Sink<'_>) {
    let kept = facts
        .active_agents()
        .find_map(|agent| Some((agent, kept(agent, facts.platform)?)));
    let Some((agent, (name, value))) = kept else {
        return;
    };
    let message = format!(
        "on the Python runtime the token that `{name}` brings is kept for the whole session of agent `{}`: a second person \
         in the same session runs as the first",
        agent.name,
    );
    let draft = Draft::new(&value.path, value.place, message)
        .of(agent)
        .label("kept for the session")
        .help(help(agent, name));
    sink.report(&RULE, draft);
}

fn help(agent: &Agent, name: &str) -> &'static str {
    let mut statics = agent.calls.iter().flat_map(|call| &call.static_headers);
    let is_shadowed =
        statics.any(|header: &Header| header.name.eq_ignore_ascii_case(SUBJECT_HEADER));
    if is_shadowed || name != PROPAGATE {
        return "let each person have sessions of their own (kagent issue 2181)";
    }
    "let the token through by `allowedHeaders: [authorization]` alone, without the variable: each turn then sends its own. Or let \
     each person have sessions of their own (kagent issue 2181)"
}

/// The variable whose token a Python runtime keeps, if the agent may run on one.
fn kept<'a>(agent: &'a Agent, platform: &Platform) -> Option<(&'static str, &'a Field<String>)> {
    let platform = platform_of(agent, platform);
    if !platform.kagent.runtimes().contains(&Runtime::Python) {
        return None;
    }
    let on_python = platform.on(Runtime::Python).kagent;
    let exchanged = || {
        let value = exchanged_by(agent)?;
        (on_python.exchange() == Exchange::Sent).then_some((EXCHANGE, value))
    };
    propagated_by(agent)
        .map(|value| (PROPAGATE, value))
        .or_else(exchanged)
}

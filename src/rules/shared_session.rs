//! A session's first token serves all who join it.

use super::{Docs, Draft, Facts, Mends, Rule, Sink, Tier};
use crate::diagnostic::Severity;
use crate::platform::Runtime;
use crate::wiring::{PROPAGATE, propagated_by};

/// The rule.
pub(super) const RULE: Rule = Rule {
    id: "shared-session",
    severity: Severity::Note,
    tier: Tier::Platform,
    mends: Mends::Nothing,
    summary: "once a target: a propagated token is kept for its session, so that a second person in it runs as the first",
    docs: Docs {
        around: None,
        finds: "An active agent with `KAGENT_PROPAGATE_TOKEN` on that may run on the Python runtime. Silent where the config's \
                `platform:`, or `--platform`, states `runtime: go`. Told once for the target, at the first such agent.",
        why: "The runtime keeps the first token of a session until it expires, and sends it for all later turns, whoever asks. \
              A second person who joins the session, in a shared Slack thread for example, acts with the first one's rights.",
        bad: "agents:\n  definitions:\n    helper:\n      env:\n        - {name: KAGENT_PROPAGATE_TOKEN, value: \"true\"}\n",
        good: "agents:\n  definitions:\n    helper:\n      obo: {enabled: false}\n      allowedHeaders: []\n      env: []\n",
        fix: "Give each person sessions of their own in front of the agent. Nothing in the values mends it.",
        evidence: &[
            "kagent #2181 (open), with #2459 and #2460: the cache is keyed by the session alone.",
            "kagent v0.9.9, `agentsts/adk/_base.py`: a token is kept until its `exp`, for ever where it has none.",
        ],
    },
    check,
};

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    if !facts.platform.kagent.runtimes().contains(&Runtime::Python) {
        return;
    }
    let mut agents = facts
        .active_agents()
        .filter_map(|agent| Some((agent, propagated_by(agent)?)));
    let Some((agent, value)) = agents.next() else {
        return;
    };
    let message = format!(
        "`{PROPAGATE}` keeps the first token of a session for agent `{}`: on the Python runtime a second person in \
         the same session runs as the first",
        agent.name,
    );
    let draft = Draft::new(&value.path, value.place, message)
        .label("kept for the session")
        .help("let each person have sessions of their own (kagent issue 2181)");
    sink.report(&RULE, draft);
}

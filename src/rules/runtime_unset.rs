//! The runtime decides as whom calls run, and nobody said which it is.

use super::{Docs, Draft, Facts, Mends, Rule, Sink, Tier};
use crate::diagnostic::Severity;
use crate::model::{Agent, Field};
use crate::platform::Origin;
use crate::wiring::{UserToken, propagating_variable, user_token};

/// The rule.
pub(super) const RULE: Rule = Rule {
    id: "runtime-unset",
    severity: Severity::Note,
    tier: Tier::Platform,
    mends: Mends::Nothing,
    summary: "once a target: the runtime decides whose token wins, and its default changes with kagent's version",
    docs: Docs {
        around: None,
        finds: "An active agent whose user's token wins on one runtime and not on the other: `KAGENT_PROPAGATE_TOKEN` is on \
                beside a static `Authorization`. Silent where the config's `platform:`, or `--platform`, states kagent's version \
                or runtime. Told once for the target, at the first such agent.",
        why: "On the Python runtime a propagated token replaces the static `Authorization`, so that calls run as the user; on Go \
              the static one always wins, so that they run as the agent. No layout of the chart chooses a runtime. Its default \
              is Python until kagent 0.9 and Go from 0.10 on: an upgrade changes identities, and no call fails that would \
              show it.",
        bad: "agents:\n  definitions:\n    helper:\n      env:\n        - {name: KAGENT_PROPAGATE_TOKEN, value: \"true\"}\n",
        good: "agents:\n  definitions:\n    helper:\n      obo: {enabled: false}\n      allowedHeaders: []\n      env: []\n",
        fix: "State the platform in `.helm-obo.yaml`, for example `platform: {kagent: {version: \"0.9.12\", runtime: python}}`; \
              findings and traces then speak of it.",
        evidence: &[
            "kagent v0.9.9, `types.py`, and v0.9.9 and v0.10.0-rc3, `registry.go`: who wins on each runtime.",
            "kagent #2083, commit 636dc6f7d: the default runtime is Go from v0.10.0-beta1 on.",
        ],
    },
    check,
};

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    let kagent = &facts.platform.kagent;
    if kagent.runtime.origin != Origin::Assumed {
        return;
    }
    let mut open = facts
        .active_agents()
        .filter_map(|agent| Some((agent, differing(agent, facts)?)));
    let Some((agent, value)) = open.next() else {
        return;
    };
    let message = format!(
        "the runtime decides whose token wins for agent `{}`: on Python the user's, on Go the static one. {}, the default of kagent \
         {}, is assumed here; from 0.10 on the default is Go",
        agent.name, kagent.runtime.value, kagent.version.value,
    );
    let draft = Draft::new(&value.path, value.place, message)
        .label("wins on Python only")
        .help("state `platform: {kagent: {version: \"0.9.12\", runtime: python}}` in .helm-obo.yaml, or `--platform kagent.runtime=python`");
    sink.report(&RULE, draft);
}

/// The value that lets the token through, where it wins on one runtime and not on the other.
fn differing<'a>(agent: &'a Agent, facts: &Facts<'_>) -> Option<&'a Field<String>> {
    let platform = facts.platform;
    let other = platform.on(platform.kagent.runtime.value.other());
    let [here, there] = [platform, &other].map(|platform| user_token(agent, platform));
    let differs = matches!(
        (here, there),
        (UserToken::Wins, UserToken::Shadowed(_)) | (UserToken::Shadowed(_), UserToken::Wins)
    );
    propagating_variable(agent).filter(|_| differs)
}

//! A variable that no kagent release reads.

use super::{Check, Docs, Draft, Fixability, Rule, Sink, Tier, WiringFacts};
use crate::diagnostic::Severity;
use crate::wiring::{OVERRIDES, reads_override, variable};

pub(super) const RULE: Rule = Rule {
    id: "override-unreleased",
    severity: Severity::Note,
    tier: Tier::Content,
    fixable: Fixability::Nothing,
    summary: "`KAGENT_PROPAGATE_TOKEN_OVERRIDES_STATIC` is set, and no kagent release reads it",
    docs: Docs {
        around: None,
        finds: "An agent with `KAGENT_PROPAGATE_TOKEN_OVERRIDES_STATIC` in its `env`, unless the config declares a build that \
                reads it (`platform: {kagent: {forwardedTokenWins: true}}`) and agents run on the Go runtime.",
        why: "The variable was proposed so that on the Go runtime the user's token wins over a static `Authorization`. The \
              proposal was closed unmerged, and no release reads the variable: the static token still wins, and nothing says so.",
        bad: r#"agents:
  definitions:
    helper:
      env:
        - {name: KAGENT_PROPAGATE_TOKEN, value: "true"}
        - {name: KAGENT_PROPAGATE_TOKEN_OVERRIDES_STATIC, value: "true"}
"#,
        good: r#"agents:
  definitions:
    helper:
      env:
        - {name: KAGENT_PROPAGATE_TOKEN, value: "true"}
"#,
        fix: "Remove it; on the Python runtime `KAGENT_PROPAGATE_TOKEN` alone lets the user's token win. If you run a build with \
              kagent pull request 2087, say so in the config.",
        evidence: &[
            "kagent #2044 and #2087: both closed unmerged; no tag or branch has a commit of either.",
            "kagent #2087, commit 6433b979e: only the Go ADK is changed.",
        ],
    },
    check: Check::Wiring(check),
};

fn check(facts: &WiringFacts<'_>, sink: &mut Sink<'_>) {
    if reads_override(&facts.platform.kagent) {
        return;
    }
    let is_patched = facts.platform.kagent.forwarded_token_wins.value;
    for agent in &facts.model.agents {
        let Some(found) = agent.env.get().and_then(|env| variable(env, OVERRIDES)) else {
            continue;
        };
        let why = if is_patched {
            "the patched build reads it on the Go runtime only, and agents run on Python"
        } else {
            "no release of kagent reads it"
        };
        let message = format!(
            "`{OVERRIDES}` changes nothing for agent `{}`: {why}",
            agent.name
        );
        let draft = Draft::new(&found.name.path, found.name.place, message)
            .of(agent)
            .label("read by no release")
            .help(
                "remove it; on the Python runtime `KAGENT_PROPAGATE_TOKEN` alone lets the user's token win. A build that reads it \
                 is declared as `platform: {kagent: {forwardedTokenWins: true, runtime: go}}` in .helm-obo.yaml",
            );
        sink.report(&RULE, draft);
    }
}

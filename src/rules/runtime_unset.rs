//! The runtime decides as whom calls run, and nobody said which it is.

use super::rule::Around;
use super::support::written_header::written_here;
use super::{Check, Docs, Draft, Fixability, Rule, Sink, Tier, WiringFacts};
use crate::diagnostic::Severity;
use crate::platform::{Origin, Platform};
use crate::wiring::{CallEvaluator, Decision, Mode, SUBJECT_HEADER, Scenario, let_through_by};
use std::borrow::Cow;

pub(super) const RULE: Rule = Rule {
    id: "runtime-unset",
    severity: Severity::Note,
    tier: Tier::Platform,
    fixable: Fixability::Nothing,
    summary: "once a target: the runtime decides as whom a user's call runs, and its default changes with kagent's version",
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
        finds: "An active agent whose user's calls run as one identity on the Python runtime and as another on Go: \
                `KAGENT_PROPAGATE_TOKEN` is on beside a static `Authorization`, or the agent relies on the token that \
                `STS_WELL_KNOWN_URI` exchanges. Not reported where the config's `platform:`, or `--platform`, states kagent's \
                version or runtime. Reported once for the target, at the first such agent.",
        why: "On the Python runtime a propagated or an exchanged token replaces the static `Authorization`, so that calls run as \
              the user; on Go the static one always wins, so that they run as the agent. On Go an exchanged token reaches no \
              tool call at all. No layout of the chart chooses a runtime. Its default is Python until kagent 0.9 and Go from \
              0.10 on: an upgrade changes identities. No call fails, so nobody notices.",
        bad: r#"agents:
  definitions:
    helper:
      obo: {enabled: false}
      env:
        - {name: KAGENT_PROPAGATE_TOKEN, value: "true"}
"#,
        good: "\
agents:
  definitions:
    helper:
      obo: {enabled: true}
      allowedHeaders: [authorization]
      env: []
",
        fix: "If calls are to run as the user on both runtimes, the chart must not send a static `Authorization` (the contracts \
              `exclusive`, with `obo` on, and `forward`), and the agent must list `authorization` in `allowedHeaders`. Otherwise \
              state in `.helm-obo.yaml` what the cluster runs, for example `platform: {kagent: {version: \"0.9.12\", runtime: \
              python}}`: findings and traces are then about this runtime. This does not change what the cluster runs.",
        evidence: &[
            "kagent v0.9.9, `types.py`, and v0.9.9 and v0.10.0-rc3, `registry.go`: who wins on each runtime.",
            "kagent #2803 (open), and v0.9.9 to v0.10.0-rc3, `sts/plugin.go`, sessionIDFromContext, with `mcp/registry.go`: on Go \
             the exchanged token finds no session, and no tool call carries it.",
            "kagent #2083, commit 636dc6f7d: the default runtime is Go from v0.10.0-beta1 on.",
        ],
    },
    check: Check::Wiring(check),
};

fn check(facts: &WiringFacts<'_>, sink: &mut Sink<'_>) {
    let kagent = &facts.platform.kagent;
    if kagent.runtime.origin != Origin::Assumed {
        return;
    }
    let other = facts.platform.on(kagent.runtime.value.other());
    let open = facts.active_calls();
    // What an agent chooses itself does not change.
    let open = open.filter(|of| of.agent.runtime.get().is_none());
    let mut open = open.filter_map(|of| {
        let [here, there] =
            [facts.platform, &other].map(|platform| decision(&facts.evaluator(of), platform));
        let value = let_through_by(of)?;
        differ(&here, &there).then_some((of, value, here, there))
    });
    let Some((of, value, here, there)) = open.next() else {
        return;
    };
    let reader = of.call.gateway.kind;
    let message = format!(
        "the runtime decides as whom a user's call of agent `{}` runs: on {} {}, on {} {}. {}, the default of kagent {}, is \
         assumed here; from 0.10 on the default is Go",
        of.agent.name,
        kagent.runtime.value,
        here.runs(reader),
        other.kagent.runtime.value,
        there.runs(reader),
        kagent.runtime.value,
        kagent.version.value,
    );
    let draft = Draft::new(&value.path, value.place, message)
            .of(of.agent)
        .label(format!("so on {} only", kagent.runtime.value))
        .help("state `platform: {kagent: {version: \"0.9.12\", runtime: python}}` in .helm-obo.yaml, or `--platform kagent.runtime=python`");
    let draft = match of.sends(SUBJECT_HEADER) {
        true => written_here(draft, facts, of, SUBJECT_HEADER),
        false => draft,
    };
    sink.report(&RULE, draft);
}

/// What becomes of a user's call on a platform.
fn decision(evaluator: &CallEvaluator<'_>, platform: &Platform) -> Decision {
    let evaluator = CallEvaluator {
        platform: Cow::Borrowed(platform),
        ..evaluator.clone()
    };
    evaluator.decision(Scenario::UserCall)
}

/// Whether two calls run otherwise, as far as both are known.
fn differ(one: &Decision, other: &Decision) -> bool {
    let is_known = |decision: &Decision| decision.mode != Mode::Unknown;
    is_known(one) && is_known(other) && !one.is_like(other)
}

//! A static token that outlives its rotation in the agent's config.

use super::support::written_header::written_here;
use super::{Check, Docs, Draft, Fixability, Rule, Sink, Tier, WiringFacts};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    id: "baked-token",
    severity: Severity::Note,
    tier: Tier::Platform,
    fixable: Fixability::Nothing,
    summary: "once a target: kagent copies a short-lived static token into the agent's config, where rotation reaches it late",
    docs: Docs {
        around: None,
        finds: "An active agent whose server sends a static header from its token Secret, while the token lives less than a day \
                (`agents.muster.tokenExpirationSeconds`). Not reported where the config's `platform:`, or `--platform`, states \
                kagent's version or runtime. Reported once for the target.",
        why: "kagent reads the Secret when it renders the agent, and writes the value into the agent's own config. It does not \
              watch the Secret: a rotated token reaches the Pod when something else makes kagent render again, 4 to 17 hours \
              later as measured. Until then tool calls fail with an expired token, while discovery and the Secret look fine.",
        bad: r#"agents:
  muster:
    tokenExpirationSeconds: 3600
    tokenRefreshSchedule: "*/15 * * * *"
"#,
        good: r#"agents:
  muster:
    tokenExpirationSeconds: 86400
    tokenRefreshSchedule: "*/15 * * * *"
"#,
        fix: "Let tokens live at least a day, if the cluster grants that, or restart agents when the Secret is renewed, or let a \
              gateway add the token. If you only state the platform in `.helm-obo.yaml`, the note is gone and the problem is not.",
        evidence: &[
            "kagent #2404 (open): 4 to 17 hours between renders at v0.9.12.",
            "kagent v0.9.9, `adk_api_translator.go`, translateStreamableHttpTool: the value is resolved when the agent is \
             rendered; `remote_mcp_server_controller.go` watches Secrets as TLS authorities only.",
            "giantswarm/agentic-platform #165: the chart claims that a rotated Secret is picked up without a restart, which \
             holds for discovery only.",
        ],
    },
    check: Check::Wiring(check),
};

/// Tokens that live this long, in seconds, outlive the pauses between renders that were measured.
const LONG: f64 = 24.0 * 3600.0;

fn check(facts: &WiringFacts<'_>, sink: &mut Sink<'_>) {
    let kagent = &facts.platform.kagent;
    if kagent.version.is_stated() || kagent.runtime.is_stated() {
        return;
    }
    let Some(lifetime) = facts
        .model
        .token
        .as_ref()
        .map(|token| &token.expiration_seconds)
    else {
        return;
    };
    let is_short = lifetime.get().is_some_and(|seconds| *seconds < LONG);
    let sent = facts.active_calls().find_map(|of| {
        let mut headers = of.call.static_headers.iter();
        Some((of, headers.find(|header| header.is_certain())?))
    });
    let Some((of, header)) = sent.filter(|_| is_short) else {
        return;
    };
    let message = "kagent copies a token that lives this short into the agent's config when it renders the agent, and does not \
                   watch the Secret: after the token's end tool calls fail until something makes it render again";
    let draft = Draft::new(&lifetime.path, lifetime.place, message)
        .label("rotation reaches agents late")
        .help("let tokens live at least a day (86400), or restart agents when the Secret is renewed (kagent issue 2404)");
    sink.report(&RULE, written_here(draft, facts, of, &header.name));
}

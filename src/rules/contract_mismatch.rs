//! A contract that contradicts the chart's own template.

use super::rule::Around;
use super::{Check, Docs, Draft, Facts, Fixability, Rule, Sink, Tier};
use crate::contract::{Contract, HeaderShape, SentWhen, of_shape};
use crate::diagnostic::Severity;
use crate::source::ValuePath;

pub(super) const RULE: Rule = Rule {
    id: "contract-mismatch",
    severity: Severity::Warning,
    tier: Tier::Wiring,
    fixable: Fixability::Nothing,
    summary: "the chosen contract contradicts what the chart's own template shows",
    docs: Docs {
        around: Some(&Around {
            file: Some("chart/templates/servers.yaml"),
            others: &[(".helm-obo.yaml", "contract: actor-token\n")],
        }),
        finds: "A chart whose RemoteMCPServer template gives its agents' servers other static headers than the stated contract \
                says. Templates that cannot be read for certain are not compared, nor are listed servers.",
        why: "Which headers an agent's server sends decides as whom its calls run, and the same `obo.enabled: true` has meant \
              opposite things in two releases of one chart. Under the wrong contract, the findings of `lint`, the identities of \
              `trace` and the manifests of `render` are not the chart's.",
        bad: BAD,
        good: GOOD,
        fix: "Name the contract that the chart keeps to, with `--contract` or as `contract:` in `.helm-obo.yaml`; or name none, \
              and the template decides. If the chart was meant to keep to the contract, fix its template.",
        evidence: &[
            "giantswarm/agentic-platform #190 (v1.17.0): `obo.enabled` adds `X-Actor-Token` beside `Authorization`.",
            "giantswarm/agentic-platform #185 (v1.18.0): `obo.enabled` removes `Authorization`.",
            "giantswarm/agentic-platform #198 (v1.22.1): agents' servers have no static header.",
        ],
    },
    check: Check::Values(check),
};

const BAD: &str = "\
{{- range $name, $agent := .Values.agents.definitions }}
{{- if $agent.enabled }}
---
apiVersion: kagent.dev/v1alpha2
kind: RemoteMCPServer
metadata:
  name: muster-{{ $name }}
spec:
  {{- if not $agent.obo.enabled }}
  headersFrom:
    - name: Authorization
      valueFrom: {type: Secret, name: muster-token-{{ $name }}, key: token}
  {{- end }}
{{- end }}
{{- end }}
";

const GOOD: &str = "\
{{- range $name, $agent := .Values.agents.definitions }}
{{- if $agent.enabled }}
---
apiVersion: kagent.dev/v1alpha2
kind: RemoteMCPServer
metadata:
  name: muster-{{ $name }}
spec:
  headersFrom:
    - name: Authorization
      valueFrom: {type: Secret, name: muster-token-{{ $name }}, key: token}
    {{- if $agent.obo.enabled }}
    - name: X-Actor-Token
      valueFrom: {type: Secret, name: muster-token-{{ $name }}, key: token}
    {{- end }}
{{- end }}
{{- end }}
";

/// The flag that templates check.
const FLAG: &str = "obo.enabled";

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    let Some(evidence) = facts.evidence.filter(|_| !facts.is_partial) else {
        return;
    };
    let contract = facts.contract;
    let Some(shape) = evidence.shape.filter(|shape| *shape != contract.shape()) else {
        return;
    };
    let message = format!(
        "this template gives agents' servers {}, but under the contract `{}` they have {}: calls are evaluated, and manifests rendered, otherwise than this chart does it",
        says(shape, FLAG),
        contract.name(),
        says(contract.shape(), flag(contract)),
    );
    let help = match of_shape(shape) {
        Some(name) => format!(
            "use the contract that the chart keeps: `--contract {name}`, or `contract: {name}` in .helm-obo.yaml"
        ),
        None => "no built-in contract does it this way: write one of your own, and name its folder with `--contract` or as \
                 `contract:` in .helm-obo.yaml; or fix the template"
            .to_owned(),
    };
    let path = ValuePath::parse(&contract.definition.layout.definitions);
    sink.report(
        &RULE,
        Draft::new(&path, evidence.place, message)
            .label(format!("not as `{}` has it", contract.name()))
            .help(help),
    );
}

/// The flag that a contract's headers depend on.
fn flag(contract: &Contract) -> &str {
    let server = contract.definition.server.iter();
    let mut headers = server.flat_map(|server| &server.headers);
    let flag = headers.find_map(|header| header.when.as_deref().or(header.unless.as_deref()));
    flag.unwrap_or(FLAG)
}

/// Headers in words: `` `Authorization` always, and `X-Actor-Token` where `obo.enabled` is on``.
fn says(shape: HeaderShape, flag: &str) -> String {
    let headers = [
        ("Authorization", shape.subject),
        ("X-Actor-Token", shape.actor),
    ];
    let parts = headers.iter().filter_map(|(name, sent)| match sent {
        SentWhen::Never => None,
        SentWhen::Always => Some(format!("`{name}` always")),
        SentWhen::WhenOn => Some(format!("`{name}` where `{flag}` is on")),
        SentWhen::WhenOff => Some(format!("`{name}` where `{flag}` is off")),
    });
    let parts: Vec<String> = parts.collect();
    if parts.is_empty() {
        return "no static token at all".to_owned();
    }
    parts.join(", and ")
}

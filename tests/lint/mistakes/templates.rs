//! Charts whose own template shows another contract than the one that is chosen, or the same, or none.

use crate::common::chart_of;
use crate::common::lint::{Lint, lint, partial};
use helm_obo::contract::{HeaderShape, OF_AGENTS, SentWhen, built_in};

const CHART: &str = super::CHART;
const TEMPLATE: &str = "chart/templates/servers.yaml";

/// Templates of agents' servers that are not as the contract has it, with their marks.
pub(super) const TEXTS: &[&str] = &[ALWAYS_BOTH, OFF];

const ALWAYS_BOTH: &str = r#"
{{- range $name, $agent := .Values.agents.definitions }}
---
kind: RemoteMCPServer
metadata:
  name: muster-{{ $name }}
spec:
  headersFrom:
    - name: Authorization
      valueFrom: {type: Secret, name: {{ $name }}, key: token}
    «warning contract-mismatch|- name: X-Actor-Token»
      valueFrom: {type: Secret, name: {{ $name }}, key: token}
{{- end }}
"#;

const OFF: &str = r#"
{{- define "headers" }}
{{- if not .obo.enabled }}
«warning contract-mismatch|- name: Authorization»
  valueFrom: {type: Secret, name: {{ .tokenSecret }}, key: token}
{{- end }}
{{- end }}
{{- range $name, $agent := .Values.agents.definitions }}
---
kind: RemoteMCPServer
metadata:
  name: muster-{{ $name }}
spec:
  headersFrom:
    {{- include "headers" $agent | nindent 4 }}
{{- end }}
"#;

fn with(template: &str) -> Lint {
    lint(CHART)
        .replace(TEMPLATE, template)
        .file(".helm-obo.yaml", "contract: actor-token")
}

#[test]
fn the_template_that_contradicts_is_shown_once() {
    for text in TEXTS {
        with(text).check(text);
        with(text).crlf().check("with CRLF");
        // Once for all overlays of the chart, and not where there is no chart.
        with(text).overlay("{}").check("with an overlay");
    }
    partial("agents: {definitions: {a: {allowedHeaders: [authorization]}}}")
        .file(TEMPLATE, OFF.split("{{- define").next().unwrap_or_default())
        .check("a values file by itself");
}

#[test]
fn the_message_names_both_and_what_fits() {
    let said = with(OFF).messages().join("\n");
    for part in [
        "gives agents' servers `Authorization` where `obo.enabled` is off",
        "under the contract `actor-token` they have `Authorization` always, and `X-Actor-Token` where `obo.enabled` is on",
    ] {
        assert!(said.contains(part), "{said}");
    }
    let said = with(ALWAYS_BOTH).messages().join("\n");
    assert!(
        said.contains("no built-in contract does it this way"),
        "{said}"
    );
}

/// A template that sends these headers.
fn template(shape: HeaderShape) -> String {
    let header = |name: &str, sent: SentWhen| {
        let item =
            format!("\n    - name: {name}\n      valueFrom: {{type: Secret, name: x, key: token}}");
        let within =
            |condition: &str| format!("\n    {{{{- if {condition} }}}}{item}\n    {{{{- end }}}}");
        match sent {
            SentWhen::Never => String::new(),
            SentWhen::Always => item,
            SentWhen::WhenOn => within("$agent.obo.enabled"),
            SentWhen::WhenOff => within("not $agent.obo.enabled"),
        }
    };
    format!(
        "{{{{ range $name, $agent := .Values.agents.definitions }}}}\n---\nkind: RemoteMCPServer\nmetadata: \
         {{name: x}}\nspec:\n  headersFrom:{}{}\n{{{{ end }}}}\n",
        header("Authorization", shape.subject),
        header("X-Actor-Token", shape.actor)
    )
}

#[test]
fn each_chart_shows_its_contract() {
    for name in OF_AGENTS {
        let loaded = lint(&chart_of(name))
            .replace("chart/.helm-obo.yaml", "")
            .load();
        assert_eq!(loaded.compiled.contract.name(), *name);
        assert_eq!(loaded.reason, "shown by templates/servers.yaml");
    }
}

#[test]
fn each_built_in_contract_is_recognised() {
    for name in OF_AGENTS {
        let contract = built_in(name).unwrap().unwrap();
        let chart = lint(CHART).replace(TEMPLATE, &template(contract.shape()));
        let loaded = chart.load();
        assert_eq!(loaded.compiled.contract.name(), *name);
        assert_eq!(loaded.reason, "shown by templates/servers.yaml");
        for other in OF_AGENTS.iter().filter(|other| *other != name) {
            let messages = chart.clone().contract(other).messages();
            let is_told = |message: &String| {
                message.starts_with("contract-mismatch")
                    && message.contains(&format!("`--contract {name}`"))
            };
            assert_eq!(
                messages.iter().filter(|one| is_told(one)).count(),
                1,
                "{name} {other}: {messages:#?}"
            );
        }
    }
}

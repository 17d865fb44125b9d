//! Values of which parts are not in the input: what is unknown then, and what is still told.

use super::installed::{release, told, world};

const DEFAULTS: &str = "---
apiVersion: v1
kind: ConfigMap
metadata: {name: defaults, namespace: team}
data:
  values.yaml: |
    forward: ['x-*']
    modle: small
";

#[test]
fn keys_that_nothing_reads_are_told_wherever_they_are() {
    let found = |spec: &str| {
        let text = release(spec) + DEFAULTS;
        told(&world().file("bots.yaml", text), "lint bots.yaml").join(" ")
    };
    let map = "{kind: ConfigMap, name: defaults}";
    let secret = "{kind: Secret, name: tokens}";
    let header = "invalid-header-name bots.yaml:14:15";
    let dead = "unread-value bots.yaml:15:5";
    let of = |items: &str| found(&format!("  valuesFrom: [{items}]\n  values: {{urll: x}}\n"));
    let own = "unread-value bots.yaml:7:12";
    // The Secret may overwrite what counts less, and that may be what the chart reads.
    assert_eq!(of(&format!("{map}, {secret}")), format!("{own} {dead}"));
    assert_eq!(
        of(&format!(
            "{map}, {{kind: Secret, name: tokens, optional: true}}"
        )),
        format!("{own} {dead}")
    );
    // At a path, only that is unknown.
    let at = "{kind: Secret, name: tokens, targetPath: url}";
    assert_eq!(
        of(&format!("{map}, {at}")),
        format!("{own} {header} {dead}")
    );
    let at = "{kind: Secret, name: tokens, targetPath: 'forward[0]'}";
    assert_eq!(of(&format!("{map}, {at}")), format!("{own} {dead}"));
}

#[test]
fn a_chart_shows_its_contract_though_values_are_missing() {
    let servers = "{{- range $name, $agent := .Values.agents.definitions }}
{{- if and $agent.enabled $.Values.kagent.enabled }}
---
apiVersion: kagent.dev/v1alpha2
kind: Agent
metadata: {name: {{ $name }}}
spec: {type: Declarative, description: d, declarative: {modelConfig: {{ $agent.modelConfig }}, systemMessage: m}}
{{- end }}
{{- end }}
";
    let world = world()
        .file("charts/bots/templates/agent.yaml", servers)
        .file(
            "bots.yaml",
            release("  valuesFrom: [{kind: Secret, name: tokens}]\n  values: {agents: {definitions: {reader: {enabled: true, modelConfig: m}}}}\n"),
        );
    let json = world.run("lint bots.yaml -o json").json();
    let reason = json["summary"]["contracts"][0]["reason"].as_str();
    assert!(
        reason.is_some_and(|reason| !reason.contains("no template is at hand")),
        "{json}"
    );
}

#[test]
fn templates_that_fail_for_what_is_unknown_are_not_told() {
    let template = "a: {{ if ne .Values.mode \"on\" }}{{ fail \"mode\" }}{{ end }}\n";
    let known = "  values: {mode: other}\n";
    let unknown = "  valuesFrom: [{kind: Secret, name: tokens, targetPath: mode}]\n";
    let found = |spec: &str| {
        let world = world()
            .file("charts/bots/templates/mode.yaml", template)
            .file("bots.yaml", release(spec));
        told(&world, "lint bots.yaml").join(" ")
    };
    assert!(found(known).contains("template-error"));
    assert_eq!(found(unknown), "");
}

#[test]
fn a_secret_that_is_no_base64_is_not_read() {
    let world = world().file(
        "bots.yaml",
        release("  valuesFrom: [{kind: Secret, name: tokens}]\n")
            + "---
apiVersion: v1
kind: Secret
metadata: {name: tokens, namespace: team}
data: {values.yaml: 'urll: not encoded'}
",
    );
    let ran = world.run("lint bots.yaml");
    let flat = ran.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        flat.contains(
            "some were not read, so that it is not known what they set: `data.values\\.yaml`"
        ),
        "{flat}"
    );
}

//! A chart that follows a contract is read in two ways: its values under the contract, and what it renders. Both say the same.

use crate::common::world::World;
use serde_json::Value;
use std::path::Path;

const AGENTS: &str = "
kagent: {enabled: true}
ingress: {hostnames: [muster.example.com], parentRefs: [{name: gateway, namespace: infra}]}
muster: {enabled: true, fullnameOverride: muster}
agents:
  definitions:
    alone: {enabled: true, systemMessage: a, obo: {enabled: false}, m2m: {enabled: false}}
    forwards:
      enabled: true
      systemMessage: b
      obo: {enabled: true}
      m2m: {enabled: false}
      allowedHeaders: [authorization]
    propagates:
      enabled: true
      systemMessage: c
      serviceAccount: bot
      obo: {enabled: true}
      m2m: {enabled: false}
      env: [{name: KAGENT_PROPAGATE_TOKEN, value: \"true\"}]
";

/// A chart's agents, each with the server that is made for it.
const TEMPLATE: &str = "{{- range $name, $agent := .Values.agents.definitions }}
{{- if and $.Values.kagent.enabled $agent.enabled }}
---
apiVersion: kagent.dev/v1alpha2
kind: Agent
metadata:
  name: {{ $name }}
  namespace: kagent
spec:
  type: Declarative
  declarative:
    systemMessage: {{ $agent.systemMessage | quote }}
    deployment:
      serviceAccountName: {{ default $name $agent.serviceAccount }}
      env: {{ toJson (default list $agent.env) }}
    tools:
    - type: McpServer
      mcpServer:
        apiGroup: kagent.dev
        kind: RemoteMCPServer
        name: muster-{{ $name }}
        allowedHeaders: {{ toJson (default list $agent.allowedHeaders) }}
{{- end }}
{{- end }}
";

/// A copy of a chart, as `chart`.
fn copied(chart: &Path) -> World {
    let mut world = World::empty();
    for entry in walkdir::WalkDir::new(chart) {
        let entry = entry.unwrap();
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(chart).unwrap();
            let content = std::fs::read(entry.path()).unwrap();
            world = world.file(&format!("chart/{}", path.display()), content);
        }
    }
    world
}

/// What decides as whom each call runs, by agent and server.
fn told(trace: &Value) -> Vec<Value> {
    let agents = trace["agents"].as_array().unwrap().iter();
    let mut told: Vec<Value> = agents
        .map(|agent| {
            let scenarios = agent["scenarios"].as_array().unwrap().iter();
            let scenarios: Vec<Value> = scenarios
                .map(|scenario| {
                    ["scenario", "mode", "subject", "actor", "headers"]
                        .map(|key| scenario[key].clone())
                        .into()
                })
                .collect();
            serde_json::json!([
                agent["agent"],
                agent["server"],
                agent["namespace"],
                agent["url"],
                scenarios
            ])
        })
        .collect();
    told.sort_by_key(ToString::to_string);
    told
}

#[test]
fn values_and_what_they_render() {
    let charts = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/charts");
    let mut compared = 0;
    for chart in [
        "agents-platform",
        "exclusive-platform",
        "forward-platform",
        "static-platform",
    ] {
        let chart = charts.join(chart);
        let world = copied(&chart).file("on.yaml", AGENTS);
        let world = world.file("chart/templates/agents.yaml", TEMPLATE);
        let chart = "chart";
        let rendered = world.run(&format!("render {chart} -f on.yaml --all -n ap"));
        let world = world.file("rendered.yaml", rendered.stdout);
        for runtime in ["go", "python"] {
            let platform =
                format!("--platform kagent.runtime={runtime} --platform muster.version=0.19.0");
            let values = world.run(&format!(
                "trace {chart} -f on.yaml -n ap -o json {platform}"
            ));
            let manifests = world.run(&format!("trace rendered.yaml -o json {platform}"));
            let (values, manifests) = (told(&values.json()), told(&manifests.json()));
            assert_eq!(values, manifests, "{chart} on {runtime}");
            compared += values.len();
        }
    }
    assert!(compared >= 24, "{compared}");
}

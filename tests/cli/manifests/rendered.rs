//! A chart that follows no contract: what it renders is judged, and findings are where the value or the template is.

use crate::common::world::World;

const TEMPLATE: &str = "{{- range $name, $bot := .Values.bots }}
---
apiVersion: kagent.dev/v1alpha2
kind: Agent
metadata:
  name: {{ $name }}
  namespace: bots
spec:
  type: Declarative
  declarative:
    modelConfig: default-model-config
    systemMessage: {{ $bot.prompt | quote }}
    tools:
    - type: McpServer
      mcpServer:
        name: tools
        kind: RemoteMCPServer
        apiGroup: kagent.dev
        allowedHeaders: {{ toJson $bot.forward }}
{{- end }}
---
apiVersion: kagent.dev/v1alpha2
kind: RemoteMCPServer
metadata: {name: tools, namespace: bots}
spec:
  description: tools
  url: {{ .Values.url }}
  headersFrom:
  - {name: Authorization, valueFrom: {type: Secret, name: own, key: token}}
";
const VALUES: &str = "url: http://tools.infra:8080/mcp
bots:
  night:
    prompt: You help.
    forward: [authorization]
  day:
    prompt: You help, too.
    forward: []
";

fn world() -> World {
    World::empty()
        .file(
            "chart/Chart.yaml",
            "apiVersion: v2\nname: bots\nversion: 0.1.0\n",
        )
        .file("chart/values.yaml", VALUES)
        .file("chart/templates/all.yaml", TEMPLATE)
}

#[test]
fn a_finding_is_at_the_value_that_decided_it() {
    let json = world().run("lint chart -o json").json();
    let found = json["diagnostics"].as_array().unwrap();
    let found: Vec<_> = found
        .iter()
        .filter(|found| found["rule"] == "user-token-shadowed")
        .collect();
    assert_eq!(found.len(), 1, "{json}");
    let found = found[0];
    assert_eq!(found["location"]["file"], "chart/values.yaml");
    assert_eq!(found["location"]["start"]["line"], 5);
    assert_eq!(
        found["path"],
        "spec.declarative.tools[0].mcpServer.allowedHeaders[0]"
    );
    assert_eq!(found["object"]["name"], "night");
    let related = found["related"].as_array().unwrap();
    assert_eq!(related[0]["location"]["file"], "chart/templates/all.yaml");
    assert_eq!(related[0]["location"]["start"]["line"], 19);
    assert_eq!(json["summary"]["agents"], 2);
    assert_eq!(json["summary"]["active"], 2);
}

#[test]
fn its_calls_are_traced() {
    let trace = world().run("trace chart -o json").json();
    let agents = trace["agents"].as_array().unwrap();
    let names: Vec<&str> = agents
        .iter()
        .map(|agent| agent["agent"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["day", "night"]);
    assert_eq!(agents[1]["scenarios"][1]["subject"], "secret/own#token");
}

/// Servers of a contract's shape, with a name, a URL and a Secret of the chart's own.
const OTHERWISE: &str = "{{- range $name, $agent := .Values.agents.definitions }}
{{- if and $.Values.kagent.enabled $.Values.muster.enabled $agent.enabled }}
---
apiVersion: kagent.dev/v1alpha2
kind: RemoteMCPServer
metadata: {name: gateway-{{ $name }}, namespace: kagent}
spec:
  url: https://gateway.example.com/mcp
  headersFrom:
  - name: Authorization
    valueFrom: {type: Secret, name: token-of-{{ $name }}, key: token}
---
apiVersion: kagent.dev/v1alpha2
kind: Agent
metadata: {name: {{ $name }}, namespace: kagent}
spec:
  declarative:
    systemMessage: {{ $agent.systemMessage | quote }}
    tools: [{type: McpServer, mcpServer: {kind: RemoteMCPServer, name: gateway-{{ $name }}}}]
{{- end }}
{{- end }}
";

#[test]
fn a_trace_shows_what_templates_make_where_the_contract_describes_another_call() {
    let values = "kagent: {enabled: true}
muster: {enabled: true, fullnameOverride: muster}
agents: {definitions: {night: {enabled: true, systemMessage: a}}}
";
    let world = World::empty()
        .file(
            "chart/Chart.yaml",
            "apiVersion: v2\nname: bots\nversion: 0.1.0\n",
        )
        .file("chart/values.yaml", values)
        .file("chart/templates/all.yaml", OTHERWISE);
    let ran = world.run("trace chart -o json");
    let trace = ran.json();
    let agent = &trace["agents"][0];
    assert_eq!(agent["contract"], "static", "{ran:#?}");
    assert_eq!(agent["server"], "gateway-night");
    assert_eq!(agent["url"], "https://gateway.example.com/mcp");
    let header = &agent["scenarios"][1]["headers"][0];
    assert_eq!(header["value"], "secret/token-of-night#token");
    assert!(
        ran.stderr.contains("templates make is shown"),
        "{}",
        ran.stderr
    );
}

/// A server that is named after the release, and an agent that names it otherwise.
const NAMED: &str = "apiVersion: kagent.dev/v1alpha2
kind: RemoteMCPServer
metadata: {name: {{ .Release.Name }}-docs}
spec: {description: docs, url: \"http://docs.tools:8080/mcp\"}
---
apiVersion: kagent.dev/v1alpha2
kind: Agent
metadata: {name: reader}
spec:
  type: Declarative
  description: Reads
  declarative:
    modelConfig: default-model-config
    systemMessage: You read.
    tools: [{type: McpServer, mcpServer: {kind: RemoteMCPServer, name: {{ .Values.server }}}}]
";

#[test]
fn a_server_that_its_own_chart_makes_under_another_name_is_an_error() {
    let told = |server: &str, flags: &str| {
        let world = World::empty()
            .file(
                "chart/Chart.yaml",
                "apiVersion: v2\nname: bots\nversion: 0.1.0\n",
            )
            .file("chart/values.yaml", format!("server: {server}\n"))
            .file("chart/templates/all.yaml", NAMED);
        let json = world.run(&format!("lint chart -o json {flags}")).json();
        let found = json["diagnostics"].as_array().unwrap().iter();
        let found = found.map(|found| {
            let start = &found["location"]["start"];
            let help = found["help"].as_str().unwrap_or_default();
            format!(
                "{} {} {}: {help}",
                found["severity"], found["rule"], start["line"]
            )
        });
        found.collect::<Vec<_>>().join("\n").replace('"', "")
    };
    let help =
        "write the name as the RemoteMCPServer's own template does, with the release's name in it";
    let found = format!("error dangling-reference 1: {help}");
    assert_eq!(told("docs", ""), found, "whatever the release is called");
    let found = format!("error dangling-reference 1: name the release `bots`, or {help}");
    assert_eq!(told("bots-docs", "--release night"), found);
    assert_eq!(told("bots-docs", "--release bots"), "");
    assert_eq!(told("bots-docs", ""), "", "the release may be `bots`");
    assert_eq!(told("other", "--release night"), "", "it may be elsewhere");
}

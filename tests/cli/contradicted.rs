//! A contract that a chart's templates show for most values, and a target of whose values they make something else.

use crate::common::world::World;

const VALUES: &str = "kagent: {enabled: true}
muster: {enabled: true}
agents:
  definitions:
    night: {enabled: true, systemMessage: You help., obo: {enabled: true}}
";
/// What the trace shows of the header where it is sent.
const SENT: &str = "Authorization  static";
const AUTHORIZATION: &str =
    "    - name: Authorization\n      valueFrom: {type: Secret, name: x, key: token}\n";

/// A chart with this before the servers of agents, around each, and around its header.
fn chart(before: &str, gate: &str, condition: &str) -> World {
    let servers = format!(
        "{before}{{{{- range $name, $agent := .Values.agents.definitions }}}}
{{{{- if {gate} }}}}
---
apiVersion: kagent.dev/v1alpha2
kind: RemoteMCPServer
metadata:
  name: muster-{{{{ $name }}}}
spec:
  url: http://muster.kagent.svc.cluster.local:8090/mcp
  headersFrom:
    {{{{- if {condition} }}}}
{AUTHORIZATION}    {{{{- end }}}}
{{{{- end }}}}
{{{{- end }}}}
"
    );
    World::empty()
        .file(
            "chart/Chart.yaml",
            "apiVersion: v2\nname: web\nversion: 0.1.0\n",
        )
        .file("chart/values.yaml", VALUES)
        .file("chart/templates/servers.yaml", servers)
}

/// What `lint` says of the contract, and what `trace` prints and notes.
fn told(world: &World, arguments: &str) -> (String, String, String) {
    let json = world.run(&format!("lint chart -o json {arguments}")).json();
    let reason = json["summary"]["contracts"][0]["reason"].as_str();
    let reason = reason.unwrap_or_default().to_owned();
    let trace = world.run(&format!("trace chart {arguments}"));
    (reason, trace.stdout, trace.stderr)
}

#[test]
fn a_header_that_a_variable_decides() {
    let before = "{{- $sends := true }}{{- if eq (toString .Values.mode) \"user\" }}{{- $sends = false }}{{- end }}\n";
    let world = chart(before, "$agent.enabled", "$sends");
    let (reason, trace, _) = told(&world, "");
    assert_eq!(reason, "shown by templates/servers.yaml");
    assert!(trace.contains("night"), "{trace}");
    let (reason, trace, note) = told(&world, "--set mode=user");
    let expected = "the templates show static for an agent that is made up, but the server `muster-night` that they make from these values has \
                    other headers; `--contract` states that it applies";
    assert_eq!(reason, expected);
    assert!(
        trace.contains("not used by an agent here, without one: muster-night"),
        "{trace}"
    );
    assert_eq!(note, "");
    let (reason, trace, _) = told(&world, "--set mode=user --contract static");
    assert_eq!(reason, "given by --contract");
    assert!(trace.contains("night"), "{trace}");
}

/// What a chart makes of absent switches is seen, and no contradiction.
#[test]
fn absent_switches_that_count_as_on() {
    let condition = "not (dig \"obo\" \"enabled\" true $agent)";
    let world = chart("", "ne $agent.enabled false", condition);
    for without in ["enabled", "obo.enabled", "obo"] {
        let without = format!("--set agents.definitions.night.{without}=null");
        let (reason, trace, _) = told(&world, &without);
        assert_eq!(reason, "shown by templates/servers.yaml", "{without}");
        assert!(!trace.contains(SENT), "{without}: {trace}");
    }
    let off = "--set agents.definitions.night.obo.enabled=false";
    let (_, trace, _) = told(&world, off);
    assert!(trace.contains(SENT), "{trace}");
}

#[test]
fn an_agent_that_is_off_by_the_contract_alone() {
    let gate = "or $agent.enabled $agent.always";
    let world = chart("", gate, "not $agent.obo.enabled");
    let on = "--set agents.definitions.night.enabled=false,agents.definitions.night.always=true";
    let (reason, ..) = told(&world, on);
    let expected = "they make the server `muster-night` from these values, though exclusive takes its agent for off";
    assert!(reason.contains(expected), "{reason}");
    let (reason, ..) = told(&world, "");
    assert_eq!(reason, "shown by templates/servers.yaml");
}

#[test]
fn an_agent_that_is_on_by_the_contract_alone() {
    let gate = "and $agent.enabled (ne (toString $agent.tier) \"none\")";
    let world = chart("", gate, "not $agent.obo.enabled");
    let (reason, ..) = told(&world, "--set agents.definitions.night.tier=none");
    let expected = "they make no server `muster-night` from these values";
    assert!(reason.contains(expected), "{reason}");
    // Where all agents are asked for, those that are off are no contradiction.
    let all = "--set agents.definitions.night.tier=none --all-agents";
    let trace = world.run(&format!("trace chart {all}"));
    assert!(trace.stdout.contains("night"), "{trace:#?}");
}

/// What cannot be read as headers is no other headers.
#[test]
fn headers_that_cannot_be_read() {
    let before = "{{- $raw := \"\" }}{{- if eq (toString .Values.mode) \"raw\" }}{{- $raw = \"x\" }}{{- end }}\n";
    let world = chart(before, "$agent.enabled", "true");
    let template = world.read("chart/templates/servers.yaml");
    let list = "[{name: Authorization, valueFrom: {type: Secret, name: x, key: token}}]";
    let start = template.find("  headersFrom:").unwrap();
    let end = start + template[start..].find("{{- end }}\n").unwrap() + "{{- end }}\n".len();
    let written = format!(
        "{}  headersFrom: {{{{ if $raw }}}}{{{{ $raw }}}}{{{{ else }}}}{list}{{{{ end }}}}\n{}",
        &template[..start],
        &template[end..]
    );
    let world = world.file("chart/templates/servers.yaml", written);
    for arguments in ["", "--set mode=raw"] {
        let (reason, ..) = told(&world, arguments);
        assert_eq!(reason, "shown by templates/servers.yaml", "{arguments}");
    }
}

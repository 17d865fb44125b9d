//! How safe a fix is, as the chart's own templates show it, and the line of a template that findings name.

use crate::common::world::World;
use serde_json::Value;

const VALUES: &str = "\
kagent: {enabled: true}
muster: {enabled: true, fullnameOverride: gateway}
agents:
  definitions:
    night:
      enabled: true
      systemMessage: x
      obo: {enabled: true}
      allowedHeaders: [x-request-id]
      toolNames: [list_tools, list_tools]
";

/// A server and an agent, with this in the agent's `spec`.
fn world(spec: &str) -> World {
    let template = format!(
        "{{{{- range $name, $agent := .Values.agents.definitions }}}}
{{{{- if and $agent.enabled $.Values.kagent.enabled $.Values.muster.enabled }}}}
---
apiVersion: kagent.dev/v1alpha2
kind: RemoteMCPServer
metadata: {{name: muster-{{{{ $name }}}}}}
spec:
  headersFrom:
    - name: Authorization
    {{{{- if $agent.obo.enabled }}}}
    - name: X-Actor-Token
    {{{{- end }}}}
---
apiVersion: kagent.dev/v1alpha2
kind: Agent
metadata: {{name: {{{{ $name }}}}}}
spec:
  {spec}
{{{{- end }}}}
{{{{- end }}}}
"
    );
    World::empty()
        .file(
            "chart/Chart.yaml",
            "apiVersion: v2\nname: ours\nversion: 1.0.0\n",
        )
        .file("chart/values.yaml", VALUES)
        .file("chart/templates/all.yaml", template)
}

fn finding(world: &World, rule: &str) -> Value {
    let json = world
        .run(&format!("lint chart -o json --select {rule}"))
        .json();
    let mut all = json["diagnostics"].as_array().unwrap().clone();
    assert_eq!(all.len(), 1, "{rule}: {json:#}");
    all.remove(0)
}

fn safety(spec: &str, rule: &str) -> String {
    let found = finding(&world(spec), rule);
    found["fix"]["safety"].as_str().unwrap().to_owned()
}

/// A misspelled key is renamed: calls would run otherwise, if the agent's object has what it says.
#[test]
fn a_fix_that_changes_no_object_is_safe() {
    let misspelled = VALUES.replace(
        "allowedHeaders: [x-request-id]",
        "allowdHeaders: [authorization]",
    );
    let safety = |spec: &str| {
        let world = world(spec).file("chart/values.yaml", &misspelled);
        let found = finding(&world, "unknown-key");
        found["fix"]["safety"].as_str().unwrap().to_owned()
    };
    assert_eq!(
        safety("headers: {{ toJson $agent.allowedHeaders }}"),
        "unsafe"
    );
    assert_eq!(
        safety("headers: [] # {{ toJson $agent.allowedHeaders }}"),
        "safe"
    );
    // What no template of the chart reads may be read elsewhere.
    assert_eq!(safety("headers: []"), "unsafe");
}

/// What Helm refuses for a misspelled key was never deployed with it.
#[test]
fn a_fix_that_lets_the_chart_render_is_safe() {
    let misspelled = VALUES.replace("obo:", "oob:");
    let world = world("headers: []").file("chart/values.yaml", misspelled);
    let found = finding(&world, "unknown-key");
    assert_eq!(found["path"], "agents.definitions.night.oob");
    assert_eq!(found["fix"]["safety"], "safe", "{found:#}");
}

#[test]
fn a_fix_after_which_a_template_fails_is_not_safe() {
    let rule = "duplicate-tool";
    let prints = "tools: {{ toJson $agent.toolNames }}";
    assert_eq!(safety(prints, rule), "safe");
    let counts = "{{ with $agent.toolNames }}{{ if lt (len .) 2 }}{{ fail \"two tools\" }}{{ end }}{{ end }}";
    assert_eq!(safety(counts, rule), "unsafe");
}

/// What a chart makes of an absent value is not what its contract takes it for: here an agent acts for its users, and is there,
/// unless it says otherwise.
#[test]
fn a_fix_after_which_servers_are_others_is_not_safe() {
    let template = "{{- range $name, $agent := .Values.agents.definitions }}
{{- if ne $agent.enabled false }}
---
apiVersion: kagent.dev/v1alpha2
kind: RemoteMCPServer
metadata: {name: muster-{{ $name }}}
spec:
  {{- if not (dig \"obo\" \"enabled\" true $agent) }}
  headersFrom:
    - name: Authorization
  {{- end }}
{{- end }}
{{- end }}
";
    let safety = |written: &str, misspelled: &str| {
        let values = VALUES.replace(written, misspelled);
        let world = world("headers: []")
            .file("chart/templates/all.yaml", template)
            .file("chart/values.yaml", values);
        let found = finding(&world, "unknown-key");
        found["fix"]["safety"].as_str().unwrap().to_owned()
    };
    assert_eq!(
        safety("enabled: true}\n      a", "enabeld: false}\n      a"),
        "unsafe"
    );
    assert_eq!(
        safety("  enabled: true\n      s", "  Enabled: false\n      s"),
        "unsafe"
    );
}

/// A stated contract may not know what the header hangs on.
#[test]
fn a_fix_after_which_a_header_is_gone_is_not_safe() {
    let template = |condition: &str| {
        format!(
            "{{{{- range $name, $agent := .Values.agents.definitions }}}}
---
apiVersion: kagent.dev/v1alpha2
kind: RemoteMCPServer
metadata: {{name: muster-{{{{ $name }}}}}}
spec:
  tools: {{{{ toJson $agent.toolNames }}}}
  {{{{- if {condition} }}}}
  headersFrom:
    - name: Authorization
  {{{{- end }}}}
{{{{- end }}}}
"
        )
    };
    let safety = |condition: &str| {
        let world = world("headers: []")
            .file("chart/templates/all.yaml", template(condition))
            .file("chart/values.yaml", VALUES);
        let json = world
            .run("lint chart -o json --select duplicate-tool --contract actor-token")
            .json();
        let safety = json["diagnostics"][0]["fix"]["safety"].as_str();
        safety.unwrap().to_owned()
    };
    assert_eq!(safety("$agent.enabled"), "safe");
    assert_eq!(safety("gt (len $agent.toolNames) 1"), "unsafe");
}

#[test]
fn the_line_that_writes_the_header_is_related() {
    let related = |world: &World| -> Vec<(String, u64)> {
        let found = finding(world, "forwarding-disabled");
        let all = found["related"].as_array().unwrap().iter();
        let of_template = all.filter(|one| {
            one["message"]
                .as_str()
                .unwrap()
                .contains("writes the header")
        });
        of_template
            .map(|one| {
                let location = &one["location"];
                let line = location["start"]["line"].as_u64().unwrap();
                (location["file"].as_str().unwrap().to_owned(), line)
            })
            .collect()
    };
    let shown = related(&world("headers: []"));
    assert_eq!(shown, [("chart/templates/all.yaml".to_owned(), 9)]);
    // Where the server is not rendered, nothing is known of the line.
    let fails = world("{{ if eq $name \"night\" }}{{ $agent.none.of.it }}{{ end }}");
    assert_eq!(related(&fails), []);
}

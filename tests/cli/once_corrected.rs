//! What fails only once misspelled keys are spelled right is not said to fail now.

use crate::common::world::World;

const TEMPLATE: &str = "{{- range $name, $agent := .Values.agents.definitions }}
{{- if $agent.enabled }}
---
apiVersion: kagent.dev/v1alpha2
kind: RemoteMCPServer
metadata:
  name: muster-{{ $name }}
  annotations: {prompt: {{ $agent.systemMessage | trim | quote }}}
spec:
  url: http://muster.kagent.svc.cluster.local:8090/mcp
  headersFrom:
    - name: Authorization
      valueFrom: {type: Secret, name: x, key: token}
    {{- if $agent.obo.enabled }}
    - name: X-Actor-Token
      valueFrom: {type: Secret, name: x, key: token}
    {{- end }}
{{- end }}
{{- end }}
";

fn chart() -> World {
    World::empty()
        .file(
            "chart/Chart.yaml",
            "apiVersion: v2\nname: web\nversion: 0.1.0\n",
        )
        .file(
            "chart/values.yaml",
            "kagent: {enabled: true}\nmuster: {enabled: true}\nagents: {definitions: {}}\n",
        )
        .file("chart/templates/servers.yaml", TEMPLATE)
}

#[test]
fn an_agent_that_is_on_only_then() {
    for (switch, fails) in [
        ("enabled", "`helm template` fails"),
        (
            "Enabled",
            "once misspelled keys are spelled right, `helm template` fails",
        ),
    ] {
        let world = chart().file(
            "on.yaml",
            format!("agents: {{definitions: {{night: {{{switch}: true}}}}}}\n"),
        );
        let said = world.run("lint chart -f on.yaml -o concise").stdout;
        for lacking in ["no `obo` block", "no `systemMessage`"] {
            let expected = format!("agent `night` has {lacking}: {fails}");
            assert!(said.contains(&expected), "{expected}: {said}");
        }
    }
}

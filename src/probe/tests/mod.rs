//! Charts whose templates are written in many styles, and what they show.

mod absence;
mod names;
mod shape;

use super::Probe;
use crate::contract::{DEFAULT, built_in};
use crate::source::{Memory, Sources, ValuePath};
use crate::template::objects::Release;
use crate::template::options::HelmFlags;
use crate::template::parses::Parses;
use crate::template::version::HelmVersion;
use crate::template::{ChartSource, RenderOptions, on_deep_stack};
use crate::values::{Loader, Overrides, coalesce};
use proptest::prelude::*;
use std::path::Path;

/// What a chart with these values and files shows when it is asked.
fn ask<T: Send>(values: &str, files: &[(&str, &str)], ask: impl Fn(&Probe<'_>) -> T + Sync) -> T {
    let mut memory = Memory::default()
        .with("c/Chart.yaml", "apiVersion: v2\nname: c\nversion: 0.1.0\n")
        .with("c/values.yaml", values);
    for (name, text) in files {
        memory = memory.with(format!("c/templates/{name}"), *text);
    }
    let sources = Sources::default();
    let chart = Loader::new(&memory, &sources)
        .chart(Path::new("c"))
        .unwrap();
    let values = coalesce(Some(&chart), &Overrides::default()).unwrap();
    let enabled = values.charts(&chart).unwrap();
    let source = ChartSource::read(&enabled, &memory, false).unwrap();
    let program = source.program(HelmVersion::V4, &Parses::default());
    let capabilities = HelmFlags::default().capabilities().unwrap();
    let contract = built_in(DEFAULT).unwrap().unwrap();
    on_deep_stack(|| {
        ask(&Probe {
            chart: &source,
            program: &program,
            values: &values.root,
            at: ValuePath::root(),
            capabilities: &capabilities,
            options: RenderOptions {
                version: HelmVersion::V4,
                release: Release {
                    name: "r".to_owned(),
                    namespace: "n".to_owned(),
                    is_upgrade: false,
                },
                is_lenient: false,
                stops_at_failure: false,
            },
            definition: &contract.definition,
        })
    })
}

const VALUES: &str = "kagent: {enabled: false}\nagents: {definitions: {}}\n";

/// A server of each agent, with this below its `spec`.
fn server(spec: &str) -> String {
    format!(
        "{{{{- if .Values.kagent.enabled }}}}
{{{{- range $name, $agent := .Values.agents.definitions }}}}
{{{{- if $agent.enabled }}}}
{{{{- $secret := printf \"muster-token-%s\" $name }}}}
---
apiVersion: kagent.dev/v1alpha2
kind: RemoteMCPServer
metadata:
  name: {{{{ printf \"muster-%s\" $name | quote }}}}
spec:
  url: {{{{ $.Values.url | quote }}}}
{spec}
{{{{- end }}}}
{{{{- end }}}}
{{{{- end }}}}
"
    )
}

const AUTHORIZATION: &str = "
    - name: Authorization
      valueFrom: {type: Secret, name: {{ $secret | quote }}, key: token}";
const ACTOR: &str = "
    - name: X-Actor-Token
      valueFrom:
        type: Secret
        name: {{ $secret | quote }}
        key: token";

/// Parts that templates are made of.
fn parts() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        Just("{{"),
        Just("}}"),
        Just("{{-"),
        Just("-}}"),
        Just(" "),
        Just("\n"),
        Just("---\n"),
        Just("{{ if .obo.enabled }}"),
        Just("{{ else }}"),
        Just("{{ else if not .obo }}"),
        Just("{{ end }}"),
        Just("{{ range $a, $b := .Values.agents.definitions }}"),
        Just("{{ define \"x\" }}"),
        Just("{{ include \"x\" (dict \"a\" .) | nindent 4 }}"),
        Just("{{ block \"x\" . }}"),
        Just("{{ with $x := .obo }}"),
        Just("kind: RemoteMCPServer\n"),
        Just("  headersFrom:\n"),
        Just("  - name: Authorization\n"),
        Just("\""),
        Just("`"),
        Just("/*"),
        Just("*/"),
        Just("("),
        Just(")."),
        Just("$"),
        Just("|"),
        Just(":="),
        Just("="),
        Just("é"),
        Just("\u{fffc}"),
        Just("#"),
        Just("name:"),
        Just("- "),
    ];
    prop::collection::vec(part, 0..60).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn no_template_makes_it_panic(text in ".{0,200}", parts in parts()) {
        for text in [&text, &parts] {
            let text = format!("{text}{}", server(text));
            ask(VALUES, &[("a.yaml", &text), ("_b.tpl", &text)], |probe| {
                absence::ask_all(probe);
                probe.servers();
            });
        }
    }
}

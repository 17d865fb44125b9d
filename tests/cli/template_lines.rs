//! The lines of a chart's own templates that findings about values name.

use crate::common::world::{Ran, World};
use crate::packed::packed;
use serde_json::Value;

const CHART: &str = "apiVersion: v2\nname: ours\nversion: 1.0.0\n";

const VALUES: &str = "\
kagent: {enabled: true}
muster: {enabled: true, fullnameOverride: gateway}
ingress: {hostnames: [muster.example.com]}
agents:
  muster: {tokenExpirationSeconds: 3600}
  definitions:
    night:
      enabled: true
      systemMessage: x
";

const SERVERS: &str = "\
{{- range $name, $agent := .Values.agents.definitions }}
{{- if and $agent.enabled $.Values.kagent.enabled $.Values.muster.enabled }}
---
apiVersion: kagent.dev/v1alpha2
kind: RemoteMCPServer
metadata: {name: muster-{{ $name }}}
spec:
  url: http://gateway:8090/mcp
  headersFrom:
    {{- include \"ours.headers\" $agent | nindent 4 }}
{{- end }}
{{- end }}
";

const HELPERS: &str = "\
{{- define \"ours.headers\" -}}
- name: Authorization
  valueFrom: {type: Secret, name: x, key: token}
{{- if .obo.enabled }}
- {name: X-Actor-Token, valueFrom: {type: Secret, name: x, key: token}}
{{- end }}
{{- end }}
";

const FILES: &[(&str, &str)] = &[
    ("Chart.yaml", CHART),
    ("values.yaml", VALUES),
    ("templates/servers.yaml", SERVERS),
    ("templates/_helpers.tpl", HELPERS),
];

/// The chart in a folder, and an overlay with this in the agent.
fn world(agent: &str) -> World {
    let files = FILES.iter();
    let world = files.fold(World::empty(), |world, (path, text)| {
        world.file(&format!("chart/{path}"), text)
    });
    world.file("o.yaml", overlay(agent))
}

fn overlay(agent: &str) -> String {
    format!("agents: {{definitions: {{night: {agent}}}}}\n")
}

/// The related places of a rule's finding that are in templates: file, line, column and what is said of them.
fn lines(ran: &Ran, rule: &str) -> Vec<(String, u64, u64, String)> {
    let json = ran.json();
    let all = json["diagnostics"].as_array().unwrap();
    let found: Vec<&Value> = all.iter().filter(|found| found["rule"] == rule).collect();
    assert_eq!(found.len(), 1, "{rule}: {json:#}");
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let number = |value: &Value| value.as_u64().unwrap();
    let related = found[0]["related"].as_array().unwrap().iter();
    let places = related.map(|one| {
        let (file, start) = (&one["location"]["file"], &one["location"]["start"]);
        let message = text(&one["message"]);
        (
            text(file),
            number(&start["line"]),
            number(&start["column"]),
            message,
        )
    });
    places
        .filter(|(file, ..)| file.contains("/templates/"))
        .collect()
}

const CASES: &[(&str, &str, u64, &str)] = &[
    (
        "forwarding-disabled",
        "{obo: {enabled: true}}",
        2,
        "Authorization",
    ),
    (
        "user-token-shadowed",
        "{obo: {enabled: true}, allowedHeaders: [authorization]}",
        2,
        "Authorization",
    ),
    (
        "propagation-inert",
        "{obo: {enabled: true}, env: [{name: KAGENT_PROPAGATE_TOKEN, value: \"1\"}]}",
        2,
        "Authorization",
    ),
    (
        "runtime-unset",
        "{obo: {enabled: false}, env: [{name: KAGENT_PROPAGATE_TOKEN, value: \"true\"}]}",
        2,
        "Authorization",
    ),
    ("baked-token", "{obo: {enabled: false}}", 2, "Authorization"),
    (
        "actor-forwarded",
        "{obo: {enabled: true}, allowedHeaders: [x-actor-token]}",
        5,
        "X-Actor-Token",
    ),
];

/// The line is the helper's, which has the header's name, and not the one that includes it.
#[test]
fn json_has_the_line_that_writes_the_header() {
    for (rule, agent, line, header) in CASES {
        let ran = world(agent).run(&format!("lint chart -f o.yaml -o json --select {rule}"));
        let [(file, found, _, message)] = &lines(&ran, rule)[..] else {
            panic!("{rule}: {ran:#?}");
        };
        assert_eq!(
            (&**file, found),
            ("chart/templates/_helpers.tpl", line),
            "{rule}"
        );
        let wanted = format!("the chart's template writes the header `{header}` here");
        assert_eq!(*message, wanted, "{rule}");
    }
}

/// Nothing is said of a header that is not sent.
#[test]
fn a_header_that_is_not_written_has_no_line() {
    let agent = "{obo: {enabled: false}, allowedHeaders: [x-actor-token]}";
    let ran = world(agent).run("lint chart -f o.yaml -o json --select actor-forwarded");
    assert_eq!(lines(&ran, "actor-forwarded"), []);
}

#[test]
fn full_shows_the_line_that_writes_the_header() {
    let (rule, agent, ..) = CASES[0];
    let ran = world(agent).run(&format!("lint chart -f o.yaml --select {rule}"));
    insta::assert_snapshot!(ran.exits(1).stdout);
}

#[test]
fn full_shows_where_a_block_that_is_missing_is_read() {
    let ran = world("{enabled: true}").run("lint chart -f o.yaml --select obo-missing");
    insta::assert_snapshot!(ran.exits(1).stdout);
}

#[test]
fn the_line_may_be_in_a_packed_chart() {
    let paths: Vec<(String, &str)> = FILES
        .iter()
        .map(|(path, text)| (format!("ours/{path}"), *text))
        .collect();
    let files: Vec<(&str, &str)> = paths.iter().map(|(path, text)| (&**path, *text)).collect();
    let (rule, agent, line, _) = CASES[0];
    let ran = World::empty()
        .file("ours.tgz", packed(&files))
        .file("o.yaml", overlay(agent))
        .run(&format!("lint ours.tgz -f o.yaml -o json --select {rule}"));
    let found = lines(&ran, rule);
    let places: Vec<(&str, u64)> = found
        .iter()
        .map(|(file, line, ..)| (&**file, *line))
        .collect();
    assert_eq!(places, [("ours.tgz/templates/_helpers.tpl", line)]);
}

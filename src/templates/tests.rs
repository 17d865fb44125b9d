//! Templates in the styles that charts are written in, and what they show.

use super::{ShownContract, shown};
use crate::contract::{HeaderShape, SentWhen};
use proptest::prelude::*;
use std::path::PathBuf;

const STATIC: Option<HeaderShape> = shape(SentWhen::Always, SentWhen::Never);
const ACTOR_TOKEN: Option<HeaderShape> = shape(SentWhen::Always, SentWhen::WhenOn);
const EXCLUSIVE: Option<HeaderShape> = shape(SentWhen::WhenOff, SentWhen::Never);
const FORWARD: Option<HeaderShape> = shape(SentWhen::Never, SentWhen::Never);

const fn shape(subject: SentWhen, actor: SentWhen) -> Option<HeaderShape> {
    Some(HeaderShape { subject, actor })
}

fn of(files: &[(&str, &str)]) -> Option<ShownContract> {
    let files: Vec<(PathBuf, String)> = files
        .iter()
        .map(|(name, text)| (PathBuf::from(name), (*text).to_owned()))
        .collect();
    shown(&files, &[])
}

/// A server of each agent, with this below its `spec`.
fn server(spec: &str) -> String {
    format!(
        "{{{{- if .Values.kagent.enabled }}}}
{{{{- range $name, $agent := .Values.agents.definitions }}}}
{{{{- if $agent.enabled }}}}
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

/// Headers in many styles, each with what it shows.
fn styles() -> Vec<(String, Option<HeaderShape>)> {
    let on = "\n    {{- if $agent.obo.enabled }}";
    let end = "\n    {{- end }}";
    let both = |condition: &str| {
        format!("  headersFrom:{AUTHORIZATION}\n    {{{{- if {condition} }}}}{ACTOR}{end}")
    };
    let alone = |condition: &str| {
        format!("  {{{{- if {condition} }}}}\n  headersFrom:{AUTHORIZATION}\n  {{{{- end }}}}")
    };
    let mut styles = vec![
        (format!("  headersFrom:{AUTHORIZATION}"), STATIC),
        (format!("  headersFrom:{AUTHORIZATION}{ACTOR}"), shape(SentWhen::Always, SentWhen::Always)),
        ("  timeout: 5s".to_owned(), FORWARD),
        ("  headersFrom: []".to_owned(), FORWARD),
        ("  # headersFrom:\n  #   - name: Authorization".to_owned(), FORWARD),
        (format!("  {{{{/* headersFrom:{AUTHORIZATION} }} */}}}}"), FORWARD),
        (
            format!("  headersFrom:{AUTHORIZATION}\n    # - name: X-Actor-Token"),
            STATIC,
        ),
        (
            "  headersFrom: # by the user\n  - name: \"Authorization\" # theirs\n  - name: 'X-Actor-Token'\n  other: 1"
                .to_owned(),
            shape(SentWhen::Always, SentWhen::Always),
        ),
        // On Python another spelling makes another winner.
        ("  headersFrom:\n  - name: authorization".to_owned(), None),
        ("  headersFrom:\n  - name: {{ if $agent.obo.enabled".to_owned(), None),
        (
            "  headersFrom:\n    - valueFrom: {type: Secret, name: {{ .x }}, key: token}\n      name: Authorization"
                .to_owned(),
            STATIC,
        ),
        (
            "  headersFrom: [{name: Authorization, valueFrom: {type: Secret, name: {{ .x }}, key: token}}]"
                .to_owned(),
            STATIC,
        ),
        (
            format!(
                "  {{{{- if $agent.obo.enabled }}}}\n  timeout: 5s\n  {{{{- else }}}}\n  headersFrom:{AUTHORIZATION}\n  {{{{- end }}}}"
            ),
            EXCLUSIVE,
        ),
        (
            format!(
                "  headersFrom:{on}{AUTHORIZATION}{ACTOR}\n    {{{{- else }}}}{AUTHORIZATION}{end}"
            ),
            ACTOR_TOKEN,
        ),
        (
            format!(
                "  headersFrom:{AUTHORIZATION}\n    {{{{- with $agent.obo }}}}\n    {{{{- if .enabled }}}}{ACTOR}{end}{end}"
            ),
            ACTOR_TOKEN,
        ),
        (
            format!(
                "  {{{{- $delegated := and $agent.obo $agent.obo.enabled }}}}\n{}",
                both("$delegated")
            ),
            ACTOR_TOKEN,
        ),
        // A name of a Secret in two ways, and a header after all of them.
        (
            "  headersFrom:\n    - name: Authorization\n      valueFrom:\n        type: Secret\n        name: {{ if $agent.tokenSecret }}{{ $agent.tokenSecret }}{{ else }}muster{{ end }}\n        key: token"
                .to_owned(),
            STATIC,
        ),
        // What is not known.
        ("  headersFrom: {{ toYaml $agent.headers }}".to_owned(), None),
        ("  headersFrom:\n    {{- toYaml $agent.headers | nindent 4 }}".to_owned(), None),
        ("  headersFrom:\n    {{- toYaml $agent.headers | nindent 2 }}".to_owned(), None),
        ("  headersFrom:\n    {{- include \"elsewhere\" . | nindent 4 }}".to_owned(), None),
        (
            format!("  headersFrom:{AUTHORIZATION}\n    {{{{- toYaml .more | nindent 4 }}}}"),
            None,
        ),
        (
            "  headersFrom:\n    {{- range $agent.headers }}\n    - name: {{ .name }}\n    {{- end }}"
                .to_owned(),
            None,
        ),
        (
            "  headersFrom:\n    - name: {{ if .x }}Authorization{{ else }}X-Actor-Token{{ end }}"
                .to_owned(),
            None,
        ),
        (format!("  headersFrom:{ACTOR}\n    {{{{- if .x }}}}{AUTHORIZATION}{end}"), None),
        (alone("$agent.tokenSecret"), None),
        (alone("$agent.obo"), None),
        (alone(".Values.klausGateway.obo.enabled"), None),
        (
            format!(
                "  {{{{- if .x }}}}{{{{- else if $agent.obo.enabled }}}}\n  headersFrom:{AUTHORIZATION}\n  {{{{- end }}}}"
            ),
            None,
        ),
        (
            format!("  {{{{- $on := false }}}}\n  {{{{- $on = $agent.obo.enabled }}}}\n{}", both("$on")),
            None,
        ),
    ];
    for condition in [
        "$agent.obo.enabled",
        "(default dict $agent.obo).enabled",
        "dig \"obo\" \"enabled\" false $agent",
        "and $secret $agent.obo.enabled",
        "eq (toString $agent.obo.enabled) \"true\"",
    ] {
        styles.push((both(condition), ACTOR_TOKEN));
        styles.push((alone(&format!("not ({condition})")), EXCLUSIVE));
    }
    styles
}

#[test]
fn headers_in_all_styles() {
    for (spec, expected) in styles() {
        let text = server(&spec);
        for text in [text.clone(), text.replace('\n', "\r\n")] {
            let found = of(&[("templates/servers.yaml", &text)]);
            let found = found.unwrap_or_else(|| panic!("nothing found in\n{text}"));
            assert_eq!(found.shape, expected, "{text}");
        }
    }
}

#[test]
fn the_line_that_shows_it() {
    for (spec, line) in [
        ("  timeout: 5s", "kind: RemoteMCPServer"),
        (
            &*format!("  headersFrom:{AUTHORIZATION}"),
            "- name: Authorization",
        ),
        (
            &*format!("  headersFrom:{ACTOR}{AUTHORIZATION}"),
            "- name: X-Actor-Token",
        ),
    ] {
        let text = format!("# é\n{}", server(spec));
        let start = of(&[("a.yaml", &text)]).unwrap().start;
        assert!(text[start..].starts_with(line), "{}", &text[start..]);
    }
}

const HELPERS: &str = "
{{- define \"server\" -}}
---
kind: RemoteMCPServer
metadata:
  name: muster-{{ .name }}
spec:
  headersFrom:
    {{- include \"headers\" (dict \"obo\" .agent.obo \"secret\" .secret) | nindent 4 }}
{{- end -}}
{{- define \"headers\" -}}
{{ include \"header\" (list \"Authorization\" .secret) }}
{{- if .obo.enabled }}
{{ include \"header\" (list \"X-Actor-Token\" .secret) }}
{{- end }}
{{- end -}}
{{/* One header. */}}
{{ define \"header\" -}}
- name: {{ index . 0 }}
  valueFrom:
    type: Secret
    name: {{ index . 1 }}
{{- end }}
";

#[test]
fn helpers_are_followed() {
    let caller = "{{ range $name, $agent := .Values.agents.definitions }}
{{ include \"server\" (dict \"name\" $name \"agent\" $agent \"secret\" $agent.tokenSecret) }}
{{ end }}";
    for caller in [
        caller.to_owned(),
        caller.replace("include", "template"),
        caller.replace(
            ".Values.agents.definitions",
            "(index .Values.agents \"definitions\")",
        ),
        format!("{{{{ $agents := .Values.agents.definitions }}}}\n{caller}").replace(
            ":= .Values.agents.definitions }}\n{{ include",
            ":= $agents }}\n{{ include",
        ),
        caller.replace(".Values.agents.definitions", "$all"), // by its name
    ] {
        let found = of(&[("_helpers.tpl", HELPERS), ("a.yaml", &caller)]).unwrap();
        assert_eq!(found.shape, ACTOR_TOKEN, "{caller}");
        assert_eq!(found.file, 1);
        let shown = &caller[found.start..];
        assert!(
            shown.starts_with("{{ include") || shown.starts_with("{{ template"),
            "{shown}"
        );
    }
}

#[test]
fn other_servers_do_not_count() {
    let listed = "{{ range .Values.agents.remoteMcpServers }}
---
kind: RemoteMCPServer
metadata: {name: {{ .name }}}
spec:
  headersFrom:
  - name: Authorization
{{ end }}";
    let of_later = listed.replace(".Values.agents.", ".Values.kagent.");
    let shared = "{{ if .Values.kagent.enabled }}
---
kind: RemoteMCPServer
metadata: {name: muster}
spec: {url: x}
{{ end }}";
    let other =
        server("  headersFrom:\n  - name: Authorization").replace("RemoteMCPServer", "Agent");
    let helper = server("").replace("- range", "- define \"x\" }}{{ range");
    for text in [
        listed,
        &of_later,
        shared,
        &other,
        &helper,
        "# kind: RemoteMCPServer",
        "",
    ] {
        assert_eq!(of(&[("a.yaml", text)]), None, "{text}");
    }
    assert_eq!(
        of(&[("_a.yaml", &server("")), ("NOTES.txt", &server(""))]),
        None
    );
    let own = server(&format!("  headersFrom:{AUTHORIZATION}"));
    let both = format!("{shared}\n{listed}\n{own}");
    let found = of(&[("0.yaml", listed), ("a.yaml", &both)]).unwrap();
    assert_eq!((found.file, found.shape), (1, STATIC));
}

#[test]
fn servers_that_disagree_show_nothing() {
    let with = server(&format!("  headersFrom:{AUTHORIZATION}"));
    let without = server("");
    let found = of(&[("a.yaml", &with), ("b.yaml", &without)]).unwrap();
    assert_eq!((found.file, found.shape), (0, None));
    let found = of(&[("a.yaml", &with), ("b.yaml", &with)]).unwrap();
    assert_eq!(found.shape, STATIC);
    // A server for some of the agents only.
    let some = with.replace("if $agent.enabled", "if $agent.obo.enabled");
    assert_eq!(of(&[("a.yaml", &some)]).unwrap().shape, None);
}

#[test]
fn limits_hold() {
    let deep = format!("{}{}", "{{ if .x }}".repeat(50_000), server(""));
    assert_eq!(of(&[("a.yaml", &deep)]), None);
    let parentheses = server(&format!("  a: {{{{ {} }}}}", "(".repeat(100_000)));
    assert_eq!(of(&[("a.yaml", &parentheses)]).unwrap().shape, FORWARD);
    // Each of these helpers calls the next ones twice.
    let mut helpers = String::new();
    for level in 0..40 {
        let next = format!("{{{{ include \"{}\" . }}}}", level + 1);
        helpers += &format!(
            "{{{{ define \"{level}\" }}}}{}{{{{ end }}}}",
            next.repeat(30)
        );
    }
    let text = server("  a: {{ include \"0\" . }}\n  b: {{ include \"0\" . }}");
    of(&[("_a.tpl", &helpers), ("a.yaml", &text)]);
    let itself =
        server("  a: {{ include \"a\" . }}\n{{ define \"a\" }}{{ include \"a\" . }}{{ end }}");
    assert_eq!(of(&[("a.yaml", &itself)]).unwrap().shape, FORWARD);
    let names = server(&format!("  headersFrom:\n  - {}", "name:".repeat(150_000)));
    assert_eq!(of(&[("a.yaml", &names)]).unwrap().shape, FORWARD);
    let fields = format!("{{{{ $d := dict {} }}}}", "\"a\" 1 ".repeat(20_000));
    let lookups = server(&format!("{fields}{}", "{{ $d.b }}".repeat(20_000)));
    of(&[("a.yaml", &lookups)]);
    let growing = "{{ $a := list $a $a }}{{ $a := dict \"a\" $a }}".repeat(50_000);
    of(&[("a.yaml", &format!("{growing}{}", server("")))]);
}

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
    fn no_text_makes_it_panic(text in ".{0,200}", parts in parts()) {
        for text in [&text, &parts] {
            let text = format!("{text}{}", server(text));
            if let Some(found) = of(&[("a.yaml", &text), ("_b.tpl", &text)]) {
                prop_assert!(text.is_char_boundary(found.start));
            }
        }
    }
}

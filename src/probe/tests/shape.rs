//! Which headers the servers of agents send.

use super::{ACTOR, AUTHORIZATION, VALUES, ask, server};
use crate::contract::{HeaderShape, SentWhen};
use crate::probe::ShownServers;

pub(super) const STATIC: Option<HeaderShape> = shape(SentWhen::Always, SentWhen::Never);
pub(super) const ACTOR_TOKEN: Option<HeaderShape> = shape(SentWhen::Always, SentWhen::WhenOn);
const EXCLUSIVE: Option<HeaderShape> = shape(SentWhen::WhenOff, SentWhen::Never);
const FORWARD: Option<HeaderShape> = shape(SentWhen::Never, SentWhen::Never);

const fn shape(subject: SentWhen, actor: SentWhen) -> Option<HeaderShape> {
    Some(HeaderShape { subject, actor })
}

/// What files show, and the rest of the line that shows it.
pub(super) fn of(files: &[(&str, &str)]) -> Option<(Option<HeaderShape>, String)> {
    ask(VALUES, files, |probe| {
        let ShownServers { shape, at, .. } = probe.servers()?;
        let text = &probe.program.texts()[at.text.0 as usize].source;
        let line = text[at.start as usize..].lines().next().unwrap_or_default();
        Some((shape, line.to_owned()))
    })
}

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
        (
            "  headersFrom:\n    - valueFrom: {type: Secret, name: {{ .x | quote }}, key: token}\n      name: Authorization"
                .to_owned(),
            STATIC,
        ),
        (
            "  headersFrom: [{name: Authorization, valueFrom: {type: Secret, name: {{ .x | quote }}, key: token}}]"
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
        // What hangs on something else than the flag.
        ("  headersFrom: {{ toYaml $agent.headers }}".to_owned(), None),
        ("  headersFrom:\n    {{- toYaml $agent.headers | nindent 4 }}".to_owned(), None),
        (
            format!("  headersFrom:{AUTHORIZATION}\n    {{{{- with .more }}}}{{{{ toYaml . | nindent 4 }}}}{{{{ end }}}}"),
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
        (alone("and (not $agent.obo.enabled) $agent.m2m.enabled"), None),
        (alone("$agent.obo"), None),
        (both("eq $agent.obo.mode \"actor\""), None),
        (
            both("and $agent.obo.enabled (has \"authorization\" $agent.allowedHeaders)"),
            None,
        ),
        (both("eq $agent.serviceAccount \"special\""), None),
        (alone("ne $agent.description \"none\""), None),
        (alone("($.Values.klausGateway).enabled"), None),
        (
            format!(
                "  {{{{- if .x }}}}{{{{- else if $agent.obo.enabled }}}}\n  headersFrom:{AUTHORIZATION}\n  {{{{- end }}}}"
            ),
            None,
        ),
        (
            format!("  {{{{- $on := false }}}}\n  {{{{- $on = $agent.obo.enabled }}}}\n{}", both("$on")),
            ACTOR_TOKEN,
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
            let found = of(&[("servers.yaml", &text)]);
            let (shape, _) = found.unwrap_or_else(|| panic!("nothing found in\n{text}"));
            assert_eq!(shape, expected, "{text}");
        }
    }
}

#[test]
fn the_line_that_shows_it() {
    for (spec, line) in [
        ("  timeout: 5s", "RemoteMCPServer"),
        (&*format!("  headersFrom:{AUTHORIZATION}"), "Authorization"),
        (
            &*format!("  headersFrom:{AUTHORIZATION}{ACTOR}"),
            "X-Actor-Token",
        ),
    ] {
        let text = format!("# é\n{}", server(spec));
        let (_, found) = of(&[("a.yaml", &text)]).unwrap();
        assert_eq!(found, line);
    }
}

const HELPERS: &str = "
{{- define \"server\" -}}
---
apiVersion: kagent.dev/v1alpha2
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
    let caller = "{{ range $name, $agent := .Values.agents.definitions }}{{ if $agent.enabled }}
{{ include \"server\" (dict \"name\" $name \"agent\" $agent \"secret\" \"s\") }}
{{ end }}{{ end }}";
    for caller in [
        caller.to_owned(),
        caller.replace("include", "template"),
        caller.replace("\"server\"", "(printf \"ser%s\" \"ver\")"),
        caller.replace(
            ".Values.agents.definitions",
            "(index .Values.agents \"definitions\")",
        ),
        format!("{{{{ $all := get .Values \"agents\" }}}}{caller}")
            .replace(".Values.agents.definitions", "$all.definitions"),
        caller.replace(
            ".Values.agents.definitions",
            "(dig \"agents\" \"definitions\" dict .Values.AsMap)",
        ),
    ] {
        if caller.contains("template (") {
            continue;
        }
        let (shape, line) = of(&[("_helpers.tpl", HELPERS), ("a.yaml", &caller)]).unwrap();
        assert_eq!(shape, ACTOR_TOKEN, "{caller}");
        assert!(line.contains("X-Actor-Token"), "{line}");
    }
}

#[test]
fn other_servers_do_not_count() {
    let listed = "{{ range .Values.agents.remoteMcpServers }}
---
apiVersion: kagent.dev/v1alpha2
kind: RemoteMCPServer
metadata: {name: {{ .name }}}
spec:
  headersFrom:
  - name: Authorization
{{ end }}";
    let of_later = listed.replace(".Values.agents.", ".Values.kagent.");
    let shared = "{{ if .Values.kagent.enabled }}
---
apiVersion: kagent.dev/v1alpha2
kind: RemoteMCPServer
metadata: {name: muster}
spec: {url: x}
{{ end }}";
    let authorization = server(&format!("  headersFrom:{AUTHORIZATION}"));
    let agent = authorization.replace("RemoteMCPServer", "Agent");
    let other_group = authorization.replace("kagent.dev", "example.com");
    let defined = authorization.replace(
        "{{- if .Values.kagent",
        "{{- define \"x\" }}{{ if .Values.kagent",
    );
    for text in [
        listed,
        &of_later,
        shared,
        &agent,
        &other_group,
        &defined,
        "# kind: RemoteMCPServer",
        "",
    ] {
        assert_eq!(of(&[("a.yaml", text)]), None, "{text}");
    }
    assert_eq!(
        of(&[("_a.yaml", &server("")), ("NOTES.txt", &server(""))]),
        None
    );
    let both = format!("{shared}\n{listed}\n{authorization}");
    let (shape, _) = of(&[("0.yaml", listed), ("a.yaml", &both)]).unwrap();
    assert_eq!(shape, STATIC);
    // What other servers of the file hang on is theirs.
    let of_others = listed.replace(".Values.agents.remoteMcpServers", ".Values.others");
    let shared_header = shared.replace(
        "spec: {url: x}",
        "spec:\n  url: x\n{{ if .Values.token }}  headersFrom:\n  - name: Authorization\n{{ end }}",
    );
    for more in [&of_others, &shared_header] {
        for text in [
            format!("{authorization}{more}"),
            format!("{more}\n{authorization}"),
        ] {
            let (shape, _) = of(&[("a.yaml", &text)]).unwrap();
            assert_eq!(shape, STATIC, "{text}");
        }
    }
    // Whether the agent is on may not be asked; what is there for any agent is no agent's own.
    let always = authorization.replace("if $agent.enabled", "if true");
    let of_any = shared.replace(".Values.kagent.enabled", ".Values.agents.definitions");
    let (shape, _) = of(&[("a.yaml", &always)]).unwrap();
    assert_eq!(shape, STATIC);
    let (shape, _) = of(&[("0.yaml", &of_any), ("a.yaml", &authorization)]).unwrap();
    assert_eq!(shape, STATIC);
}

#[test]
fn servers_that_disagree_show_nothing() {
    let with = server(&format!("  headersFrom:{AUTHORIZATION}"));
    let without = server("").replace("muster-%s", "other-%s");
    let shape = |files: &[(&str, &str)]| of(files).unwrap().0;
    assert_eq!(shape(&[("a.yaml", &with), ("b.yaml", &without)]), None);
    let more = with.replace("muster-%s", "other-%s");
    assert_eq!(shape(&[("a.yaml", &with), ("b.yaml", &more)]), STATIC);
    // A server for some of the agents only.
    let some = with.replace(
        "if $agent.enabled",
        "if and $agent.enabled $agent.obo.enabled",
    );
    assert_eq!(shape(&[("a.yaml", &some)]), None);
}

#[test]
fn what_is_asked_for_is_filled_in() {
    for needed in [
        "{{ required \"a name\" .Values.gateway.name }}",
        "{{ if not .Values.gateway }}{{ fail \"no gateway\" }}{{ end }}",
        "{{ index .Values.gateway.hosts 0 | quote }}",
        "{{ .Values.gateway.name | trim }}{{ .Values.other.port | trunc 5 }}",
        "{{ range .Values.gateway.hosts }}{{ .name.first }}{{ end }}",
    ] {
        let text = server(&format!("  headersFrom:{AUTHORIZATION}")) + "# " + needed;
        assert_eq!(
            of(&[("a.yaml", &text)]).map(|found| found.0),
            Some(STATIC),
            "{needed}"
        );
    }
    let never = server("") + "{{ fail \"never\" }}";
    assert_eq!(of(&[("a.yaml", &never)]), None);
}

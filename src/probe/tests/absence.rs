//! What templates do where a value is absent.

use super::{ACTOR, AUTHORIZATION, VALUES, ask, server};
use crate::contract::{Chain, Seen, Use};

/// What a chart with one template does where values are absent.
fn seen(values: &str, text: &str) -> Seen {
    ask(values, &[("a.yaml", text)], |probe| probe.absences())
}

/// Text for each agent that is on.
fn of_each(text: &str) -> String {
    format!(
        "{{{{ range $n, $a := .Values.agents.definitions }}}}{{{{ if $a.enabled }}}}{text}{{{{ end }}}}{{{{ end }}}}"
    )
}

#[test]
fn a_block_that_is_absent() {
    for (text, expected) in [
        ("", false),
        ("{{ if $a.obo.enabled }}x{{ end }}", true),
        ("{{ if and $a.enabled $a.obo.enabled }}x{{ end }}", true),
        (
            "{{ if $a.obo }}y{{ end }}{{ if $a.obo.enabled }}x{{ end }}",
            true,
        ),
        ("{{ with $a.model }}{{ end }}{{ .obo.enabled }}", true),
        ("{{ (index $a \"obo\").enabled }}", false),
        ("{{ $a.obo.other.third }}", true),
        ("{{/* $a.obo.enabled */}}", false),
        ("# $a.obo.enabled", false),
        ("{{ if and $a.obo $a.obo.enabled }}x{{ end }}", false),
        (
            "{{ if $a.obo }}{{ if $a.obo.enabled }}x{{ end }}{{ end }}",
            false,
        ),
        (
            "{{ with $a.obo }}{{ if .enabled }}x{{ end }}{{ end }}",
            false,
        ),
        (
            "{{ if hasKey $a \"obo\" }}{{ $a.obo.enabled }}{{ end }}",
            false,
        ),
        ("{{ if ($a.obo).enabled }}x{{ end }}", false),
        ("{{ if (default dict $a.obo).enabled }}x{{ end }}", false),
        ("{{ if dig \"obo\" \"enabled\" false $a }}x{{ end }}", false),
        (
            "{{ $b := merge (dict) $a (dict \"obo\" dict) }}{{ $b.obo.enabled }}",
            false,
        ),
    ] {
        let seen = seen(VALUES, &of_each(text));
        let fails = seen.of(&Chain::of_entry("obo.enabled")) == Use::Unguarded;
        assert_eq!(fails, expected, "{text}");
    }
}

#[test]
fn a_value_that_a_function_takes() {
    for (text, expected) in [
        ("{{ $a.systemMessage | nindent 4 }}", true),
        ("{{ $a.systemMessage | trim | quote }}", true),
        ("{{ tpl $a.systemMessage $ }}", true),
        (
            "{{ required \"a prompt is needed\" $a.systemMessage }}",
            true,
        ),
        (
            "{{ if not $a.systemMessage }}{{ fail \"no prompt\" }}{{ end }}",
            true,
        ),
        ("{{ trim (default \"\" $a.systemMessage) }}", false),
        ("{{ $a.systemMessage }}", false),
        ("{{ $a.systemMessage | default \"\" | nindent 4 }}", false),
        (
            "{{ with $a.systemMessage }}{{ . | nindent 4 }}{{ end }}",
            false,
        ),
    ] {
        let seen = seen(VALUES, &of_each(text));
        let chain = Chain::of_entry("systemMessage").with_value(true);
        assert_eq!(seen.of(&chain) == Use::Unguarded, expected, "{text}");
    }
    for (text, expected) in [
        ("{{ first .Values.ingress.hostnames }}", true),
        ("{{ index .Values.ingress.hostnames 0 }}", true),
        (
            "{{ range .Values.ingress.hostnames }}{{ . }}{{ end }}",
            false,
        ),
        (
            "{{ first (default (list \"x\") .Values.ingress.hostnames) }}",
            false,
        ),
    ] {
        let seen = seen(VALUES, text);
        let chain = Chain::of_values("ingress.hostnames").with_value(true);
        assert_eq!(seen.of(&chain) == Use::Unguarded, expected, "{text}");
    }
}

#[test]
fn what_an_absent_flag_is_taken_for() {
    let header = |condition: &str| {
        server(&format!(
            "  headersFrom:{AUTHORIZATION}\n    {{{{- if {condition} }}}}{ACTOR}\n    {{{{- end }}}}"
        ))
    };
    for (condition, expected) in [
        ("$agent.obo.enabled", Use::Unguarded),
        ("($agent.obo).enabled", Use::Guarded(Some(false))),
        (
            "dig \"obo\" \"enabled\" true $agent",
            Use::Guarded(Some(true)),
        ),
        (
            "(default (dict \"enabled\" true) $agent.obo).enabled",
            Use::Guarded(Some(true)),
        ),
        (
            "or (not $agent.obo) $agent.obo.enabled",
            Use::Guarded(Some(true)),
        ),
        ("true", Use::None),
    ] {
        let seen = seen(VALUES, &header(condition));
        assert_eq!(
            seen.of(&Chain::of_entry("obo.enabled")),
            expected,
            "{condition}"
        );
    }
}

#[test]
fn what_an_absent_gate_is_taken_for() {
    let gate = Chain::of_values("muster.enabled");
    for (condition, expected) in [
        (".Values.muster.enabled", false),
        ("(.Values.muster).enabled", false),
        ("ne (toString .Values.muster.enabled) \"false\"", true),
        ("dig \"enabled\" true (.Values.muster | default dict)", true),
    ] {
        let text = format!("{{{{ if {condition} }}}}{}{{{{ end }}}}", server(""));
        let seen = seen(VALUES, &text);
        assert_eq!(seen.taken_for(&gate), Some(expected), "{condition}");
    }
}

#[test]
fn an_audience_that_templates_insist_on() {
    let host = "(first .Values.ingress.hostnames)";
    let resource = ".Values.muster.muster.oauth.server.resourceIdentifier";
    for (text, expected) in [
        (
            format!("{{{{ {resource} | default {host} | required \"an audience\" }}}}"),
            true,
        ),
        (
            format!(
                "{{{{ if not (or {resource} .Values.ingress.hostnames) }}}}{{{{ fail \"no audience\" }}}}{{{{ end }}}}"
            ),
            true,
        ),
        (format!("{{{{ {resource} | default {host} }}}}"), false),
        (
            format!("{{{{ {resource} }}}}{{{{ required \"x\" .Values.x }}}}"),
            false,
        ),
        (String::new(), false),
    ] {
        assert_eq!(seen(VALUES, &text).needs_audience, expected, "{text}");
    }
}

#[test]
fn listed_servers_without_a_name() {
    let text = "{{ range .Values.agents.remoteMcpServers }}{{ required \"a name\" .name }}{{ .url }}{{ end }}";
    let seen = seen(VALUES, text);
    let of = |key| seen.of(&Chain::of_entry(key).with_value(true));
    assert_eq!(of("name"), Use::Unguarded);
    assert_eq!(of("url"), Use::Guarded(None));
}

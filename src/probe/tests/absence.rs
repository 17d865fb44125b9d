//! What templates do where a value is absent.

use super::{ACTOR, AUTHORIZATION, VALUES, ask, server};
use crate::contract::{Chain, Use};
use crate::probe::{FullValues, Probe};

/// What a chart with one template does where values are absent.
fn asked<T: Send>(
    values: &str,
    text: &str,
    question: impl Fn(&Probe<'_>, &FullValues) -> T + Sync,
) -> T {
    ask(values, &[("a.yaml", text)], |probe| {
        question(probe, &probe.full_values())
    })
}

/// What it does with a chain.
fn use_of(values: &str, text: &str, chain: &Chain) -> Use {
    asked(values, text, |probe, full| probe.use_of(full, chain))
}

/// Asks all that a contract asks.
pub(super) fn ask_all(probe: &Probe<'_>) {
    let full = probe.full_values();
    let definition = probe.definition;
    let of_agent = definition.unguarded.iter().map(|need| (need, false));
    let of_values = definition.unguarded_values.iter().map(|need| (need, true));
    let needs = of_agent.chain(of_values).flat_map(|(need, is_of_values)| {
        [need.chain(is_of_values), need.value_chain(is_of_values)]
    });
    let gates = definition.gates.values().map(|path| Chain::of_values(path));
    let flag = definition.flag().map(Chain::of_entry);
    for chain in needs.flatten().chain(gates).chain(flag) {
        probe.use_of(&full, &chain);
        probe.taken_for(&full, &chain);
    }
    probe.needs_audience(&full);
    for is_empty in [true, false] {
        probe.use_of_flag_alone(is_empty);
    }
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
        let found = use_of(VALUES, &of_each(text), &Chain::of_entry("obo.enabled"));
        assert_eq!(found == Use::Unguarded, expected, "{text}");
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
        let chain = Chain::of_entry("systemMessage").with_value(true);
        let found = use_of(VALUES, &of_each(text), &chain);
        assert_eq!(found == Use::Unguarded, expected, "{text}");
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
        let chain = Chain::of_values("ingress.hostnames").with_value(true);
        let found = use_of(VALUES, text, &chain);
        assert_eq!(found == Use::Unguarded, expected, "{text}");
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
        let found = use_of(VALUES, &header(condition), &Chain::of_entry("obo.enabled"));
        assert_eq!(found, expected, "{condition}");
    }
}

#[test]
fn what_a_flag_is_taken_for_that_is_not_in_its_block() {
    let (on, off) = (Use::Guarded(Some(true)), Use::Guarded(Some(false)));
    for (condition, in_empty, in_other) in [
        ("$agent.obo.enabled", off, off),
        ("($agent.obo).enabled", off, off),
        ("dig \"obo\" \"enabled\" true $agent", on, on),
        ("ne (toString $agent.obo.enabled) \"false\"", on, on),
        (
            "and $agent.obo (ne (toString $agent.obo.enabled) \"false\")",
            off,
            on,
        ),
        (
            "required \"say it\" $agent.obo.enabled",
            Use::None,
            Use::None,
        ),
        ("true", Use::None, Use::None),
    ] {
        let header = server(&format!(
            "  headersFrom:{AUTHORIZATION}\n    {{{{- if {condition} }}}}{ACTOR}\n    {{{{- end }}}}"
        ));
        let found = asked(VALUES, &header, |probe, _| {
            [true, false].map(|is_empty| probe.use_of_flag_alone(is_empty))
        });
        assert_eq!(found, [in_empty, in_other], "{condition}");
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
        let taken = asked(VALUES, &text, |probe, full| probe.taken_for(full, &gate));
        assert_eq!(taken, Some(expected), "{condition}");
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
        assert_eq!(
            asked(VALUES, &text, |probe, full| probe.needs_audience(full)),
            expected,
            "{text}"
        );
    }
}

#[test]
fn listed_servers_without_a_name() {
    let text = "{{ range .Values.agents.remoteMcpServers }}{{ required \"a name\" .name }}{{ .url }}{{ end }}";
    let of = |key| use_of(VALUES, text, &Chain::of_entry(key).with_value(true));
    assert_eq!(of("name"), Use::Unguarded);
    assert_eq!(of("url"), Use::Guarded(None));
}

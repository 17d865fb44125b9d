use super::Needs;
use crate::contract::{Chain, Use};
use std::path::PathBuf;

fn of(text: &str, chain: &Chain) -> Use {
    let files = [(PathBuf::from("c/templates/a.yaml"), text.to_owned())];
    let needs = Needs::new(&files, &[]);
    let certain = needs.certain(vec![Chain::of_entry("enabled")]);
    needs.usage(chain, &certain)
}

const OFF: Use = Use::Guarded(Some(false));
const ON: Use = Use::Guarded(Some(true));
const OPEN: Use = Use::Guarded(None);

#[test]
fn a_field_of_a_block() {
    let chain = Chain::of_entry("obo.enabled");
    for (text, expected) in [
        ("", Use::None),
        ("{{ if $a.obo.enabled }}x{{ end }}", Use::Unguarded),
        (
            "{{ if and $a.enabled $a.obo.enabled }}x{{ end }}",
            Use::Unguarded,
        ),
        ("{{ .agent.obo.enabled }}", Use::Unguarded),
        (
            "{{ .Values.agents.definitions.one.obo.enabled }}",
            Use::Unguarded,
        ),
        ("{{ .Values.gateway.obo.enabled }}", Use::None),
        ("{{/* $a.obo.enabled */}}", Use::None),
        ("# $a.obo.enabled", Use::None),
        ("{{ $a.obo.other }}{{ $a.x.enabled }}", Use::None),
        ("{{ if and $a.obo $a.obo.enabled }}x{{ end }}", OFF),
        (
            "{{ if $a.obo }}{{ if $a.obo.enabled }}x{{ end }}{{ end }}",
            OFF,
        ),
        (
            "{{ with $a.obo }}{{ if .enabled }}x{{ end }}{{ end }}",
            Use::None,
        ),
        (
            "{{ if hasKey $a \"obo\" }}{{ $a.obo.enabled }}{{ end }}",
            OFF,
        ),
        ("{{ if ($a.obo).enabled }}x{{ end }}", OFF),
        ("{{ if (default dict $a.obo).enabled }}x{{ end }}", OFF),
        (
            "{{ if (default (dict \"enabled\" true) $a.obo).enabled }}x{{ end }}",
            ON,
        ),
        ("{{ if dig \"obo\" \"enabled\" false $a }}x{{ end }}", OFF),
        ("{{ if dig \"obo\" \"enabled\" true $a }}x{{ end }}", ON),
        ("{{ if not ($a.obo).enabled }}x{{ end }}", OFF),
        ("{{ if not (and $a.obo $a.obo.enabled) }}x{{ end }}", OFF),
        ("{{ if or (not $a.obo) $a.obo.enabled }}x{{ end }}", OPEN),
        (
            "{{ if not $a.obo }}off{{ else if $a.obo.enabled }}on{{ end }}",
            OPEN,
        ),
        (
            "{{ $_ := set $a \"obo\" (dict) }}{{ if $a.obo.enabled }}x{{ end }}",
            OFF,
        ),
        (
            "{{ if $a.obo }}y{{ end }}{{ if $a.obo.enabled }}x{{ end }}",
            Use::Unguarded,
        ),
    ] {
        assert_eq!(of(text, &chain), expected, "{text}");
    }
}

#[test]
fn helpers_count_where_they_are_called() {
    let chain = Chain::of_entry("obo.enabled");
    let helper = "{{ define \"h\" }}{{ if .obo.enabled }}x{{ end }}{{ end }}";
    assert_eq!(of(helper, &chain), Use::None);
    let called = format!("{helper}{{{{ include \"h\" $a }}}}");
    assert_eq!(of(&called, &chain), Use::Unguarded);
    let guarded = format!("{helper}{{{{ if $a.obo }}}}{{{{ include \"h\" $a }}}}{{{{ end }}}}");
    assert_eq!(of(&guarded, &chain), OFF);
    let user = Chain::of_entry("user").with_value(true);
    let handed_on = "{{ define \"h\" }}{{ hasPrefix \"a\" .user }}{{ end }}{{ include \"h\" (dict \"user\" $m.granted.user) }}";
    assert_eq!(of(handed_on, &user), Use::Unguarded);
    let endless = "{{ define \"h\" }}{{ include \"h\" . }}{{ end }}{{ include \"h\" . }}";
    assert_eq!(of(endless, &chain), Use::None);
}

#[test]
fn a_value_that_a_function_takes() {
    let chain = Chain::of_entry("systemMessage").with_value(true);
    for (text, expected) in [
        ("{{ $a.systemMessage | nindent 4 }}", true),
        ("{{- $agent.systemMessage | trim | nindent 6 }}", true),
        ("{{ $agent.systemMessage | trim | quote }}", true),
        ("{{ $text := $agent.systemMessage | trim }}", true),
        ("{{ trim (default \"\" $agent.systemMessage) }}", false),
        ("{{ nindent 4 $a.systemMessage }}", true),
        ("{{ tpl $a.systemMessage $ }}", true),
        (
            "{{ required \"a prompt is needed\" $a.systemMessage }}",
            true,
        ),
        ("{{ $a.systemMessage }}", false),
        ("{{ $a.systemMessage | quote }}", false),
        ("{{ $a.systemMessage | default \"\" | nindent 4 }}", false),
        ("{{ default \"\" $a.systemMessage | nindent 4 }}", false),
        (
            "{{ with $a.systemMessage }}{{ . | nindent 4 }}{{ end }}",
            false,
        ),
        (
            "{{ if $a.systemMessage }}{{ $a.systemMessage | nindent 4 }}{{ end }}",
            false,
        ),
    ] {
        let fails = of(text, &chain) == Use::Unguarded;
        assert_eq!(fails, expected, "{text}");
    }
    let chain = Chain::of_values("ingress.hostnames").with_value(true);
    for (text, expected) in [
        ("{{ first $root.Values.ingress.hostnames }}", true),
        ("{{ index .Values.ingress.hostnames 0 }}", true),
        ("{{ range .Values.ingress.hostnames }}{{ end }}", false),
        (
            "{{ first (default (list) .Values.ingress.hostnames) }}",
            false,
        ),
    ] {
        let fails = of(text, &chain) == Use::Unguarded;
        assert_eq!(fails, expected, "{text}");
    }
}

#[test]
fn a_path_from_the_root() {
    let chain = Chain::of_values("ingress.mode");
    for (text, expected) in [
        (
            "{{ if eq .Values.ingress.mode \"x\" }}y{{ end }}",
            Use::Unguarded,
        ),
        ("{{ $root.Values.ingress.mode }}", Use::Unguarded),
        (
            "{{ if .Values.ingress }}{{ .Values.ingress.mode }}{{ end }}",
            OFF,
        ),
        ("{{ .Values.other.ingress.mode }}", Use::None),
        ("{{ $a.ingress.mode }}", Use::None),
        ("{{ (.Values.ingress).mode }}", OFF),
    ] {
        assert_eq!(of(text, &chain), expected, "{text}");
    }
}

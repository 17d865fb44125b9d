use super::Templates;
use crate::source::Memory;
use std::path::{Path, PathBuf};

#[test]
fn keys_are_named_by_reading_them() {
    let files = Memory::default()
        .with("c/templates/a.yaml", "replicas: {{ .Values.agents.extra }}")
        .with("c/templates/sub/_b.tpl", "{{ index .a \"my-key\" }}");
    let paths = ["c/templates/a.yaml", "c/templates/sub/_b.tpl"].map(PathBuf::from);
    let templates = Templates::of(Path::new("c"), &paths);
    let names = |key: &str| templates.name(&files, key, "agents");
    assert!(names("extra"));
    assert!(names("my-key"));
    assert!(names("agents.extra"));
    assert!(!names("values.extra"));
    assert!(!names("key"));
    assert!(!names("ext"));
    assert!(!names("extra "));
    assert!(!names(""));
    assert!(!names("replicas"));
}

#[test]
fn a_key_with_dots_is_read_in_quotes() {
    for (text, expected) in [
        ("{{ index .Values \"kagent.enabled\" }}", true),
        ("{{ get .Values `kagent.enabled` }}", true),
        ("{{ .Values.kagent.enabled }}", false),
        ("{{ include \"kagent.enabled\" . }}", false),
        ("{{- define  \"kagent.enabled\" -}}{{ end }}", false),
        ("{{ index .Values \"my.kagent.enabled\" }}", false),
    ] {
        let files = Memory::default().with("c/templates/a.yaml", text);
        let templates = Templates::of(Path::new("c"), &["c/templates/a.yaml".into()]);
        assert_eq!(
            templates.quote(&files, "kagent.enabled"),
            expected,
            "{text}"
        );
    }
}

#[test]
fn keys_of_another_root_are_others() {
    for (text, expected) in [
        ("{{ .Values.agents.a.obo }}", true),
        ("{{ $.Values.agents.obo.enabled }}", true),
        ("{{ $agent := . }}{{ $agent.obo.enabled }}", true),
        ("{{ with .Values.agents.a }}{{ .obo }}{{ end }}", true),
        ("{{ $v := dict }}{{ $v.Values.gateway.obo }}", true),
        ("{{ .Values.gateway.obo.enabled }}", false),
        ("{{ if and .x $.Values.gateway.obo }}{{ end }}", false),
        ("{{ .Values.obo }}", false),
        ("{{ .Values.gateway.obo }}{{ .obo }}", true),
        ("{{ get .Values.gateway \"obo\" }}", true),
    ] {
        let files = Memory::default().with("c/templates/a.yaml", text);
        let templates = Templates::of(Path::new("c"), &["c/templates/a.yaml".into()]);
        assert_eq!(templates.name(&files, "obo", "agents"), expected, "{text}");
    }
}

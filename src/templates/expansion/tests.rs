use super::{Passed, passed};
use std::path::PathBuf;

fn of(texts: &[&str]) -> Passed {
    let files: Vec<_> = texts
        .iter()
        .map(|text| (PathBuf::from("a.yaml"), (*text).to_owned()))
        .collect();
    passed(&files, &[])
}

#[test]
fn keys_that_are_passed_on() {
    for (text, keys) in [
        ("{{ .Values.a.url }}", ""),
        ("{{/* tpl .Values.a.url . */}}", ""),
        ("{{ \"tpl .Values.a.url .\" }}", ""),
        ("{{ tpl .Values.a.url . }}", "a.url"),
        ("{{- tpl $a.url $ | quote -}}", "url"),
        ("{{ tpl (.url | default .host) $ }}", "host url"),
        ("{{ tpl (get $a \"url\") $ }}", "url ?"),
        ("{{ $ | tpl .Values.a.url }}", "a.url"),
        ("{{ tpl (toYaml .Values.agents) . }}", "agents"),
        ("{{ tpl (.Files.Get \"a\") . }}", "a"),
        ("{{ tpl \"{{ .Release.Name }}\" . }}", ""),
        ("{{ with .Values.extra }}{{ tpl . $ }}{{ end }}", "extra"),
        (
            "{{ range .Values.more }}{{ if .a }}{{ tpl (toYaml .) $ }}{{ end }}{{ end }}",
            "more",
        ),
        (
            "{{ range $n, $a := .Values.agents.definitions }}{{ tpl $a.url $ }}{{ tpl $n $ }}{{ end }}",
            "agents.definitions agents.definitions.url",
        ),
        ("{{ $u := .Values.a.url }}{{ tpl $u . }}", "a.url"),
        ("{{ tpl $u . }}", "?"),
        (
            "{{ range .Values.servers }}{{ with .auth }}{{ tpl .secret $ }}{{ end }}{{ end }}",
            "servers.auth.secret",
        ),
        (
            "{{ range concat .Values.a .Values.b }}{{ tpl .url $ }}{{ end }}",
            "url",
        ),
        (
            "{{ $a := .Values.a }}{{ $a = .Values.b }}{{ tpl $a.url $ }}",
            "url",
        ),
        ("{{ tpl .Values . }}", "?"),
        (
            "{{ tpl (include \"x\" .) . }}{{ define \"x\" }}{{ end }}",
            "x ?",
        ),
        ("{{ include \"far\" . }}", "!"),
        ("{{ include .Values.name . }}", "!"),
        (
            "{{ include \"common.tplvalues.render\" (dict \"value\" .url \"context\" $) }}",
            "context url value",
        ),
        (
            "{{ include \"r\" (dict \"value\" .url) }}{{ define \"r\" }}{{ tpl .value .context }}{{ end }}",
            "url value",
        ),
        (
            "{{ include \"r\" .Values.url }}{{ define \"r\" }}{{ include \"s\" . }}{{ end }}{{ define \"s\" }}{{ tpl . . }}{{ end }}",
            "url",
        ),
        (
            "{{ include \"r\" .Values.url }}{{ define \"r\" }}{{ tpl .Values.name . }}{{ end }}",
            "name",
        ),
        (
            "{{ if .Values.a }}{{ else }}{{ tpl .Values.b . }}{{ end }}",
            "b",
        ),
    ] {
        let passed = of(&[text]);
        let mut found: Vec<&str> = passed.keys.iter().map(String::as_str).collect();
        found.extend(passed.is_any.then_some("?"));
        found.extend(passed.calls_unseen.then_some("!"));
        assert_eq!(found.join(" "), keys, "{text}");
    }
}

/// Reading a template takes time and memory in proportion to its length.
#[test]
fn long_templates_stay_cheap() {
    let count = 10_000;
    let many: String = (0..count)
        .map(|index| format!("{{{{ $v := list $v \"a{index}\" }}}}"))
        .collect();
    for text in [
        "{{ if .a }}".repeat(count),
        format!(
            "{{{{ $v := .Values.x }}}}{}",
            "{{ $v := $v.x }}".repeat(count)
        ),
        format!("{{{{ {} }}}}", "tpl (".repeat(count)),
        many,
    ] {
        let text = format!("{text}{{{{ tpl $v . }}}}");
        let passed = of(&[&text]);
        assert!(passed.is_any || !passed.keys.is_empty(), "{}", &text[..40]);
    }
}

#[test]
fn helpers_of_subcharts_count_where_they_are_called() {
    let file = |text: &str| (PathBuf::from("a.yaml"), text.to_owned());
    let library = [file(
        "{{ define \"r\" }}{{ tpl .value $ }}{{ end }}{{ tpl .Values.own . }}",
    )];
    let called = passed(
        &[file("{{ include \"r\" (dict \"value\" .url) }}")],
        &library,
    );
    assert!(called.keys.contains("url"));
    assert!(!called.keys.contains("own"));
    assert!(!called.calls_unseen);
    let not = passed(&[file("{{ .url }}")], &library);
    assert!(!not.keys.contains("url"));
}

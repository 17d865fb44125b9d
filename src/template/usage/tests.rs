//! What templates read, pass through `tpl`, and write.

use super::{Reading, Usage, UsageChart, UsageQuestion, UsageText, UsageTexts, kinds};
use crate::source::{PatternStep, ValuePath};
use crate::template::parses::Parses;
use std::sync::Arc;

/// A chart `c` with a subchart `s`: files that begin with a definition hold nothing else.
pub(super) fn texts(own: &[&str], below: &[&str]) -> UsageTexts {
    let all = |path: &'static str, chart: usize, texts: &[&str]| {
        let texts = texts.iter().enumerate();
        texts
            .map(|(index, text)| {
                let is_helper = text.starts_with("{{- define");
                let base = if is_helper { "_" } else { "" };
                UsageText {
                    name: format!("{path}/templates/{base}{index}.yaml").into(),
                    source: (*text).into(),
                    chart,
                }
            })
            .collect::<Vec<_>>()
    };
    let mut files = all("c", 0, own);
    files.extend(all("c/charts/s", 1, below));
    UsageTexts::new(files, &Parses::default())
}

pub(super) fn usage_of(texts: &UsageTexts, is_of_first: bool, evaluated: &[Arc<str>]) -> Usage {
    let charts = [("c", None), ("c/charts/s", Some(0))].map(|(path, above)| UsageChart {
        path: path.into(),
        key: "s".into(),
        above,
    });
    let question = UsageQuestion {
        texts,
        charts: &charts,
        is_of_first,
        evaluated,
    };
    question.usage()
}

fn of(own: &[&str], below: &[&str]) -> Reading {
    let usage = usage_of(&texts(own, below), true, &[]);
    usage.reading(&ValuePath::parse("agents.definitions"))
}

#[test]
fn what_names_it_reads_it() {
    for text in [
        "{{ range .Values.agents.definitions }}{{ end }}",
        "{{ $.Values.agents.definitions.triage.enabled }}",
        "{{ with .Values.agents }}{{ .definitions }}{{ end }}",
        "{{ $root := . }}{{ toYaml $root.Values.agents | nindent 2 }}",
        "{{ index .Values \"agents\" \"definitions\" }}",
        "{{ (index .Values \"agents\").definitions }}",
        "{{ get .Values `agents` }}",
        "{{ dig \"agents\" \"definitions\" (dict) .Values }}",
        "{{ dig \"agents\" \"definitions\" \"none\" .Values }}",
        "{{ if false }}{{ .Values.agents.definitions }}{{ end }}",
        "{{ $a := .Values.agents }}{{ $a.definitions }}",
        "{{ $a := dict }}{{ if true }}{{ $a = .Values.agents }}{{ end }}{{ $a.definitions }}",
        "{{ with $ }}{{ .Values.agents.definitions }}{{ end }}",
        "{{ with .Values.agents }}{{ with .none }}{{ else }}{{ .definitions }}{{ end }}{{ end }}",
        "{{ if hasKey .Values.agents \"definitions\" }}{{ end }}",
        "{{ first (pluck \"definitions\" .Values.agents) }}",
        "{{ toYaml (pick .Values \"agents\") }}",
        "{{ range list \"agents\" }}{{ toYaml (get $.Values .) }}{{ end }}",
        "{{ $d := dict }}{{ $_ := set $d \"x\" .Values.agents }}{{ $d.x.definitions }}",
        "{{ $d := dict }}{{ range list 1 2 }}{{ $d.x.definitions }}{{ $_ := set $d \"x\" $.Values.agents }}{{ end }}",
        "{{ $_ := set .Values \"x\" .Values.agents }}{{ .Values.x.definitions }}",
        "{{ $_ := set $ \"x\" .Values.agents }}{{ .x.definitions }}",
        "{{ $_ := merge .Values.x .Values.agents }}{{ .Values.x.definitions }}",
        "{{ (merge (dict) .Values.agents).definitions }}",
        "{{ (deepCopy .Values.agents).definitions }}",
        "{{ (default (dict) .Values.agents).definitions }}",
        "{{ (ternary .Values.agents (dict) true).definitions }}",
        "{{ (or .Values.x .Values.agents).definitions }}",
        "{{ range concat (list .Values.agents) (list) }}{{ .definitions }}{{ end }}",
        "{{ template \"x\" .Values.agents }}{{ define \"x\" }}{{ .definitions }}{{ end }}",
        "{{ include \"x\" (dict \"ctx\" $) }}{{ define \"x\" }}{{ .ctx.Values.agents.definitions }}{{ end }}",
        "{{ include \"x\" (list $ 1) }}{{ define \"x\" }}{{ (index . 0).Values.agents.definitions }}{{ end }}",
        "{{ include (print \"a\" \"b\") . }}{{ define \"ab\" }}{{ .Values.agents.definitions }}{{ end }}",
        "{{ include (printf \"%s.b\" .Chart.Name) . }}{{ define \"a.b\" }}{{ .Values.agents.definitions }}{{ end }}",
        "{{ tpl \"{{ .Values.agents.definitions }}\" . }}",
        "{{ block \"b\" .Values.agents }}{{ .definitions }}{{ end }}",
        "{{ with .Values.x }}{{ else with $.Values.agents }}{{ .definitions }}{{ end }}",
        "{{ .Values.agents | toYaml }}",
        "{{ $k := \"agents\" }}{{ toYaml (index .Values $k) }}",
        // What Helm cannot parse counts by its words.
        "{{ .Values.agents.definitions",
    ] {
        assert_eq!(of(&[text], &[]), Reading::Named(0), "{text}");
    }
}

#[test]
fn what_takes_all_values_may_read_it() {
    for text in [
        "{{ toYaml $ }}",
        "{{ if .Values.a }}{{ toYaml . }}{{ end }}",
        "{{ . | toJson }}",
        "{{ range $key, $value := $ }}{{ toYaml $value }}{{ end }}",
        "{{ range $key, $value := .Values }}{{ $key }}{{ end }}",
        "{{ index $ \"Values\" | toYaml }}",
        "{{ get . \"Values\" | toYaml }}",
        "{{ include \"x\" . }}{{ define \"x\" }}{{ toYaml . }}{{ end }}",
        "{{ toYaml .Values }}",
        "{{ $vals := omit $.Values \"gitops\" }}{{ toYaml $vals }}",
        "{{ include \"x\" (merge .Values .) }}{{ define \"x\" }}{{ toJson . }}{{ end }}",
        "{{ range $k := list \"a\" .Chart.Name }}{{ index $.Values $k }}{{ end }}",
        "{{ $o := .Values }}{{ range splitList \".\" .Chart.Name }}{{ $o = index $o . }}{{ end }}{{ $o }}",
    ] {
        assert_eq!(of(&[text], &[]), Reading::Whole(0), "{text}");
    }
}

#[test]
fn what_names_something_else_does_not() {
    for text in [
        "",
        "agents.definitions: {{ .Values.agents.image }}",
        "{{ .Values.agentsdefinitions }}{{ .Values.other.agents.definitions }}",
        "{{ index .Values \"kagent-crds\" \"enabled\" }}",
        "{{ dig \"a\" \"agents\" \"definitions\" .Values }}",
        "{{/* .Values.agents.definitions */}}",
        "{{ .Chart.Name }} {{ .agents.definitions }}",
        "{{ $vals := omit $.Values \"gitops\" }}{{ $vals.x }}",
        "{{ include \"x\" (merge .Values .) }}{{ define \"x\" }}{{ .other }}{{ end }}",
        "{{ $a := .Values.agents }}{{ $a.image }}",
        "{{ include \"x\" $ }}{{ define \"x\" }}{{ .Values.other }}{{ end }}",
        "{{ if .Values }}{{ end }}",
        "{{ include (print $.Template.BasePath \"/0.yaml\") . }}",
    ] {
        assert_eq!(of(&[text], &[]), Reading::Unread, "{text}");
    }
}

#[test]
fn helpers_count_where_they_are_called() {
    let helper = "{{- define \"servers\" }}{{ .Values.agents.definitions }}{{ end }}";
    assert_eq!(of(&[helper], &[]), Reading::Unread);
    let called = "{{ include \"servers\" . }}";
    assert_eq!(of(&[called, helper], &[]), Reading::Named(1));
    // A subchart's own files see its own values; its helpers see those of the caller.
    assert_eq!(of(&["x"], &[helper]), Reading::Unread);
    let rendered = "{{ .Values.agents.definitions }}";
    assert_eq!(of(&["x"], &[rendered]), Reading::Unread);
    let called = "{{ template \"servers\" $ }}";
    assert_eq!(of(&[called], &[helper]), Reading::Named(0));
    let through = "{{- define \"all\" }}{{ include \"servers\" . }}{{ end }}";
    let called = "{{ include \"all\" . }}";
    assert_eq!(of(&[called], &[through, helper]), Reading::Named(0));
    let endless = "{{- define \"a\" }}{{ include \"a\" . }}{{ end }}";
    assert_eq!(
        of(&["{{ include \"a\" . }}", endless], &[]),
        Reading::Unread
    );
}

#[test]
fn a_helper_that_is_not_here_may_read_anything() {
    let missing = Reading::Unclear(Some("common.names".into()));
    assert_eq!(of(&["{{ include \"common.names\" . }}"], &[]), missing);
    let of_part = "{{ include \"common.names\" .Values.other }}";
    assert_eq!(of(&[of_part], &[]), Reading::Unread);
    let made_up = "{{ include (print \"a\" .x) . }}";
    assert_eq!(of(&[made_up], &[]), Reading::Unclear(None));
}

/// Whether a change of a value may change what charts render, the subchart's templates included.
#[test]
fn what_cannot_be_read_is_told_exactly() {
    for (own, below, path, expected) in [
        (
            "{{ if .Values.a }}{{ .Values.a.b }}{{ end }}",
            "",
            "a.c",
            false,
        ),
        (
            "{{ if .Values.a }}{{ .Values.a.b }}{{ end }}",
            "",
            "a.b",
            true,
        ),
        ("{{ toYaml .Values.a }}", "", "a.c", true),
        ("{{ toYaml .Values.a }}", "", "a[1].c", true),
        ("{{ range .Values.a }}{{ .b }}{{ end }}", "", "a[0].b", true),
        (
            "{{ range .Values.a }}{{ .b }}{{ end }}",
            "",
            "a[0].c",
            false,
        ),
        (
            "{{ range $k, $v := .Values.a }}{{ $v.b }}{{ end }}",
            "",
            "a.x.b",
            true,
        ),
        (
            "{{ range $k, $v := .Values.a }}{{ $v.b }}{{ end }}",
            "",
            "a.x.c",
            false,
        ),
        ("", "{{ .Values.a }}", "s.a", true),
        ("", "{{ .Values.a }}", "a", false),
        ("", "{{ .Values.global.a }}", "global.a", true),
        ("", "{{ .Values.global.a }}", "s.global.a", true),
        ("", "{{ .Values.global.a }}", "global.b", false),
        ("", "{{ toYaml .Values }}", "global.b", true),
        ("{{ toYaml .Values.s }}", "", "global.b", true),
        ("{{ (index .Subcharts \"s\").Values.a }}", "", "s.a", true),
        ("{{ .Values.s.a }}", "", "s.a", true),
        ("{{ .Values.AsMap.b }}", "", "a", true),
        ("{{ .Values.YAML }}", "", "a", true),
        ("{{ .Values.x.YAML }}", "", "x.a", false),
        ("{{ (.Values.Table \"a\").b }}", "", "a.b", true),
        ("{{ tpl .Values.t . }}", "", "x", true),
        ("{{ tpl .Values.t . }}", "", "y", false),
        ("{{ .Values.t }}", "", "x", false),
        ("{{ tpl (.Files.Get \"f\") . }}", "", "x", true),
        ("{{ with .Values.a }}{{ tpl .t $ }}{{ end }}", "", "x", true),
    ] {
        let texts = texts(&[own], &[below]);
        let usage = usage_of(&texts, false, &["{{ .Values.x }}".into()]);
        let found = usage.may_read(&ValuePath::parse(path));
        assert_eq!(found, expected, "{own} {below} {path}");
    }
}

/// The paths that are passed through `tpl`, `?` for any, `!` for a helper that is not there.
fn passed(text: &str) -> String {
    let usage = usage_of(&texts(&[text], &[]), true, &[]);
    let written = |step: &PatternStep| match step {
        PatternStep::Key(key) => key.to_string(),
        PatternStep::Any => "*".to_owned(),
    };
    let paths = usage.evaluated.paths.iter().map(|path| {
        let steps: Vec<String> = path.steps().iter().map(written).collect();
        steps.join(".")
    });
    let mut found: Vec<String> = paths.filter(|path| !path.is_empty()).collect();
    found.extend(usage.evaluated.is_any.then(|| "?".to_owned()));
    found.extend(usage.evaluated.calls_unseen.then(|| "!".to_owned()));
    found.join(" ")
}

#[test]
fn values_that_are_evaluated() {
    for (text, expected) in [
        ("{{ .Values.a.url }}", ""),
        ("{{/* tpl .Values.a.url . */}}", ""),
        ("{{ \"tpl .Values.a.url .\" }}", ""),
        ("{{ tpl .Values.a.url . }}", "a.url"),
        ("{{- $a := .Values.a }}{{ tpl $a.url $ | quote -}}", "a.url"),
        (
            "{{ with .Values.a }}{{ tpl (.url | default .host) $ }}{{ end }}",
            "a.host a.url",
        ),
        ("{{ tpl (get .Values.a \"url\") $ }}", "a.url"),
        ("{{ $ | tpl .Values.a.url }}", "a.url"),
        ("{{ tpl (toYaml .Values.agents) . }}", "agents"),
        ("{{ tpl (toYaml .Values.agents | nindent 2) . }}", "agents"),
        ("{{ tpl (.Files.Get \"a\") . }}", ""),
        ("{{ tpl \"{{ .Release.Name }}\" . }}", ""),
        ("{{ with .Values.extra }}{{ tpl . $ }}{{ end }}", "extra"),
        (
            "{{ range .Values.more }}{{ if .a }}{{ tpl (toYaml .) $ }}{{ end }}{{ end }}",
            "more.*",
        ),
        (
            "{{ range $n, $a := .Values.agents.definitions }}{{ tpl $a.url $ }}{{ tpl $n $ }}{{ end }}",
            "agents.definitions.*.url",
        ),
        ("{{ $u := .Values.a.url }}{{ tpl $u . }}", "a.url"),
        ("{{ tpl $u . }}", "?"),
        (
            "{{ range .Values.servers }}{{ with .auth }}{{ tpl .secret $ }}{{ end }}{{ end }}",
            "servers.*.auth.secret",
        ),
        (
            "{{ range concat .Values.a .Values.b }}{{ tpl .url $ }}{{ end }}",
            "a.*.url b.*.url",
        ),
        (
            "{{ $a := .Values.a }}{{ if .x }}{{ $a = .Values.b }}{{ end }}{{ tpl $a.url $ }}",
            "a.url b.url",
        ),
        (
            "{{ $a := .Values.a }}{{ $a = .Values.b }}{{ tpl $a.url $ }}",
            "b.url",
        ),
        ("{{ tpl (toYaml .Values) . }}", "?"),
        (
            "{{ tpl (include \"x\" .) . }}{{ define \"x\" }}{{ .Values.a }}{{ end }}",
            "a",
        ),
        ("{{ include \"far\" . }}", "!"),
        ("{{ include .Values.name . }}", "!"),
        (
            "{{ include \"common.tplvalues.render\" (dict \"value\" .Values.url \"context\" $) }}",
            "url",
        ),
        (
            "{{ include \"r\" (dict \"value\" .Values.url) }}{{ define \"r\" }}{{ tpl .value .context }}{{ end }}",
            "url",
        ),
        (
            "{{ include \"r\" .Values.url }}{{ define \"r\" }}{{ include \"s\" . }}{{ end }}{{ define \"s\" }}{{ tpl . . }}{{ end }}",
            "url",
        ),
        (
            "{{ include \"r\" . }}{{ define \"r\" }}{{ tpl .Values.name . }}{{ end }}",
            "name",
        ),
        (
            "{{ if .Values.a }}{{ else }}{{ tpl .Values.b . }}{{ end }}",
            "b",
        ),
        ("{{ tpl (tpl .Values.a .) . }}", "a"),
        ("{{ tpl (fromYaml (toYaml .Values.a)).x . }}", "a"),
    ] {
        assert_eq!(passed(text), expected, "{text}");
    }
}

#[test]
fn helpers_of_subcharts_evaluate_where_they_are_called() {
    let library = "{{- define \"r\" }}{{ tpl .value $ }}{{ end }}{{ tpl .Values.own . }}";
    let called = "{{ include \"r\" (dict \"value\" .Values.url) }}";
    let of = |own: &str| usage_of(&texts(&[own], &[library]), true, &[]).evaluated;
    let url = ValuePath::parse("url");
    let own = ValuePath::parse("own");
    let passes = |text: &str, path: &ValuePath| of(text).paths.iter().any(|one| one.is(path));
    assert!(passes(called, &url));
    assert!(!passes(called, &own));
    assert!(!of(called).calls_unseen);
    assert!(!passes("{{ .Values.url }}", &url));
}

/// Following templates takes bounded time and memory.
#[test]
fn long_templates_stay_cheap() {
    let count = 3_000;
    let many: String = (0..count)
        .map(|index| format!("{{{{ $v = list $v \"a{index}\" }}}}"))
        .collect();
    let chain: String = (0..count)
        .map(|index| {
            format!(
                "{{{{ define \"h{index}\" }}}}{{{{ include \"h{}\" (list . .) }}}}{{{{ end }}}}",
                index + 1
            )
        })
        .collect();
    let fan: String = (0..60)
        .map(|index| {
            let next = index + 1;
            format!(
                "{{{{ define \"f{index}\" }}}}{{{{ include \"f{next}\" .a }}}}{{{{ include \"f{next}\" .b }}}}{{{{ end }}}}"
            )
        })
        .collect();
    for text in [
        "{{ if .a }}x{{ end }}".repeat(count),
        format!("{{{{ $v := .Values.x }}}}{}", "{{ $v = $v.x }}".repeat(count)),
        format!("{{{{ $v := .Values.x }}}}{many}{{{{ tpl $v . }}}}"),
        format!("{chain}{{{{ include \"h0\" . }}}}"),
        format!("{fan}{{{{ include \"f0\" .Values }}}}"),
        "{{ $a := dict }}{{ $b := dict }}{{ $a = merge $a $b }}{{ $b = merge $b $a $ }}{{ $c := merge $ $a }}{{ $c.x.y }}{{ toYaml $c }}".to_owned(),
        "{{ $a := .Values }}{{ range $a }}{{ range $a }}{{ range $a }}{{ $a = dict \"a\" $a \"b\" . }}{{ end }}{{ end }}{{ end }}{{ toYaml $a }}".to_owned(),
    ] {
        let started = std::time::Instant::now();
        let usage = usage_of(&texts(&[&text], &[]), true, &[]);
        assert!(started.elapsed().as_secs() < 20, "{}", &text[..40]);
        drop(usage);
    }
}

#[test]
fn kinds_of_the_group() {
    for (text, expected) in [
        (
            "apiVersion: kagent.dev/v1alpha2\nkind: Agent\n",
            &["Agent"][..],
        ),
        (
            "apiVersion: \"kagent.dev/v1\"\nkind: 'RemoteMCPServer'\n",
            &["RemoteMCPServer"],
        ),
        (
            "apiVersion: api.kagent.dev/v1alpha3\nkind: Agent\n---\napiVersion: v1\nkind: Secret\n",
            &["Agent"],
        ),
        (
            "apiVersion: v1\nkind: ConfigMap\ndata:\n  kind: Agent\n",
            &[],
        ),
        ("# kagent.dev/v1\nkind: Agent\n", &[]),
        ("apiVersion: kagent.dev/v1\nkind: {{ .kind }}\n", &[]),
        (
            "{{- if .a }}\napiVersion: kagent.dev/v1\n{{- end }}\nkind: Agent\n",
            &["Agent"],
        ),
        ("{{/*\napiVersion: kagent.dev/v1\nkind: Agent\n*/}}", &[]),
    ] {
        let found = kinds(&texts(&[text], &[]));
        assert!(found.iter().eq(expected.iter()), "{text}");
    }
}

//! Which value is told to make a template fail.

use super::chart;
use crate::common::lint::Lint;

/// The path that is blamed, and the file that it is blamed in.
fn blamed(lint: &Lint) -> String {
    let errors = lint.errors();
    let [(rule, path)] = &errors[..] else {
        return format!("{errors:?}");
    };
    assert_eq!(rule, "template-error");
    let full = lint.full();
    let place = full.split("─[").nth(1).unwrap_or_default();
    let place = place.split(']').next().unwrap_or_default();
    let file = place.split(':').next().unwrap_or_default();
    format!("{path} {file}")
}

const OVERLAY: &str = "overlay-1.yaml";

/// Templates with values and an overlay, and the path that is to be blamed in the overlay; no path where nothing is known.
fn hold(table: &[(&str, &str, &str, &str)]) {
    let mut wrong = Vec::new();
    for (template, values, overlay, path) in table {
        let found = blamed(&chart(template, values, overlay));
        let file = match *path {
            "" => "chart/templates/a.yaml",
            _ => OVERLAY,
        };
        if found != format!("{path} {file}") {
            wrong.push(format!(
                "{template}\n  {values:?} {overlay:?}: {found}, not {path}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_stands_in_for_an_empty_value_is_blamed_itself() {
    hold(&[
        (
            "{{- $r := default .Values.r .Values.g }}\nx: {{ trimPrefix \"v\" $r }}",
            "g: ''\nr: a\n",
            "r: 5\n",
            "r",
        ),
        (
            "x: {{ .Values.g | default .Values.r | trimPrefix \"v\" }}",
            "g: ''\nr: a\n",
            "r: 5\n",
            "r",
        ),
        (
            "x: {{ coalesce .Values.g .Values.r | trimPrefix \"v\" }}",
            "g: ''\nr: a\n",
            "r: 5\n",
            "r",
        ),
        (
            "x: {{ trimPrefix \"v\" (or .Values.g .Values.r) }}",
            "g: ''\nr: a\n",
            "r: 5\n",
            "r",
        ),
        (
            "x: {{ trimPrefix \"v\" (and .Values.g .Values.r) }}",
            "g: b\nr: a\n",
            "r: 5\n",
            "r",
        ),
        (
            "x: {{ dig \"a\" .Values.r .Values.m | trimPrefix \"v\" }}",
            "m: {}\nr: a\n",
            "r: 5\n",
            "r",
        ),
        (
            "x: {{ ternary .Values.r .Values.g true | trimPrefix \"v\" }}",
            "g: ''\nr: a\n",
            "r: 5\n",
            "r",
        ),
        (
            "x: {{ default .Values.r .Values.g | first }}",
            "g: ''\nr: [1]\n",
            "r: null\n",
            "r",
        ),
        (
            "x: {{ coalesce .Values.r .Values.g | first }}",
            "r: [1]\n",
            "r: null\n",
            "r",
        ),
        (
            "x: {{ (.Values.m | default dict).a.b }}",
            "m: {a: {b: 1}}\n",
            "m: {a: null}\n",
            "m.a",
        ),
        (
            "x: {{ get .Values.m \"a\" | default .Values.r | trimPrefix \"v\" }}",
            "r: a\n",
            "r: 5\nm: {}\n",
            "r",
        ),
    ]);
}

#[test]
fn a_literal_is_blamed_on_the_value_that_it_stands_in_for() {
    hold(&[
        (
            "x: {{ default 5 .Values.g | trimPrefix \"v\" }}",
            "g: a\n",
            "g: ''\n",
            "g",
        ),
        (
            "x: {{ coalesce .Values.g 5 | trimPrefix \"v\" }}",
            "g: a\n",
            "g: ''\n",
            "g",
        ),
        (
            "x: {{ or .Values.g 5 | trimPrefix \"v\" }}",
            "g: a\n",
            "g: ''\n",
            "g",
        ),
    ]);
}

const VALIDATION: &str = "\
{{- define \"v\" -}}
{{- $m := list -}}
{{- $m = append $m (include \"v.x\" .) -}}
{{- $m = append $m (include \"v.mode\" .) -}}
{{- $m = without $m \"\" -}}
{{- $message := join \"\\n\" $m -}}
{{- if $message -}}
{{- printf \"\\nVALUES VALIDATION:\\n%s\" $message | fail -}}
{{- end -}}
{{- end -}}
{{- define \"v.x\" -}}
{{- if and .Values.x.enabled (not .Values.x.name) -}}
x needs a name
{{- end -}}
{{- end -}}
{{- define \"v.mode\" -}}
{{- if eq .Values.mode \"no\" -}}
mode: no
{{- end -}}
{{- end -}}
";

#[test]
fn a_collected_message_is_blamed_on_what_wrote_it() {
    let of_helper = |overlay: &str, outer: &str| {
        let lint = chart(
            outer,
            "x: {enabled: false, name: ''}\nmode: 'yes'\n",
            overlay,
        );
        let lint = lint.file("chart/templates/_v.tpl", VALIDATION);
        blamed(&lint)
    };
    for outer in [
        "{{ include \"v\" . }}",
        "{{ if .Values.d }}{{ else }}{{ include \"v\" . }}{{ end }}",
        "{{ with .Values.x }}{{ include \"v\" $ }}{{ end }}",
    ] {
        let found = of_helper("x: {enabled: true}\nd: null\n", outer);
        assert_eq!(found, "x.enabled overlay-1.yaml", "{outer}");
        assert_eq!(
            of_helper("mode: 'no'\n", outer),
            "mode overlay-1.yaml",
            "{outer}"
        );
    }
}

#[test]
fn a_refusal_is_blamed_on_the_decision_for_it() {
    hold(&[
        (
            "{{ if not .Values.a }}{{ fail (printf \"no a for %s\" .Values.b) }}{{ end }}",
            "a: 1\nb: 1\n",
            "a: 0\nb: 2\n",
            "a",
        ),
        (
            "{{ if and (or .Values.a .Values.b .Values.c) (not .Values.e) }}{{ fail \"no e\" }}{{ end }}",
            "a: false\nb: false\nc: false\ne: 0\n",
            "b: true\n",
            "b",
        ),
        (
            "{{ if not (or .Values.a .Values.b) }}{{ fail \"no a\" }}{{ end }}",
            "a: 1\n",
            "a: 0\n",
            "a",
        ),
        (
            "{{ if .Values.d }}{{ if .Release.IsInstall }}{{ fail \"no d\" }}{{ end }}{{ end }}",
            "d: 0\n",
            "d: 1\n",
            "d",
        ),
        (
            "{{ $errors := list }}{{ if eq .Values.a 0.0 }}{{ $errors = append $errors \"no a\" }}{{ end }}\
             {{ if .Values.d }}{{ if $errors }}{{ fail (join \",\" $errors) }}{{ end }}{{ end }}",
            "a: 1\nd: 0\n",
            "a: 0\nd: 1\n",
            "a",
        ),
        (
            "{{ $errors := list }}{{ if eq .Values.a 0.0 }}{{ $errors = append $errors \"no a\" }}{{ end }}\
             {{ if .Values.d }}{{ if gt (len $errors) 0 }}{{ fail (join \",\" $errors) }}{{ end }}{{ end }}",
            "a: 1\nd: 0\n",
            "a: 0\nd: 1\n",
            "a",
        ),
        (
            "{{ $errors := \"\" }}{{ if eq .Values.a 0.0 }}{{ $errors = printf \"%s\\n- no a\" $errors }}{{ end }}\
             {{ if .Values.d }}{{ if ne $errors \"\" }}{{ fail $errors }}{{ end }}{{ end }}",
            "a: 1\nd: 0\n",
            "a: 0\nd: 1\n",
            "a",
        ),
        (
            "{{ $bad := false }}{{ if eq .Values.a 0.0 }}{{ $bad = true }}{{ end }}\
             {{ if .Values.d }}{{ if $bad }}{{ fail \"no a\" }}{{ end }}{{ end }}",
            "a: 1\nd: 0\n",
            "a: 0\nd: 1\n",
            "a",
        ),
        (
            "{{ $good := false }}{{ range list \"a\" \"b\" }}{{ if eq . $.Values.a }}{{ $good = true }}{{ end }}{{ end }}\
             {{ if .Values.d }}{{ if not $good }}{{ fail \"wrong\" }}{{ end }}{{ end }}",
            "a: b\nd: 0\n",
            "a: c\nd: 1\n",
            "",
        ),
        (
            "{{ if not (hasKey (dict \"a\" 1) .Values.a) }}{{ fail \"wrong\" }}{{ end }}",
            "a: a\nd: 0\n",
            "a: c\nd: 1\n",
            "a",
        ),
        (
            "{{ if not (has .Values.a (list \"a\" \"b\")) }}{{ fail \"wrong\" }}{{ end }}",
            "a: a\nd: 0\n",
            "a: c\nd: 1\n",
            "a",
        ),
    ]);
}

#[test]
fn keys_and_arguments_are_blamed() {
    hold(&[
        (
            "{{ range $k, $v := .Values.labels }}{{ lower $k }}: {{ $v }}{{ end }}",
            "labels: {}\n",
            "labels: [a]\n",
            "labels",
        ),
        ("{{ index .Values.l 0 }}", "l: [a]\n", "l: []\n", "l"),
        (
            "{{ index .Values.l (int .Values.at) }}",
            "l: [a]\nat: 0\n",
            "at: 1\n",
            "at",
        ),
        ("{{ first .Values.l }}", "l: [a]\n", "l: null\n", "l"),
        ("{{ append .Values.l \"b\" }}", "l: [a]\n", "l: b\n", "l"),
        (
            "{{ concat (list 1) .Values.l }}",
            "l: [a]\n",
            "l: null\n",
            "l",
        ),
        ("{{ deepCopy .Values.l }}", "l: {}\n", "l: null\n", "l"),
        ("{{ set .Values.l \"a\" 1 }}", "l: {}\n", "l: null\n", "l"),
        (
            "{{ dig \"a\" \"b\" .Values.l }}",
            "l: {}\n",
            "l: null\n",
            "l",
        ),
        (
            "{{ dig \"a\" \"c\" \"b\" .Values.l }}",
            "l: {}\n",
            "l: {a: 1}\n",
            "l.a",
        ),
        (
            "{{ semverCompare \">=1.0\" .Values.l }}",
            "l: 1.0.0\n",
            "l: x\n",
            "l",
        ),
        (
            "{{ semverCompare .Values.l \"1.0.0\" }}",
            "l: 1.0.0\n",
            "l: x\n",
            "l",
        ),
        ("{{ gt .Values.l 5 }}", "l: a\n", "l: 5\n", "l"),
        ("{{ gt 5 .Values.l }}", "l: a\n", "l: 5\n", "l"),
        ("{{ gt .Values.l 5.0 }}", "l: 5\n", "l: null\n", "l"),
        ("{{ eq .Values.l \"a\" }}", "l: a\n", "l: 5\n", "l"),
        ("{{ eq .Values.l \"a\" }}", "l: a\n", "l: [a]\n", "l"),
        (
            "{{ eq \"a\" .Values.m .Values.l }}",
            "l: a\nm: b\n",
            "l: 5\n",
            "l",
        ),
        (
            "{{ mustRegexMatch .Values.l \"a\" }}",
            "l: a\n",
            "l: '('\n",
            "l",
        ),
        (
            "{{ substr 0 9 .Values.l }}",
            "l: aaaaaaaaaaa\n",
            "l: a\n",
            "l",
        ),
        (
            "{{ urlParse .Values.l }}",
            "l: 'http://a'\n",
            "l: 'http://a:b'\n",
            "l",
        ),
        ("{{ len .Values.l }}", "l: []\n", "l: null\n", "l"),
        ("{{ div 4 .Values.l }}", "l: 1\n", "l: 0\n", "l"),
    ]);
}

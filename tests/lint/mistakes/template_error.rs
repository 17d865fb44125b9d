//! Templates that Helm cannot parse, or that fail whatever the values are: Helm 3.10.1 and 4.2.3 refused each of these, and rendered
//! those without a mark.

use crate::common::lint::lint;

const TEMPLATE: &str = "chart/templates/extra.yaml";

/// Templates, with their marks.
pub(super) const TEXTS: &[&str] = &[
    "a: «template-error|{{ if .Values.a }}»\nb: 1\n",
    "a: 1\n«template-error|{{- end }}»\n",
    "{{ if .Values.a }}a: 1{{ end }}\n«template-error|{{ else }}»\n",
    "a: {{ .Values.a | quote }}\nb: «template-error|{{ .Values.b | qoute }}»\n",
    "a: «template-error|{{ if (eq .Values.a 1 }}»x{{ end }}\n",
    "a: «template-error|{{ .Values.a»\nb: 1\n",
    "a: «template-error|{{ }}»\n",
    "a: «template-error|{{ if }}»x{{ end }}\n",
    "{{ define \"a\" }}{{ end }}\n«template-error|{{ define \"b\" }}»\nb: 1\n",
    "{{ if .Values.a }}«template-error|{{ define \"b\" }}»{{ end }}{{ end }}\n",
    "a: {{ .Values.a | toYaml | nindent 2 }}{{ include \"b\" (dict \"c\" 1) }}{{ define \"b\" }}{{ end }}\n",
    "{{ range $i, $x := until 3 }}{{ if eq $i 1 }}{{ continue }}{{ else }}{{ break }}{{ end }}{{ end }}\n",
    "a: '{{ \"}} {{\" }}{{/* {{ end }} */}}{{ `{{ if }}` }}'\n",
    "a: {{ «template-error|include» \"no.such\" . }}\n",
    "a: {{ printf \"%s\\n%s\" \"first\" «template-error|\"second\"» }}\n",
    "{{ if .Values.notThere }}{{ include \"no.such\" . }}{{ end }}\n",
];

#[test]
fn what_no_value_is_to_blame_for_is_found_in_the_template() {
    for text in TEXTS {
        let chart = lint(super::CHART).file(TEMPLATE, text);
        chart.check(text);
        chart.clone().crlf().check(text);
        chart.overlay("{}").check("once for all overlays");
    }
}

/// Whatever the chart's agents are: all of it depends on that.
#[test]
fn it_is_found_where_no_contract_applies() {
    lint("one-agent")
        .file(
            "chart/templates/servers.yaml",
            "kind: ConfigMap\n«template-error|{{ end }}»\n",
        )
        .values("agents: {definitions: {}}\n")
        .check("no contract");
}

#[test]
fn a_secret_in_the_line_is_hidden() {
    let messages = lint(super::CHART)
        .file(
            TEMPLATE,
            "a: {{ if eq .Values.x \"ghp_0123456789abcdefghijABCDEFGHIJ012345\" }}\n",
        )
        .told();
    assert!(messages.contains("template-error"), "{messages}");
    assert!(!messages.contains("ghp_0123"), "{messages}");
}

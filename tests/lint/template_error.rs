//! Charts whose templates fail, and what is said of it.

mod blame;

use crate::common::lint::{Lint, chart_of_texts};

/// A chart of one template, with values and an overlay.
fn chart(template: &str, values: &str, overlay: &str) -> Lint {
    let texts = [
        ("Chart.yaml", "apiVersion: v2\nname: c\nversion: 0.1.0\n"),
        ("templates/a.yaml", template),
        ("values.yaml", values),
        ("templates/_h.tpl", HELPERS),
        (
            "charts/s/Chart.yaml",
            "apiVersion: v2\nname: s\nversion: 0.1.0\n",
        ),
        ("charts/s/values.yaml", "x: {y: 1}\nglobal: {g: {h: 1}}\n"),
        (
            "charts/s/templates/s.yaml",
            "s: {{ .Values.x.y }}{{ .Values.global.g.h }}\n",
        ),
    ];
    let texts = texts.map(|(name, text)| (format!("chart/{name}"), text.to_owned()));
    let texts: Vec<(&str, String)> = texts
        .iter()
        .map(|(name, text)| (&**name, text.clone()))
        .collect();
    let lint = chart_of_texts(&texts);
    match overlay {
        "" => lint,
        _ => lint.overlay(overlay),
    }
}

const HELPERS: &str = "\
{{- define \"outer\" }}{{ include \"inner\" (dict \"of\" .Values.a) }}{{ end -}}
{{- define \"inner\" }}{{ .of.b }}{{ end -}}
";

fn without_help(lint: &Lint) -> Vec<String> {
    let messages = lint.messages().into_iter();
    messages
        .map(|message| message.split(" | ").next().unwrap().to_owned())
        .collect()
}

/// Templates with values and an overlay, and the message that is expected.
#[test]
fn a_failure_is_told_at_its_value() {
    let mut wrong = Vec::new();
    for (template, values, overlay, expected) in [
        (
            "{{ .Values.a.b }}",
            "a: {b: 1}\n",
            "a: null\n",
            "Helm renders nothing of the chart: `a` is null, and templates/a.yaml reads `b` of it",
        ),
        (
            "{{ .Values.a.b }}",
            "z: 1\n",
            "",
            "Helm renders nothing of the chart: `a` is not set, and templates/a.yaml reads `b` of it",
        ),
        (
            "{{ .Values.a.b }}",
            "a: {b: 1}\n",
            "a: text\n",
            "Helm renders nothing of the chart: `a` is a string, and templates/a.yaml reads `b` of it",
        ),
        (
            "{{ include \"outer\" . }}",
            "a: {b: 1}\n",
            "a: null\n",
            "Helm renders nothing of the chart: `a` is null, and templates/_h.tpl reads `b` of it",
        ),
        (
            "{{ range .Values.a }}{{ . }}{{ end }}",
            "a: []\n",
            "a: text\n",
            "Helm renders nothing of the chart: `a` is no list and no mapping, and templates/a.yaml goes through its items",
        ),
        (
            "{{ index .Values \"a\" \"b\" }}",
            "a: {b: 1}\n",
            "a: null\n",
            "Helm renders nothing of the chart: `a` is null, and templates/a.yaml looks for an entry in it",
        ),
        (
            "{{ index .Values .Values.k \"b\" }}",
            "k: a\na: {b: 1}\n",
            "a: [1]\n",
            "Helm renders nothing of the chart: templates/a.yaml calls `index` with `a`, which fails (cannot index slice/array with type string)",
        ),
        (
            "{{ tpl .Values.t . }}",
            "t: '{{ .Values.a.b }}'\na: {b: 1}\n",
            "a: null\n",
            "Helm renders nothing of the chart: `a` is null, and the template in `t` reads `b` of it",
        ),
        (
            "{{ tpl .Values.t . }}",
            "t: x\n",
            "t: '{{ if }}'\n",
            "Helm renders nothing of the chart: `t` is used as a template by templates/a.yaml, and does not parse (missing value for if)",
        ),
        (
            "{{ tpl .Values.t . }}",
            "t: |\n  x: ${NAME}\n  y: {{ .Values.a.b }}\na: {b: 1}\n",
            "a: null\n",
            "Helm renders nothing of the chart: `a` is null, and the template in `t` reads `b` of it",
        ),
        (
            "{{ required \"give\\n  an a\" .Values.a }}",
            "",
            "b: 1\n",
            "Helm renders nothing of the chart: templates/a.yaml says \"give an a\"",
        ),
        (
            "{{ required \"give an a\" .Values.a }}",
            "",
            "",
            "this chart needs other values than its own: templates/a.yaml says \"give an a\"",
        ),
        (
            "{{ (required \"give an a\" .Values.a).b }}",
            "",
            "",
            "this chart needs other values than its own: templates/a.yaml says \"give an a\"",
        ),
        (
            "{{ if not .Values.a }}{{ fail \"no a\" }}{{ end }}",
            "",
            "a: 0\n",
            "Helm renders nothing of the chart: templates/a.yaml says \"no a\"",
        ),
        (
            "{{ include \"none\" . }}",
            "",
            "",
            "Helm renders nothing of the chart: templates/a.yaml includes `none`, and no template of that name is in the chart or in a dependency that is on",
        ),
        (
            "",
            "s: {x: {y: 2}}\n",
            "s: {x: null}\n",
            "Helm renders nothing of the chart: `s.x` is null, and charts/s/templates/s.yaml reads `y` of it",
        ),
    ] {
        let found = without_help(&chart(template, values, overlay));
        if found != [format!("template-error: {expected}")] {
            wrong.push(format!("{template} {values} {overlay}: {found:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_value_of_many_templates_is_one_finding() {
    let mut lint = chart("{{ .Values.a.b }}", "a: {b: 1}\n", "a: null\n");
    for name in ["b", "c", "d", "e"] {
        lint = lint.replace(&format!("chart/templates/{name}.yaml"), "{{ .Values.a.c }}");
    }
    let told = lint.full();
    assert_eq!(told.matches("error[").count(), 1, "{told}");
    assert!(told.contains("and at 2 places more"), "{told}");
}

#[test]
fn what_is_said_of_null_and_of_calls() {
    insta::assert_snapshot!(
        chart(
            "x: {{ include \"outer\" . }}\n",
            "a: {b: 1}\n",
            "# mine\na: null\n"
        )
        .full()
    );
}

#[test]
fn what_is_said_of_a_wrong_type() {
    insta::assert_snapshot!(chart("x: {{ .Values.a.b }}\n", "a: {b: 1}\n", "a: text\n").full());
}

#[test]
fn what_is_said_of_what_a_chart_requires() {
    insta::assert_snapshot!(
        chart(
            "x: {{ required \"give an a: it names the b\" .Values.a }}\n",
            "b: 1\n",
            ""
        )
        .full()
    );
}

#[test]
fn what_is_said_of_a_template_in_a_value() {
    insta::assert_snapshot!(
        chart(
            "x: {{ tpl .Values.t . }}\n",
            "t: |\n  first\n  {{ .Values.a.b }}\n",
            "b: 1\n"
        )
        .full()
    );
}

#[test]
fn what_is_said_of_output_that_is_no_manifest() {
    insta::assert_snapshot!(chart("x: {{ .Values.a }}\n", "a: b\n", "a: \"b: c\"\n").full());
}

/// A template that fails may have changed values for those after it, so that what they fail on proves nothing.
#[test]
fn after_a_change_of_values_nothing_more_is_told() {
    let told = |first: &str, overlay: &str| {
        let lint = chart("{{ .Values.c.d }}", "a: {b: 1}\nc: {d: 1}\n", overlay);
        without_help(&lint.replace("chart/templates/b.yaml", first))
    };
    let is_null = |value: &str, file: &str, key: &str| {
        format!(
            "template-error: Helm renders nothing of the chart: `{value}` is null, and templates/{file} reads `{key}` of it"
        )
    };
    let both = "a: null\nc: null\n";
    let without = told("{{ .Values.a.b }}", both);
    assert_eq!(
        without,
        [is_null("a", "b.yaml", "b"), is_null("c", "a.yaml", "d")]
    );
    let changing = "{{ .Values.a.b }}{{ $_ := set .Values \"c\" dict }}";
    let left = "incomplete-rendering: templates/b.yaml fails, and may change values for other templates: 1 template that fails after \
                it is not judged";
    assert_eq!(
        told(changing, both),
        [left.to_owned(), is_null("a", "b.yaml", "b")]
    );
    assert_eq!(told(changing, "a: null\n"), [is_null("a", "b.yaml", "b")]);
}

const MANIFEST: &str = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\n";

/// What comes after a manifest's head, the helper `h`, values and an overlay, and what the report says.
#[test]
fn output_that_is_no_manifest_is_told_where_it_was_written() {
    let mut wrong = Vec::new();
    for (template, helper, values, overlay, expected) in [
        (
            "data:\n  - a\n  b: 1\n",
            "",
            "",
            "",
            &["its line 7:", "[chart/templates/a.yaml:7:3]"][..],
        ),
        (
            "a: {{ .Values.a }}\r\n\r\n{{- /* c */}}\r\ndata:\r\n  x: 1\r\n y: 1\r\n",
            "",
            "a: b\n",
            "",
            &["its line 8:", "[chart/templates/a.yaml:10:2]"],
        ),
        (
            "a: {{ .Values.a }}\n\n\nx:\n{{- include \"h\" . | nindent 2 }}\n",
            "\nb: 1\n c: 1\n",
            "a: b\n",
            "",
            &[
                "[chart/templates/h.tpl:3:2]",
                "called from here, in templates/a.yaml",
                "[chart/templates/a.yaml:9:5]",
            ],
        ),
        (
            "  labels:\n    app: x\n    {{- toYaml .Values.labels | nindent 4 }}\n",
            "",
            "labels: {}\n",
            "labels: [a]\n",
            &[
                "its line 7:",
                "[overlay-1.yaml:1:1]",
                "[chart/templates/a.yaml:7:9]",
                "help: write `labels` as a mapping\n",
            ],
        ),
        (
            "  annotations:\n    {{- toYaml .Values.a | nindent 4 }}\n",
            "",
            "a: {}\n",
            "a: [b]\n",
            &["[overlay-1.yaml:1:1]", "help: write `a` as a mapping\n"],
        ),
        (
            "  annotations:\n    {{- toYaml .Values.a | nindent 4 }}\n",
            "",
            "a: {}\n",
            "a: \"\"\n",
            &["[overlay-1.yaml:1:4]", "help: write `a` as a mapping\n"],
        ),
        (
            "  annotations: {{ toJson .Values.a }}\n",
            "",
            "a: {}\n",
            "a: [b]\n",
            &["[overlay-1.yaml:1:1]", "help: write `a` as a mapping\n"],
        ),
        (
            "  annotations:\n    {{- include \"h\" . | nindent 4 }}\n",
            "{{ .Values.a }}",
            "a: {}\n",
            "a: \"b: c: d\"\n",
            &[
                "[overlay-1.yaml:1:4]",
                "written here, in templates/a.yaml",
                "help: write `a` as a mapping\n",
            ],
        ),
        (
            "x:\n  {{- include \"h\" . | nindent 2 }}\n",
            "b: 1\n{{- if .Values.a }}\nc: {{ .Values.a }}\n{{- end }}\n",
            "a: b\n",
            "a: \"b: c\"\n",
            &[
                "[overlay-1.yaml:1:4]",
                "written here, in templates/h.tpl",
                "[chart/templates/h.tpl:3:7]",
                "called from here, in templates/a.yaml",
                "help: quote `a` where the template writes it\n",
            ],
        ),
        (
            "x: {{ .Values.a }}\n",
            "",
            "a: b\n",
            "a: \"b: c\"\n",
            &["help: quote it in the template: `{{ .Values.a | quote }}`\n"],
        ),
    ] {
        let define = format!("{{{{- define \"h\" }}}}{helper}{{{{ end -}}}}\n");
        let lint = chart(&format!("{MANIFEST}{template}"), values, overlay);
        let told = lint.replace("chart/templates/h.tpl", &define).full();
        for part in expected {
            if !told.contains(part) {
                wrong.push(format!("{part} is not in\n{told}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Where quotes would not help, or it is not known what would, there is no help.
#[test]
fn no_help_is_given_that_would_not_help() {
    for (template, value) in [
        ("x: '{{ .Values.a }}'\n", "it's"),
        ("x: \"{{ .Values.a }}\"\n", "a\\\"b"),
        ("x: {{ .Values.a }}: {{ .Values.a }}\n", "b"),
    ] {
        let overlay = format!("a: \"{value}\"\n");
        let told = chart(&format!("{MANIFEST}{template}"), "a: b\n", &overlay).full();
        assert!(told.contains("is no manifest"), "{told}");
        assert!(!told.contains("help:"), "{told}");
    }
}

#[test]
fn what_was_meant_is_named() {
    let helps = |template: &str, values: &str, overlay: &str| {
        let messages = chart(template, values, overlay).messages();
        let helps = messages
            .iter()
            .filter_map(|message| message.split(" | ").nth(1));
        helps.map(str::to_owned).collect::<Vec<_>>()
    };
    for (template, values, overlay, help) in [
        (
            "{{ range .Values.l }}{{ .Values.a }}{{ .Values.a.b }}{{ end }}",
            "l: [{n: 1}]\n",
            "",
            "within `range` and `with`, where `.` is another value, write `$.Values`; a named template needs the chart's root as its data",
        ),
        (
            "{{ .Values.serviceAcount.name }}",
            "serviceAccount: {name: x}\n",
            "",
            "correct the template: the chart's values have `serviceAccount` there, or set `serviceAcount` to a mapping with `name`",
        ),
        (
            "{{ range .Values.labels }}{{ .name }}{{ end }}",
            "labels: []\n",
            "labels: {name: x}\n",
            "write `labels` as a list, as the chart's default is",
        ),
        (
            "{{ include \"inneR\" . }}",
            "",
            "",
            "correct the name: there is `inner`",
        ),
        (
            "{{ required \"a host\" .Values.host }}",
            "host: \"\"\n",
            "hosst: x\n",
            "rename `hosst` if it is meant to be `host`, or set `host`",
        ),
        (
            "{{ .Values.n | trunc 3 }}",
            "",
            "n: abc\n",
            "write the key in quotes, `\"n\":`: without them YAML reads it as a boolean",
        ),
        // A key of the values that is called as a field of the root is.
        (
            "{{ .Values.app.Release.name }}",
            "app: {a: 1}\n",
            "",
            "set `app.Release` to a mapping with `name`",
        ),
        (
            "{{ .Values.n | trunc 3 }}",
            "",
            "\"false\": abc\n",
            "set `n` to a string",
        ),
    ] {
        assert_eq!(helps(template, values, overlay), [help], "{template}");
    }
}

//! Templates of any text.

use super::rendered;
use crate::template::functions::ALL;
use crate::template::parse::parse;
use crate::template::testing::from_json;
use crate::template::version::HelmVersion;
use proptest::prelude::*;
use serde_json::json;

/// Pieces of templates, and some that they trip over.
const PIECES: &[&str] = &[
    "{{",
    "}}",
    "{{-",
    "-}}",
    "{{- ",
    " -}}",
    "{{/*",
    "*/}}",
    "/*",
    "*/",
    "{{if .Values.a}}",
    "{{else}}",
    "{{else if .}}",
    "{{else with .}}",
    "{{end}}",
    "{{with .Values}}",
    "{{range $k, $v := .Values}}",
    "{{range .Values.list}}",
    "{{range 3}}",
    "{{break}}",
    "{{continue}}",
    "{{define \"x\"}}",
    "{{block \"x\" .}}",
    "{{template \"x\" .}}",
    "{{include \"x\" .}}",
    "{{tpl .Values.tpl .}}",
    "{{ tpl \"{{ . }}\" . }}",
    "$x",
    "$",
    "$x := ",
    "$x = ",
    "$k, $v := ",
    ".",
    ".Values",
    ".Values.a.b",
    ".a",
    ".é",
    "(",
    ")",
    "|",
    " | ",
    " ",
    "\n",
    "\t",
    "\r\n",
    "\"a\"",
    "\"\\u00e9\\xff\"",
    "\"",
    "`raw`",
    "`",
    "'a'",
    "'",
    "'\\",
    "nil",
    "true",
    "false",
    "1",
    "-1",
    "0x1F",
    "1e3",
    "1_000",
    "0b1",
    "1i",
    "9223372036854775807",
    "9223372036854775808",
    "1e400",
    "a",
    "é",
    "日本",
    "\u{0}",
    "\u{feff}",
    "%",
    ",",
    ":=",
    "=",
    "{",
    "}",
    "if",
    "else",
    "end",
    "range",
    "with",
    "define",
    "index",
    "printf \"%[2]*.[1]*f\"",
    "and",
    "or",
    "not",
    "eq",
    "len",
    "default",
    "dict",
    "list",
    "toYaml",
    "fromYaml",
    "quote",
    "indent 2",
    "{{ .Values }}",
    "{{ . | toYaml | nindent 2 }}",
    "{{ $x := . }}",
    "{{ set .Values \"a\" . }}",
];

fn piece() -> impl Strategy<Value = String> {
    let names: Vec<&str> = ALL
        .iter()
        .flat_map(|table| table.iter().map(|function| function.name))
        .collect();
    prop_oneof![
        6 => proptest::sample::select(PIECES).prop_map(str::to_owned),
        1 => proptest::sample::select(names).prop_map(|name| format!(" {name} ")),
        1 => any::<char>().prop_map(String::from),
    ]
}

/// Operands that an action may hold.
fn operand() -> impl Strategy<Value = String> {
    let leaf = proptest::sample::select(vec![
        ".",
        "$",
        ".Values",
        ".Values.a",
        ".Values.list",
        ".Values.map",
        ".Values.tpl",
        ".Values.n",
        "nil",
        "true",
        "0",
        "-1",
        "3",
        "1.5",
        "1e300",
        "\"\"",
        "\"a\"",
        "\"%v %d\"",
        "\"a\\xffb\"",
        "(dict \"a\" 1)",
        "(list 1 \"a\" nil)",
        "(until 3)",
        "\"(a|b)+\"",
        "\"1.2.3\"",
        "now",
        "(.Values.no).no",
        "$.Values.text",
        "\"2006-01-02\"",
        "`{\"a\": [1]}`",
    ]);
    let names: Vec<&str> = ALL
        .iter()
        .flat_map(|table| table.iter().map(|function| function.name))
        .filter(|name| !name.starts_with("gen"))
        .collect();
    leaf.prop_map(str::to_owned)
        .prop_recursive(3, 12, 4, move |inner| {
            let names = proptest::sample::select(names.clone());
            (names, proptest::collection::vec(inner, 0..4))
                .prop_map(|(name, operands)| format!("({name} {})", operands.join(" ")))
        })
}

fn values() -> serde_json::Value {
    json!({
        "a": {"b": 1}, "n": -3, "text": "äö\nb: c", "tpl": "{{ .Values.a }}{{ include \"x\" . }}",
        "list": [1, "a", null, [], {"a": "b"}], "map": {"x": "y", "z": {"q": null}},
    })
}

fn check(source: &str) {
    for version in [HelmVersion::V3, HelmVersion::V4] {
        rendered(source, version, || from_json(&values()));
    }
}

proptest! {
    #[test]
    fn no_text_makes_the_parser_panic(text in any::<String>()) {
        let _ = parse(&text, HelmVersion::V4);
    }

    #[test]
    fn no_pieces_of_templates_make_it_panic(pieces in proptest::collection::vec(piece(), 0..40)) {
        check(&pieces.concat());
    }

    #[test]
    fn no_action_makes_it_panic(operand in operand()) {
        check(&format!("{{{{ {operand} }}}}"));
    }

    #[test]
    fn no_condition_makes_it_panic(one in operand(), two in operand()) {
        check(&format!(
            "{{{{ range $k, $v := {one} }}}}{{{{ if {two} }}}}{{{{ $v }}}}{{{{ else }}}}{{{{ $k }}}}{{{{ end }}}}{{{{ end }}}}"
        ));
    }

    #[test]
    fn no_text_of_tpl_makes_it_panic(pieces in proptest::collection::vec(piece(), 0..20)) {
        let text = pieces.concat();
        rendered("{{ tpl .Values.text . }}", HelmVersion::V4, || from_json(&json!({"text": text})));
    }
}

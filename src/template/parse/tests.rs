//! What is parsed and what is refused, as Go answered.

use super::node::{Node, OperandKind};
use super::parse;
use crate::template::version::HelmVersion;

fn refusal(text: &str) -> String {
    match parse(text, HelmVersion::V4) {
        Ok(_) => "parsed".into(),
        Err(error) => error.message,
    }
}

#[test]
fn go_refuses() {
    for (text, message) in [
        ("{{ }}", "missing value for command"),
        ("{{ nosuch 1 }}", "function \"nosuch\" not defined"),
        ("{{ $y }}", "undefined variable \"$y\""),
        ("{{ 1 | 2 }}", "non executable command in pipeline stage 2"),
        ("{{ /* c */ }}", "unexpected \"/\" in command"),
        ("{{/* c }}", "unclosed comment"),
        ("{{/* c */ }}", "comment ends before closing delimiter"),
        ("{{ if .a }}x", "unexpected EOF"),
        ("{{ end }}", "unexpected {{end}}"),
        ("{{ else }}", "unexpected {{else}}"),
        ("{{ break }}", "{{break}} outside {{range}}"),
        ("{{ \"a }}", "unterminated quoted string"),
        ("{{ (not .a }}", "unclosed left paren"),
        ("{{ .a ) }}", "unexpected right paren"),
        ("{{ 1a }}", "bad number syntax: \"1a\""),
        ("{{ not\"a\" }}", "bad character U+0022 '\"'"),
        (
            "{{ define \"d\" }}1{{ end }}{{ define \"d\" }}2{{ end }}",
            "template: multiple definition of template \"d\"",
        ),
        ("{{- /* c */ -}}", "parsed"),
        ("{{-1}}{{ 0x1F }}{{ 'a' }}{{ 1_000 }}", "parsed"),
        ("{{ with .a }}{{ else with .b }}{{ end }}", "parsed"),
        (
            "{{ range $i, $v := .a }}{{ break }}{{ else }}{{ end }}",
            "parsed",
        ),
    ] {
        assert_eq!(refusal(text), message, "{text}");
    }
}

#[test]
fn helm_3_knows_no_else_with() {
    let text = "{{ with .a }}{{ else with .b }}{{ end }}";
    let error = parse(text, HelmVersion::V3).unwrap_err();
    assert_eq!(error.message, "unexpected <with> in else");
}

#[test]
fn actions_trim_the_text_around_them() {
    let text = "a \n{{- 1 -}} \n b {{ 2 }} c";
    let parsed = parse(text, HelmVersion::V4).unwrap();
    let texts = parsed.body.nodes.iter().filter_map(|node| match node {
        Node::Text(bytes) => Some(bytes.of(text)),
        _ => None,
    });
    assert_eq!(texts.collect::<Vec<_>>(), ["a", "b ", " c"]);
}

#[test]
fn a_chain_is_at_its_second_part() {
    let text = "{{ .Values.a.b }}";
    let parsed = parse(text, HelmVersion::V4).unwrap();
    let Node::Action(pipeline) = &parsed.body.nodes[0] else {
        panic!("no action");
    };
    let operand = &pipeline.commands[0].operands[0];
    assert_eq!(operand.position, 10);
    let OperandKind::Field(fields) = &operand.kind else {
        panic!("no field");
    };
    let names: Vec<&str> = fields.iter().map(|field| &*field.name).collect();
    assert_eq!(names, ["Values", "a", "b"]);
}

/// Templates that Go refuses, with the line that it names, from 1.
#[test]
fn go_names_the_line_of_the_last_token() {
    for (text, line) in [
        ("{{ $u }}", 1),
        ("b: {{ $u \n }}", 2),
        ("b: {{ $u\n-}}\n", 2),
        ("b: {{ $u.a\n\n}}", 1),
        ("{{ break\n}}", 2),
        ("{{ if 1 }}{{ continue \n}}{{ end }}", 2),
        ("{{ 1 | \n 2 \n}}", 3),
        (
            "{{ block \"x\" . }}1{{ end }}\n{{ block \"x\" . }}2{{ end\n\n}}",
            4,
        ),
        ("{{ nosuch\n1 }}", 1),
        ("{{\n\"a\n}}", 2),
        ("{{-\n/* a \n */ }}", 2),
    ] {
        let error = parse(text, HelmVersion::V4).unwrap_err();
        let before = &text[..error.noticed_at];
        assert_eq!(before.matches('\n').count() + 1, line, "{text}");
    }
}

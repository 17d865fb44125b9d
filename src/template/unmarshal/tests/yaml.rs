//! YAML.

use super::json;
use crate::template::unmarshal::{from_yaml, libyaml};
use crate::template::value::Text;
use crate::template::version::HelmVersion;
use proptest::prelude::*;

#[test]
fn yaml_is_read_as_helm_reads_it() {
    let map = "map[string]interface {}";
    for (text, expected) in [
        ("a: 1\n---\nb: 2", r#"{"a":1}"#),
        (
            "a: 0x10\nb: yes\nc: ~\nd: 'x'",
            r#"{"a":16,"b":true,"c":null,"d":"x"}"#,
        ),
        ("a: &x [1]\nb: *x", r#"{"a":[1],"b":[1]}"#),
        ("a: |2\n    x", r#"{"a":"  x"}"#),
        ("a: |\n  x\n", r#"{"a":"x\n"}"#),
        ("a: >\n  x\n  y", r#"{"a":"x y"}"#),
        ("", "null"),
        ("# only a comment", "null"),
    ] {
        let read = from_yaml(&Text::plain(text), map, HelmVersion::V4);
        assert_eq!(read.error, None, "{text}");
        assert_eq!(json(&read.value), expected, "{text}");
    }
    let list = from_yaml(&Text::plain("- 1\n- a"), "[]interface {}", HelmVersion::V4);
    assert_eq!(json(&list.value), r#"[1,"a"]"#);
}

#[test]
fn what_is_no_yaml_is_said_as_helm_says_it() {
    for (text, error) in [
        (
            "a: b: c",
            "error converting YAML to JSON: yaml: mapping values are not allowed in this context",
        ),
        (
            "a:\n  - b\n c: d",
            "error converting YAML to JSON: yaml: line 2: did not find expected key",
        ),
        (
            "a: {b: 1,\n",
            "error converting YAML to JSON: yaml: line 1: did not find expected node content",
        ),
        (
            "a: [1",
            "error converting YAML to JSON: yaml: line 1: did not find expected ',' or ']'",
        ),
        (
            "a: \"x",
            "error converting YAML to JSON: yaml: found unexpected end of stream",
        ),
        (
            "a: @x",
            "error converting YAML to JSON: yaml: found character that cannot start any token",
        ),
        (
            "a: 1\nb",
            "error converting YAML to JSON: yaml: line 3: could not find expected ':'",
        ),
        (
            "a: *x",
            "error converting YAML to JSON: yaml: unknown anchor 'x' referenced",
        ),
        (
            "a: .nan",
            "error converting YAML to JSON: json: unsupported value: NaN",
        ),
        (
            "a: 1\nb:x\n",
            "error converting YAML to JSON: yaml: line 3: could not find expected ':'",
        ),
        (
            "a:x\nb: c\n",
            "error converting YAML to JSON: yaml: line 2: mapping values are not allowed in this context",
        ),
        (
            "a:\n  b\n  c: d\n",
            "error converting YAML to JSON: yaml: line 3: mapping values are not allowed in this context",
        ),
        (
            "a: b\n- c\n",
            "error converting YAML to JSON: yaml: line 1: did not find expected key",
        ),
        (
            "a: b\n-c\n",
            "error converting YAML to JSON: yaml: line 3: could not find expected ':'",
        ),
        (
            "a: [1, 2\nb: 3\n",
            "error converting YAML to JSON: yaml: line 1: did not find expected ',' or ']'",
        ),
        (
            "a: {b: c: d}\n",
            "error converting YAML to JSON: yaml: did not find expected ',' or '}'",
        ),
        (
            "a: 1\n\tb: 2\n",
            "error converting YAML to JSON: yaml: line 2: found a tab character that violates indentation",
        ),
        (
            "x: |\n a\n\tb",
            "error converting YAML to JSON: yaml: line 3: found a tab character where an indentation space is expected",
        ),
        (
            "%",
            "error converting YAML to JSON: yaml: could not find expected directive name",
        ),
        (
            "%YAML 1.2\n---\na: 1\n",
            "error converting YAML to JSON: yaml: found incompatible YAML document",
        ),
        (
            "a: {{ x }}",
            "error converting YAML to JSON: yaml: invalid map key: map[interface {}]interface {}{\"x\":interface {}(nil)}",
        ),
        (
            "a: \"\\x1\"",
            "error converting YAML to JSON: yaml: did not find expected hexdecimal number",
        ),
        (
            "a: !<x\n",
            "error converting YAML to JSON: yaml: did not find the expected '>'",
        ),
        (
            "a: !!\n",
            "error converting YAML to JSON: yaml: did not find expected tag URI",
        ),
        (
            "a: *x\nb c\n",
            "error converting YAML to JSON: yaml: unknown anchor 'x' referenced",
        ),
        (
            "a: !!int\n",
            "error converting YAML to JSON: yaml: cannot decode !!null `` as a !!int",
        ),
        (
            ".inf",
            "error converting YAML to JSON: json: unsupported value: +Inf",
        ),
        (
            "-.Inf",
            "error converting YAML to JSON: json: unsupported value: -Inf",
        ),
        (
            "- 1",
            "error unmarshaling JSON: while decoding JSON: json: cannot unmarshal array into Go value of type map[string]interface {}",
        ),
        (
            "5",
            "error unmarshaling JSON: while decoding JSON: json: cannot unmarshal number into Go value of type map[string]interface {}",
        ),
        (
            "&x :\n    b:\n     c: d\n   \ne: f\n",
            "error converting YAML to JSON: unsupported map key of type: %!s(<nil>), key: <nil>, value: map[interface {}]interface {}{\"b\":map[interface {}]interface {}{\"c\":\"d\"}}",
        ),
        (
            "<<: {~: 1}\na: 2\n",
            "error converting YAML to JSON: unsupported map key of type: %!s(<nil>), key: <nil>, value: 1",
        ),
        (
            "{~: 1, b: 2}",
            "error converting YAML to JSON: unsupported map key of type: %!s(<nil>), key: <nil>, value: 1",
        ),
        (
            "{a: 1, ~: [1, {b: c}], d: 1}",
            "error converting YAML to JSON: unsupported map key of type: %!s(<nil>), key: <nil>, value: []interface {}{1, map[interface {}]interface {}{\"b\":\"c\"}}",
        ),
        (
            "a: 1\n~:\n- 1\n- a: b\nc: 1",
            "error converting YAML to JSON: unsupported map key of type: %!s(<nil>), key: <nil>, value: []interface {}{1, map[interface {}]interface {}{\"a\":\"b\"}}",
        ),
        (
            "~: |\n  x\n  y\na: 1",
            "error converting YAML to JSON: unsupported map key of type: %!s(<nil>), key: <nil>, value: \"x\\ny\\n\"",
        ),
        (
            "a:\n  null: b\n   c\n  d: 1",
            "error converting YAML to JSON: unsupported map key of type: %!s(<nil>), key: <nil>, value: \"b c\"",
        ),
        (
            "- ~: {a: 1}\n  b: 2",
            "error converting YAML to JSON: unsupported map key of type: %!s(<nil>), key: <nil>, value: map[interface {}]interface {}{\"a\":1}",
        ),
        (
            "~: ~",
            "error converting YAML to JSON: unsupported map key of type: %!s(<nil>), key: <nil>, value: <nil>",
        ),
        (
            "? ~\n: 5\n",
            "error converting YAML to JSON: unsupported map key of type: %!s(<nil>), key: <nil>, value: 5",
        ),
        (
            "{? ~ : 5}",
            "error converting YAML to JSON: unsupported map key of type: %!s(<nil>), key: <nil>, value: 5",
        ),
        (
            "~: 1.5",
            "error converting YAML to JSON: unsupported map key of type: %!s(<nil>), key: <nil>, value: 1.5",
        ),
        (
            "~: true",
            "error converting YAML to JSON: unsupported map key of type: %!s(<nil>), key: <nil>, value: true",
        ),
        (
            "~: [ ]",
            "error converting YAML to JSON: unsupported map key of type: %!s(<nil>), key: <nil>, value: []interface {}{}",
        ),
        (
            "~: {}",
            "error converting YAML to JSON: unsupported map key of type: %!s(<nil>), key: <nil>, value: map[interface {}]interface {}{}",
        ),
        (
            "~: 2020-01-01",
            "error converting YAML to JSON: unsupported map key of type: %!s(<nil>), key: <nil>, value: \"2020-01-01\"",
        ),
        (
            "~: \"a\\nb\"",
            "error converting YAML to JSON: unsupported map key of type: %!s(<nil>), key: <nil>, value: \"a\\nb\"",
        ),
        (
            "{~: }",
            "error converting YAML to JSON: unsupported map key of type: %!s(<nil>), key: <nil>, value: <nil>",
        ),
        (
            "{~}",
            "error converting YAML to JSON: unsupported map key of type: %!s(<nil>), key: <nil>, value: <nil>",
        ),
        (
            "~:\n  # c\n  a: 1\n",
            "error converting YAML to JSON: unsupported map key of type: %!s(<nil>), key: <nil>, value: map[interface {}]interface {}{\"a\":1}",
        ),
        (
            "a: {b: {~: x}, c: d}",
            "error converting YAML to JSON: unsupported map key of type: %!s(<nil>), key: <nil>, value: \"x\"",
        ),
    ] {
        let read = from_yaml(
            &Text::plain(text),
            "map[string]interface {}",
            HelmVersion::V4,
        );
        assert_eq!(read.error.as_deref(), Some(error), "{text}");
    }
}

#[test]
fn helm_3_begins_with_a_capital_letter() {
    let text = Text::plain("~: 1");
    let read = from_yaml(&text, "map[string]interface {}", HelmVersion::V3);
    let error = "error converting YAML to JSON: Unsupported map key of type: %!s(<nil>), key: <nil>, value: 1";
    assert_eq!(read.error.as_deref(), Some(error));
}

proptest! {
    #[test]
    fn whatever_is_no_yaml_is_said(text in "[ab:\\-\\[\\]{},&*!|>'\"%@?#~ \\t\\n\\\\x1é\u{feff}\u{85}<.]{0,60}") {
        from_yaml(&Text::plain(&text), "map[string]interface {}", HelmVersion::V4);
        libyaml::complaint(&text);
    }
}

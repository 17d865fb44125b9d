//! What real Helm read, and where it is from.

use super::{from_json, from_json_into, from_toml, from_yaml, libyaml, toml_words};
use crate::template::marshal::{JsonForm, to_json, to_yaml};
use crate::template::origin::{Origin, PathLink};
use crate::template::testing::runs;
use crate::template::value::{Map, Text, Value};
use crate::template::version::HelmVersion;
use proptest::prelude::*;

fn json(value: &Value) -> String {
    let json = to_json(value, JsonForm::Raw, HelmVersion::V4).unwrap();
    json.lossy().into_owned()
}

#[test]
fn json_is_read_as_in_go() {
    for (text, expected) in [
        (
            r#" {"a":1,"a":2, "b" : [ true , null,"x"] } "#,
            r#"{"a":2,"b":[true,null,"x"]}"#,
        ),
        (
            r#"{"a":"\ud83d\ude00\ud83d\u00e9\/\n"}"#,
            "{\"a\":\"😀\u{fffd}é/\\n\"}",
        ),
        ("-1.5e3", "-1500"),
        ("null", "null"),
        ("{}", "{}"),
        ("[]", "[]"),
    ] {
        let read = from_json(&Text::plain(text));
        assert_eq!(read.error, None, "{text}");
        assert_eq!(json(&read.value), expected, "{text}");
    }
}

#[test]
fn what_is_no_json_is_said_as_in_go() {
    let map = "map[string]interface {}";
    for (text, error) in [
        ("", "unexpected end of JSON input"),
        ("{\"a\"", "unexpected end of JSON input"),
        ("x", "invalid character 'x' looking for beginning of value"),
        (
            "{a}",
            "invalid character 'a' looking for beginning of object key string",
        ),
        ("{\"a\" 1}", "invalid character '1' after object key"),
        (
            "{\"a\":1 \"b\"}",
            "invalid character '\"' after object key:value pair",
        ),
        ("[1 2]", "invalid character '2' after array element"),
        ("{} x", "invalid character 'x' after top-level value"),
        ("\"a\nb\"", r"invalid character '\n' in string literal"),
        (r#""\q""#, "invalid character 'q' in string escape code"),
        (
            "trux",
            "invalid character 'x' in literal true (expecting 'e')",
        ),
        ("01", "invalid character '1' after top-level value"),
        (
            "1.x",
            "invalid character 'x' after decimal point in numeric literal",
        ),
        ("-", "invalid character ' ' in numeric literal"),
        (
            "nul",
            "invalid character ' ' in literal null (expecting 'l')",
        ),
        (
            "[tru",
            "invalid character ' ' in literal true (expecting 'e')",
        ),
        (
            "1.",
            "invalid character ' ' after decimal point in numeric literal",
        ),
        ("1e", "invalid character ' ' in exponent of numeric literal"),
        ("\"\\", "invalid character ' ' in string escape code"),
        (
            "\"\\u1",
            "invalid character ' ' in \\u hexadecimal character escape",
        ),
        ("\"a ", "unexpected end of JSON input"),
        (
            "'a'",
            r"invalid character '\'' looking for beginning of value",
        ),
        (
            "5",
            "json: cannot unmarshal number into Go value of type map[string]interface {}",
        ),
        (
            "[1]",
            "json: cannot unmarshal array into Go value of type map[string]interface {}",
        ),
        (
            "{\"a\":1e400}",
            "json: cannot unmarshal number 1e400 into Go value of type float64",
        ),
    ] {
        let read = from_json_into(&Text::plain(text), map);
        assert_eq!(read.error.as_deref(), Some(error), "{text}");
    }
}

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

#[test]
fn what_went_through_text_keeps_its_origins() {
    let root = PathLink::root().key("m");
    let at = |key: &str| Origin::absent(root.key(key));
    let map = Map::from_entries([]);
    let name = Value::text(Text::whole("it's", at("name")));
    map.set("name".into(), name, at("name"));
    map.set(
        "port".into(),
        Value::float(80.0).with_origin(at("port")),
        at("port"),
    );
    let yaml = to_yaml(&Value::map(map)).unwrap();
    let json = to_json(
        &from_yaml(&yaml, "map[string]interface {}", HelmVersion::V4).value,
        JsonForm::Compact,
        HelmVersion::V4,
    );
    let again = from_json(&json.unwrap()).value;
    let read = again.as_map().unwrap();
    let path = |origin: &Origin| origin.path().unwrap().to_string();
    assert_eq!(
        runs(read.get("name").unwrap().as_text().unwrap()),
        [("it's".into(), "m.name".into())]
    );
    assert_eq!(path(&read.get("port").unwrap().origin), "m.port");
    assert_eq!(path(&read.entries()["port"].key_origin), "m.port");
    assert_eq!(path(&again.origin), "m");
}

#[test]
fn toml_is_read_as_helm_reads_it() {
    for (text, expected) in [
        (
            "a = 1.5\nb = true\nc = \"x\"\nd = [1, 2, 3]\n[t]\nx = 1",
            r#"{"a":1.5,"b":true,"c":"x","d":[1,2,3],"t":{"x":1}}"#,
        ),
        ("[[t]]\nx = 1\n[[t]]\nx = 2", r#"{"t":[{"x":1},{"x":2}]}"#),
        ("a = {b = 1}\nc.d = 0x1F", r#"{"a":{"b":1},"c":{"d":31}}"#),
        ("a = 2021-01-01", r#"{"a":"2021-01-01T00:00:00Z"}"#),
        ("a = 10:20:30", r#"{"a":"0000-01-01T10:20:30Z"}"#),
        ("", "{}"),
    ] {
        let read = from_toml(&Text::plain(text));
        assert_eq!(read.error, None, "{text}");
        assert_eq!(json(&read.value), expected, "{text}");
    }
}

#[test]
fn what_is_no_toml_is_said_as_helm_says_it() {
    for (text, error) in [
        (
            "x",
            "toml: line 1: unexpected EOF; expected key separator '='",
        ),
        (
            "a: 1",
            "toml: line 1: expected '.' or '=', but got ':' instead",
        ),
        (
            "a = 1\nb\nc",
            r"toml: line 2: expected '.' or '=', but got '\n' instead",
        ),
        (
            "= 1",
            "toml: line 1: unexpected '=': key name appears blank",
        ),
        (
            "{\"a\":1}",
            "toml: line 1: expected '.' or '=', but got '{' instead",
        ),
        (
            "- 1",
            "toml: line 1: expected '.' or '=', but got '1' instead",
        ),
        (
            "a = 1\na = 2",
            "toml: line 2 (last key \"a\"): Key 'a' has already been defined.",
        ),
        (
            "[p]\n[p]",
            "toml: line 2: Key 'p' has already been defined.",
        ),
        (
            "[[p]]\n[p]",
            "toml: line 2: Key 'p' has already been defined.",
        ),
        (
            "i = {a = 1, b.c =, 2}",
            "toml: line 1 (last key \"i.b.c\"): expected value but found ',' instead",
        ),
        (
            "i = {a = 1, b.c] a = 2",
            "toml: line 1 (last key \"i.a\"): expected '.' or '=', but got ']' instead",
        ),
        (
            "[[p]]\nn[t]",
            "toml: line 2 (last key \"p\"): expected '.' or '=', but got '[' instead",
        ),
        (
            "a = \nb = 1",
            "toml: line 1 (last key \"a\"): expected value but found '\\n' instead",
        ),
        (
            "x = tr\n",
            "toml: line 1 (last key \"x\"): expected value but found \"tr\" instead",
        ),
        (
            "a = 1\n\"b = 2\n",
            "toml: line 2: strings cannot contain newlines",
        ),
        (
            "x = \"\"\" true\n",
            "toml: line 1 (last key \"x\"): unexpected EOF; expected '\"\"\"'",
        ),
        (
            "d = 1979-05-27T07:2:00Z",
            "toml: line 1 (last key \"d\"): invalid datetime: \"1979-05-27T07:2:00Z\"",
        ),
        (
            "d = 19.79-05-27",
            "toml: line 1 (last key \"d\"): Invalid float value: \"19.79-05-27\"",
        ),
        (
            "c = [1, 2.]",
            "toml: line 1 (last key \"c\"): Invalid float \"2.\": '.' must be followed by one or more digits",
        ),
        (
            "c = [1, 2 \"z\"]",
            "toml: line 1 (last key \"c\"): expected a comma (',') or array terminator (']'), but got '\"'",
        ),
        (
            "i = 0b{",
            "toml: line 1 (last key \"i\"): not a binary number: '0b{'",
        ),
        (
            "[[.p]]",
            "toml: line 1: unexpected table separator (table names cannot be empty)",
        ),
        (
            "m = \"\"\"\n\\#\"\"\"",
            "toml: line 2 (last key \"m\"): invalid escape in string '\\#'",
        ),
        (
            "a = [1]\n[[a]]",
            "toml: line 2: Key 'a' was already created and cannot be used as an array.",
        ),
        (
            "a.b = 1\n[a.b.c]",
            "toml: line 2: Key 'a.b' was already created as a hash.",
        ),
        (
            "a = {b = 1, b = 2}",
            "toml: line 1 (last key \"a.b\"): Key 'a.b' has already been defined.",
        ),
        (
            "[a.b]\n[a]\n[a]",
            "toml: line 3: Key 'a' has already been defined.",
        ),
        (
            "a = +0x1",
            "toml: line 1 (last key \"a\"): cannot use sign with non-decimal numbers: '+0x'",
        ),
        (
            "a = 1__0",
            "toml: line 1 (last key \"a\"): Invalid integer \"1__0\": underscores must be surrounded by digits",
        ),
        (
            "a = 007",
            "toml: line 1 (last key \"a\"): Invalid integer \"007\": cannot have leading zeroes",
        ),
        (
            "a = 99999999999999999999",
            "toml: line 1 (last key \"a\"): 99999999999999999999 is out of range for int64",
        ),
        (
            "a = \"\\ud800\"",
            "toml: line 1 (last key \"a\"): Escaped character '\\ud800' is not valid UTF-8.",
        ),
        (
            "a = \"x\\q\"",
            "toml: line 1 (last key \"a\"): invalid escape in string '\\q'",
        ),
        (
            "a = .5",
            "toml: line 1 (last key \"a\"): floats must start with a digit, not '.'",
        ),
        (
            "a = -x",
            "toml: line 1 (last key \"a\"): expected a digit but got 'x'",
        ),
        (
            "a = 1 2",
            "toml: line 1: expected a top-level item to end with a newline, comment, or EOF, but got '2' instead",
        ),
        (
            "a = '''x",
            "toml: line 1 (last key \"a\"): unexpected EOF; expected \"'''\"",
        ),
        (
            "[a",
            "toml: line 1: expected '.' or ']' to end table name, but got '\\x00' instead",
        ),
        (
            "[a]b",
            "toml: line 1 (last key \"a\"): expected a top-level item to end with a newline, comment, or EOF, but got 'b' instead",
        ),
        (
            "a = [1,,2]",
            "toml: line 1 (last key \"a\"): unexpected comma",
        ),
        ("a = {,}", "toml: line 1 (last key \"a\"): unexpected comma"),
        (
            "a = 1e400",
            "toml: line 1 (last key \"a\"): 1e400 is out of range for float64",
        ),
        (
            "a = \"\u{1}\"",
            "toml: line 1 (last key \"a\"): TOML files cannot contain control characters: '0x01'",
        ),
        (
            "a = 2021-02-30",
            "toml: line 1 (last key \"a\"): invalid datetime: \"2021-02-30\"",
        ),
        (
            "a = 25:00:00",
            "toml: line 1 (last key \"a\"): invalid datetime: \"25:00:00\"",
        ),
        (
            "'a' = 1\n\"a\" = 2",
            "toml: line 2 (last key \"a\"): Key 'a' has already been defined.",
        ),
        (
            "\"a b\".c = 1\n\"a b\".c = 2",
            "toml: line 2 (last key \"\\\"a b\\\".c\"): Key '\"a b\".c' has already been defined.",
        ),
        (
            "a = [{b = 1}, {b = 1, b = 2}]",
            "toml: line 1 (last key \"a.b\"): Key 'a.b' has already been defined.",
        ),
    ] {
        let read = from_toml(&Text::plain(text));
        assert_eq!(read.error.as_deref(), Some(error), "{text}");
    }
}

proptest! {
    #[test]
    fn whatever_is_no_yaml_is_said(text in "[ab:\\-\\[\\]{},&*!|>'\"%@?#~ \\t\\n\\\\x1é\u{feff}\u{85}<.]{0,60}") {
        from_yaml(&Text::plain(&text), "map[string]interface {}", HelmVersion::V4);
        libyaml::complaint(&text);
    }

    #[test]
    fn whatever_is_no_toml_is_said(text in "[ab12=.,\\[\\]{}\"'#\\-+_:T \\t\\r\n\\\\xué\u{0}]{0,60}") {
        from_toml(&Text::plain(&text));
        toml_words::complaint(&text);
    }
}

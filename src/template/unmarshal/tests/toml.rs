//! TOML.

use super::json;
use crate::template::unmarshal::{from_toml, toml_words};
use crate::template::value::Text;
use proptest::prelude::*;

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
    fn whatever_is_no_toml_is_said(text in "[ab12=.,\\[\\]{}\"'#\\-+_:T \\t\\r\n\\\\xué\u{0}]{0,60}") {
        from_toml(&Text::plain(&text));
        toml_words::complaint(&text);
    }
}

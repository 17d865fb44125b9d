//! JSON.

use super::json;
use crate::template::unmarshal::{from_json, from_json_into};
use crate::template::value::Text;

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

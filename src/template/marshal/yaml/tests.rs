//! What real Helm wrote.

use super::{to_yaml, to_yaml_pretty};
use crate::template::origin::{Origin, PathLink};
use crate::template::testing::{from_json, runs};
use crate::template::value::{Data, Map, Text, Value};

/// Each line has a value, what `toYaml` makes of it, and `toYamlPretty` where that differs.
#[test]
fn values_are_written_as_helm_writes_them() {
    for line in include_str!("answers.jsonl").lines() {
        let line: Vec<serde_json::Value> = serde_json::from_str(line).unwrap();
        let value = from_json(&line[0]);
        let written = |text: Text| text.lossy().into_owned();
        let yaml = to_yaml(&value).map(written).unwrap_or_default();
        assert_eq!(yaml, line[1]);
        let pretty = to_yaml_pretty(&value).map(written).unwrap();
        assert_eq!(pretty, *line.get(2).unwrap_or(&line[1]));
    }
}

#[test]
fn keys_are_in_the_order_of_go_yaml() {
    let keys = [
        "b", "é", "A", "10", "-x", "a10", "9", "_y", "1", "a2", "", "a", "a02", "a-b", "ab",
    ];
    let map = Map::from_entries(keys.map(|key| (key.into(), Value::nil())));
    let text = to_yaml(&Value::map(map)).unwrap();
    let text = text.lossy();
    let sorted: Vec<&str> = text
        .lines()
        .map(|line| line.trim_end_matches(": null").trim_matches('"'))
        .collect();
    let expected = [
        "", "-x", "_y", "1", "9", "10", "A", "a", "a-b", "a2", "a02", "a10", "ab", "b", "é",
    ];
    assert_eq!(sorted, expected);
}

#[test]
fn what_cannot_be_written_is_an_error() {
    let wide = Map::from_entries([]);
    wide.set("self".into(), Value::map(wide.clone()), Origin::default());
    let long_key = Map::from_entries([("k".repeat(1023).into(), Value::nil())]);
    for (value, message) in [
        (Value::float(f64::NAN), "json: unsupported value: NaN"),
        (
            Value::float(f64::NEG_INFINITY),
            "json: unsupported value: -Inf",
        ),
        (
            Value::string("a\x7fb"),
            "yaml: control characters are not allowed",
        ),
        (
            Value::map(long_key),
            "yaml: did not find expected ',' or '}'",
        ),
        (
            Value::map(wide.clone()),
            "json: unsupported value: encountered a cycle via map[string]interface {}",
        ),
    ] {
        assert_eq!(to_yaml(&value).unwrap_err().to_string(), message);
    }
    wide.unset("self");
}

fn from(key: &str) -> Origin {
    Origin::absent(PathLink::root().key(key))
}

#[test]
fn each_byte_keeps_its_origin() {
    let map = Map::from_entries([]);
    let text = Text::whole("a\nb", from("text"));
    map.set("text".into(), Value::text(text), from("text"));
    let name = Value::new(Data::String(Text::plain("it's #1: yes")));
    map.set("name".into(), name.with_origin(from("name")), from("key"));
    let number = Value::float(1.0).with_origin(from("num"));
    map.set("num".into(), number, from("num"));
    let list = Value::list([Value::nil().with_origin(from("nil"))]);
    map.set("list".into(), list.with_origin(from("list")), from("list"));
    let empty = Value::list([]).with_origin(from("empty"));
    map.set("e".into(), empty, Origin::default());
    let yaml = to_yaml(&Value::map(map)).unwrap();
    let expected = [
        ("e:", ""),
        (" []", "empty"),
        ("\n", ""),
        ("list:", "list"),
        ("\n", ""),
        ("-", "list"),
        (" null", "nil"),
        ("\n", ""),
        ("name:", "key"),
        (" 'it''s #1: yes'", "name"),
        ("\n", ""),
        ("num:", "num"),
        (" 1", "num"),
        ("\n", ""),
        ("text:", "text"),
        (" |-", "text"),
        ("\n  ", ""),
        ("a\n", "text"),
        ("  ", ""),
        ("b", "text"),
    ];
    assert_eq!(runs(&yaml), expected.map(|(t, p)| (t.into(), p.into())));
}

//! What real Helm wrote.

use super::{JsonForm, to_json, to_toml};
use crate::template::origin::{Origin, PathLink};
use crate::template::testing::{from_json, runs};
use crate::template::value::{Map, MapType, Text, Value};
use crate::template::version::HelmVersion;
use serde_json::json;

fn written(value: &Value, form: JsonForm) -> String {
    let text = to_json(value, form, HelmVersion::V4).unwrap();
    text.lossy().into_owned()
}

#[test]
fn strings_are_escaped_as_in_go() {
    let text = "a<b>&\u{2028}\u{7f}\x08\x0c\x01é😀\"\\/\t";
    let value = Value::string(text);
    let raw = "\"a<b>&\\u2028\u{7f}\\b\\f\\u0001é😀\\\"\\\\/\\t\"";
    assert_eq!(written(&value, JsonForm::Raw), raw);
    let escaped = raw.replace("<b>&", r"\u003cb\u003e\u0026");
    assert_eq!(written(&value, JsonForm::Compact), escaped);
    let helm3 = to_json(&value, JsonForm::Compact, HelmVersion::V3).unwrap();
    let escaped = escaped.replace(r"\b\f", r"\u0008\u000c");
    assert_eq!(helm3.lossy(), escaped);
    let broken = Value::string(b"a\xffb\xe2\x82");
    assert_eq!(written(&broken, JsonForm::Raw), r#""a\ufffdb\ufffd\ufffd""#);
}

#[test]
fn numbers_are_written_as_in_go() {
    let value = from_json(&json!([
        1e20,
        1e21,
        1e-6,
        1e-7,
        123_456_789.0,
        -0.0,
        1.5e300,
        1.25
    ]));
    let expected = "[100000000000000000000,1e+21,0.000001,1e-7,123456789,-0,1.5e+300,1.25]";
    assert_eq!(written(&value, JsonForm::Compact), expected);
}

#[test]
fn collections_are_laid_out_as_in_go() {
    let value = from_json(&json!({"b": [1.0, [], {}, {"c": null}], "a<": true, "10": "", "9": ""}));
    assert_eq!(
        written(&value, JsonForm::Compact),
        r#"{"10":"","9":"","a\u003c":true,"b":[1,[],{},{"c":null}]}"#
    );
    let pretty = "{\n  \"10\": \"\",\n  \"9\": \"\",\n  \"a\\u003c\": true,\n  \"b\": [\n    1,\n    [],\n    {},\n    {\n      \"c\": null\n    }\n  ]\n}";
    assert_eq!(written(&value, JsonForm::Pretty), pretty);
}

#[test]
fn each_byte_keeps_its_origin() {
    let from = |key: &str| Origin::absent(PathLink::root().key(key));
    let map = Map::from_entries([]);
    let text = Value::text(Text::whole("a<\n", from("text")));
    map.set("t".into(), text, from("key"));
    let list = Value::list([Value::nil().with_origin(from("nil"))]);
    let list = list.with_origin(from("list"));
    map.set("u".into(), list, Origin::default());
    let json = to_json(&Value::map(map), JsonForm::Compact, HelmVersion::V4).unwrap();
    let expected = [
        ("{", ""),
        ("\"t\":", "key"),
        ("\"a\\u003c\\n\"", "text"),
        (",\"u\":", ""),
        ("[", "list"),
        ("null", "nil"),
        ("]", "list"),
        ("}", ""),
    ];
    assert_eq!(runs(&json), expected.map(|(t, p)| (t.into(), p.into())));
}

#[test]
fn toml_is_laid_out_as_its_encoder_does_it() {
    for (json, toml) in [
        (
            json!({"a": true, "b": 1.0, "c": "x\"y\n\t", "e": [1, 2.5], "f": {"x": "", "y": {"z": 2}}, "g": null}),
            "a = true\nb = 1.0\nc = \"x\\\"y\\n\\t\"\ne = [1.0, 2.5]\n\n[f]\n  x = \"\"\n  [f.y]\n    z = 2.0\n",
        ),
        (
            json!({"a": [{"x": true}, {"y": ["a", "b"]}]}),
            "[[a]]\n  x = true\n\n[[a]]\n  y = [\"a\", \"b\"]\n",
        ),
        (
            json!({"a b": "", "": "", "é": "", "a-b": "", "a.b": {}}),
            "\"\" = \"\"\n\"a b\" = \"\"\na-b = \"\"\n\"é\" = \"\"\n\n[\"a.b\"]\n",
        ),
        (
            json!({"a": [{}, {"b": [{"c": ""}]}]}),
            "[[a]]\n\n[[a]]\n\n  [[a.b]]\n    c = \"\"\n",
        ),
        (
            json!({"a": [{"x": true}, ""], "b": [[]], "c": []}),
            "a = [{x = true}, \"\"]\nb = [[]]\nc = []\n",
        ),
        (json!({"a": 1e20, "b": 0.1}), "a = 1e+20\nb = 0.1\n"),
        (json!({}), ""),
        (json!(["x"]), "[\"x\"]"),
    ] {
        let text = to_toml(&from_json(&json), HelmVersion::V4).unwrap();
        assert_eq!(text.lossy(), toml);
    }
    let unmade = Value::map(Map::nil(MapType::String));
    let map = Map::from_entries([("a".into(), unmade), ("b".into(), Value::bool(true))]);
    let text = to_toml(&Value::map(map), HelmVersion::V4).unwrap();
    assert_eq!(text.lossy(), "b = true\n");
    let nil = from_json(&json!({"a": ["", null]}));
    let error = to_toml(&nil, HelmVersion::V4).unwrap_err().to_string();
    assert_eq!(error, "toml: cannot encode array with nil element");
}

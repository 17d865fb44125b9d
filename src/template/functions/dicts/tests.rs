//! What Helm answered about maps.

use super::super::testing::{call, hold, json, value};
use crate::template::origin::{Origin, PathLink, Unknown};
use crate::template::value::{Map, MapType, SemanticVersion, Text, Value};
use crate::template::version::HelmVersion::{self, V3, V4};
use serde_json::json as j;

#[test]
fn maps_are_made_and_read() {
    hold(
        V4,
        &[
            ("dict", j!(["a", 1, "b"]), r#"{"a":1,"b":""}"#),
            ("get", j!([{"a": null}, "a"]), "null"),
            ("get", j!([{"a": 1}, "b"]), r#""""#),
            ("set", j!([{"a": 1}, "b", 2]), r#"{"a":1,"b":2}"#),
            (
                "set",
                j!([null, "a", 1]),
                "fails: assignment to entry in nil map",
            ),
            ("unset", j!([{"a": 1, "b": 2}, "a"]), r#"{"b":2}"#),
            ("hasKey", j!([{"a": null}, "a"]), "true"),
            ("hasKey", j!([null, "a"]), "false"),
            ("get", j!([null, "a"]), r#""""#),
            ("pluck", j!(["a", {"a": null}, {"a": 1}, {}]), "[null,1]"),
            ("pluck", j!(["a"]), "[]"),
            ("pick", j!([{"a": 1, "c": 2}, "a", "a", "b"]), r#"{"a":1}"#),
            ("omit", j!([{"a": 1, "b": 2}, "a"]), r#"{"b":2}"#),
            ("omit", j!([null, "a"]), "{}"),
            ("keys", j!([{"b": 1, "a": 2}, {"c": 3}]), r#"["a","b","c"]"#),
            ("keys", j!([]), "[]"),
            ("values", j!([{"a": null}]), "[null]"),
        ],
    );
}

#[test]
fn copies_are_deep() {
    hold(
        V4,
        &[
            (
                "deepCopy",
                j!([{"a": null, "b": [null]}]),
                r#"{"a":null,"b":[null]}"#,
            ),
            (
                "mustDeepCopy",
                j!([null]),
                "fails: reflect: call of reflect.Value.Type on zero Value",
            ),
        ],
    );
    let map = value(&j!({"x": {"y": 1}}));
    let copy = call(V4, "deepCopy", std::slice::from_ref(&map)).unwrap();
    let inner = copy.as_map().unwrap().get("x").unwrap();
    inner.as_map().unwrap().unset("y");
    assert_eq!(json(&map).to_string(), r#"{"x":{"y":1}}"#);
}

#[test]
fn what_holds_itself_has_no_copy() {
    let map = value(&j!({}));
    map.as_map()
        .unwrap()
        .set("self".into(), map.clone(), Origin::default());
    for (name, args) in [
        ("deepCopy", vec![map.clone()]),
        ("merge", vec![value(&j!({"self": {}})), map.clone()]),
    ] {
        let _ = call(V4, name, &args);
    }
    map.as_map().unwrap().unset("self");
}

#[test]
fn dig_goes_through_maps_only() {
    let map = "interface conversion: interface {} is";
    let not = |found: &str| format!("fails: {map} {found}, not map[string]interface {{}}");
    hold(
        V4,
        &[
            ("dig", j!(["a", "b", "d", {"a": {"b": 1}}]), "1"),
            ("dig", j!(["a", "b", "c", "d", {"a": {}}]), r#""d""#),
            ("dig", j!(["a", "d", {"a": null}]), "null"),
            (
                "dig",
                j!(["a", "d"]),
                "fails: dig needs at least three arguments",
            ),
            ("dig", j!([]), "fails: dig needs at least three arguments"),
            ("dig", j!(["a", "d", null]), &not("nil")),
            ("dig", j!(["a", "b", "d", {"a": null}]), &not("nil")),
            (
                "dig",
                j!(["a", "b", "d", {"a": [1]}]),
                &not("[]interface {}"),
            ),
            ("dig", j!(["a", "b", "d", {"a": 1.5}]), &not("float64")),
            (
                "dig",
                j!([1, "d", {}]),
                &format!("fails: {map} int, not string"),
            ),
            (
                "dig",
                j!([null, "d", {}]),
                &format!("fails: {map} nil, not string"),
            ),
        ],
    );
    for (version, found) in [(V3, "chartutil.Values"), (V4, "common.Values")] {
        let values = Value::map(Map::new(MapType::Values(version)));
        let args = [Value::string("a"), Value::string("d"), values];
        let fault = call(version, "dig", &args).unwrap_err();
        assert_eq!(format!("fails: {}", fault.message), not(found));
    }
}

#[test]
fn merge_keeps_what_is_not_empty() {
    let table = [
        ("merge", j!([{"a": [1]}, {"a": [2]}]), r#"{"a":[1]}"#),
        (
            "merge",
            j!([{"a": 0, "b": false, "c": ""}, {"a": 1, "b": true, "c": "x"}]),
            r#"{"a":1,"b":true,"c":"x"}"#,
        ),
        (
            "merge",
            j!([{"a": {}}, {"a": {"b": null}}]),
            r#"{"a":{"b":null}}"#,
        ),
        ("merge", j!([{"a": 0}, {"a": {"b": 1}}]), r#"{"a":{"b":1}}"#),
        ("merge", j!([{"a": 1}, {"a": {"b": 1}}]), r#"{"a":1}"#),
        ("merge", j!([{"a": {"b": 1}}, {"a": 1}]), r#"{"a":{"b":1}}"#),
        (
            "merge",
            j!([{"a": null}, {"a": null, "b": null}]),
            r#"{"a":null}"#,
        ),
        (
            "merge",
            j!([{"a": {"x": 1}}, {"a": {"x": 2, "y": 3}}]),
            r#"{"a":{"x":1,"y":3}}"#,
        ),
        (
            "merge",
            j!([{}, {"a": 1}, {"a": 2, "b": 3}]),
            r#"{"a":1,"b":3}"#,
        ),
        ("merge", j!([{"a": 1}, null]), r#"{"a":1}"#),
        ("merge", j!([null, {"a": 1}]), r#"{"a":1}"#),
    ];
    hold(V3, &table);
    hold(V4, &table);
}

#[test]
fn merge_overwrite_takes_the_later() {
    let table = [
        (
            "mergeOverwrite",
            j!([{"a": true}, {"a": false}]),
            r#"{"a":false}"#,
        ),
        (
            "mergeOverwrite",
            j!([{"a": {"b": 1}}, {"a": {}}]),
            r#"{"a":{"b":1}}"#,
        ),
        (
            "mergeOverwrite",
            j!([{"a": {"b": 1}}, {"a": 1}]),
            r#"{"a":1}"#,
        ),
        (
            "mergeOverwrite",
            j!([{"a": {"b": 1}}, {"a": null}]),
            r#"{"a":null}"#,
        ),
        ("mergeOverwrite", j!([{"a": [1]}, {"a": []}]), r#"{"a":[]}"#),
        (
            "mergeOverwrite",
            j!([{"a": {"x": 1}}, {"a": [1]}]),
            r#"{"a":[1]}"#,
        ),
        ("mergeOverwrite", j!([{}, {"a": null}]), r#"{"a":null}"#),
        (
            "mustMergeOverwrite",
            j!([{"a": 1}, {"a": 2}, {"a": 3}]),
            r#"{"a":3}"#,
        ),
    ];
    hold(V3, &table);
    hold(V4, &table);
    let differ = [
        (
            j!([{"a": 1}, {"a": {"b": 1}}]),
            r#"{"a":1}"#,
            r#"{"a":{"b":1}}"#,
        ),
        (j!([{"a": [1]}, {"a": {}}]), r#"{"a":[1]}"#, r#"{"a":{}}"#),
        (
            j!([{"a": [1]}, {"a": {"x": 1}}]),
            r#"{"a":[1]}"#,
            r#"{"a":{"x":1}}"#,
        ),
    ];
    for (args, old, new) in differ {
        hold(V3, &[("mergeOverwrite", args.clone(), old)]);
        hold(V4, &[("mergeOverwrite", args, new)]);
    }
}

#[test]
fn merged_maps_are_shared_where_go_shares_them() {
    for (target, is_shared) in [
        (j!({}), true),
        (j!({"x": {}}), false),
        (j!({"x": {"z": 1}}), false),
    ] {
        let source = value(&j!({"x": {"y": 1}}));
        let merged = call(V4, "merge", &[value(&target), source.clone()]).unwrap();
        let inner = |map: &Value| {
            map.as_map()
                .unwrap()
                .get("x")
                .unwrap()
                .as_map()
                .unwrap()
                .clone()
        };
        assert_eq!(
            inner(&merged).is_same(&inner(&source)),
            is_shared,
            "{target}"
        );
    }
}

fn merged(version: HelmVersion, name: &str, one: Value, two: Value) -> String {
    let map = |value: Value| Value::map(Map::from_entries([("a".into(), value)]));
    match call(version, name, &[map(one), map(two)]) {
        Ok(value) => json(&value).to_string(),
        Err(fault) => format!("fails: {}", fault.message),
    }
}

#[test]
fn other_types_are_merged_as_mergo_does() {
    let version = |patch| {
        Value::new(crate::template::value::Data::Version(
            SemanticVersion {
                numbers: [1, 2, patch],
                prerelease: String::new(),
                metadata: String::new(),
                is_struct: false,
                original: String::new(),
            }
            .into(),
        ))
    };
    let split = |parts: &[&str]| {
        let map = Map::new(MapType::String);
        for (index, part) in parts.iter().enumerate() {
            map.set(
                format!("_{index}").into(),
                Value::string(part),
                Origin::default(),
            );
        }
        Value::map(map)
    };
    let dict = || value(&j!({"c": 1}));
    assert_eq!(merged(V4, "merge", version(3), dict()), r#""""#);
    assert_eq!(
        merged(V4, "mustMerge", version(3), dict()),
        "fails: src and dst must be of same type"
    );
    assert_eq!(
        merged(V3, "mergeOverwrite", version(3), dict()),
        r#"{"a":"1.2.3"}"#
    );
    assert_eq!(
        merged(V4, "mergeOverwrite", version(3), dict()),
        r#"{"a":{"c":1}}"#
    );
    assert_eq!(
        merged(V4, "mergeOverwrite", version(3), version(4)),
        r#"{"a":"1.2.4"}"#
    );
    assert_eq!(
        merged(V4, "merge", version(3), version(4)),
        r#"{"a":"1.2.3"}"#
    );
    assert_eq!(
        merged(V3, "mergeOverwrite", dict(), version(3)),
        "fails: reflect: reflect.Value.Set using unaddressable value"
    );
    assert_eq!(
        merged(V4, "merge", split(&["x"]), dict()),
        "fails: reflect.Value.SetMapIndex: value of type interface {} is not assignable to type string"
    );
    assert_eq!(
        merged(V4, "merge", split(&["x"]), split(&["y", "z"])),
        r#"{"a":{"_0":"x","_1":"z"}}"#
    );
}

fn at(path: &str) -> Origin {
    Origin::absent(
        path.split('.')
            .fold(PathLink::root(), |link, key| link.key(key)),
    )
}

fn paths(origin: &Origin) -> Vec<String> {
    origin
        .values()
        .map(|value| value.path.to_path().to_string())
        .collect()
}

#[test]
fn absent_keys_have_the_paths_at_which_they_are_absent() {
    let one = value(&j!({"a": {}})).with_origin(at("one"));
    let two = value(&j!({"b": 1})).with_origin(at("two"));
    let merged = call(V4, "merge", &[one.clone(), two]).unwrap();
    assert_eq!(paths(&merged.origin), ["one", "two"]);
    let key = |key: &str| Value::string(key);
    let absent = call(V4, "get", &[merged.clone(), key("z")]).unwrap();
    assert_eq!(paths(&absent.origins()), ["one.z", "two.z"]);
    let has = call(V4, "hasKey", &[one.clone(), key("z")]).unwrap();
    assert_eq!(paths(&has.origins()), ["one.z"]);
    let dug = call(V4, "dig", &[key("x"), key("y"), key("d"), one.clone()]).unwrap();
    assert_eq!(paths(&dug.origins()), ["one.x.y"]);
    let picked = call(V4, "pick", &[one, key("a")]).unwrap();
    assert_eq!(paths(&picked.origin), ["one"]);
}

#[test]
fn only_the_order_of_keys_is_unknown() {
    let keys = call(V4, "keys", &[value(&j!({"a": 1, "b": 2}))]).unwrap();
    assert_eq!(keys.origin.unknown(), Some(Unknown::Order));
    let items = keys.as_list().unwrap();
    assert!(
        items
            .items()
            .iter()
            .all(|key| key.origins().unknown().is_none())
    );
    let key = call(V4, "keys", &[value(&j!({"a": 1}))]).unwrap();
    assert_eq!(key.origin.unknown(), None);
}

#[test]
fn a_key_comes_from_where_it_was_written() {
    let key = Value::text(Text::whole("k", at("name")));
    let map = call(V4, "dict", &[key, Value::int(1)]).unwrap();
    let keys = call(V4, "keys", &[map]).unwrap();
    assert_eq!(
        paths(&keys.as_list().unwrap().get(0).unwrap().origins()),
        ["name"]
    );
}

#[test]
fn values_keep_their_map_but_not_their_type() {
    let values = Value::map(Map::new(MapType::Values(HelmVersion::V4)));
    let args = [values.clone(), Value::string("a"), Value::int(1)];
    let set = call(V4, "set", &args).unwrap();
    assert_eq!(set.type_name(), "map[string]interface {}");
    assert_eq!(json(&values).to_string(), r#"{"a":1}"#);
}

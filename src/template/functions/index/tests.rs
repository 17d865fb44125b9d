//! What Helm answered about `index`, `len` and `call`.

use super::super::testing::{call, hold, value};
use crate::template::origin::{Origin, PathLink};
use crate::template::value::{Map, MapType, Value};
use crate::template::version::HelmVersion::V4;
use serde_json::json as j;

#[test]
fn slices_and_maps_are_indexed() {
    hold(
        V4,
        &[
            ("index", j!([[1, 2], 0]), "1"),
            (
                "index",
                j!([[1, 2], 2]),
                "fails: reflect: slice index out of range",
            ),
            ("index", j!([[1, 2], 3]), "fails: index out of range: 3"),
            ("index", j!([[1, 2], -1]), "fails: index out of range: -1"),
            (
                "index",
                j!([[1, 2], 1.5]),
                "fails: cannot index slice/array with type float64",
            ),
            (
                "index",
                j!([[1, 2], "a"]),
                "fails: cannot index slice/array with type string",
            ),
            (
                "index",
                j!([[1, 2], null]),
                "fails: cannot index slice/array with nil",
            ),
            ("index", j!(["abc", 1]), "98"),
            (
                "index",
                j!(["abc", 3]),
                "fails: reflect: string index out of range",
            ),
            ("index", j!(["abc", 9]), "fails: index out of range: 9"),
            (
                "index",
                j!(["abc", 1, 1]),
                "fails: can't index item of type uint8",
            ),
            ("index", j!([{"a": {"b": [5]}}, "a", "b", 0]), "5"),
            ("index", j!([{}, "zz"]), "null"),
            ("index", j!([{}, "zz", "y"]), "fails: index of nil pointer"),
            (
                "index",
                j!([{}, 1]),
                "fails: value has type int; should be string",
            ),
            (
                "index",
                j!([{}, null]),
                "fails: value is nil; should be of type string",
            ),
            ("index", j!([null, 1]), "fails: index of untyped nil"),
            ("index", j!([null]), "fails: index of untyped nil"),
            ("index", j!([1]), "1"),
            ("index", j!([1, 2]), "fails: can't index item of type int"),
            (
                "index",
                j!([true, "a"]),
                "fails: can't index item of type bool",
            ),
        ],
    );
}

#[test]
fn an_absent_key_is_the_zero_value() {
    let key = Value::string("k");
    let strings = Value::map(Map::new(MapType::String));
    let absent = call(V4, "index", &[strings, key.clone()]).unwrap();
    assert_eq!(absent.type_name(), "string");
    let map = value(&j!({})).with_origin(Origin::absent(PathLink::root().key("m")));
    let absent = call(V4, "index", &[map, key]).unwrap();
    assert!(absent.is_nil() && absent.is_interface);
    assert_eq!(absent.origin.path().unwrap().to_string(), "m.k");
}

#[test]
fn lengths_are_counted() {
    hold(
        V4,
        &[
            ("len", j!([[1, 2]]), "2"),
            ("len", j!([{"a": 1}]), "1"),
            ("len", j!(["äb"]), "3"),
            ("len", j!([null]), "fails: len of nil pointer"),
            ("len", j!([1]), "fails: len of type int"),
            ("len", j!([true]), "fails: len of type bool"),
        ],
    );
    let fault = call(V4, "len", &[Value::nil()]).unwrap_err();
    assert_eq!(
        fault.message,
        "reflect: call of reflect.Value.Type on zero Value"
    );
}

#[test]
fn nothing_can_be_called() {
    hold(
        V4,
        &[
            ("call", j!([1]), "fails: non-function of type int"),
            ("call", j!([null]), "fails: call of nil"),
        ],
    );
}

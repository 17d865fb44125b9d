//! What Helm answered about lists.

use super::super::testing::{call, hold, value};
use crate::template::origin::{Origin, PathLink};
use crate::template::value::Value;
use crate::template::version::HelmVersion::{V3, V4};
use serde_json::json as j;

const NIL: &str = "fails: runtime error: invalid memory address or nil pointer dereference";

#[test]
fn items_are_taken() {
    hold(
        V4,
        &[
            ("list", j!([1, "a", null]), r#"[1,"a",null]"#),
            ("tuple", j!([]), "[]"),
            ("first", j!([[1, 2]]), "1"),
            ("first", j!([[]]), "null"),
            ("first", j!([null]), NIL),
            ("first", j!([{}]), "fails: Cannot find first on type map"),
            (
                "first",
                j!(["a"]),
                "fails: Cannot find first on type string",
            ),
            ("last", j!([[1, 2]]), "2"),
            ("last", j!([1.5]), "fails: Cannot find last on type float64"),
            ("rest", j!([[1, 2]]), "[2]"),
            ("rest", j!([[1]]), "[]"),
            ("rest", j!([[]]), "null"),
            (
                "mustRest",
                j!([true]),
                "fails: Cannot find rest on type bool",
            ),
            ("initial", j!([[1, 2]]), "[1]"),
            ("initial", j!([[]]), "null"),
            ("initial", j!([1]), "fails: Cannot find initial on type int"),
        ],
    );
}

#[test]
fn lists_are_made_of_lists() {
    hold(
        V4,
        &[
            ("append", j!([[1], null]), "[1,null]"),
            ("push", j!([1, 2]), "fails: Cannot push on type int"),
            ("mustAppend", j!([null, 2]), NIL),
            ("prepend", j!([[1], 0]), "[0,1]"),
            (
                "prepend",
                j!(["a", 0]),
                "fails: Cannot prepend on type string",
            ),
            ("concat", j!([[1], [], [2, 3]]), "[1,2,3]"),
            ("concat", j!([[], []]), "null"),
            ("concat", j!([]), "null"),
            ("concat", j!([[1], null]), NIL),
            ("concat", j!([{}]), "fails: Cannot concat type map as list"),
            ("reverse", j!([[null, "", 0]]), r#"[0,"",null]"#),
            ("reverse", j!([null]), NIL),
            ("reverse", j!([1]), "fails: Cannot find reverse on type int"),
            (
                "compact",
                j!([[1, "", 0, null, [], {}, false, "a"]]),
                r#"[1,"a"]"#,
            ),
            ("compact", j!([[]]), "[]"),
            ("compact", j!([1]), "fails: Cannot compact on type int"),
        ],
    );
}

#[test]
fn items_are_compared_with_their_types() {
    hold(
        V4,
        &[
            ("has", j!([1, [1.5, 2]]), "false"),
            ("has", j!([1, [1.0]]), "false"),
            ("has", j!([null, [null]]), "true"),
            ("has", j!([null, null]), "false"),
            ("has", j!([{"a": [1]}, [{"a": [1]}]]), "true"),
            ("has", j!([1, "a"]), "fails: Cannot find has on type string"),
            (
                "uniq",
                j!([[1, 1.0, "1", null, null, {}, {}, [], [1]]]),
                r#"[1,1.0,"1",null,{},[],[1]]"#,
            ),
            (
                "uniq",
                j!(["aab"]),
                "fails: Cannot find uniq on type string",
            ),
            ("without", j!([[1, 2, 3], 2, 1]), "[3]"),
            ("without", j!([[1], 1]), "[]"),
            ("without", j!([null, 1]), NIL),
            ("without", j!([1]), "fails: Cannot find without on type int"),
        ],
    );
}

#[test]
fn parts_are_cut_out() {
    const OUT: &str = "fails: reflect.Value.Slice: slice index out of bounds";
    const LEN: &str = "fails: runtime error: makeslice: len out of range";
    let table = [
        ("slice", j!([[1, 2, 3], 1, 1]), "[]"),
        ("slice", j!([[1, 2, 3], 1]), "[2,3]"),
        ("slice", j!([[1, 2, 3], "1"]), "[2,3]"),
        ("slice", j!([[1, 2, 3], 1, 2, 9]), "[2]"),
        ("slice", j!([[1, 2, 3], 1.9, 2.9]), "[2]"),
        ("slice", j!([[1, 2, 3], 3]), "[]"),
        ("slice", j!([[1, 2, 3], 1, 5]), OUT),
        ("slice", j!([[1, 2, 3], 2, 1]), OUT),
        ("slice", j!([[1, 2, 3], -1]), OUT),
        ("slice", j!([[], 1]), "null"),
        ("slice", j!([null]), NIL),
        (
            "slice",
            j!(["abc", 1]),
            "fails: list should be type of slice or array but string",
        ),
        ("chunk", j!([2, [1, 2, 3]]), "[[1,2],[3]]"),
        ("chunk", j!([2, [1, 2]]), "[[1,2]]"),
        ("chunk", j!([2, []]), "[]"),
        ("chunk", j!([0, [1, 2]]), LEN),
        ("chunk", j!([-1, [1, 2]]), "[]"),
        ("chunk", j!([-1, [1]]), LEN),
        ("chunk", j!([-1, []]), LEN),
        ("chunk", j!([-2, [1, 2]]), "[]"),
        ("chunk", j!([-2, [1, 2, 3, 4]]), LEN),
        ("chunk", j!([2, "a"]), "fails: Cannot chunk type string"),
    ];
    hold(V3, &table);
    hold(V4, &table);
}

fn at(key: &str) -> Origin {
    Origin::absent(PathLink::root().key(key))
}

fn paths(value: &Value) -> Vec<String> {
    let origin = value.origins();
    let values = origin.values();
    values
        .map(|value| value.path.to_path().to_string())
        .collect()
}

#[test]
fn lists_come_from_what_they_were_made_of() {
    let one = value(&j!([1])).with_origin(at("one"));
    let two = value(&j!([2])).with_origin(at("two"));
    let none = value(&j!([])).with_origin(at("none"));
    let both = call(V4, "concat", &[one.clone(), two]).unwrap();
    assert_eq!(paths(&both), ["one", "two"]);
    let appended = call(V4, "append", &[one, Value::int(1).with_origin(at("item"))]).unwrap();
    assert_eq!(paths(&appended), ["one"]);
    assert_eq!(
        paths(&appended.as_list().unwrap().get(1).unwrap()),
        ["item"]
    );
    let first = call(V4, "first", &[none]).unwrap();
    assert_eq!(paths(&first), ["none"]);
}

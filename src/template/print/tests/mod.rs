//! What real Helm printed.

mod formats;

use super::{print_value, quote, sprint, sprintf, sprintln};
use crate::template::origin::{Origin, PathLink};
use crate::template::testing::runs;
use crate::template::value::{Map, Moment, Text, Value, Zone};

fn printed(text: &Text) -> String {
    text.lossy().into_owned()
}

#[test]
fn lists_of_other_types_have_their_names() {
    let strings = Value::strings(["a", "b"].map(Text::plain));
    let text = sprintf(
        &Text::plain("%#v %T %d"),
        &[strings.clone(), strings.clone(), strings],
    );
    let expected = r#"[]string{"a", "b"} []string [%!d(string=a) %!d(string=b)]"#;
    assert_eq!(printed(&text.unwrap()), expected);
}

#[test]
fn blanks_are_between_what_is_no_string() {
    let (one, two) = (Value::int(1), Value::int(2));
    let (a, b) = (Value::string("a"), Value::string("b"));
    let nil = Value::nil();
    let all = [one, two, a, b, Value::int(3), nil.clone(), nil];
    assert_eq!(printed(&sprint(&all).unwrap()), "1 2ab3 <nil> <nil>");
    assert_eq!(printed(&sprintln(&all).unwrap()), "1 2 a b 3 <nil> <nil>\n");
    assert_eq!(printed(&sprint(&[]).unwrap()), "");
}

#[test]
fn times_print_as_in_go() {
    for (seconds, nanoseconds, offset, zone, text) in [
        (0, 0, 0, "UTC", "1970-01-01 00:00:00 +0000 UTC"),
        (
            -62_135_596_800,
            0,
            0,
            "UTC",
            "0001-01-01 00:00:00 +0000 UTC",
        ),
        (
            951_782_399,
            5_000,
            3600,
            "CET",
            "2000-02-29 00:59:59.000005 +0100 CET",
        ),
        (
            951_868_800,
            0,
            -12_600,
            "",
            "2000-02-29 20:30:00 -0330 -0330",
        ),
    ] {
        let time = Moment {
            seconds,
            nanoseconds,
            offset,
            zone: Zone::new(zone),
        };
        assert_eq!(time.to_string(), text);
    }
}

fn from(key: &str) -> Origin {
    Origin::absent(PathLink::root().key(key))
}

fn expect(text: &Text, expected: &[(&str, &str)]) {
    let runs = runs(text);
    let runs: Vec<(&str, &str)> = runs.iter().map(|(t, p)| (&**t, &**p)).collect();
    assert_eq!(runs, expected);
}

#[test]
fn texts_keep_their_origins() {
    let name = Value::text(Text::whole("a\nb", from("name")));
    let port = Value::int(80).with_origin(from("port"));
    let format = Text::whole("%q:%5d", from("format"));
    let text = sprintf(&format, &[name.clone(), port.clone()]).unwrap();
    expect(
        &text,
        &[
            ("\"", ""),
            ("a\\nb", "name"),
            ("\"", ""),
            (":", "format"),
            ("   ", ""),
            ("80", "port"),
        ],
    );
    let list = Value::list([name.clone(), port]).with_origin(from("list"));
    expect(
        &print_value(&list),
        &[
            ("[", "list"),
            ("a\nb", "name"),
            (" ", ""),
            ("80", "port"),
            ("]", "list"),
        ],
    );
    let quoted = quote(name.as_text().unwrap());
    expect(&quoted, &[("\"", ""), ("a\\nb", "name"), ("\"", "")]);
}

#[test]
fn a_value_that_holds_itself_ends() {
    let map = Map::from_entries([]);
    map.set("self".into(), Value::map(map.clone()), Origin::default());
    let value = Value::map(map.clone());
    assert!(sprint(std::slice::from_ref(&value)).is_err());
    assert!(print_value(&value).len() < 10_000);
    map.unset("self");
}

#[test]
fn long_texts_are_refused() {
    let many = Value::list((0..100).map(Value::int));
    let text = sprintf(&Text::plain("%1000000d"), &[many]);
    assert!(text.is_err());
}

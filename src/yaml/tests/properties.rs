//! Properties that hold for any text and any values.

use super::comments::are_harmless;
use super::{json, source};
use crate::source::{Name, Place, Source, Sources, Span, decode};
use crate::yaml::{Entry, Link, Mapping, Node, Number, Style, Value, read_values, write};
use proptest::prelude::*;
use std::sync::Arc;

/// Pieces that YAML gives a meaning to, and some that it trips over.
fn piece() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(vec![
        "a",
        "b",
        "key",
        "yes",
        "1",
        "0x1F",
        "é",
        "日本",
        " ",
        "  ",
        "\n",
        "\n  ",
        "\n    ",
        "\t",
        "\r\n",
        "\r",
        ":",
        ": ",
        "- ",
        "-",
        "?",
        "? ",
        ",",
        "[",
        "]",
        "{",
        "}",
        "'",
        "\"",
        "|",
        ">",
        "|+\n",
        ">-2\n",
        "#",
        " # c",
        "&x ",
        "*x",
        "!",
        "!!int ",
        "!<a> ",
        "<<: ",
        "\\",
        "\\u00",
        "%YAML 1.1\n",
        "---\n",
        "...\n",
        "@",
        "`",
        "\0",
        "\u{85}",
        "\u{2028}",
        "\u{feff}",
        "\u{7f}",
        "\n---\n",
        "~",
        "1.5",
        ".inf",
    ])
}

/// Checks that every place is within the text, on characters' boundaries.
fn check_place(text: &str, place: Place) {
    assert!(
        text.get(place.span.range()).is_some(),
        "{:?} is not in {text:?}",
        place.span
    );
}

fn check_node(text: &str, node: &Node) {
    check_place(text, node.place);
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| check_node(text, item)),
        Value::Map(map) => {
            for entry in map.entries() {
                check_place(text, entry.key_place);
                check_node(text, &entry.node);
            }
            for duplicate in map.duplicates() {
                check_place(text, duplicate.first);
                check_place(text, duplicate.again);
            }
        }
        _ => {}
    }
}

fn check(text: &str) {
    check_source(&source(text));
}

fn check_source(source: &Source) {
    let text = source.text();
    match read_values(source) {
        Ok(document) => {
            check_node(text, &document.root);
            for place in [document.comments, document.ignored, document.further].concat() {
                check_place(text, place);
            }
        }
        Err(error) => {
            check_place(text, error.place);
            if let Some((_, place)) = error.related {
                check_place(text, place);
            }
        }
    }
}

fn hostile_string() -> impl Strategy<Value = String> {
    let words = proptest::sample::select(vec![
        "a",
        "b c",
        "yes",
        "null",
        "~",
        "1",
        "0x1F",
        "1e5",
        ".5",
        "<<",
        "---",
        "...",
        "#",
        " #",
        ":",
        ": ",
        "-",
        "- ",
        "?",
        "? ",
        "!",
        "&",
        "*",
        "%",
        "@",
        "'",
        "\"",
        "\\",
        "{",
        "}",
        "[",
        "]",
        ",",
        "|",
        ">",
        " ",
        "  ",
        "\n",
        "\n\n",
        "\n ",
        "\t",
        "\r",
        "\0",
        "\u{85}",
        "\u{2028}",
        "\u{feff}",
        "\u{ffff}",
        "\u{7f}",
        "é",
        "\u{1f600}",
        "=",
    ]);
    prop_oneof![
        proptest::collection::vec(words, 0..6).prop_map(|words| words.concat()),
        any::<String>(),
    ]
}

fn node() -> impl Strategy<Value = Node> {
    let scalar = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<f64>()
            .prop_filter("finite", |float| float.is_finite())
            .prop_map(|float| Value::Number(Number::Float(float))),
        any::<i32>().prop_map(|int| Value::Number(Number::Int(int.into()))),
        hostile_string().prop_map(|text| Value::String(text.into())),
    ];
    scalar.prop_map(implied).prop_recursive(5, 40, 5, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..5)
                .prop_map(|items| implied(Value::List(Arc::new(items)))),
            mapping(inner),
        ]
    })
}

fn mapping(inner: impl Strategy<Value = Node>) -> impl Strategy<Value = Node> {
    proptest::collection::btree_map(hostile_string(), inner, 0..5).prop_map(|entries| {
        let entries = entries.into_iter().map(|(key, node)| Entry {
            key: key.into(),
            key_place: node.place,
            node,
            merged: false,
        });
        implied(Value::Map(Arc::new(entries.collect::<Mapping>())))
    })
}

fn implied(value: Value) -> Node {
    Node {
        value,
        place: source("").place(Span::default()),
        style: Style::Implied,
        link: Link::Own,
    }
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn no_yaml_makes_it_panic(pieces in proptest::collection::vec(piece(), 0..40)) {
        check(&pieces.concat());
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
        check_source(&Sources::default().add_decoded(Name::Stdin, decode(bytes)));
    }

    #[test]
    fn what_is_written_is_read_back(root in mapping(node()), commented in any::<bool>()) {
        let comment = |_: &_, _: &_| Some("values.yaml:1:2 # ä\n---".to_owned());
        let text = write(&root, commented.then_some(&comment));
        let read = read_values(&source(&text)).map_err(|error| TestCaseError::fail(format!("{error:?} in {text:?}")))?;
        prop_assert_eq!(json(&read.root), json(&root), "{}", text);
    }

    #[test]
    fn comments_at_the_ends_of_lines_change_nothing(pieces in proptest::collection::vec(piece(), 0..40), root in mapping(node())) {
        let text = pieces.concat();
        prop_assert!(are_harmless(&text), "{:?}", text);
        let text = write(&root, None);
        prop_assert!(are_harmless(&text), "{:?}", text);
        let text = json(&root).to_string();
        prop_assert!(are_harmless(&text), "{:?}", text);
    }
}

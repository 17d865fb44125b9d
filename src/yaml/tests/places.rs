//! Where keys, values, comments and dropped texts are.

use super::source;
use crate::source::{Place, ValuePath};
use crate::yaml::{Link, Node, Style, read_documents, read_values};

fn text_at(text: &str, place: Place) -> &str {
    &text[place.span.range()]
}

fn value<'t>(text: &'t str, path: &[&str]) -> (&'t str, Style) {
    let root = read_values(&source(text)).unwrap().root;
    let node = root.at(&ValuePath::keys(path.iter().copied())).unwrap();
    (text_at(text, node.place), node.style)
}

#[test]
fn values_stand_without_tag_and_anchor() {
    let cases = [
        ("k: a b # c\n", "a b", Style::Plain),
        ("k: a\n   b\nc: d\n", "a\n   b", Style::Plain),
        ("k: 'a'#c\n", "'a'", Style::SingleQuoted),
        ("k: !!bool yes\n", "yes", Style::Tagged),
        ("k: &x !!str \"a\"\n", "\"a\"", Style::DoubleQuoted),
        (
            "k: |- # c\n  a\n\n  b\n\n\nc: d\n",
            "|- # c\n  a\n\n  b",
            Style::Literal,
        ),
        ("k: >2\n\nc: d\n", ">2", Style::Folded),
        ("k: [1, # c\n 2 ] # d\n", "[1, # c\n 2 ]", Style::Flow),
        (
            "k:\n  b: 1\n  c:\n  - 2 \n# d\ne: 1\n",
            "b: 1\n  c:\n  - 2",
            Style::Block,
        ),
        ("k:\n- 1\n-\ne: 1\n", "- 1\n-", Style::Block),
        ("k: # c\ne: 1\n", "", Style::Plain),
    ];
    for (text, expected, style) in cases {
        assert_eq!(value(text, &["k"]), (expected, style), "{text:?}");
    }
}

#[test]
fn an_absent_value_is_after_its_colon() {
    for (text, offset) in [
        ("k:   # c\n", 2),
        ("{k: , l}", 3),
        ("k: &x\n", 5),
        ("? k\n", 3),
    ] {
        let root = read_values(&source(text)).unwrap().root;
        let place = root.get("k").unwrap().place;
        assert_eq!(
            (place.span.start, place.span.end),
            (offset, offset),
            "{text:?}"
        );
    }
}

#[test]
fn keys_duplicates_and_merges() {
    let text = "b: &b {x: 1, z: 2}\n'k': {<<: *b, x: 3}\nyes: *b\nyes: 4\n";
    let root = read_values(&source(text)).unwrap().root;
    let map = root.as_map().unwrap();
    assert_eq!(text_at(text, map.get("k").unwrap().key_place), "'k'");
    let [duplicate] = map.duplicates() else {
        panic!("{:?}", map.duplicates());
    };
    assert_eq!(
        (
            &*duplicate.key,
            duplicate.first.span.start,
            duplicate.again.span.start
        ),
        ("true", 39, 47)
    );
    let merged = root.get("k").and_then(Node::as_map).unwrap();
    assert!(merged.duplicates().is_empty());
    assert!(merged.get("z").unwrap().merged && !merged.get("x").unwrap().merged);
    assert_eq!(text_at(text, merged.get("z").unwrap().node.place), "2");
}

#[test]
fn an_alias_points_at_itself() {
    let text = "a: &x {k: 1}\nb: *x\n";
    let root = read_values(&source(text)).unwrap().root;
    let alias = root.get("b").unwrap();
    assert_eq!(
        (text_at(text, alias.place), alias.link),
        ("*x", Link::Alias)
    );
    assert_eq!(text_at(text, alias.get("k").unwrap().place), "1");
}

#[test]
fn comments_and_dropped_texts() {
    let text = "# a\nk: v # b\nl: | # c\n  # text\n--- # d\n{x: 1} # e\ny: 2 # f\n";
    let document = read_values(&source(text)).unwrap();
    let comments: Vec<_> = document
        .comments
        .iter()
        .map(|&place| text_at(text, place))
        .collect();
    assert_eq!(comments, ["# a", "# b", "# c", "# d", "# e"]);
    let ignored: Vec<_> = document
        .ignored
        .iter()
        .map(|&place| text_at(text, place))
        .collect();
    assert_eq!(ignored, ["y: 2 # f"]);
    assert_eq!(document.further.len(), 1);
}

#[test]
fn what_is_dropped() {
    let cases: [(&str, &[&str], &[&str]); 11] = [
        ("a: 1\n...\n# b\n\n", &["# b"], &[]),
        ("a: 1\n...\n# b\nc: 2\n", &["# b\nc: 2"], &[]),
        ("  a: 1\nb: 2\n", &["b: 2"], &[]),
        ("---\n...\nb: 2\n", &["b: 2"], &[]),
        ("{a: 1}\nb: 2\n---\nc: 3\n", &["b: 2"], &["c: 3"]),
        ("# a\n---\nb: 2\n", &[], &[]),
        ("---\n# a\n---\nb: 2\n", &[], &["b: 2"]),
        ("# a\n---\n---\nb: 2\n", &[], &["b: 2"]),
        ("# a\n---\n# b\n---\nb: 2\n", &[], &["b: 2"]),
        ("null\n---\nb: 2\n", &[], &["b: 2"]),
        ("a: 1\n---\n---\n# b\n---\nc: 3\n", &[], &["c: 3"]),
    ];
    for (text, ignored, further) in cases {
        let document = read_values(&source(text)).unwrap();
        let texts = |places: &[Place]| -> Vec<_> {
            places.iter().map(|&place| text_at(text, place)).collect()
        };
        assert_eq!(texts(&document.ignored), ignored, "{text:?}");
        assert_eq!(texts(&document.further), further, "{text:?}");
    }
}

#[test]
fn each_document_has_its_own() {
    let text = "a: 1 # one\n...\nx\n--- # two\n# three\n---\nb: &b 2\nc: *b\n";
    let source = source(text);
    let documents = read_documents(&source).unwrap();
    let texts = |places: &[Place]| -> Vec<String> {
        let spans = places.iter().map(|place| place.span.range());
        spans.map(|range| text[range].to_owned()).collect()
    };
    let read: Vec<_> = documents
        .iter()
        .map(|document| {
            (
                document.root.is_some(),
                texts(&document.comments),
                texts(&document.ignored),
                document.is_further,
            )
        })
        .collect();
    let strings = |texts: &[&str]| texts.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(
        read,
        [
            (true, strings(&["# one", "# two"]), strings(&["x"]), false),
            (false, strings(&["# three"]), strings(&[]), true),
            (true, strings(&[]), strings(&[]), true),
        ]
    );
    assert_eq!(documents[2].repeated.len(), 1);
}

//! Places hold what they are said to hold: read by itself, the text at a place gives the same value or key again.

use super::case::{Case, json, shown};
use helm_obo::source::{Name, Place, Source, Sources, decode};
use helm_obo::yaml::{Entry, Link, Node, Style, Value, read_values};

/// What was checked.
#[derive(Default)]
struct Checked {
    values: usize,
    keys: usize,
}

#[test]
fn places_hold_what_they_stand_for() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/helm/answers/yaml.jsonl");
    let mut checked = Checked::default();
    for line in std::fs::read_to_string(path).unwrap().lines() {
        let node = json(line);
        let content = decode(Case(&node).bytes("in").unwrap());
        let source = Sources::default().add_decoded(Name::Stdin, content);
        // A mapping that several documents write is where the first of them is.
        if let Ok(document) = read_values(&source)
            && document.further.is_empty()
        {
            checked.node(&source, &document.root);
        }
    }
    assert!(checked.values > 1_500, "{} values", checked.values);
    assert!(checked.keys > 1_500, "{} keys", checked.keys);
}

impl Checked {
    fn node(&mut self, source: &Source, node: &Node) {
        if node.link == Link::Own {
            self.value(source, node);
        }
        match &node.value {
            Value::List(items) => items.iter().for_each(|item| self.node(source, item)),
            Value::Map(map) => {
                for entry in map.entries() {
                    self.key(source, entry);
                    self.node(source, &entry.node);
                }
            }
            _ => {}
        }
    }

    fn value(&mut self, source: &Source, node: &Node) {
        let text = &source.text()[node.place.span.range()];
        match node.style {
            Style::Literal => assert!(text.starts_with('|'), "{text:?}"),
            Style::Folded => assert!(text.starts_with('>'), "{text:?}"),
            // `[a: b]` holds a mapping without braces, `[-]` what is text only there.
            Style::Flow if !text.starts_with(['[', '{']) => {}
            Style::Plain if text == "-" => {}
            Style::Plain | Style::SingleQuoted | Style::DoubleQuoted | Style::Flow => {
                // Anchors are elsewhere, and what spans lines needs its indentation.
                let spans_lines = text.contains(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']);
                if spans_lines || text.contains('*') || is_tagged(source, node.place) {
                    return;
                }
                let again = alone(&format!("v: {text}\n"));
                let again = again.get("v").unwrap();
                assert_eq!(shown(again), shown(node), "{text:?} in {:?}", source.text());
                self.values += 1;
            }
            _ => {}
        }
    }

    fn key(&mut self, source: &Source, entry: &Entry) {
        let text = &source.text()[entry.key_place.span.range()];
        let is_odd = text.starts_with(['*', '|', '>']) || text.contains(['\n', '\r']);
        if is_odd || is_tagged(source, entry.key_place) {
            return;
        }
        let again = alone(&format!("? {text}\n: 1\n"));
        assert!(
            again.get(&entry.key).is_some(),
            "{text:?} is no {}",
            entry.key
        );
        self.keys += 1;
    }
}

/// Whether something before a place on its line may be a tag, which would change its meaning.
fn is_tagged(source: &Source, place: Place) -> bool {
    let before = source.text()[..place.span.range().start].trim_end();
    let near = before.rsplit(['\n', '{', '[']).next();
    near.is_some_and(|before| before.contains('!'))
}

fn alone(text: &str) -> Node {
    let source = Sources::default().add(Name::Stdin, text.to_owned());
    match read_values(&source) {
        Ok(document) => document.root,
        Err(error) => panic!("{error} in {text:?}"),
    }
}

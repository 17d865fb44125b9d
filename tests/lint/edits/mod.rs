//! Changes of random values in random layouts: the file, read again, has the announced change, and nothing else moved.

mod layout;
mod literal;

use crate::common::dice::Dice;
use helm_obo::diagnostic::{Fix, Safety};
use helm_obo::edit::{Change, EditableText};
use helm_obo::fix;
use helm_obo::source::{Name, Source, Sources, ValuePath};
use helm_obo::yaml::{Node, Value, read_values};
use proptest::prelude::*;
use serde_json::json;

/// Plans a change of a file and applies it, if that can be done; a plan with other effects than it says fails the test.
fn edited(text: &str, change: &Change) -> Option<String> {
    let sources = Sources::default();
    let source = sources.add(Name::File("values.yaml".into()), text.into());
    let document = read_values(&source).unwrap();
    let text = EditableText::new(&source, &document);
    let plan = text.plan(change).ok()?;
    let fix = Fix {
        message: String::new(),
        safety: Safety::Safe,
        edits: plan.edits,
        effects: plan.effects,
    };
    let mut rewrites = fix::apply(&[&fix], &sources);
    // What was after the lines that are removed, blank lines or a comment, may come to belong to a block scalar before
    // them. That is seen when the fix is applied.
    let has_block_scalar = source.text().contains(['|', '>']);
    let takes_out = matches!(change, Change::Remove(_) | Change::Move(..));
    if rewrites.is_empty() && takes_out && has_block_scalar {
        return None;
    }
    let broken = || {
        format!(
            "{change:?} has other effects: {:?} in\n{}",
            fix.edits,
            source.text()
        )
    };
    assert_eq!(rewrites.len(), 1, "{}", broken());
    Some(rewrites.remove(0).text)
}

fn path(text: &str) -> ValuePath {
    ValuePath::parse(text)
}

/// A change, a file and what becomes of it; `None` if the change is refused.
type Case = (Change, &'static str, Option<&'static str>);

fn hold(cases: impl IntoIterator<Item = Case>) {
    let mut wrong = Vec::new();
    for (change, text, expected) in cases {
        let found = edited(text, &change);
        if found.as_deref() != expected {
            wrong.push(format!(
                "{change:?}\n--- of\n{text}\n--- expected\n{expected:?}\n--- found\n{found:?}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn a_block_goes_where_people_would_write_it() {
    let set = || Change::Set(path("a.obo"), json!({"enabled": true}));
    hold([
        (
            set(),
            "a:\n  b: 1\n",
            Some("a:\n  b: 1\n  obo:\n    enabled: true\n"),
        ),
        (
            set(),
            "a:\n  b: 1",
            Some("a:\n  b: 1\n  obo:\n    enabled: true"),
        ),
        (
            set(),
            "a:\r\n    b: 1\r\nc: 2\r\n",
            Some("a:\r\n    b: 1\r\n    obo:\r\n        enabled: true\r\nc: 2\r\n"),
        ),
        (
            set(),
            "a:\n  b: 1  # one\n\n  # two\nc: 2\n",
            Some("a:\n  b: 1  # one\n  obo:\n    enabled: true\n\n  # two\nc: 2\n"),
        ),
        (
            set(),
            "a:\n  b: |\n    x\n\nc: 2\n",
            Some("a:\n  b: |\n    x\n  obo:\n    enabled: true\n\nc: 2\n"),
        ),
        (
            set(),
            "a:\n  b:\n  - x\n  - y\n",
            Some("a:\n  b:\n  - x\n  - y\n  obo:\n    enabled: true\n"),
        ),
        (
            set(),
            "a: {b: 1}\n",
            Some("a: {b: 1, obo: {enabled: true}}\n"),
        ),
        (
            set(),
            "a: { b: 1 } # c\n",
            Some("a: { b: 1, obo: {enabled: true} } # c\n"),
        ),
        (
            set(),
            "a: {\n  b: 1, # c\n}\n",
            Some("a: {\n  b: 1, obo: {enabled: true}, # c\n}\n"),
        ),
        (set(), "a: {}\n", Some("a: {obo: {enabled: true}}\n")),
        (
            set(),
            "a:\n  obo:\n  b: 1\n",
            Some("a:\n  obo: {enabled: true}\n  b: 1\n"),
        ),
        (
            set(),
            "a:\n  obo: null # c\n",
            Some("a:\n  obo: {enabled: true} # c\n"),
        ),
        (set(), "x: &x {b: 1}\na: *x\n", None),
        (set(), "a: &x\n  b: 1\nx: *x\n", None),
        (
            set(),
            "a: &x\n  b: 1\n",
            Some("a: &x\n  b: 1\n  obo:\n    enabled: true\n"),
        ),
        (
            set(),
            "x: &x\n  b: 1\na:\n  <<: *x\n",
            Some("x: &x\n  b: 1\na:\n  <<: *x\n  obo:\n    enabled: true\n"),
        ),
        (set(), "x: &x {obo: ~}\na: {<<: *x}\n", None),
        (set(), "a:\n  b: 1\n---\nc: 2\n", None),
    ]);
}

#[test]
fn lists_grow_at_their_end() {
    let append = |value| Change::Append(path("a.l"), value);
    let header = || append(json!("authorization"));
    let variable = || append(json!({"name": "V", "value": "true"}));
    hold([
        (
            header(),
            "a:\n  l: [x]\n",
            Some("a:\n  l: [x, authorization]\n"),
        ),
        (
            header(),
            "a:\n  l: []\n",
            Some("a:\n  l: [authorization]\n"),
        ),
        (
            header(),
            "a:\n  l: [\n    x, # x\n  ]\n",
            Some("a:\n  l: [\n    x, authorization, # x\n  ]\n"),
        ),
        (
            header(),
            "a:\n  l:\n    - x # x\n    # y\n  b: 1\n",
            Some("a:\n  l:\n    - x # x\n    - authorization\n    # y\n  b: 1\n"),
        ),
        (
            header(),
            "a:\n  l:\n  - x",
            Some("a:\n  l:\n  - x\n  - authorization"),
        ),
        (
            header(),
            "a:\n  b: 1\n",
            Some("a:\n  b: 1\n  l: [authorization]\n"),
        ),
        (
            header(),
            "a: {b: 1}\n",
            Some("a: {b: 1, l: [authorization]}\n"),
        ),
        (
            variable(),
            "a:\n  l:\n    - name: M\n      value: m\n",
            Some("a:\n  l:\n    - name: M\n      value: m\n    - name: V\n      value: \"true\"\n"),
        ),
        (
            variable(),
            "a:\n  b: 1\n",
            Some("a:\n  b: 1\n  l:\n    - name: V\n      value: \"true\"\n"),
        ),
        (
            variable(),
            "a:\n  l: [{name: M}]\n",
            Some("a:\n  l: [{name: M}, {name: V, value: \"true\"}]\n"),
        ),
        (header(), "x: &x [y]\na: {l: *x}\n", None),
    ]);
}

#[test]
fn scalars_and_keys_keep_their_quotes() {
    let set = |value| Change::Set(path("a.b"), value);
    let rename = || Change::Rename(path("a.b"), "c".into());
    hold([
        (set(json!(true)), "a: {b: yes}\n", Some("a: {b: true}\n")),
        (
            set(json!(true)),
            "a:\n  b: 'true' # c\n",
            Some("a:\n  b: true # c\n"),
        ),
        (
            set(json!("true")),
            "a:\n  b: true\n",
            Some("a:\n  b: \"true\"\n"),
        ),
        (
            set(json!("true")),
            "a:\n  b: 'yes'\n",
            Some("a:\n  b: 'true'\n"),
        ),
        (set(json!("x")), "a:\n  b: !!str y\n", None),
        (set(json!("x")), "a:\n  b: |\n    y\n", None),
        (set(json!("x")), "y: &y z\na:\n  b: *y\n", None),
        (set(json!("x")), "a:\n  b: &y z\ny: *y\n", None),
        (rename(), "a:\n  b: 1\n", Some("a:\n  c: 1\n")),
        (rename(), "a:\n  'b': 1\n", Some("a:\n  'c': 1\n")),
        (rename(), "a: {\"b\":1}\n", Some("a: {\"c\":1}\n")),
        (rename(), "a:\n  ? b\n  : 1\n", Some("a:\n  ? c\n  : 1\n")),
        (rename(), "a:\n  b: 1\n  c: 2\n", None),
        (rename(), "a:\n  b: 1\n  b: 2\n", None),
    ]);
}

#[test]
fn a_key_that_spells_a_path_becomes_nested_keys() {
    let dotted = || ValuePath::keys(["k.e"]);
    let nested = || Change::Move(dotted(), path("k"), json!({"e": false}));
    let deeper = || Change::Move(dotted(), path("k.e"), json!(false));
    let below = Change::Move(path("a.b\\.c\\.d"), path("a.b"), json!({"c": {"d": "x"}}));
    hold([
        (nested(), "k.e: false\n", Some("k:\n  e: false\n")),
        (nested(), "k.e: false # c", Some("k:\n  e: false # c")),
        (
            nested(),
            "a: 1\r\n\"k.e\": false # c\r\nb: 2\r\n",
            Some("a: 1\r\nk:\r\n  e: false # c\r\nb: 2\r\n"),
        ),
        (nested(), "{k.e: false}\n", Some("{k: {e: false}}\n")),
        (
            nested(),
            "{a: 1, k.e: false, b: 2} # c\n",
            Some("{a: 1, k: {e: false}, b: 2} # c\n"),
        ),
        (
            below,
            "a:\n    b.c.d: x # c\n    e: 1\n",
            Some("a:\n    b:\n        c:\n            d: x # c\n    e: 1\n"),
        ),
        (
            deeper(),
            "k:\n  a: 1\nk.e: false # c\nb: 2\n",
            Some("k:\n  a: 1\n  e: false # c\nb: 2\n"),
        ),
        (
            deeper(),
            "k:\n  a: 1\nk.e: false",
            Some("k:\n  a: 1\n  e: false"),
        ),
        // No comment of one line fits into another's.
        (
            deeper(),
            "k: {a: 1}\nk.e: false # c\nb: 2\n",
            Some("k: {a: 1, e: false}\n# c\nb: 2\n"),
        ),
        (nested(), "? k.e\n: false\n", None),
        (nested(), "k.e: true\nk.e: false\n", None),
        (nested(), "y: &y false\nk.e: *y\n", None),
    ]);
}

#[test]
fn what_is_taken_out_takes_its_line_along() {
    let key = || Change::Remove(path("a.b"));
    let item = |index: usize| Change::Remove(path("a.l").join(index));
    hold([
        (
            key(),
            "a:\n  # why\n  b: 1 # c\n  c: 2\n",
            Some("a:\n  # why\n  c: 2\n"),
        ),
        (
            key(),
            "a:\n  c: 2\n  b:\n    - x\n    - y",
            Some("a:\n  c: 2"),
        ),
        (
            key(),
            "a:\r\n  c: 2\r\n  b: |\r\n    x\r\n\r\nd: 3\r\n",
            Some("a:\r\n  c: 2\r\n\r\nd: 3\r\n"),
        ),
        (key(), "a:\n  b: 1\n", None),
        (key(), "a:\n  - b: 1\n", None),
        (key(), "a: {b: 1, c: 2}\n", Some("a: {c: 2}\n")),
        (key(), "a: {c: 2, b: [1, 2]}\n", Some("a: {c: 2}\n")),
        (key(), "a: {b: 1}\n", Some("a: {}\n")),
        (key(), "a: {b: 1, b: 2, c: 3}\n", None),
        (item(1), "a:\n  l: [x, y, z]\n", Some("a:\n  l: [x, z]\n")),
        (item(0), "a:\n  l: [x, y]\n", Some("a:\n  l: [y]\n")),
        (item(0), "a:\n  l: [x]\n", Some("a:\n  l: []\n")),
        (item(1), "a:\n  l: [\n    x, # x\n    y # y\n  ]\n", None),
        (
            item(1),
            "a:\n  l: [\n    x, # x\n    y,\n    z # z\n  ]\n",
            Some("a:\n  l: [\n    x, # x\n    z # z\n  ]\n"),
        ),
        (
            item(0),
            "a:\n  l:\n  - x # x\n  - y\n",
            Some("a:\n  l:\n  - y\n"),
        ),
        (item(1), "a:\n  l:\n  - x\n  - y", Some("a:\n  l:\n  - x")),
        (item(0), "a:\n  l:\n  - x\n", None),
    ]);
}

/// All paths of mappings, and of all that is in them.
fn paths(node: &Node, path: &ValuePath, found: &mut Vec<ValuePath>) {
    found.push(path.clone());
    for entry in node.as_map().into_iter().flat_map(|map| map.entries()) {
        paths(&entry.node, &path.join(&*entry.key), found);
    }
    for (index, item) in node.as_list().into_iter().flatten().enumerate() {
        paths(item, &path.join(index), found);
    }
}

/// A change of some value of a file.
fn any_change(source: &Source, dice: &mut Dice) -> Option<Change> {
    let root = read_values(source).unwrap().root;
    let mut all = Vec::new();
    paths(&root, &ValuePath::root(), &mut all);
    let path = dice.pick(&all).clone();
    let node = root.at(&path)?;
    let value = dice
        .pick(&[
            json!(true),
            json!("text"),
            json!("yes"),
            json!({"enabled": true}),
            json!(["a", "b"]),
            json!([{"name": "N", "value": "true"}]),
        ])
        .clone();
    let is_root = path.segments().is_empty();
    let is_scalar = node.as_map().is_none() && node.as_list().is_none();
    let own = match &node.value {
        Value::Bool(bool) => Some(json!(*bool)),
        Value::String(text) => Some(json!(&**text)),
        _ => None,
    };
    Some(match dice.below(6) {
        0 if node.as_map().is_some() => Change::Set(path.join("added"), value),
        1 if node.as_list().is_some() => Change::Append(path, value),
        2 if path.last_key().is_some() => Change::Rename(path, "renamed".into()),
        3 if !is_root => Change::Remove(path),
        5 if path.last_key().is_some() => {
            let (parent, _) = path.split_last()?;
            Change::Move(path, parent.join("moved"), json!({ "deeper": own? }))
        }
        4 if !is_root && is_scalar && value.as_str().is_some() => Change::Set(path, value),
        _ => return None,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_promised_is_kept(seed: u64) {
        let mut dice = Dice::new(seed);
        let text = layout::any_text(&mut dice);
        let sources = Sources::default();
        let source = sources.add(Name::File("values.yaml".into()), text.clone());
        prop_assume!(read_values(&source).is_ok());
        if let Some(change) = any_change(&source, &mut dice)
            && let Some(after) = edited(&text, &change)
        {
            comments_stay(&text, &after, matches!(change, Change::Remove(_)));
        }
    }
}

/// No comment is lost but the one beside what is taken out; no line ends otherwise.
fn comments_stay(before: &str, after: &str, is_removal: bool) {
    let comments = |text: &str| text.matches("# c").count();
    let lost = comments(before) - comments(after).min(comments(before));
    let allowed = if is_removal { usize::MAX } else { 0 };
    assert!(lost <= allowed, "{before}\n--- became\n{after}");
    let is_mixed = |text: &str| text.contains("\r\n") && text.replace("\r\n", "").contains('\n');
    assert!(
        is_mixed(before) || !is_mixed(after),
        "{before:?} became {after:?}"
    );
    // Where the last line goes, a blank one may be left before the end.
    let is_ended = |text: &str| text.ends_with('\n');
    assert!(
        is_removal || is_ended(before) == is_ended(after),
        "{before:?} became {after:?}"
    );
}

/// Refusals are the exception: else it would be easy to have no other effects.
#[test]
fn most_changes_can_be_made() {
    let (mut asked, mut made) = (0, 0);
    for seed in 0..3000 {
        let mut dice = Dice::new(seed);
        let text = layout::any_text(&mut dice);
        let sources = Sources::default();
        let source = sources.add(Name::File("values.yaml".into()), text.clone());
        if read_values(&source).is_err() || text.contains('*') {
            continue;
        }
        let Some(change) = any_change(&source, &mut dice) else {
            continue;
        };
        if matches!(
            change,
            Change::Set(..) | Change::Append(..) | Change::Rename(..)
        ) {
            asked += 1;
            made += usize::from(edited(&text, &change).is_some());
        }
    }
    println!("{made} of {asked} changes made");
    assert!(asked > 500, "{asked}");
    assert!(made * 10 > asked * 8, "{made} of {asked}");
}

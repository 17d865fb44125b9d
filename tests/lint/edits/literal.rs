//! Values in a literal block of a manifest are changed as they are in a file of their own.

use super::{any_change, edited, layout, path};
use crate::common::dice::Dice;
use helm_obo::diagnostic::{Fix, Safety};
use helm_obo::edit::{Change, EditableText};
use helm_obo::fix;
use helm_obo::source::{Name, Segment, Sources, ValuePath};
use helm_obo::yaml::{LiteralValues, read_literal, read_stream, read_values};
use proptest::prelude::*;
use serde_json::json;

/// How a text is put into a manifest.
struct Block {
    indentation: usize,
    /// What is after `|`.
    indicator: &'static str,
    chomping: &'static str,
    line_break: &'static str,
    /// What follows the block.
    rest: &'static str,
}

const BLOCK: Block = Block {
    indentation: 4,
    indicator: "",
    chomping: "",
    line_break: "\n",
    rest: "  after: x\n",
};

impl Block {
    fn any(text: &str, dice: &mut Dice) -> Self {
        let needs_indicator = text.starts_with([' ', '\n', '\r']);
        let (indentation, indicator) = match needs_indicator || dice.once_in(3) {
            true => *dice.pick(&[(3, "1"), (4, "2"), (6, "4")]),
            false => (*dice.pick(&[3, 4, 8]), ""),
        };
        Self {
            indentation,
            indicator,
            chomping: chomping(text),
            line_break: if text.contains("\r\n") { "\r\n" } else { "\n" },
            rest: dice.pick::<&str>(&["", "  after: x\n", "---\na: 1\n", "# c\n"]),
        }
    }

    /// Whether the block as it is can hold another text: its first line has the indentation of all, and no line break at its end
    /// is lost.
    fn may_hold(&self, text: &str) -> bool {
        let is_shallow = !text.starts_with([' ', '\n', '\r']);
        (is_shallow || !self.indicator.is_empty()) && self.chomping == chomping(text)
    }

    /// A manifest that holds a text: the first document of a stream.
    fn around(&self, text: &str) -> String {
        let (indicator, chomping) = (self.indicator, self.chomping);
        let mut manifest = format!("kind: ConfigMap\ndata:\n  v: |{indicator}{chomping}\n");
        for line in text.replace("\r\n", "\n").split_inclusive('\n') {
            if line != "\n" {
                manifest.extend(std::iter::repeat_n(' ', self.indentation));
            }
            manifest.push_str(line);
        }
        if chomping == "-" && !self.rest.is_empty() {
            manifest.push('\n');
        }
        manifest.push_str(self.rest);
        manifest.replace('\n', self.line_break)
    }
}

/// What keeps the line breaks at a text's end.
fn chomping(text: &str) -> &'static str {
    let body = text.trim_end_matches(['\r', '\n']);
    ["-", "", "+"][text[body.len()..].matches('\n').count().min(2)]
}

/// What becomes of the text by a change made where the block is; `None` if it is refused.
fn edited_within(manifest: &str, change: &Change) -> Option<String> {
    let sources = Sources::default();
    let source = sources.add(Name::File("manifest.yaml".into()), manifest.into());
    let stream = read_stream(&source);
    let root = stream[0].read.as_ref().unwrap().root.as_ref().unwrap();
    let at = ValuePath::parse("data.v");
    let LiteralValues { document, span } = read_literal(&source, root.at(&at)?)?;
    let text = EditableText::new(&source, &document).up_to(span.range().end);
    let plan = text.plan(change).ok()?;
    let holder = ValuePath::from(vec![Segment::Index(0)]).append(&at);
    let effects = plan.effects.iter().map(|effect| effect.below(&holder));
    let fix = Fix {
        message: String::new(),
        safety: Safety::Safe,
        effects: effects.collect(),
        edits: plan.edits,
    };
    let mut rewrites = fix::apply(&[&fix], &sources);
    (rewrites.len() == 1).then(|| rewrites.remove(0).text)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_block_is_edited_as_a_file_is(seed: u64) {
        let mut dice = Dice::new(seed);
        let text = layout::any_text(&mut dice);
        let sources = Sources::default();
        let source = sources.add(Name::File("values.yaml".into()), text.clone());
        prop_assume!(read_values(&source).is_ok());
        if let Some(change) = any_change(&source, &mut dice) {
            let block = Block::any(&text, &mut dice);
            let within = edited_within(&block.around(&text), &change);
            match edited(&text, &change) {
                Some(alone) if within.is_some() || block.may_hold(&alone) => {
                    prop_assert_eq!(within, Some(block.around(&alone)));
                }
                _ => {} // what is not sound is not applied
            }
        }
    }
}

#[test]
fn texts_that_are_something_else_with_their_indentation_are_left_alone() {
    let set = Change::Set(path("a"), json!(2));
    for (text, is_edited) in [
        ("a: 1\n", true),
        ("---\na: 1\n", true),
        ("# c\n---\na: 1\n", true),
        ("a: 1\n---\nb: 2\n", false),
        ("a: 1\n--- \n", false),
        ("- a\n", false),
        ("a: [\n", false),
        ("", false),
    ] {
        let found = edited_within(&BLOCK.around(text), &set);
        let expected = is_edited.then(|| BLOCK.around(&text.replace('1', "2")));
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn what_an_alias_repeats_is_left_alone() {
    let set = Change::Set(path("a"), json!(2));
    for manifest in [
        "data:\n  w: &w |\n    a: 1\n  v: *w\n",
        "data:\n  v: &v |\n    a: 1\n  w: *v\n",
        "data:\n  v: \"a: 1\"\n",
        "data:\n  v: >\n    a: 1\n",
    ] {
        assert_eq!(edited_within(manifest, &set), None, "{manifest}");
    }
    let manifest = "data:\n  v: &v |\n    a: 1\n";
    let expected = manifest.replace('1', "2");
    assert_eq!(edited_within(manifest, &set), Some(expected));
}

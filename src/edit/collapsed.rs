//! A mapping or a list replaced as a whole, by one on a single line.

use super::{EditableText, Replacement, write};
use crate::yaml::{Entry, Link, Style};

/// Another value in place of a block or a flow collection that is written here. None where something in it would be lost: a comment,
/// an anchor or a tag.
pub(super) fn replaced(
    text: &EditableText<'_>,
    entry: &Entry,
    value: &serde_json::Value,
) -> Option<Vec<Replacement>> {
    let node = &entry.node;
    let is_own = node.link == Link::Own && node.place.source == text.source.id();
    if !is_own || !matches!(node.style, Style::Block | Style::Flow) {
        return None;
    }
    let key = entry.key_place.span.range();
    let raw = text.text().get(key.end..node.place.span.range().end)?;
    let written = raw.trim_end().strip_prefix(':')?;
    if written.contains(['#', '&', '*', '!']) {
        return None;
    }
    let start = key.end + 1;
    let new = format!(" {}", write::flow(value));
    Some(vec![Replacement::new(start, start + written.len(), new)])
}

#[cfg(test)]
mod tests {
    use crate::edit::{Change, EditableText};
    use crate::source::{Name, Sources, ValuePath};
    use crate::yaml::read_values;
    use serde_json::json;

    /// A text after a change; `None` if that cannot be made.
    fn edited(text: &str, change: &Change) -> Option<String> {
        let sources = Sources::default();
        let source = sources.add(Name::File("a.yaml".into()), text.to_owned());
        let document = read_values(&source).unwrap();
        let editable = EditableText::new(&source, &document);
        let plan = editable.plan(change).ok()?;
        let mut edits = plan.edits;
        edits.sort_by_key(|edit| std::cmp::Reverse(edit.span.start));
        let mut after = text.to_owned();
        for edit in edits {
            after.replace_range(edit.span.range(), &edit.text);
        }
        Some(after)
    }

    #[test]
    fn a_collection_becomes_one_line() {
        let new = json!({"key": "k", "name": "docs"});
        for (before, after) in [
            (
                "a:\n  b:\n    c: 1\n    d: 2\n  e: 3\n",
                Some("a:\n  b: {key: k, name: docs}\n  e: 3\n"),
            ),
            (
                "a: {b: {c: 1}, e: 3}\n",
                Some("a: {b: {key: k, name: docs}, e: 3}\n"),
            ),
            (
                "a:\n  b:\n    c: 1 # why\n",
                Some("a:\n  b: {key: k, name: docs} # why\n"),
            ),
            ("a:\n  b:\n    c: 1 # why\n    d: 2\n", None),
            ("a:\n  b: &x\n    c: 1\n", None),
        ] {
            let change = Change::Set(ValuePath::parse("a.b"), new.clone());
            assert_eq!(edited(before, &change).as_deref(), after, "{before}");
        }
    }
}

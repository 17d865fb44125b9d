//! Mappings and lists in brackets.

use super::{EditableText, Replacement, write};
use crate::yaml::{Entry, Mapping, Node};
use std::ops::Range;

/// A new last entry of a mapping, or the first where no other is written in it.
pub(super) fn entry(
    text: &EditableText<'_>,
    mapping: &Node,
    key: &str,
    value: &serde_json::Value,
) -> Option<Vec<Replacement>> {
    let inside = inside(text, mapping)?;
    let key = serde_json::Value::String(key.to_owned());
    let new = format!("{}: {}", write::flow(&key), write::flow(value));
    let entries = mapping.as_map()?.entries().iter();
    let ends = entries.filter_map(|entry| own_end(text, entry));
    Some(after(text, &inside, ends.max(), new))
}

/// A new last item of a list.
pub(super) fn item(
    text: &EditableText<'_>,
    list: &Node,
    value: &serde_json::Value,
) -> Option<Vec<Replacement>> {
    let inside = inside(text, list)?;
    let items = list.as_list()?.iter();
    let ends = items.map(|item| item.place.span.range().end);
    Some(after(text, &inside, ends.max(), write::flow(value)))
}

/// What is between the brackets.
fn inside(text: &EditableText<'_>, node: &Node) -> Option<Range<usize>> {
    if !text.has(node.place) {
        return None;
    }
    let range = node.place.span.range();
    let is_bracketed = text.text()[range.clone()].ends_with([']', '}']);
    is_bracketed.then(|| range.start + 1..range.end - 1)
}

/// Where an entry ends that is written in its mapping.
fn own_end(text: &EditableText<'_>, entry: &Entry) -> Option<usize> {
    let is_own = !entry.merged && text.has(entry.key_place);
    let key = entry.key_place.span.range().end;
    is_own.then(|| entry.node.place.span.range().end.max(key))
}

/// Inserts after the last part, or before all that is in the brackets.
fn after(
    text: &EditableText<'_>,
    inside: &Range<usize>,
    last: Option<usize>,
    new: String,
) -> Vec<Replacement> {
    if let Some(end) = last {
        return vec![Replacement::insert(end, format!(", {new}"))];
    }
    let content = &text.text()[inside.clone()];
    let blanks = content.len() - content.trim_start_matches(' ').len();
    let is_empty = content.trim().is_empty() || content.trim_start().starts_with('#');
    if is_empty {
        return vec![Replacement::insert(inside.start, new)];
    }
    vec![Replacement::insert(
        inside.start + blanks,
        format!("{new}, "),
    )]
}

/// An item taken out with one comma, and no comment.
pub(super) fn without_item(
    text: &EditableText<'_>,
    items: &[Node],
    index: usize,
) -> Option<Vec<Replacement>> {
    let ranges: Vec<Range<usize>> = items.iter().map(|item| item.place.span.range()).collect();
    without(text, &ranges, index)
}

/// An entry taken out likewise; it may be one that Helm drops.
pub(super) fn without_entry(
    text: &EditableText<'_>,
    mapping: &Mapping,
    entry: &Entry,
) -> Option<Vec<Replacement>> {
    let own = mapping.entries().iter();
    let dropped = mapping
        .duplicates()
        .iter()
        .map(|duplicate| &*duplicate.dropped);
    let mut ranges: Vec<Range<usize>> = own
        .chain(dropped)
        .filter_map(|entry| Some(entry.key_place.span.range().start..own_end(text, entry)?))
        .collect();
    ranges.sort_by_key(|range| range.start);
    let start = entry.key_place.span.range().start;
    let index = ranges.iter().position(|range| range.start == start)?;
    without(text, &ranges, index)
}

fn without(
    text: &EditableText<'_>,
    parts: &[Range<usize>],
    index: usize,
) -> Option<Vec<Replacement>> {
    let part = parts.get(index)?.clone();
    let before = index.checked_sub(1).map(|before| parts[before].end);
    let after = parts.get(index + 1).map(|after| after.start);
    let is_last = text.text()[part.end..].trim_start().starts_with([']', '}']);
    let ways = match (before, after) {
        // A comma after the only part would be left alone.
        (None, None) if is_last => vec![part],
        (None, None) => return None,
        _ => {
            let with_comma_before = before.map(|before| before..part.end);
            let with_comma_after = after.map(|after| part.start..after);
            let ways = with_comma_before.into_iter();
            ways.chain(with_comma_after).collect()
        }
    };
    let is_free = |way: &Range<usize>| {
        let mut comments = text.document.comments.iter();
        !comments.any(|comment| way.contains(&comment.span.range().start))
    };
    let way = ways.into_iter().find(is_free)?;
    Some(vec![Replacement::new(way.start, way.end, "")])
}

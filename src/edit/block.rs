//! Mappings and lists by indentation.

use super::write::{self, BlockLayout};
use super::{EditableText, Replacement, lines};
use crate::source::{Segment, ValuePath};
use crate::yaml::{Entry, Node, Style};

/// A new last entry of a mapping.
pub(super) fn entry(
    text: &EditableText<'_>,
    path: &ValuePath,
    mapping: &Node,
    key: &str,
    value: &serde_json::Value,
) -> Option<Vec<Replacement>> {
    added(text, path, mapping, |layout| {
        write::entry(key, value, layout)
    })
}

/// A new last item of a list.
pub(super) fn item(
    text: &EditableText<'_>,
    path: &ValuePath,
    list: &Node,
    value: &serde_json::Value,
) -> Option<Vec<Replacement>> {
    added(text, path, list, |layout| write::item(value, layout))
}

/// What is written last in a collection, laid out as its first part is.
fn added(
    text: &EditableText<'_>,
    path: &ValuePath,
    collection: &Node,
    write: impl Fn(BlockLayout<'_>) -> String,
) -> Option<Vec<Replacement>> {
    let first = collection.place.span.range().start;
    let indentation = lines::indentation(text.text(), first)?;
    let layout = BlockLayout {
        indentation: &indentation,
        step: step(text, path, indentation.len()),
        line_break: lines::usual_break(text.text(), first),
    };
    after(text, collection, &write(layout), layout)
}

/// Inserts lines after the last one of a collection. A source that ends without a line break still does.
fn after(
    text: &EditableText<'_>,
    node: &Node,
    new: &str,
    layout: BlockLayout<'_>,
) -> Option<Vec<Replacement>> {
    let end = end_of_lines(text, after_kept_lines(text, node))?;
    let is_at_line_start = end == lines::start(text.text(), end) && end > 0;
    Some(vec![if is_at_line_start {
        Replacement::insert(end, format!("{new}{}", layout.line_break))
    } else {
        Replacement::insert(end, format!("{}{new}", layout.line_break))
    }])
}

/// How much deeper a mapping is indented than its parent: as in this file, else as usual.
pub(super) fn step(text: &EditableText<'_>, path: &ValuePath, indentation: usize) -> usize {
    const USUAL: usize = 2;
    let above = path.segments().iter().rposition(is_key);
    let holder = above.and_then(|index| {
        let holder = ValuePath::from(path.segments()[..=index].to_vec());
        text.entry(&holder)
    });
    let column = holder.and_then(|entry| {
        let start = entry.key_place.span.range().start;
        lines::indentation(text.text(), start).map(|it| it.len())
    });
    match column.and_then(|column| indentation.checked_sub(column)) {
        Some(step) if step > 0 => step,
        _ => USUAL,
    }
}

fn is_key(segment: &Segment) -> bool {
    matches!(segment, Segment::Key(_))
}

/// An entry's lines taken out. What is on the key's line before it, or after the value, is nothing but layout.
pub(super) fn without_entry(text: &EditableText<'_>, entry: &Entry) -> Option<Vec<Replacement>> {
    let key = entry.key_place.span.range();
    let is_alone = lines::before(text.text(), key.start)
        .chars()
        .all(|c| c == ' ');
    let end = end_of(text, entry)?;
    is_alone.then(|| vec![without_lines(text.text(), key.start, end)])
}

/// Where an entry's text ends: after its value, or after the colon.
fn end_of(text: &EditableText<'_>, entry: &Entry) -> Option<usize> {
    let value = entry.node.place;
    let here = value.source == text.source.id();
    let key = entry.key_place.span.range();
    let colon = text.text()[key.end..].find(':')? + key.end + 1;
    here.then(|| after_kept_lines(text, &entry.node).max(colon))
}

/// Where a node ends, with the empty lines that a block scalar at its end keeps (`|+`): they are part of it.
fn after_kept_lines(text: &EditableText<'_>, node: &Node) -> usize {
    let end = node.place.span.range().end;
    let last = last_scalar(node);
    let start = last.place.span.range().start;
    let is_block = matches!(last.style, Style::Literal | Style::Folded);
    let header = &text.text()[start..lines::end(text.text(), start)];
    let content = header.split('#').next().unwrap_or_default();
    if !is_block || last.place.source != text.source.id() || !content.contains('+') {
        return end;
    }
    let mut end = if lines::start(text.text(), end) == end {
        end
    } else {
        lines::next(text.text(), end)
    };
    while end < text.text().len()
        && text.text()[end..lines::end(text.text(), end)]
            .trim()
            .is_empty()
    {
        end = lines::next(text.text(), end);
    }
    end
}

/// The scalar that is last in a node's text.
fn last_scalar(node: &Node) -> &Node {
    let entries = node.as_map().into_iter().flat_map(|map| map.entries());
    let own = entries
        .filter(|entry| !entry.merged)
        .map(|entry| &entry.node);
    let below = own.chain(node.as_list().into_iter().flatten());
    let last = below.max_by_key(|node| node.place.span.start);
    last.map_or(node, last_scalar)
}

/// An item's lines taken out. It is not the only one, and its dash begins a line.
pub(super) fn without_item(
    text: &EditableText<'_>,
    items: &[Node],
    index: usize,
) -> Option<Vec<Replacement>> {
    let item = items.get(index)?;
    if items.len() < 2 || item.place.source != text.source.id() {
        return None;
    }
    let range = item.place.span.range();
    let before = lines::before(text.text(), range.start);
    let layout = before.trim_start_matches(' ');
    let is_alone = layout.strip_prefix('-')?.chars().all(|c| c == ' ');
    let end = after_kept_lines(text, item);
    is_alone.then(|| vec![without_lines(text.text(), range.start, end)])
}

/// The lines from one offset to another, taken out with their breaks; the last line of a source that ends without a
/// break, with the break before it.
fn without_lines(text: &str, start: usize, end: usize) -> Replacement {
    let start = lines::start(text, start);
    let end = if end > start && lines::start(text, end) == end {
        end
    } else {
        lines::next(text, end)
    };
    let is_unended = end == text.len() && !text.ends_with(['\n', '\r']);
    let start = match text[..start].strip_suffix('\n') {
        Some(before) if is_unended => before.strip_suffix('\r').unwrap_or(before).len(),
        _ => start,
    };
    Replacement::new(start, end, "")
}

/// Where the last line ends of what ends at an offset: after its break, or at the end of a source without one. `None`
/// if more is on that line.
fn end_of_lines(text: &EditableText<'_>, end: usize) -> Option<usize> {
    let text = text.text();
    if end > 0 && lines::start(text, end) == end {
        return Some(end);
    }
    lines::is_rest_free(text, end).then(|| lines::next(text, end))
}

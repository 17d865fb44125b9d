//! Text that is not read as values, and is searched line by line: files with syntax errors, comments, what YAML drops,
//! strings that hold whole files or command lines.

use super::Mask;
use super::index::joined;
use super::lines::{AROUND, KeyForm, find};
use super::search::{SourceKind, WrittenValues, hide_lines_of};
use super::secrecy::Secrecy;
use crate::source::Source;
use crate::yaml::{Node, Style, Value};
use std::ops::Range;

/// Hides what follows a key named like a credential, with the lines below it, here and wherever it is quoted as a whole.
pub(super) fn search(mask: &mut Mask, source: &Source, range: Range<usize>) {
    find(source, range, KeyForm::Any, &mut |hidden| {
        if hidden.secrecy == Secrecy::Everywhere {
            let text = &source.text()[hidden.range.clone()];
            hide_lines_of(mask, text.trim_matches(AROUND).trim());
        }
        mask.hide_span(source.id(), hidden.span());
    });
}

/// Hides the same in what a source holds beside its values: comments, what Helm ignores, and values that a later key of
/// the same name replaces. In strings it is hidden there only: elsewhere the same words mean something else.
pub(super) fn search_unread(mask: &mut Mask, written: &WrittenValues<'_>) {
    let source = written.source;
    if let Some(document) = written.document {
        if !document.further.is_empty() {
            // A later document may have replaced any value of an earlier one.
            return search(mask, source, 0..source.text().len());
        }
        let places = document.comments.iter().chain(&document.ignored);
        let places = places.map(|place| place.span.range());
        let mut unread = blocks(source.text(), places.collect());
        duplicates(&document.root, &mut unread);
        for range in joined(unread) {
            search(mask, source, range);
        }
    }
    let mut strings = strings(written);
    let is_searched = matches!(written.source_is, SourceKind::FileName | SourceKind::Stream);
    if written.document.is_none() && !is_searched {
        // Keys of an argument may hold what looks like a further assignment.
        strings.push((KeyForm::Evident, 0..source.text().len()));
    }
    for (keys, range) in strings {
        find(source, range, keys, &mut |hidden| {
            mask.hide_span(source.id(), hidden.span());
        });
    }
}

fn duplicates(node: &Node, ranges: &mut Vec<Range<usize>>) {
    match &node.value {
        Value::Map(map) => {
            for duplicate in map.duplicates() {
                let again = duplicate.again.span.range();
                ranges.push(duplicate.first.span.range().start..again.start);
            }
            map.entries()
                .iter()
                .for_each(|entry| duplicates(&entry.node, ranges));
        }
        Value::List(items) => items.iter().for_each(|item| duplicates(item, ranges)),
        _ => {}
    }
}

/// Comments that have nothing but their indentation between them made one, so that what is below a key in one is known to
/// be below it.
fn blocks(text: &str, places: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let is_blank = |part: Option<&str>| part.is_some_and(|part| part.trim().is_empty());
    let places = joined(places).into_iter().map(|place| {
        let line = text[..place.start].rfind('\n').map_or(0, |end| end + 1);
        let is_whole_line = is_blank(text.get(line..place.start));
        if is_whole_line {
            line..place.end
        } else {
            place
        }
    });
    let mut blocks: Vec<Range<usize>> = Vec::new();
    for place in places {
        let last = blocks.last_mut();
        match last.filter(|last| is_blank(text.get(last.end..place.start))) {
            Some(last) if text[..place.start].ends_with('\n') => last.end = place.end,
            _ => blocks.push(place),
        }
    }
    blocks
}

/// Where strings are written that may hold more than one word says.
fn strings(written: &WrittenValues<'_>) -> Vec<(KeyForm, Range<usize>)> {
    let mut found = Vec::new();
    let mut below = vec![written.root];
    while let Some(node) = below.pop() {
        match &node.value {
            Value::Map(map) => below.extend(map.entries().iter().map(|entry| &entry.node)),
            Value::List(items) => below.extend(items.iter()),
            Value::String(_) if node.place.source == written.source.id() => {
                let keys = match node.style {
                    Style::Literal | Style::Folded => KeyForm::Any,
                    Style::Implied => continue,
                    _ => KeyForm::Evident,
                };
                found.push((keys, node.place.span.range()));
            }
            _ => {}
        }
    }
    // What an alias repeats is searched once.
    found.sort_by_key(|(_, range)| (range.start, range.end));
    found.dedup();
    found
}

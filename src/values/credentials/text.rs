//! Credentials in text that was not read as values: files with syntax errors, comments, what YAML drops.

use super::literal::is_literal;
use super::{Named, hide_shapes, hide_texts, names};
use crate::source::{Mask, Source, Span};
use crate::values::layer::Layer;
use crate::yaml::{Node, Style, Value};
use std::ops::Range;

/// What a file that does not parse holds that must not be shown: what follows a key named like a credential, with the
/// lines below it, and what looks like one. It rather hides too much.
pub fn mask_text(source: &Source) -> Mask {
    let mut mask = Mask::default();
    mask_lines(source, 0..source.text().len(), &mut mask);
    hide_shapes(&mut mask, source);
    mask
}

/// The same for the parts of a layer's file that are not in its tree: comments, what Helm ignores, and values that a
/// later key of the same name replaces.
pub(super) fn mask_unread(layer: &Layer) -> Mask {
    let mut mask = Mask::default();
    let Some(document) = &layer.document else {
        return mask;
    };
    if !document.further.is_empty() {
        // A later document may have replaced any value of an earlier one.
        mask_lines(&layer.source, 0..layer.source.text().len(), &mut mask);
        return mask;
    }
    let places = document.comments.iter().chain(&document.ignored);
    let mut unread: Vec<Span> = places.map(|place| place.span).collect();
    duplicates(&document.root, &mut unread);
    for range in joined(unread) {
        mask_lines(&layer.source, range, &mut mask);
    }
    let mut prose = Vec::new();
    block_scalars(&document.root, &mut prose);
    for range in joined(prose) {
        hide_lines(&layer.source, range, &mut |span, _| {
            mask.hide_span(layer.source.id(), span)
        });
    }
    mask
}

/// Ranges without overlaps, so that a key repeated a thousand times costs no more than its text.
fn joined(mut spans: Vec<Span>) -> Vec<Range<usize>> {
    spans.sort();
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for span in spans.into_iter().map(Span::range) {
        match ranges.last_mut() {
            Some(last) if span.start < last.end => last.end = last.end.max(span.end),
            _ => ranges.push(span),
        }
    }
    ranges
}

fn duplicates(node: &Node, spans: &mut Vec<Span>) {
    match &node.value {
        Value::Map(map) => {
            for duplicate in map.duplicates() {
                spans.push(Span {
                    start: duplicate.first.span.start,
                    end: duplicate.again.span.start,
                });
            }
            map.entries()
                .iter()
                .for_each(|entry| duplicates(&entry.node, spans));
        }
        Value::List(items) => items.iter().for_each(|item| duplicates(item, spans)),
        _ => {}
    }
}

/// What the lines so far say about the next one.
#[derive(Default)]
struct State {
    /// A key without a value on its line: deeper lines are its value.
    below: Option<usize>,
    /// How far a `name:` is indented whose `value:` is no credential. Where it stands below, or is not known, it may be.
    harmless: Option<usize>,
}

/// Texts over several lines, a prompt for instance, which may hold what looks like a file. What it says of a token is
/// hidden there only: elsewhere the same words mean something else.
fn block_scalars(node: &Node, spans: &mut Vec<Span>) {
    match &node.value {
        Value::Map(map) => map
            .entries()
            .iter()
            .for_each(|entry| block_scalars(&entry.node, spans)),
        Value::List(items) => items.iter().for_each(|item| block_scalars(item, spans)),
        _ if matches!(node.style, Style::Literal | Style::Folded) => spans.push(node.place.span),
        _ => {}
    }
}

fn mask_lines(source: &Source, range: Range<usize>, mask: &mut Mask) {
    hide_lines(source, range, &mut |span, text| {
        hide_texts(mask, text.trim_matches(['"', '\'', ',', '}', ' ']));
        mask.hide_span(source.id(), span);
    });
}

/// Calls `hide` for each part of these lines that is to be hidden, with its text.
fn hide_lines(source: &Source, range: Range<usize>, hide: &mut dyn FnMut(Span, &str)) {
    let mut state = State::default();
    let mut position = range.start;
    for line in source.text()[range].split_inclusive(['\n', '\r']) {
        if let Some(hidden) = hidden_in(line, &mut state) {
            let hidden = position + hidden.start..position + hidden.end;
            hide(Span::new(hidden.start, hidden.end), &source.text()[hidden]);
        }
        position += line.len();
    }
}

/// The part of a line to hide.
fn hidden_in(line: &str, state: &mut State) -> Option<Range<usize>> {
    let content = line.trim_end();
    let indent = content.len() - content.trim_start_matches([' ', '\t', '-', '#']).len();
    if content.len() == indent {
        return None;
    }
    if let Some(below) = state.below {
        if indent > below {
            return Some(indent..content.len());
        }
        state.below = None;
    }
    if content[..indent].contains('-') {
        state.harmless = None; // another item
    }
    for (separator, _) in content.match_indices([':', '=']) {
        let Some(key) = key_before(&content[..separator]) else {
            continue;
        };
        let start = separator + 1;
        let value = content[start..].trim_start();
        if is_first_in_braces(&content[..separator]) {
            state.harmless = None; // another item, too
        }
        let is_value = key == "value" && state.harmless.take() != Some(indent);
        if key == "name" {
            let name = value.trim_start_matches(['"', '\'']);
            let name = name.split(['"', '\'', ',', '}', ' ']).next();
            let is_harmless = names::judge(name.unwrap_or_default()) == Named::No;
            state.harmless = is_harmless.then_some(indent);
        }
        if !is_value && names::judge(key) == Named::No {
            continue;
        }
        let bare = value.trim_matches(['\\', '"', '\'', '{', '}', '[', ']', ',']);
        if bare.is_empty() || value.starts_with(['|', '>']) {
            state.below = Some(indent);
            return None;
        }
        if is_literal(bare) {
            return Some(content.len() - value.len()..content.len());
        }
    }
    None
}

/// Whether nothing but its key stands between a separator and the brace that opens.
fn is_first_in_braces(text: &str) -> bool {
    text.trim_end_matches(|c: char| c.is_alphanumeric() || "_-.\"' ".contains(c))
        .ends_with('{')
}

/// The last word before a separator, without its quotes.
fn key_before(text: &str) -> Option<&str> {
    // Quotes within a quoted text have a backslash before them.
    let text = text.trim_end().trim_end_matches(['"', '\'', '\\']);
    let start = text
        .char_indices()
        .rev()
        .take_while(|(_, c)| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
        .last()?
        .0;
    Some(&text[start..])
}

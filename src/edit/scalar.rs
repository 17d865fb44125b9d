//! Scalars and keys.

use super::{EditableText, Replacement, write};
use crate::yaml::{Entry, Link, Node, Style, Value, write_string};

/// Another value in place of a scalar that is written here. A string keeps its quotes.
pub(super) fn replaced(
    text: &EditableText<'_>,
    node: &Node,
    value: &serde_json::Value,
) -> Option<Vec<Replacement>> {
    if node.link == Link::Alias || node.place.source != text.source.id() {
        return None;
    }
    let range = node.place.span.range();
    let written = &text.text()[range.clone()];
    if node.style == Style::Plain && written.is_empty() {
        return Some(vec![Replacement::insert(
            range.start,
            format!(" {}", write::flow(value)),
        )]);
    }
    let is_scalar = !matches!(node.value, Value::Map(_) | Value::List(_));
    let piece = |new: String| vec![Replacement::new(range.start, range.end, new)];
    match (node.style, value.as_str()) {
        _ if !is_scalar => None,
        (Style::Plain, Some(new)) if new == written => Some(vec![
            Replacement::insert(range.start, "\""),
            Replacement::insert(range.end, "\""),
        ]),
        (Style::SingleQuoted | Style::DoubleQuoted, Some(new)) => {
            Some(piece(in_quotes(&written[..1], new)?))
        }
        (Style::Plain | Style::SingleQuoted | Style::DoubleQuoted, _) => {
            Some(piece(write::flow(value)))
        }
        _ => None,
    }
}

/// A key written otherwise, in the quotes that it has.
pub(super) fn respelled(
    text: &EditableText<'_>,
    entry: &Entry,
    key: &str,
) -> Option<Vec<Replacement>> {
    let range = entry.key_place.span.range();
    let written = text.text().get(range.clone())?;
    let quote = written.get(..1).filter(|sign| matches!(*sign, "'" | "\""));
    let new = match quote {
        Some(quote) => in_quotes(quote, key)?,
        None if written == &*entry.key => write_string(key),
        None => return None,
    };
    Some(vec![Replacement::new(range.start, range.end, new)])
}

/// A string in these quotes; `None` if it needs escapes.
fn in_quotes(quote: &str, text: &str) -> Option<String> {
    let is_simple = |c: char| !c.is_control() && !matches!(c, '\'' | '"' | '\\');
    text.chars()
        .all(is_simple)
        .then(|| format!("{quote}{text}{quote}"))
}

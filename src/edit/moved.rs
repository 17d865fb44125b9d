//! An entry of a mapping that moves to another place of the same file, with the comment after it.

use super::{EditableText, Replacement, block, lines};
use crate::source::{Segment, ValuePath};
use crate::yaml::{DuplicateKey, Entry, Link, Style, write_string};
use serde_json::Value;

/// The entry at `from` as one at `to`, where its value is `value`.
pub(super) fn moved(
    text: &EditableText<'_>,
    from: &ValuePath,
    to: &ValuePath,
    value: &Value,
) -> Option<Vec<Replacement>> {
    let entry = text
        .entry(from)
        .filter(|entry| entry.node.link == Link::Own)?;
    if let Some(pieces) = nested(text, entry, from, to, value) {
        return Some(pieces);
    }
    let mut set = text.set(to, value)?;
    let mut removed = text.remove(from)?;
    if let Some(comment) = comment(text, entry) {
        carry(text, comment, entry, (&mut set, &mut removed));
    }
    if let ([piece], [line]) = (&*set, &*removed)
        && let Some(both) = in_one(text, piece, line)
    {
        return Some(vec![both]);
    }
    set.append(&mut removed);
    Some(set)
}

/// What is inserted right before or after a last line without a break, which goes with the break before it, as one piece.
fn in_one(text: &EditableText<'_>, piece: &Replacement, line: &Replacement) -> Option<Replacement> {
    const BREAKS: [char; 2] = ['\n', '\r'];
    let (at, gone) = (piece.span.range().start, line.span.range());
    let is_within = gone.start < at && at <= gone.end;
    let between = is_within.then(|| &text.text()[gone.start..at])?;
    let new = match between.trim_start_matches(BREAKS).is_empty() {
        true => format!("{between}{}", piece.text.trim_end_matches(BREAKS)),
        false if at == gone.end => piece.text.clone(),
        false => return None,
    };
    Some(Replacement::new(gone.start, gone.end, new + &line.text))
}

/// The key as nested keys, in its place: only the key is replaced.
fn nested(
    text: &EditableText<'_>,
    entry: &Entry,
    from: &ValuePath,
    to: &ValuePath,
    value: &Value,
) -> Option<Vec<Replacement>> {
    let (parent, _) = from.split_last()?;
    let (holder, first) = to.split_last()?;
    let mapping = text.own(&parent)?;
    let Segment::Key(first) = first else {
        return None;
    };
    let siblings = mapping.as_map()?;
    let is_twice = |twice: &DuplicateKey| twice.key == entry.key;
    let is_free = siblings.get(first).is_none() && !siblings.duplicates().iter().any(is_twice);
    let key = entry.key_place.span.range();
    let end = entry.node.place.span.range().end;
    let is_here = text.has(entry.node.place) && end >= key.end;
    if holder != parent || !is_free || !is_here {
        return None;
    }
    let keys = keys(first, value)?;
    match mapping.style {
        Style::Block => {
            let is_one_line = !text.text()[key.start..end].contains(['\n', '\r']);
            let new = is_one_line.then(|| block_of(text, &parent, key.start, &keys))??;
            Some(vec![Replacement::new(key.start, key.end, new)])
        }
        Style::Flow => Some(vec![
            Replacement::new(key.start, key.end, keys.join(": {")),
            Replacement::insert(end, "}".repeat(keys.len() - 1)),
        ]),
        _ => None,
    }
}

/// The keys that lead to the innermost value, as they are written; `None` if there are several.
fn keys(first: &str, value: &Value) -> Option<Vec<String>> {
    let mut keys = vec![write_string(first)];
    let mut inner = value;
    while let Value::Object(members) = inner {
        let (key, below) = members.iter().next().filter(|_| members.len() == 1)?;
        keys.push(write_string(key));
        inner = below;
    }
    Some(keys)
}

/// Keys below each other; the first one takes the place of a key.
fn block_of(
    text: &EditableText<'_>,
    parent: &ValuePath,
    start: usize,
    keys: &[String],
) -> Option<String> {
    let indentation = lines::indentation(text.text(), start)?;
    let step = block::step(text, parent, indentation.len());
    let line_break = lines::usual_break(text.text(), start);
    let deeper = |(depth, key): (usize, &String)| match depth {
        0 => key.clone(),
        _ => format!(
            ":{line_break}{indentation}{}{key}",
            " ".repeat(step * depth)
        ),
    };
    Some(keys.iter().enumerate().map(deeper).collect())
}

/// The comment on the line of an entry, after its value.
fn comment<'t>(text: &EditableText<'t>, entry: &Entry) -> Option<&'t str> {
    let end = entry.node.place.span.range().end;
    let rest = text.text().get(end..lines::end(text.text(), end))?;
    let comment = rest.trim();
    (comment.starts_with('#') && lines::is_rest_free(text.text(), end)).then_some(comment)
}

/// Puts a comment after what was moved; if more may follow on that line, it stays where it was.
fn carry(
    text: &EditableText<'_>,
    comment: &str,
    entry: &Entry,
    (set, removed): (&mut [Replacement], &mut [Replacement]),
) {
    let ([piece], [line]) = (set, removed) else {
        return;
    };
    let before = piece.text.trim_end_matches(['\n', '\r']).len();
    let has_lines = piece.text.contains(['\n', '\r']);
    if has_lines {
        piece.text.insert_str(before, &format!(" {comment}"));
        return;
    }
    let key = entry.key_place.span.range();
    let line_break = lines::usual_break(text.text(), key.start);
    let indentation = lines::before(text.text(), key.start);
    line.text = format!("{indentation}{comment}{line_break}");
}

//! Credentials: which strings are some, so that they are masked wherever values are talked about.
//!
//! A string is one by the name of its key, by the name of the environment variable or header that it belongs to, or by
//! its own shape. What merely names a Secret, or stands for a credential to be filled in, is none.

mod literal;
mod names;
mod shapes;
mod text;

pub use shapes::Shape;
pub use text::mask_text;

use super::layer::{Layer, LayerKind};
use super::strvals::Flag;
use crate::source::{MASKED, Mask, Place, Source, Span, ValuePath};
use crate::yaml::{Entry, Mapping, Node, Number, Style, Value, go_float};
use std::sync::Arc;

/// A literal credential among values, written as a string.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credential {
    /// Where it stands in the tree.
    pub path: ValuePath,
    /// Its text.
    pub place: Place,
    /// What it shows itself to be; none where only its name tells that it is one.
    pub shape: Option<Shape>,
}

/// The credentials in a tree, in its order.
pub fn credentials(root: &Node) -> Vec<Credential> {
    let mut found = Vec::new();
    visit(root, Named::No, &ValuePath::root(), &mut |path, node, _| {
        // What is written as a number may as well be one.
        if let Some(text) = node.as_str() {
            found.push(Credential {
                path: path.clone(),
                place: node.place,
                shape: shapes::shape(text),
            });
        }
    });
    found
}

/// Whether a text shows by itself that it holds a credential, wherever it stands.
pub fn shows_credential(text: &str) -> bool {
    shapes::is_in(text)
}

/// The tree with [`MASKED`] in place of each credential.
pub fn redact(root: &Node) -> Node {
    redact_below(root, Named::No)
}

/// What a layer holds that must not be shown, comments and overwritten values included.
pub fn mask(layer: &Layer) -> Mask {
    let mut mask = Mask::default();
    let source = &*layer.source;
    visit(
        &layer.root,
        Named::No,
        &ValuePath::root(),
        &mut |_, node, named| match &node.value {
            Value::String(text) => hide(&mut mask, layer, node, text, named),
            Value::Number(number) => hide_number(&mut mask, layer, node, *number),
            _ => {}
        },
    );
    hide_shapes(&mut mask, source);
    hide_keys(&mut mask, &layer.root);
    mask.extend(text::mask_unread(layer));
    mask
}

/// Hides keys that hold a credential by their shape, which the layer's text need not show: `--set` escapes dots.
fn hide_keys(mask: &mut Mask, node: &Node) {
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| hide_keys(mask, item)),
        Value::Map(map) => map.entries().iter().for_each(|entry| {
            if shapes::is_in(&entry.key) {
                mask.hide_text(&entry.key);
            }
            hide_keys(mask, &entry.node);
        }),
        _ => {}
    }
}

/// Whether something else than a string's shape makes it a credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Named {
    No,
    /// Only when it looks random: the name could as well mean the name of a Secret's key.
    Perhaps,
    Yes,
}

fn is_credential(text: &str, named: Named) -> bool {
    match named {
        Named::Yes if literal::is_literal(text) => true,
        Named::Perhaps if literal::is_literal(text) && literal::looks_random(text) => true,
        _ => shapes::is_in(text),
    }
}

/// Whether a number is a credential: one of six digits or more, since smaller ones count tokens and their seconds.
fn is_numeric(number: Number, named: Named) -> bool {
    named == Named::Yes && number.as_f64().abs() >= 1e5
}

/// Calls `found` for each string and number that is a credential.
fn visit<'n>(
    node: &'n Node,
    named: Named,
    path: &ValuePath,
    found: &mut dyn FnMut(&ValuePath, &'n Node, Named),
) {
    match &node.value {
        Value::String(text) if is_credential(text, named) => found(path, node, named),
        Value::Number(number) if is_numeric(*number, named) => found(path, node, named),
        Value::List(items) => {
            for (index, item) in items.iter().enumerate() {
                visit(item, named, &path.join(index), found);
            }
        }
        Value::Map(map) => {
            for entry in map.entries() {
                let named = named_in(map, &entry.key, named);
                visit(&entry.node, named, &path.join(&*entry.key), found);
            }
        }
        _ => {}
    }
}

/// Whether a text is, as a whole, a URL with a password and without its scheme.
fn is_bare_url(text: &str) -> bool {
    !text.trim().contains(char::is_whitespace) && !shapes::bare_passwords(text).is_empty()
}

fn redact_below(node: &Node, named: Named) -> Node {
    let value = match &node.value {
        Value::String(text) if is_credential(text, named) || is_bare_url(text) => {
            Value::String(MASKED.into())
        }
        Value::Number(number) if is_numeric(*number, named) => Value::String(MASKED.into()),
        Value::List(items) => {
            let items = items.iter().map(|item| redact_below(item, named));
            Value::List(Arc::new(items.collect()))
        }
        Value::Map(map) => {
            let entries = map.entries().iter().map(|entry| Entry {
                key: if shapes::is_in(&entry.key) {
                    MASKED.into()
                } else {
                    entry.key.clone()
                },
                node: redact_below(&entry.node, named_in(map, &entry.key, named)),
                ..entry.clone()
            });
            Value::Map(Arc::new(Mapping::from_iter(entries)))
        }
        other => other.clone(),
    };
    Node {
        value,
        ..node.clone()
    }
}

/// What a key says about its value: by its own name; as `value` beside a `name` (environment variables, headers) or
/// below a key that is named so. Either may be misspelled: a finding about that would show the line.
fn named_in(map: &Mapping, key: &str, above: Named) -> Named {
    let is = |key: &str, meant: &str| key == meant || names::is_slip(key, meant);
    if is(key, "value") {
        let mut entries = map.entries().iter();
        let name = entries.find(|entry| is(&entry.key, "name"));
        let name = name.and_then(|entry| entry.node.as_str());
        return match name.map_or(Named::No, names::judge) {
            Named::No => above,
            named => named,
        };
    }
    names::judge(key)
}

fn hide(mask: &mut Mask, layer: &Layer, node: &Node, text: &str, named: Named) {
    let source = &*layer.source;
    hide_texts(mask, text);
    // The text of such an argument is a file's name; the content stands nowhere else.
    let is_name = layer.kind == LayerKind::Argument(Flag::SetFile);
    if is_name || node.style == Style::Implied || node.place.source != source.id() {
        return;
    }
    let range = node.place.span.range();
    let Some(raw) = source.text().get(range.clone()) else {
        return;
    };
    let shaped = shapes::find(raw);
    if is_named_literal(text, named) || shaped.is_empty() {
        hide_texts(mask, raw.trim_matches(['"', '\'']));
        mask.hide_span(source.id(), node.place.span);
    }
    for shape in shaped {
        hide_range(
            mask,
            source,
            range.start + shape.start..range.start + shape.end,
        );
    }
}

/// Hides a number as it is written, as Rust writes it in messages, and as Go writes it in templates.
fn hide_number(mask: &mut Mask, layer: &Layer, node: &Node, number: Number) {
    let float = number.as_f64();
    hide(mask, layer, node, &float.to_string(), Named::Yes);
    mask.hide_text(&go_float(float));
}

fn is_named_literal(text: &str, named: Named) -> bool {
    named != Named::No && literal::is_literal(text)
}

/// Hides a text, and each of its lines, wherever they are quoted; words that are no secret by themselves stay.
fn hide_texts(mask: &mut Mask, text: &str) {
    for line in text.lines() {
        let line = line.trim();
        if literal::is_common(line) {
            continue;
        }
        mask.hide_text(line);
        if let Some((scheme, credential)) = line.split_once(' ')
            && literal::is_scheme(scheme)
        {
            mask.hide_text(credential);
        }
    }
    if text.lines().nth(1).is_some() {
        mask.hide_text(text);
    }
}

/// Hides what a text shows by itself to be a credential, or may be one.
fn hide_shapes(mask: &mut Mask, source: &Source) {
    for range in shapes::find(source.text()) {
        hide_range(mask, source, range);
    }
    for range in shapes::bare_passwords(source.text()) {
        mask.hide_span(source.id(), Span::new(range.start, range.end));
    }
}

fn hide_range(mask: &mut Mask, source: &Source, range: std::ops::Range<usize>) {
    hide_texts(mask, &source.text()[range.clone()]);
    mask.hide_span(source.id(), Span::new(range.start, range.end));
}

#[cfg(test)]
mod tests;

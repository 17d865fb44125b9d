//! What the parser builds: scalars with their meaning, keys as strings, mappings.

use super::interner::Interner;
use super::node::{Entry, Link, Mapping, Node, Style, Value};
use super::number::float_key;
use super::problem::{Fault, Parsed, Problem};
use super::resolve;
use super::resolved::Resolved;
use crate::source::{Source, Span};
use std::borrow::Cow;
use std::sync::Arc;

/// A value that may still become a key: so it remembers what kind of number it is.
#[derive(Debug, Clone)]
pub(super) struct Composed<'t> {
    pub(super) content: Content<'t>,
    pub(super) span: Span,
    pub(super) style: Style,
    pub(super) link: Link,
    /// Whether it is the merge key, should it be a key.
    pub(super) merge: bool,
}

/// What a value holds.
#[derive(Debug, Clone)]
pub(super) enum Content<'t> {
    Scalar(Resolved<'t>),
    /// A list or a map.
    Collection(Value),
}

/// Makes nodes of what the parser finds.
#[derive(Debug)]
pub(super) struct Composer<'s> {
    source: &'s Source,
    pub(super) keys: Interner,
    /// Faults of values that Helm refuses only if they are still part of the values in the end.
    deferred: Vec<Fault>,
}

/// A null key's stand-in until it fails the file; no text contains a zero byte.
const NULL_KEY: &str = "\0";

impl<'s> Composer<'s> {
    pub(super) fn new(source: &'s Source, keys: Interner) -> Self {
        Self {
            source,
            keys,
            deferred: Vec::new(),
        }
    }

    /// A scalar's meaning, given its tag in full.
    pub(super) fn scalar<'t>(
        text: Cow<'t, str>,
        style: Style,
        span: Span,
        tag: Option<&str>,
    ) -> Parsed<Composed<'t>> {
        let implicit = tag.map_or(style == Style::Plain, |tag| tag == "!");
        let merge = text == "<<" && (implicit || tag == Some("tag:yaml.org,2002:merge"));
        let resolved = match tag {
            Some(tag) => resolve::tagged(tag, text).map_err(|problem| tag_fault(span, problem))?,
            None if implicit => resolve::plain(text),
            None => Resolved::String(text),
        };
        let style = match style {
            Style::Plain if tag.is_some() => Style::Tagged,
            style => style,
        };
        Ok(Composed {
            content: Content::Scalar(resolved),
            span,
            style,
            link: Link::Own,
            merge,
        })
    }

    /// The node of a value.
    pub(super) fn node(&mut self, composed: Composed<'_>) -> Node {
        let value = match composed.content {
            Content::Collection(value) => value,
            Content::Scalar(Resolved::Float(float)) if !float.is_finite() => {
                let fault = Fault::at(composed.span, Problem::NotFinite);
                self.deferred.push(*fault.help("put it in quotes"));
                Value::Null
            }
            Content::Scalar(resolved) => resolved.into_value(),
        };
        Node {
            value,
            place: self.source.place(composed.span),
            style: composed.style,
            link: composed.link,
        }
    }

    /// An entry of a mapping.
    pub(super) fn entry(&mut self, key: Composed<'_>, value: Composed<'_>) -> Parsed<Entry> {
        let key_place = self.source.place(key.span);
        let key = self.key(key)?;
        let node = self.node(value);
        Ok(Entry {
            key,
            key_place,
            node,
            merged: false,
        })
    }

    /// A key as the string that Helm makes of it.
    fn key(&mut self, key: Composed<'_>) -> Parsed<Arc<str>> {
        let Content::Scalar(resolved) = key.content else {
            let fault = Fault::at(key.span, Problem::CollectionKey);
            return Err(fault
                .help("write a text as the key, or put the brackets in quotes if they are text"));
        };
        let text = match resolved {
            Resolved::String(text) => text,
            Resolved::Bool(true) => Cow::Borrowed("true"),
            Resolved::Bool(false) => Cow::Borrowed("false"),
            Resolved::Int(int) => Cow::Owned(int.to_string()),
            Resolved::Float(float) => Cow::Owned(float_key(float)),
            Resolved::Large(int) => {
                let fault = Fault::at(key.span, Problem::LargeKey);
                self.deferred.push(*fault.help("put the key in quotes"));
                Cow::Owned(int.to_string())
            }
            Resolved::Null => {
                let fault = Fault::at(key.span, Problem::NullKey);
                self.deferred
                    .push(*fault.help("write a key, or put it in quotes"));
                Cow::Borrowed(NULL_KEY)
            }
        };
        Ok(self.keys.intern(&text))
    }

    /// Fails if something that Helm refuses is still part of a document's values, not replaced by a later duplicate.
    pub(super) fn settle(&mut self, root: &Node) -> Parsed<()> {
        let mut deferred = std::mem::take(&mut self.deferred);
        if deferred.is_empty() {
            return Ok(());
        }
        let mut spans = Vec::new();
        collect_spans(root, &mut spans);
        spans.sort_unstable();
        let found = deferred
            .iter()
            .position(|fault| spans.binary_search(&fault.span).is_ok());
        found.map_or(Ok(()), |found| Err(Box::new(deferred.swap_remove(found))))
    }
}

fn tag_fault(span: Span, problem: Problem) -> Box<Fault> {
    let help = match problem {
        Problem::Base64 => {
            "write all of the base64 text, `=` at its end included, or remove the tag"
        }
        _ => "remove the tag, or write a value of its type, without quotes",
    };
    Fault::at(span, problem).help(help)
}

/// Collects the spans of all keys and scalars.
fn collect_spans(node: &Node, spans: &mut Vec<Span>) {
    match &node.value {
        Value::Map(map) => {
            for entry in map.entries() {
                spans.push(entry.key_place.span);
                collect_spans(&entry.node, spans);
            }
        }
        Value::List(items) => items.iter().for_each(|item| collect_spans(item, spans)),
        _ => spans.push(node.place.span),
    }
}

/// The entries of a mapping while it is read, in the order of the text.
#[derive(Debug, Default)]
pub(super) struct Entries(Vec<Entry>);

impl Entries {
    pub(super) fn push(&mut self, entry: Entry) {
        self.0.push(entry);
    }

    /// The value that was read last, unless a merge key brought it.
    pub(super) fn last(&self) -> Option<&Node> {
        let last = self.0.last().filter(|entry| !entry.merged)?;
        Some(&last.node)
    }

    /// Takes over what `<<` brings, in place: it overrides what is before it.
    pub(super) fn merge(&mut self, value: &Node) -> Parsed<()> {
        match &value.value {
            Value::Map(map) => self.merge_map(map),
            Value::List(items) if value.link == Link::Own => {
                // The first one wins, so it comes last.
                for item in items.iter().rev() {
                    let map = item.as_map().ok_or_else(|| merge_fault(item))?;
                    self.merge_map(map);
                }
            }
            _ => return Err(merge_fault(value)),
        }
        Ok(())
    }

    fn merge_map(&mut self, map: &Mapping) {
        self.0.extend(map.entries().iter().map(|entry| Entry {
            merged: true,
            ..entry.clone()
        }));
    }

    pub(super) fn into_value(self) -> Value {
        Value::Map(Arc::new(Mapping::from_text(self.0)))
    }
}

fn merge_fault(node: &Node) -> Box<Fault> {
    Fault::at(node.place.span, Problem::Merge).help(
        "write `<<: *name` where `&name` marks a mapping, or `<<: [*one, *two]`; an ordinary key `<<` needs quotes",
    )
}

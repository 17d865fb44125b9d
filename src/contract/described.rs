//! What a JSON schema says of the values at each path, ready to be looked up.

use crate::source::{Segment, ValuePath};
use serde_json::Value;
use std::collections::BTreeMap;

/// The parts of a schema that describe values, the root first.
#[derive(Debug)]
pub(super) struct Described(Vec<Part>);

/// What is said of the values at some paths.
#[derive(Debug, Default)]
pub(super) struct Part {
    /// The keys that are named, in their order.
    pub(super) keys: Vec<String>,
    /// Whether there may be no other keys.
    pub(super) is_closed: bool,
    pub(super) description: Option<String>,
    /// The admitted types; `None` for all.
    pub(super) types: Option<Vec<String>>,
    pub(super) required: Vec<String>,
    /// Whether nothing is said of what is in it.
    pub(super) is_opaque: bool,
    below: BTreeMap<String, usize>,
    /// The part for keys that are not named.
    other: Option<usize>,
    items: Option<usize>,
}

impl Described {
    /// Of a draft-07 schema for whole values.
    pub(super) fn new(schema: &Value) -> Self {
        let mut reader = Reader {
            whole: schema,
            parts: Vec::new(),
            known: BTreeMap::new(),
        };
        reader.part(schema);
        Self(reader.parts)
    }

    /// The part that describes the value at a path.
    pub(super) fn at(&self, path: &ValuePath) -> Option<&Part> {
        let mut segments = path.segments().iter();
        segments.try_fold(self.0.first()?, |part, segment| {
            let index = match segment {
                Segment::Index(_) => part.items,
                Segment::Key(key) => part.below.get(&**key).copied().or(part.other),
            };
            self.0.get(index?)
        })
    }
}

struct Reader<'s> {
    whole: &'s Value,
    parts: Vec<Part>,
    /// The parts by what describes them: schemas refer to each other, also in circles.
    known: BTreeMap<*const Value, usize>,
}

impl<'s> Reader<'s> {
    /// The index of a schema's part; `None` where it refers to nothing.
    fn part(&mut self, schema: &'s Value) -> Option<usize> {
        let schema = match schema.get("$ref").and_then(Value::as_str) {
            Some(reference) => self.whole.pointer(reference.strip_prefix('#')?)?,
            None => schema,
        };
        if let Some(known) = self.known.get(&std::ptr::from_ref(schema)) {
            return Some(*known);
        }
        let index = self.parts.len();
        self.known.insert(schema, index);
        self.parts.push(said_of(schema));
        let properties = schema.get("properties").and_then(Value::as_object);
        for (key, value) in properties.into_iter().flatten() {
            if let Some(below) = self.part(value) {
                self.parts[index].below.insert(key.clone(), below);
            }
        }
        let other = schema.get("additionalProperties");
        let other = other.filter(|any| any.is_object());
        self.parts[index].other = other.and_then(|other| self.part(other));
        self.parts[index].items = schema.get("items").and_then(|items| self.part(items));
        Some(index)
    }
}

fn said_of(schema: &Value) -> Part {
    let texts = |value: &Value| {
        let texts = value.as_array().into_iter().flatten();
        let texts = texts.filter_map(Value::as_str).map(str::to_owned);
        texts.collect::<Vec<_>>()
    };
    let properties = schema.get("properties").and_then(Value::as_object);
    let keywords = ["properties", "additionalProperties", "type"];
    Part {
        keys: properties
            .into_iter()
            .flat_map(|all| all.keys().cloned())
            .collect(),
        is_closed: schema.get("additionalProperties") == Some(&Value::Bool(false)),
        description: schema
            .get("description")
            .and_then(Value::as_str)
            .map(str::to_owned),
        types: match schema.get("type") {
            Some(Value::String(only)) => Some(vec![only.clone()]),
            Some(names @ Value::Array(_)) => Some(texts(names)),
            _ => None,
        },
        required: schema.get("required").map(texts).unwrap_or_default(),
        is_opaque: keywords.map(|keyword| schema.get(keyword).is_some()) == [false, false, true],
        ..Part::default()
    }
}

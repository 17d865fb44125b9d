//! Values out of text: each key and scalar has the origins of the bytes that it was read from.

mod go_syntax;
mod json;
mod json_scan;
mod libyaml;
#[cfg(test)]
mod tests;
mod toml;
mod toml_words;
mod yaml;
mod yaml_words;

pub use json::{from_json, from_json_into};
pub use toml::from_toml;
pub use yaml::from_yaml;

use super::marshal::{readable, write_for};
use super::origin::Origin;
use super::value::{Map, Text, Value};
use std::ops::Range;

/// What a text holds, or what Helm says of it.
#[derive(Debug)]
pub struct Unmarshalled {
    /// The value; nil where there is none.
    pub value: Value,
    /// Why it was not read, or not all of it.
    pub error: Option<String>,
}

/// The origins of bytes of a text.
fn origin_of(text: &Text, range: Range<usize>) -> Origin {
    let runs = text.runs();
    let first = runs.partition_point(|run| run.end as usize <= range.start);
    let mut start = range.start;
    let mut origin = Origin::default();
    for run in runs.get(first..).unwrap_or_default() {
        if start >= range.end {
            break;
        }
        origin = origin.and(&run.origin);
        start = run.end as usize;
    }
    origin
}

/// The origin of a map: where all its keys are those of one value, that value, so that what it lacks can be located.
fn map_origin(map: &Map, text: &Text, range: Range<usize>) -> Origin {
    let entries = map.entries();
    let mut parents = entries.iter().map(|(key, entry)| {
        let mut values = entry.key_origin.values();
        let value = values.next().filter(|_| values.next().is_none())?;
        value.path.parent_of(key)
    });
    let first = parents.next().flatten();
    match first {
        Some(parent) if parents.all(|other| other.is_some_and(|other| other.is_same(&parent))) => {
            Origin::value(parent, None, None)
        }
        _ => origin_of(text, range),
    }
}

/// A string's value: a part of the text where it is written as it is, else with the origins of the whole scalar.
fn string(text: &Text, range: Range<usize>, value: &str) -> Value {
    let written = text.bytes().get(range.clone()).unwrap_or_default();
    let inner = match written.first() {
        Some(b'"' | b'\'') if written.len() >= 2 => range.start + 1..range.end - 1,
        _ => range.clone(),
    };
    for part in [&range, &inner] {
        if text.bytes().get(part.clone()) == Some(value.as_bytes()) {
            return Value::text(text.slice(part.clone()));
        }
    }
    let origin = origin_of(text, range);
    Value::text(Text::whole(value, origin.clone())).with_origin(origin)
}

/// What Go's decoder says of a value of another type than is asked for.
fn mismatch(found: &str, wanted: &str) -> String {
    format!("json: cannot unmarshal {found} into Go value of type {wanted}")
}

impl Unmarshalled {
    fn failed(error: impl Into<String>) -> Self {
        Self {
            value: Value::nil(),
            error: Some(error.into()),
        }
    }
}

//! Tests of the room as a whole.

mod comments;
mod faults;
mod help;
mod limits;
mod places;
mod properties;

use super::{Node, Value};
use crate::source::{Name, Source, Sources};
use serde_json::{Value as Json, json};
use std::sync::Arc;

fn source(text: &str) -> Arc<Source> {
    Sources::default().add(Name::Stdin, text.to_owned())
}

fn json(node: &Node) -> Json {
    match &node.value {
        Value::Null => Json::Null,
        Value::Bool(bool) => json!(bool),
        Value::Number(number) => json!(number.as_f64()),
        Value::String(text) => json!(&**text),
        Value::List(items) => items.iter().map(json).collect(),
        Value::Map(map) => map
            .entries()
            .iter()
            .map(|entry| (entry.key.to_string(), json(&entry.node)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
    }
}

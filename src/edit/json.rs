//! JSON values as nodes.

use crate::source::Place;
use crate::yaml::{Entry, Mapping, Node, Number, Value};
use serde_json::Value as Json;

/// A JSON value as a node, located at `place`.
pub(super) fn node(value: &Json, place: Place) -> Node {
    let value = match value {
        Json::Null => Value::Null,
        Json::Bool(bool) => Value::Bool(*bool),
        Json::Number(number) => Value::Number(Number::Float(number.as_f64().unwrap_or_default())),
        Json::String(text) => Value::String(text.as_str().into()),
        Json::Array(items) => {
            let items: Vec<Node> = items.iter().map(|item| node(item, place)).collect();
            Value::List(items.into())
        }
        Json::Object(members) => {
            let entries = members.iter().map(|(key, value)| Entry {
                key: key.as_str().into(),
                key_place: place,
                node: node(value, place),
                merged: false,
            });
            Value::Map(entries.collect::<Mapping>().into())
        }
    };
    Node::implied(value, place)
}

//! Nodes as JSON, and JSON as nodes.

use super::node::{Entry, Mapping, Node, Number, Value};
use crate::source::Place;
use serde_json::{Map, Number as JsonNumber, Value as Json};

/// Below this every whole number is exact as a double: no two have the same one.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// A node as JSON. Whole doubles become integers, as Helm's own JSON shows them.
pub fn to_json(node: &Node) -> Json {
    match &node.value {
        Value::Null => Json::Null,
        Value::Bool(bool) => Json::Bool(*bool),
        Value::Number(number) => json_number(*number),
        Value::String(text) => Json::String(text.to_string()),
        Value::List(items) => items.iter().map(to_json).collect(),
        Value::Map(map) => {
            let mut members = Map::new();
            for entry in map.entries() {
                members.insert(entry.key.to_string(), to_json(&entry.node));
            }
            Json::Object(members)
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "only whole numbers of at most 2^53 are converted"
)]
fn json_number(number: Number) -> Json {
    match number {
        Number::Int(int) => int.into(),
        // A template prints the sign of a negative zero, which no integer holds.
        Number::Float(float)
            if float.fract() == 0.0
                && float.abs() <= EXACT
                && !(float == 0.0 && float.is_sign_negative()) =>
        {
            (float as i64).into()
        }
        Number::Float(float) => JsonNumber::from_f64(float).map_or(Json::Null, Json::Number),
    }
}

/// JSON as a node that is written nowhere, with its places at `place`.
pub fn from_json(value: &Json, place: Place) -> Node {
    let value = match value {
        Json::Null => Value::Null,
        Json::Bool(bool) => Value::Bool(*bool),
        Json::Number(number) => Value::Number(Number::Float(number.as_f64().unwrap_or_default())),
        Json::String(text) => Value::String(text.as_str().into()),
        Json::Array(items) => {
            let items: Vec<Node> = items.iter().map(|item| from_json(item, place)).collect();
            Value::List(items.into())
        }
        Json::Object(members) => {
            let entries = members.iter().map(|(key, value)| Entry {
                key: key.as_str().into(),
                key_place: place,
                node: from_json(value, place),
                merged: false,
            });
            Value::Map(entries.collect::<Mapping>().into())
        }
    };
    Node::implied(value, place)
}

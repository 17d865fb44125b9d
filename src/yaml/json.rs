//! Nodes as JSON, and JSON as nodes.

use super::node::{Entry, Mapping, Node, Number, Value};
use crate::source::Place;
use serde_json::{Map, Number as JsonNumber, Value as Json};
use std::sync::Arc;

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

/// Whether two nodes hold the same, wherever and however it is written: as JSON they are equal.
pub fn have_same_values(one: &Node, other: &Node) -> bool {
    match (&one.value, &other.value) {
        (Value::Null, Value::Null) => true,
        (Value::Bool(one), Value::Bool(other)) => one == other,
        (Value::Number(one), Value::Number(other)) => json_number(*one) == json_number(*other),
        (Value::String(one), Value::String(other)) => one == other,
        (Value::List(one), Value::List(other)) => {
            let mut items = one.iter().zip(other.iter());
            Arc::ptr_eq(one, other)
                || one.len() == other.len()
                    && items.all(|(one, other)| have_same_values(one, other))
        }
        (Value::Map(one), Value::Map(other)) => {
            let (own, others) = (one.entries(), other.entries());
            let mut entries = own.iter().zip(others);
            Arc::ptr_eq(one, other)
                || own.len() == others.len()
                    && entries.all(|(one, other)| {
                        one.key == other.key && have_same_values(&one.node, &other.node)
                    })
        }
        _ => false,
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

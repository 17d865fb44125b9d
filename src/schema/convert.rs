//! Values as JSON.

use crate::yaml::{Node, Number, Value};
use serde_json::{Map, Number as JsonNumber};

/// The largest integer below which every double that is whole stands for itself alone.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// A node as JSON. Whole doubles become integers, as Helm's own JSON shows them.
pub fn to_json(node: &Node) -> serde_json::Value {
    match &node.value {
        Value::Null => serde_json::Value::Null,
        Value::Bool(bool) => serde_json::Value::Bool(*bool),
        Value::Number(number) => json_number(*number),
        Value::String(text) => serde_json::Value::String(text.to_string()),
        Value::List(items) => items.iter().map(to_json).collect(),
        Value::Map(map) => {
            let mut members = Map::new();
            for entry in map.entries() {
                members.insert(entry.key.to_string(), to_json(&entry.node));
            }
            serde_json::Value::Object(members)
        }
    }
}

/// Keywords by which a schema speaks of keys that it does not name.
const OTHER_KEYS: [&str; 5] = [
    "additionalProperties",
    "maxProperties",
    "minProperties",
    "patternProperties",
    "propertyNames",
];

/// A node as JSON, without the keys of open mappings that the schema does not speak of: charts hold much more than what
/// a contract reads.
pub(super) fn described(
    node: &Node,
    schema: &serde_json::Value,
    root: &serde_json::Value,
) -> serde_json::Value {
    let schema = resolve(schema, root);
    let properties = schema.get("properties");
    let is_open = OTHER_KEYS
        .iter()
        .all(|keyword| schema.get(keyword).is_none());
    match &node.value {
        Value::Map(map) if is_open && properties.is_some() => {
            let mut members = Map::new();
            for entry in map.entries() {
                if let Some(schema) = properties.and_then(|known| known.get(&*entry.key)) {
                    members.insert(entry.key.to_string(), described(&entry.node, schema, root));
                }
            }
            serde_json::Value::Object(members)
        }
        _ => to_json(node),
    }
}

fn resolve<'s>(
    schema: &'s serde_json::Value,
    root: &'s serde_json::Value,
) -> &'s serde_json::Value {
    let reference = schema.get("$ref").and_then(serde_json::Value::as_str);
    reference
        .and_then(|reference| root.pointer(reference.strip_prefix('#')?))
        .unwrap_or(schema)
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "only whole numbers of at most 2^53 are converted"
)]
fn json_number(number: Number) -> serde_json::Value {
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
        Number::Float(float) => {
            JsonNumber::from_f64(float).map_or(serde_json::Value::Null, serde_json::Value::Number)
        }
    }
}

//! The part of values that a schema says something about.

use crate::yaml::{Node, Value, to_json};
use serde_json::Map;

/// Keywords by which a schema describes keys that it does not name.
const OTHER_KEYS: [&str; 5] = [
    "additionalProperties",
    "maxProperties",
    "minProperties",
    "patternProperties",
    "propertyNames",
];

/// A node as JSON, without the keys of open mappings that the schema does not describe: charts hold much more than what
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

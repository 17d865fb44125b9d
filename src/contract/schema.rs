//! A contract's JSON schema: what its values may hold, which keys it knows where, and its other forms.

use super::described::{Described, Part};
use super::{overlay, wiring};
use crate::source::ValuePath;
use serde_json::Value;
use std::sync::OnceLock;

/// A draft-07 schema for whole values, in its four forms.
#[derive(Debug)]
pub struct Schema {
    /// Which keys there are, and of which types and ranges.
    pub(super) values: Value,
    /// Conditions for its root's `allOf`: what is wrong only because of as whom calls would run.
    pub(super) conditions: Vec<Value>,
    /// The first form, once something of it was looked up.
    described: OnceLock<Described>,
}

impl Schema {
    /// Takes a draft-07 schema for whole values, which may hold the conditions about wiring.
    pub fn new(values: Value) -> Self {
        let (values, conditions) = wiring::split(values);
        Self::with(values, conditions)
    }

    /// Takes a schema and, apart from it, its conditions.
    pub(super) fn with(values: Value, conditions: Vec<Value>) -> Self {
        Self {
            values,
            conditions,
            described: OnceLock::new(),
        }
    }

    /// The schema with these conditions about wiring too.
    #[must_use]
    pub fn with_conditions(mut self, conditions: Vec<Value>) -> Self {
        self.conditions.extend(conditions);
        self
    }

    /// The schema for whole values: their shapes. A chart can have it as its `values.schema.json`.
    pub fn values(&self) -> &Value {
        &self.values
    }

    /// The same with the wiring: for editors, since Helm would render nothing where it has something to say.
    pub fn values_with_wiring(&self) -> Value {
        wiring::joined(&self.values, self.conditions.clone())
    }

    /// The schema for an overlay, which states only what it changes.
    pub fn overlay(&self) -> Value {
        overlay::overlay(&self.values)
    }

    /// The same with what the wiring says of the keys that one overlay writes.
    pub fn overlay_with_wiring(&self) -> Value {
        let conditions = self.conditions.iter().map(overlay::condition);
        wiring::joined(&self.overlay(), conditions.collect())
    }

    /// The keys that are known in the mapping at a path; empty if the schema says nothing of it.
    pub fn known_keys(&self, path: &ValuePath) -> Vec<&str> {
        let keys = self.at(path).into_iter().flat_map(|part| &part.keys);
        keys.map(String::as_str).collect()
    }

    /// Whether some mapping, wherever it is, knows a key.
    pub fn knows_somewhere(&self, key: &str) -> bool {
        knows(&self.values, key)
    }

    /// Whether the mapping at a path may hold known keys only.
    pub fn is_closed(&self, path: &ValuePath) -> bool {
        self.at(path).is_some_and(|part| part.is_closed)
    }

    /// Whether the schema says anything of the value at a path.
    pub fn describes(&self, path: &ValuePath) -> bool {
        self.at(path).is_some()
    }

    /// What the schema says that the value at a path is for.
    pub fn description(&self, path: &ValuePath) -> Option<&str> {
        self.at(path)?.description.as_deref()
    }

    /// Whether the value at a path may have a type, as far as the schema's `type` there says.
    pub fn admits(&self, path: &ValuePath, name: &str) -> bool {
        let types = self.at(path).and_then(|part| part.types.as_ref());
        types.is_none_or(|types| types.iter().any(|admitted| admitted == name))
    }

    /// Whether a mapping is at a path of which the schema says nothing more, since it is handed on as a whole.
    pub fn is_free(&self, path: &ValuePath) -> bool {
        self.admits(path, "object") && self.at(path).is_some_and(|part| part.is_opaque)
    }

    /// Whether a key must be in the mapping at a path.
    pub fn requires(&self, path: &ValuePath, key: &str) -> bool {
        let required = self.at(path).into_iter().flat_map(|part| &part.required);
        required.into_iter().any(|name| name == key)
    }

    /// What the schema says of the value at a path.
    fn at(&self, path: &ValuePath) -> Option<&Part> {
        let described = self.described.get_or_init(|| Described::new(&self.values));
        described.at(path)
    }
}

fn knows(schema: &Value, key: &str) -> bool {
    match schema {
        Value::Object(keywords) => {
            let properties = keywords.get("properties").and_then(Value::as_object);
            properties.is_some_and(|properties| properties.contains_key(key))
                || keywords.values().any(|value| knows(value, key))
        }
        Value::Array(items) => items.iter().any(|item| knows(item, key)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::Schema;
    use crate::source::ValuePath;
    use serde_json::json;

    #[test]
    fn knows_its_keys_through_references_and_maps() {
        let schema = Schema::new(json!({
            "properties": {"agents": {"additionalProperties": {"$ref": "#/definitions/agent"}}},
            "definitions": {"agent": {"required": ["x"], "properties": {"x": {"type": ["string", "null"]}, "y": {"items": {"properties": {"z": {}}}}}}}
        }));
        let agent = ValuePath::keys(["agents", "any"]);
        assert_eq!(schema.known_keys(&agent), ["x", "y"]);
        assert_eq!(schema.known_keys(&agent.join("y").join(3)), ["z"]);
        assert!(schema.requires(&agent, "x"));
        assert!(schema.knows_somewhere("z") && !schema.knows_somewhere("any"));
        assert!(schema.admits(&agent.join("x"), "string"));
        assert!(!schema.admits(&agent.join("x"), "boolean"));
        assert!(schema.admits(&agent.join("y"), "boolean"));
        assert!(schema.describes(&agent.join("y")));
        assert!(!schema.describes(&agent.join("w")));
        assert!(
            schema
                .known_keys(&ValuePath::root().join("other"))
                .is_empty()
        );
    }
}

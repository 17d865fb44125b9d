//! What a schema says of the wiring: conditions between keys of an agent, each owned by a rule. They are kept apart from
//! the shapes, since Helm refuses all values that a chart's schema has anything against.

use serde_json::{Map, Value, json};

/// The keyword by which a condition names the rule that owns it.
const OWNER: &str = "x-helm-obo-rule";

/// What the schema with the wiring says of itself.
const FOR_EDITORS: &str = "For editors, not for a chart's values.schema.json: Helm would render nothing where only the \
                           identity of calls is wrong.";

/// A schema without its conditions about wiring, and those.
pub(super) fn split(mut schema: Value) -> (Value, Vec<Value>) {
    let all = schema.get("allOf").and_then(Value::as_array).cloned();
    let all = all.unwrap_or_default().into_iter();
    let (conditions, others): (Vec<_>, Vec<_>) = all.partition(has_owner);
    if let Value::Object(keywords) = &mut schema {
        if others.is_empty() && !conditions.is_empty() {
            keywords.shift_remove("allOf");
        } else if !others.is_empty() {
            keywords.insert("allOf".to_owned(), Value::Array(others));
        }
        if keywords.get("$comment") == Some(&json!(FOR_EDITORS)) {
            keywords.shift_remove("$comment");
        }
    }
    (schema, conditions)
}

/// A schema with conditions about wiring.
pub(super) fn joined(schema: &Value, conditions: Vec<Value>) -> Value {
    let Value::Object(keywords) = schema else {
        return schema.clone();
    };
    if conditions.is_empty() {
        return schema.clone();
    }
    let others = keywords.get("allOf").and_then(Value::as_array).cloned();
    let all: Vec<Value> = others.into_iter().flatten().chain(conditions).collect();
    let mut joined = Map::new();
    for (keyword, value) in keywords {
        // The subschemas of the agents' keys come last.
        if keyword == "definitions" {
            joined.insert("allOf".to_owned(), Value::Array(all.clone()));
        }
        if keyword != "allOf" {
            joined.insert(keyword.clone(), value.clone());
        }
        if keyword == "description" {
            joined.insert("$comment".to_owned(), json!(FOR_EDITORS));
        }
    }
    joined.entry("allOf").or_insert(Value::Array(all));
    Value::Object(joined)
}

/// Whether a rule owns something below.
fn has_owner(schema: &Value) -> bool {
    match schema {
        Value::Object(keywords) => keywords.contains_key(OWNER) || keywords.values().any(has_owner),
        Value::Array(items) => items.iter().any(has_owner),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{joined, split};
    use serde_json::json;

    #[test]
    fn conditions_are_those_that_rules_own() {
        let shape = json!({"if": {}, "then": {}});
        let owned =
            json!({"if": {}, "then": {"properties": {"a": {"x-helm-obo-rule": "some-rule"}}}});
        let whole = json!({"title": "T", "allOf": [owned, shape], "definitions": {}});
        let (shapes, conditions) = split(whole);
        assert_eq!(
            shapes,
            json!({"title": "T", "allOf": [shape], "definitions": {}})
        );
        assert_eq!(conditions, std::slice::from_ref(&owned));
        let again = joined(&shapes, conditions);
        assert_eq!(again["allOf"], json!([shape, owned]));
        assert_eq!(split(again).0, shapes);
    }

    #[test]
    fn a_schema_of_shapes_alone_stays_as_it_is() {
        let shapes = json!({"properties": {}});
        assert_eq!(split(shapes.clone()), (shapes.clone(), Vec::new()));
        let (left, _) =
            split(json!({"properties": {}, "allOf": [{"x-helm-obo-rule": "some-rule"}]}));
        assert_eq!(left, shapes);
    }
}

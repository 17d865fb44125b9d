//! Schemas for overlays, made from those for whole values.

use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// A schema for overlays made from one for whole values: nothing is required, null is allowed everywhere, since it
/// deletes, and conditions on several keys are gone, since the other keys may be in another file. Items of lists are whole, since
/// Helm replaces a list by another.
pub(super) fn overlay(values: &Value) -> Value {
    let mut overlay = relaxed(values);
    let mut whole = BTreeSet::new();
    items(values, &mut whole);
    for pointer in whole {
        if let (Some(relaxed), Some(item)) = (overlay.pointer_mut(pointer), values.pointer(pointer))
        {
            *relaxed = item.clone();
        }
    }
    if let Some(title) = overlay
        .get("title")
        .and_then(Value::as_str)
        .map(|title| format!("{title}, as an overlay"))
    {
        overlay["title"] = Value::String(title);
    }
    overlay
}

fn relaxed(schema: &Value) -> Value {
    let Value::Object(keywords) = schema else {
        return schema.clone();
    };
    let mut relaxed = Map::new();
    for (keyword, value) in keywords {
        let value = match keyword.as_str() {
            "required" | "allOf" | "anyOf" | "if" | "then" | "else" => continue,
            "type" => nullable(value),
            "properties" | "definitions" => match value {
                Value::Object(members) => members
                    .iter()
                    .map(|(name, member)| (name.clone(), self::relaxed(member)))
                    .collect(),
                other => other.clone(),
            },
            "additionalProperties" => self::relaxed(value),
            _ => value.clone(),
        };
        relaxed.insert(keyword.clone(), value);
    }
    Value::Object(relaxed)
}

/// The places of what items of lists refer to.
fn items<'s>(schema: &'s Value, found: &mut BTreeSet<&'s str>) {
    match schema {
        Value::Object(keywords) => {
            let item = keywords.get("items").and_then(|item| item.get("$ref"));
            let pointer = item
                .and_then(Value::as_str)
                .and_then(|item| item.strip_prefix('#'));
            found.extend(pointer);
            keywords.values().for_each(|value| items(value, found));
        }
        Value::Array(all) => all.iter().for_each(|value| items(value, found)),
        _ => {}
    }
}

fn nullable(types: &Value) -> Value {
    match types {
        Value::String(name) if name != "null" => json!([name, "null"]),
        Value::Array(names) if !names.contains(&json!("null")) => {
            let mut names = names.clone();
            names.push(json!("null"));
            Value::Array(names)
        }
        other => other.clone(),
    }
}

/// A condition about wiring as it holds for one overlay: what is absent may be in another file, so it is not checked. A
/// gate that is absent counts as on.
pub(super) fn condition(whole: &Value) -> Value {
    let mut condition = whole.clone();
    if let Some(gates) = condition.get_mut("if") {
        strip(gates);
    }
    if let Some(then) = condition.get_mut("then") {
        narrow(then);
    }
    condition
}

/// Restricts the conditions below, which rules own, to keys that are written.
fn narrow(schema: &mut Value) {
    match schema {
        Value::Object(keywords) if keywords.contains_key("x-helm-obo-rule") => narrow_one(keywords),
        Value::Object(keywords) => keywords.values_mut().for_each(narrow),
        Value::Array(items) => items.iter_mut().for_each(narrow),
        _ => {}
    }
}

/// If there are several ways to be right, each must be known to be missed, so all their keys must be written. A key
/// that is required by itself may be elsewhere, and is checked only as far as it is written.
fn narrow_one(keywords: &mut Map<String, Value>) {
    let Some(then) = keywords.get_mut("then") else {
        return;
    };
    let ways = then.get("anyOf").and_then(Value::as_array);
    let needed: Vec<Value> = ways
        .into_iter()
        .flatten()
        .filter_map(|way| way.get("required")?.as_array())
        .flatten()
        .cloned()
        .collect();
    if ways.is_none() {
        strip(then);
    }
    if let Some(cause) = keywords.get_mut("if") {
        forget_absence(cause);
        *cause = json!({"allOf": [cause.take(), {"required": needed}]});
    }
}

/// Takes out what a schema demands to be there.
fn strip(schema: &mut Value) {
    match schema {
        Value::Object(keywords) => {
            keywords.remove("required");
            keywords.values_mut().for_each(strip);
        }
        Value::Array(items) => items.iter_mut().for_each(strip),
        _ => {}
    }
}

/// Takes out the alternatives that hold where a key is absent.
fn forget_absence(schema: &mut Value) {
    match schema {
        Value::Object(keywords) => {
            if let Some(Value::Array(ways)) = keywords.get_mut("anyOf") {
                ways.retain(|way| way.pointer("/not/required").is_none());
            }
            keywords.values_mut().for_each(forget_absence);
        }
        Value::Array(items) => items.iter_mut().for_each(forget_absence),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::{condition, overlay};
    use serde_json::json;

    #[test]
    fn an_overlay_requires_nothing_and_takes_null() {
        let values = json!({
            "title": "Values", "type": "object", "required": ["a"],
            "properties": {"a": {"type": "string", "minLength": 1}, "required": {"type": ["array", "null"]}},
            "allOf": [{"if": {}, "then": {}}]
        });
        assert_eq!(
            overlay(&values),
            json!({
                "title": "Values, as an overlay", "type": ["object", "null"],
                "properties": {"a": {"type": ["string", "null"], "minLength": 1}, "required": {"type": ["array", "null"]}}
            })
        );
    }

    #[test]
    fn items_of_lists_are_whole() {
        let item = json!({"type": "object", "required": ["b"]});
        let values = json!({
            "properties": {
                "a": {"type": "array", "items": {"$ref": "#/definitions/item"}},
                "b": {"type": "array", "items": item},
                "c": {"$ref": "#/definitions/other"}
            },
            "definitions": {"item": item, "other": item}
        });
        let overlay = overlay(&values);
        assert_eq!(overlay["definitions"]["item"], item);
        assert_eq!(overlay["properties"]["b"]["items"], item);
        assert_eq!(
            overlay["definitions"]["other"],
            json!({"type": ["object", "null"]})
        );
    }

    #[test]
    fn a_condition_speaks_of_written_keys_only() {
        let on = json!({"not": {"enum": [false, null]}});
        let whole = json!({
            "if": {"required": ["gate"], "properties": {"gate": on}},
            "then": {"additionalProperties": {
                "x-helm-obo-rule": "some-rule",
                "if": {"anyOf": [{"not": {"required": ["a"]}}, {"required": ["a"], "properties": {"a": on}}]},
                "then": {"anyOf": [{"required": ["b"], "minProperties": 9}, {"required": ["c"]}]}
            }}
        });
        assert_eq!(
            condition(&whole),
            json!({
                "if": {"properties": {"gate": on}},
                "then": {"additionalProperties": {
                    "x-helm-obo-rule": "some-rule",
                    "if": {"allOf": [
                        {"anyOf": [{"required": ["a"], "properties": {"a": on}}]},
                        {"required": ["b", "c"]}
                    ]},
                    "then": {"anyOf": [{"required": ["b"], "minProperties": 9}, {"required": ["c"]}]}
                }}
            })
        );
    }

    #[test]
    fn a_key_that_is_demanded_may_be_elsewhere() {
        let whole = json!({
            "if": true,
            "then": {"x-helm-obo-rule": "some-rule", "if": {"required": ["a"]},
                     "then": {"required": ["b"], "properties": {"b": {"not": {"type": "null"}}}}}
        });
        assert_eq!(
            condition(&whole)["then"],
            json!({"x-helm-obo-rule": "some-rule", "if": {"allOf": [{"required": ["a"]}, {"required": []}]},
                   "then": {"properties": {"b": {"not": {"type": "null"}}}}})
        );
    }
}

//! CustomResourceDefinitions as they are, read into the form in which ours are.

use super::format::Format;
use super::limits::{Bound, Limits};
use super::rule::Rule;
use super::schema::{Kind, Schema, Unique};
use crate::yaml::{Node, to_json};
use regex::Regex;
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A CustomResourceDefinition.
#[derive(Debug, Clone)]
pub struct Definition {
    /// The group of the kind.
    pub group: String,
    /// The kind.
    pub kind: String,
    /// Its served versions, with the schema of each.
    pub(super) versions: BTreeMap<String, Arc<Schema>>,
}

/// Why a document is no CustomResourceDefinition that can be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DefinitionError {
    /// It is of another kind or version.
    #[error("it is no CustomResourceDefinition of `apiextensions.k8s.io/v1`")]
    OtherKind,
    /// Something is missing without which it says nothing.
    #[error("`{0}` is missing")]
    Missing(&'static str),
}

impl Definition {
    /// Reads a document.
    ///
    /// # Errors
    /// When it is another one, or names no group, kind or version.
    pub fn read(document: &Node) -> Result<Self, DefinitionError> {
        let says = |key: &str, what: &str| document.get(key).and_then(Node::as_str) == Some(what);
        if !says("kind", "CustomResourceDefinition")
            || !says("apiVersion", "apiextensions.k8s.io/v1")
        {
            return Err(DefinitionError::OtherKind);
        }
        let json = to_json(document);
        let text = |pointer: &'static str| {
            let text = json.pointer(pointer).and_then(Json::as_str);
            text.map(str::to_owned)
                .ok_or(DefinitionError::Missing(pointer))
        };
        let versions = json.pointer("/spec/versions").and_then(Json::as_array);
        let versions = versions.ok_or(DefinitionError::Missing("/spec/versions"))?;
        Ok(Self {
            group: text("/spec/group")?,
            kind: text("/spec/names/kind")?,
            versions: versions.iter().filter_map(version).collect(),
        })
    }
}

/// The name and schema of a version, if it is served.
fn version(json: &Json) -> Option<(String, Arc<Schema>)> {
    let name = json["name"].as_str()?.to_owned();
    let is_served = json["served"] != false;
    let written = &json["schema"]["openAPIV3Schema"];
    let schema = if written.is_object() {
        schema(written)
    } else {
        Schema::any()
    };
    is_served.then(|| (name, Arc::new(schema)))
}

/// A schema as CRDs write it.
fn schema(json: &Json) -> Schema {
    let flag = |key: &str| json[key] == true;
    let child = |key: &str| {
        Some(Arc::new(schema(
            json.get(key).filter(|child| child.is_object())?,
        )))
    };
    let all = |key: &str| {
        json[key]
            .as_array()
            .into_iter()
            .flatten()
            .map(schema)
            .collect()
    };
    let fields = json["properties"].as_object().into_iter().flatten();
    let required = json["required"].as_array().into_iter().flatten();
    Schema {
        kind: kind(json),
        nullable: flag("nullable"),
        keeps_unknown: flag("x-kubernetes-preserve-unknown-fields"),
        embedded: flag("x-kubernetes-embedded-resource"),
        default: json.get("default").cloned(),
        fields: fields
            .map(|(key, field)| (key.as_str().into(), Arc::new(schema(field))))
            .collect(),
        required: required.filter_map(Json::as_str).map(Arc::from).collect(),
        rest: match &json["additionalProperties"] {
            Json::Bool(true) => Some(Arc::new(Schema::any())),
            _ => child("additionalProperties"),
        },
        items: child("items"),
        unique: unique(json),
        limits: limits(json),
        all_of: all("allOf"),
        any_of: all("anyOf"),
        one_of: all("oneOf"),
        not: json
            .get("not")
            .filter(|not| not.is_object())
            .map(|not| Box::new(schema(not))),
        rules: rules(json),
        ..Schema::default()
    }
}

fn kind(json: &Json) -> Option<Kind> {
    if json["x-kubernetes-int-or-string"] == true {
        return Some(Kind::IntOrString);
    }
    Some(match json["type"].as_str()? {
        "object" => Kind::Object,
        "array" => Kind::List,
        "string" => Kind::String,
        "integer" => Kind::Integer,
        "number" => Kind::Number,
        "boolean" => Kind::Boolean,
        _ => return None,
    })
}

fn unique(json: &Json) -> Unique {
    match json["x-kubernetes-list-type"].as_str() {
        Some("set") => Unique::Items,
        Some("map") => {
            let keys = json["x-kubernetes-list-map-keys"].as_array();
            let keys = keys.into_iter().flatten().filter_map(Json::as_str);
            Unique::Fields(keys.map(Arc::from).collect())
        }
        _ => Unique::Nothing,
    }
}

fn limits(json: &Json) -> Limits {
    let count = |key: &str| json[key].as_u64();
    let bound = |key: &str, exclusive: &str| {
        let is_exclusive = json[exclusive] == true;
        json[key].as_f64().map(|value| Bound {
            value,
            is_exclusive,
        })
    };
    Limits {
        one_of: json["enum"].as_array().cloned().unwrap_or_default(),
        pattern: json["pattern"].as_str().and_then(pattern),
        meaning: None,
        format: json["format"].as_str().and_then(Format::of),
        min_length: count("minLength"),
        max_length: count("maxLength"),
        min_items: count("minItems"),
        max_items: count("maxItems"),
        min_properties: count("minProperties"),
        max_properties: count("maxProperties"),
        minimum: bound("minimum", "exclusiveMinimum"),
        maximum: bound("maximum", "exclusiveMaximum"),
        multiple_of: json["multipleOf"].as_f64().filter(|factor| *factor > 0.0),
    }
}

/// A pattern, whose classes are ASCII in Go. One that is none here limits nothing.
fn pattern(text: &str) -> Option<Regex> {
    let has_class = ["\\d", "\\w", "\\s", "\\b", "\\D", "\\W", "\\S", "\\B"]
        .iter()
        .any(|class| text.contains(class));
    if has_class && !text.contains("\\p") && text.is_ascii() {
        let ascii = text.replace("\\d", "[0-9]").replace("\\w", "[0-9A-Za-z_]");
        return Regex::new(&ascii).ok();
    }
    Regex::new(text).ok()
}

fn rules(json: &Json) -> Vec<Vec<Rule>> {
    let written = json["x-kubernetes-validations"].as_array();
    let read = written.into_iter().flatten().filter_map(|written| {
        let text = written["rule"].as_str()?;
        let message = written["message"].as_str();
        let problem = message.map_or_else(
            || format!("the rule `{text}` fails"),
            |message| message.trim().to_owned(),
        );
        let field = written["fieldPath"]
            .as_str()
            .and_then(|path| path.strip_prefix('.'));
        let field = field
            .and_then(|path| path.split(['.', '[']).next())
            .map(Arc::from);
        let mut rule = Rule::read(text, &problem)?;
        rule.about = field;
        Some(rule)
    });
    read.map(|rule| vec![rule]).collect()
}

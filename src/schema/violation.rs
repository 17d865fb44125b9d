//! Running a schema over values.

use super::described::described;
use crate::source::{Segment, ValuePath};
use crate::yaml::Node;
use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::{JsonType, ValidationError};
use serde_json::Value;

/// One thing that a schema has against values.
#[derive(Debug, Clone, PartialEq)]
pub struct Violation {
    /// The value; for a key that is missing or unknown, the path of that key.
    pub path: ValuePath,
    /// What is wrong with it.
    pub kind: ViolationKind,
    /// The rule that the schema names as its owner by `x-helm-obo-rule`; it knows more than the schema sees.
    pub owner: Option<String>,
}

/// What a schema can have against a value.
#[derive(Debug, Clone, PartialEq)]
pub enum ViolationKind {
    /// The mapping's schema is closed and does not know this key.
    UnknownKey,
    /// The value has none of these JSON types.
    WrongType(Vec<&'static str>),
    /// The key must be there.
    MissingKey,
    /// The value's type is right, the value is not.
    InvalidValue(Constraint),
}

/// What a value fails to meet.
#[derive(Debug, Clone, PartialEq)]
pub enum Constraint {
    /// It is empty.
    NotEmpty,
    /// It is none of these.
    OneOf(Vec<String>),
    /// It does not match this regular expression.
    Pattern(String),
    /// It is below this.
    AtLeast(String),
    /// It is above this.
    AtMost(String),
    /// It has more items, or characters, than this.
    MaxLength(u64),
    /// It has fewer items, or characters, than this.
    MinLength(u64),
    /// Something else, named by the schema's keyword.
    Other(String),
}

/// The schema is not a valid one.
#[derive(Debug, thiserror::Error)]
#[error("the schema of the contract is no draft-07 JSON schema: {reason}")]
pub struct SchemaError {
    /// What the validator says of it.
    pub reason: String,
}

/// A schema, ready to validate.
#[derive(Debug)]
pub struct Validator {
    schema: Value,
    compiled: jsonschema::Validator,
}

impl Validator {
    /// Compiles a draft-07 schema.
    ///
    /// # Errors
    /// When it is none.
    pub fn new(schema: Value) -> Result<Self, SchemaError> {
        let compiled = jsonschema::draft7::new(&schema).map_err(|error| SchemaError {
            reason: error.to_string(),
        })?;
        Ok(Self { schema, compiled })
    }

    /// A schema that was compiled already.
    pub(super) fn of_compiled(schema: Value, compiled: jsonschema::Validator) -> Self {
        Self { schema, compiled }
    }

    /// The schema.
    pub fn schema(&self) -> &Value {
        &self.schema
    }

    /// All violations of values, sorted by path. Values that the schema does not describe are not looked at.
    pub fn violations(&self, values: &Node) -> Vec<Violation> {
        self.violations_of_json(&described(values, &self.schema, &self.schema))
    }

    /// All violations of a JSON value, sorted by path.
    pub fn violations_of_json(&self, json: &Value) -> Vec<Violation> {
        let mut found: Vec<Violation> = self
            .compiled
            .iter_errors(json)
            .flat_map(|error| self.translate(&error))
            .collect();
        found.sort_by(|a, b| a.path.cmp(&b.path));
        found
    }

    fn translate(&self, error: &ValidationError<'_>) -> Vec<Violation> {
        let path = instance_path(error);
        let owner = self.owner(error.schema_path().as_str());
        let violation = |path: ValuePath, kind: ViolationKind| Violation {
            path,
            kind,
            owner: owner.clone(),
        };
        match error.kind() {
            ValidationErrorKind::AdditionalProperties { unexpected } => unexpected
                .iter()
                .map(|key| violation(path.join(key.as_str()), ViolationKind::UnknownKey))
                .collect(),
            ValidationErrorKind::Required { property } => {
                let key = property.as_str().unwrap_or_default();
                vec![violation(path.join(key), ViolationKind::MissingKey)]
            }
            ValidationErrorKind::Type { kind } => {
                vec![violation(
                    path,
                    ViolationKind::WrongType(expected_types(kind)),
                )]
            }
            kind => vec![violation(
                path,
                ViolationKind::InvalidValue(constraint(kind)),
            )],
        }
    }

    /// The nearest annotation above the keyword that failed.
    fn owner(&self, schema_path: &str) -> Option<String> {
        let mut pointer = schema_path;
        loop {
            let annotation = self
                .schema
                .pointer(pointer)
                .and_then(|schema| schema.get("x-helm-obo-rule"))
                .and_then(Value::as_str);
            if let Some(owner) = annotation {
                return Some(owner.to_owned());
            }
            pointer = &pointer[..pointer.rfind('/')?];
        }
    }
}

fn constraint(kind: &ValidationErrorKind) -> Constraint {
    match kind {
        ValidationErrorKind::MinLength { limit: 1 }
        | ValidationErrorKind::MinItems { limit: 1 } => Constraint::NotEmpty,
        ValidationErrorKind::MinLength { limit } | ValidationErrorKind::MinItems { limit } => {
            Constraint::MinLength(*limit)
        }
        ValidationErrorKind::MaxLength { limit } | ValidationErrorKind::MaxItems { limit } => {
            Constraint::MaxLength(*limit)
        }
        ValidationErrorKind::Enum { options } => Constraint::OneOf(
            options
                .as_array()
                .into_iter()
                .flatten()
                .map(|option| {
                    option
                        .as_str()
                        .map_or_else(|| option.to_string(), str::to_owned)
                })
                .collect(),
        ),
        ValidationErrorKind::Pattern { pattern } => Constraint::Pattern(pattern.clone()),
        ValidationErrorKind::Minimum { limit } => Constraint::AtLeast(limit.to_string()),
        ValidationErrorKind::Maximum { limit } => Constraint::AtMost(limit.to_string()),
        other => Constraint::Other(other.keyword().to_owned()),
    }
}

fn expected_types(kind: &TypeKind) -> Vec<&'static str> {
    let all = [
        JsonType::Object,
        JsonType::Array,
        JsonType::String,
        JsonType::Integer,
        JsonType::Number,
        JsonType::Boolean,
        JsonType::Null,
    ];
    let expects = |json_type: &JsonType| match kind {
        TypeKind::Single(expected) => expected == json_type,
        TypeKind::Multiple(expected) => expected.contains(*json_type),
    };
    all.iter()
        .filter(|json_type| expects(json_type))
        .map(|json_type| match json_type {
            JsonType::Object => "object",
            JsonType::Array => "array",
            JsonType::String => "string",
            JsonType::Integer => "integer",
            JsonType::Number => "number",
            JsonType::Boolean => "boolean",
            JsonType::Null => "null",
        })
        .collect()
}

/// The path of the offending value: JSON pointer segments are read against the instance, since `0` may be a key.
fn instance_path(error: &ValidationError<'_>) -> ValuePath {
    error
        .instance_path()
        .into_iter()
        .map(|segment| match segment {
            jsonschema::paths::LocationSegment::Property(key) => Segment::Key(key.as_ref().into()),
            jsonschema::paths::LocationSegment::Index(index) => Segment::Index(index),
        })
        .collect::<Vec<_>>()
        .into()
}

//! A chart's own `values.schema.json`, which Helm validates values against before it renders anything.

use super::violation::{Validator, Violation};
use crate::source::{Source, ValuePath};
use crate::yaml::Node;
use crate::yaml::to_json;
use jsonschema::error::ValidationErrorKind;
use jsonschema::{PatternOptions, ReferencingError, ValidationError};
use std::sync::Arc;

/// A chart's schema, ready to validate.
#[derive(Debug)]
pub struct ChartSchema {
    source: Arc<Source>,
    /// `None` if it refers to another document, which is not fetched.
    validator: Option<Validator>,
}

/// Why Helm cannot use a chart's schema.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file} is no {what}: {reason}")]
pub struct ChartSchemaError {
    /// The file.
    pub file: String,
    /// What it should have been.
    pub what: &'static str,
    /// What is wrong with it.
    pub reason: String,
}

/// What a chart's schema makes of values.
#[derive(Debug)]
pub struct Verdict<'s> {
    /// The schema's file.
    pub source: Arc<Source>,
    /// The schema itself.
    pub schema: Option<&'s serde_json::Value>,
    /// The path of the chart's values; the root for the topmost chart.
    pub prefix: ValuePath,
    /// What it has against them, by paths from the root; `None` if it refers to another document.
    pub violations: Option<Vec<Violation>>,
}

impl Verdict<'_> {
    /// Whether the schema could be applied, and has nothing against the values.
    pub fn is_met(&self) -> bool {
        self.violations.as_ref().is_some_and(Vec::is_empty)
    }
}

impl ChartSchema {
    /// Reads one. As in Helm 4, a schema that does not name its draft is of 2020-12.
    ///
    /// # Errors
    /// When it is no JSON or no schema, which Helm refuses too.
    pub fn read(source: Arc<Source>) -> Result<Self, ChartSchemaError> {
        let fail = |what, reason: String| ChartSchemaError {
            file: source.name().to_string(),
            what,
            reason,
        };
        let text = source.text().trim_start_matches('\u{feff}');
        let schema: serde_json::Value =
            serde_json::from_str(text).map_err(|error| fail("JSON", error.to_string()))?;
        // Patterns are Go's: without look-around and back references.
        let options = jsonschema::options().with_pattern_options(PatternOptions::regex());
        let validator = match options.build(&schema) {
            Ok(compiled) => Some(Validator::of_compiled(schema, compiled)),
            Err(error) if is_elsewhere(&error) => None,
            Err(error) => return Err(fail("JSON schema", error.to_string())),
        };
        Ok(Self { source, validator })
    }

    /// Validates the values of the chart, which are at a path.
    pub fn validate(&self, prefix: &ValuePath, values: &Node) -> Verdict<'_> {
        let violations = self.validator.as_ref().map(|validator| {
            let found = validator.violations_of_json(&to_json(values));
            let below = found.into_iter().map(|violation| Violation {
                path: prefix.append(&violation.path),
                ..violation
            });
            below.collect()
        });
        Verdict {
            source: Arc::clone(&self.source),
            schema: self.validator.as_ref().map(Validator::schema),
            prefix: prefix.clone(),
            violations,
        }
    }
}

/// Whether a schema refers to a document that would have to be fetched.
fn is_elsewhere(error: &ValidationError<'_>) -> bool {
    matches!(
        error.kind(),
        ValidationErrorKind::Referencing(
            ReferencingError::Unretrievable { .. } | ReferencingError::UnknownSpecification { .. }
        )
    )
}

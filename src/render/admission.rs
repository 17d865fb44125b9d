//! What a Kubernetes API server would refuse of a RemoteMCPServer, reported with the values that caused it.

use crate::model::{Server, Text};
use crate::schema::{Constraint, Validator, Violation, ViolationKind};
use crate::source::{Place, Segment, ValuePath};

/// The schema of kagent.dev/v1alpha2 RemoteMCPServer.
pub const SCHEMA: &str = include_str!("../../schemas/remotemcpserver.schema.json");

/// Something that an API server would refuse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Objection {
    /// The server's name.
    pub server: String,
    /// The field of the manifest, such as `metadata.name`.
    pub field: String,
    /// What is wrong with it.
    pub message: String,
    /// The value that caused it.
    pub origin: Option<(ValuePath, Place)>,
}

/// The API server's checks.
pub(super) struct Admission {
    validator: Option<Validator>,
}

impl Admission {
    pub(super) fn new() -> Self {
        let schema = serde_json::from_str(SCHEMA).ok();
        Self {
            validator: schema.and_then(|schema| Validator::new(schema).ok()),
        }
    }

    /// What it has against a manifest, given the value that wrote what is at a path in it.
    pub(super) fn objections(
        &self,
        manifest: &serde_json::Value,
        origin: impl Fn(&ValuePath) -> Option<(ValuePath, Place)>,
    ) -> Vec<Objection> {
        let violations = match &self.validator {
            Some(validator) => validator.violations_of_json(manifest),
            None => Vec::new(),
        };
        let name = &manifest["metadata"]["name"];
        violations
            .into_iter()
            .map(|violation| Objection {
                server: name.as_str().unwrap_or_default().to_owned(),
                field: violation.path.to_string(),
                message: message(&violation),
                origin: origin(&violation.path),
            })
            .collect()
    }
}

fn message(violation: &Violation) -> String {
    let path = violation.path.to_string();
    match &violation.kind {
        ViolationKind::UnknownKey => "the resource has no such field".into(),
        ViolationKind::MissingKey => "it is required".into(),
        ViolationKind::WrongType(expected) => format!("it must be a {}", expected.join(" or ")),
        ViolationKind::InvalidValue(Constraint::NotEmpty) => "it must not be empty".into(),
        ViolationKind::InvalidValue(Constraint::MaxLength(limit)) => {
            format!("it is longer than {limit} characters")
        }
        ViolationKind::InvalidValue(Constraint::Pattern(_)) if path == "metadata.namespace" => {
            "a namespace may hold only lower-case letters, digits and `-`, and must begin and end with a letter or digit".into()
        }
        ViolationKind::InvalidValue(Constraint::Pattern(_)) => {
            "a name may hold only lower-case letters, digits, `-` and `.`, and must begin and end with a letter or digit".into()
        }
        ViolationKind::InvalidValue(Constraint::OneOf(options)) => {
            format!("it must be one of {}", options.join(", "))
        }
        ViolationKind::InvalidValue(_) => "its value is not allowed".into(),
    }
}

/// The string of the server that a manifest's field was made of.
pub(super) fn origin<'s>(path: &ValuePath, server: &'s Server) -> Option<&'s Text> {
    let keys: Vec<&str> = path
        .segments()
        .iter()
        .filter_map(|segment| match segment {
            Segment::Key(key) => Some(&**key),
            Segment::Index(_) => None,
        })
        .collect();
    match keys.as_slice() {
        ["metadata", "name"] => Some(&server.name),
        ["metadata", "namespace"] => Some(&server.namespace),
        ["spec", "description"] => Some(&server.description),
        ["spec", "url"] => Some(&server.url),
        ["spec", "headersFrom", ..] => server.headers.first().map(|header| header.value.text()),
        _ => None,
    }
}

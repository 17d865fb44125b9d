//! What Helm refuses of what a template became.

use crate::yaml::Problem;
use thiserror::Error;

/// A document that Helm refuses.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("`{file}` renders a document that Helm refuses, for its line {line}: {fault}")]
pub struct OutputError {
    /// The template's name.
    pub file: String,
    /// The line in the document, from 1.
    pub line: u32,
    /// The byte in the file's rendered text.
    pub offset: usize,
    /// What is wrong there.
    pub fault: Fault,
}

/// What is wrong with a document. No message quotes a value: it could be a credential.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Fault {
    /// It is no YAML.
    #[error("{problem}")]
    Syntax {
        /// What is wrong.
        problem: Problem,
        /// What to write instead.
        help: Option<String>,
    },
    /// It is something else than a mapping.
    #[error("a manifest must be a mapping, and this is {0}")]
    NotMapping(&'static str),
    /// Something else than a mapping where Helm wants one.
    #[error("`{field}` must be a mapping, and this is {found}")]
    NotTable {
        /// The key.
        field: &'static str,
        /// What is there.
        found: &'static str,
    },
    /// A mapping or list where Helm wants text.
    #[error("`{field}` must hold text, and this is {found}")]
    NotText {
        /// The key, or that of the mapping around it.
        field: &'static str,
        /// What is there.
        found: &'static str,
    },
}

//! What a function says when it fails.

use crate::template::origin::Origin;
use crate::template::value::Value;

/// What a function gives.
pub type Answer = Result<Value, Fault>;

/// A function's failure, in Go's words: Helm appends it to `error calling NAME: `.
#[derive(Debug, Clone)]
pub struct Fault {
    /// Whether the function failed, or the template meant to.
    pub kind: FaultKind,
    /// What is wrong.
    pub message: String,
    /// The index of the argument that is.
    pub argument: Option<usize>,
    /// Where that comes from which is wrong, if it is within an argument.
    pub subject: Option<Origin>,
}

/// Why a function fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FaultKind {
    /// It cannot do what it shall.
    #[default]
    Error,
    /// `required` has no value; the message is the template's own.
    Required,
    /// `fail` was called; likewise.
    Fail,
    /// It is more than this tool does: Helm may go on.
    Limit,
}

impl Fault {
    /// A failure.
    pub fn new(message: impl Into<String>) -> Self {
        Self::of_kind(FaultKind::Error, message)
    }

    /// More than this tool does.
    pub fn limit(message: impl Into<String>) -> Self {
        Self::of_kind(FaultKind::Limit, message)
    }

    /// A failure of a kind.
    pub fn of_kind(kind: FaultKind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            argument: None,
            subject: None,
        }
    }

    /// The failure of what comes from somewhere, within an argument.
    #[must_use]
    pub fn within(self, subject: Origin) -> Self {
        Self {
            subject: Some(subject),
            ..self
        }
    }

    /// The failure of an argument, by its index.
    #[must_use]
    pub fn of(self, argument: usize) -> Self {
        Self {
            argument: Some(argument),
            ..self
        }
    }
}

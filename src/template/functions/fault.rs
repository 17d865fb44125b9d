//! What a function says when it fails.

use crate::template::value::Value;

/// What a function gives.
pub type Answer = Result<Value, Fault>;

/// A function's failure, in Go's words: Helm appends it to `error calling NAME: `.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong.
    pub message: String,
    /// The index of the argument that is.
    pub argument: Option<usize>,
}

impl Fault {
    /// A failure.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            argument: None,
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

//! Why a template fails.

use crate::template::origin::{Origin, TemplateSpan};
use std::fmt;
use std::sync::Arc;

/// A failure of a template, where and through what.
#[derive(Debug, Clone)]
pub struct Failure {
    /// What is wrong.
    pub problem: Problem,
    /// The innermost place in a template that Helm names.
    pub at: TemplateSpan,
    /// The calls that led there, innermost first.
    pub via: Vec<TemplateSpan>,
    /// The value that is nil, of a wrong type, or refused.
    pub subject: Origin,
    /// The values that the decisions around it hang on.
    pub decided_by: Origin,
    /// Whether an installation may go another way, since a decision around it hangs on what is not known.
    pub is_uncertain: bool,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// A field of nil.
    NilField {
        /// The field.
        field: Arc<str>,
    },
    /// A field of what has no such field.
    NoField {
        /// The field.
        field: Arc<str>,
        /// The type, as Go names it here.
        of: &'static str,
        /// What it really is.
        real: &'static str,
    },
    /// A value of a wrong type.
    WrongType {
        /// The type that is needed.
        expected: &'static str,
        /// The type that it has.
        got: &'static str,
    },
    /// Nil where a type cannot be nil.
    Nil {
        /// The type that is needed.
        expected: &'static str,
    },
    /// `range` over what has no elements.
    Range {
        /// The value, as it is printed.
        value: String,
    },
    /// A function that fails.
    Function {
        /// Its name.
        name: &'static str,
        /// Why, in Go's words.
        message: String,
    },
    /// `required` without a value.
    Required {
        /// The template's own message.
        message: String,
    },
    /// `fail`
    Fail {
        /// The template's own message.
        message: String,
    },
    /// A template that nothing defines.
    NoTemplate {
        /// Its name.
        name: String,
        /// Whether `include` asked for it, and not `template`.
        is_include: bool,
    },
    /// Text that `tpl` cannot parse.
    Unparsable {
        /// Why, in Go's words.
        message: String,
    },
    /// A limit of this tool: Helm may go on.
    Limit(Limit),
    /// Something else, in Go's words.
    Other(String),
}

/// What is bounded, so that no template runs away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Limit {
    /// How much is done.
    Steps,
    /// How deep calls nest.
    Depth,
    /// How much is printed.
    Output,
    /// What a function makes.
    Call {
        /// Its name.
        name: &'static str,
        /// Why it ends.
        message: String,
    },
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Steps => f.write_str("it takes too many steps"),
            Self::Depth => f.write_str("its calls nest too deep"),
            Self::Output => f.write_str("it prints too much"),
            Self::Call { name, message } => write!(f, "in `{name}` {message}"),
        }
    }
}

impl fmt::Display for Problem {
    /// The failure in Go's words.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NilField { field } => {
                write!(f, "nil pointer evaluating interface {{}}.{field}")
            }
            Self::NoField { field, of, .. } => {
                write!(f, "can't evaluate field {field} in type {of}")
            }
            Self::WrongType { expected, got } => {
                write!(f, "wrong type for value; expected {expected}; got {got}")
            }
            Self::Nil { expected } => write!(f, "invalid value; expected {expected}"),
            Self::Range { value } => write!(f, "range can't iterate over {value}"),
            Self::Function { name, message } => write!(f, "error calling {name}: {message}"),
            Self::Required { message } | Self::Fail { message } => f.write_str(message),
            Self::NoTemplate { name, is_include } => match is_include {
                true => write!(
                    f,
                    "error calling include: template: no template {name:?} associated with template \"gotpl\""
                ),
                false => write!(f, "template {name:?} not defined"),
            },
            Self::Unparsable { message } => write!(f, "cannot parse template: {message}"),
            Self::Limit(limit) => write!(f, "{limit}"),
            Self::Other(message) => f.write_str(message),
        }
    }
}

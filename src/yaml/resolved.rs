//! A scalar's meaning.

use super::node::{Number, Value};
use std::borrow::Cow;

/// What a scalar means, before numbers become doubles: as keys, integers and floats differ.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Resolved<'t> {
    Null,
    Bool(bool),
    Int(i64),
    /// An integer beyond `i64`.
    Large(u64),
    Float(f64),
    String(Cow<'t, str>),
}

impl Resolved<'_> {
    /// The value; every number of a file is a double.
    #[expect(
        clippy::cast_precision_loss,
        reason = "as Go's JSON decoder rounds integers to float64"
    )]
    pub(super) fn into_value(self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Bool(bool) => Value::Bool(bool),
            Self::Int(int) => Value::Number(Number::Float(int as f64)),
            Self::Large(int) => Value::Number(Number::Float(int as f64)),
            Self::Float(float) => Value::Number(Number::Float(float)),
            Self::String(text) => Value::String(text.into()),
        }
    }

    /// The tag of its type.
    pub(super) fn tag(&self) -> &'static str {
        match self {
            Self::Null => "!!null",
            Self::Bool(_) => "!!bool",
            Self::Int(_) | Self::Large(_) => "!!int",
            Self::Float(_) => "!!float",
            Self::String(_) => "!!str",
        }
    }
}

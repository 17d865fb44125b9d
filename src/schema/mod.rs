//! What a JSON schema has against values, as plain data: which value, which kind of complaint, and which rule owns it.
//!
//! The validator's own messages are never used: they quote the value, which may be a credential.

mod chart;
mod described;
mod violation;

pub use chart::{ChartSchema, ChartSchemaError, Verdict};
pub use violation::{Constraint, SchemaError, Validator, Violation, ViolationKind};

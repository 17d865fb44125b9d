//! What the API server makes of an object by its CRD: what it drops, and why it refuses it.
//!
//! The CRDs of kagent and kmcp are written in `schemas/crds` (`written`), and made schemas for a release (`assemble`); others
//! are read as they are (`definition`). An object is first admitted (`admitted`): unknown fields and nulls are dropped,
//! defaults filled in. Then it is judged: types, bounds (`limits`, `format`) and CEL rules (`rule`), as in Kubernetes'
//! `apiextensions-apiserver`. What was meant by a field that does not exist is found by `meant` and `reshape`.

mod admitted;
mod assemble;
mod copied;
mod definition;
mod form;
mod format;
mod judge;
mod key;
mod known;
mod limits;
mod meant;
mod release;
mod reshape;
mod rule;
mod schema;
#[cfg(test)]
mod tests;
mod together;
mod violation;
mod written;

pub use definition::{Definition, DefinitionError};
pub use known::{Known, Served, ServedKind};
pub use release::Release;
pub use violation::{Later, Remedy, Violation, ViolationKind};

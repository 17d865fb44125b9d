//! The Helm whose ways are followed.

pub use crate::values::HelmVersion;

//! Sets of manifests: which files they are, and what all rules find in them.

mod discover;
mod lint;
mod mask;

pub(super) use lint::ManifestSet;

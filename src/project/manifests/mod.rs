//! Sets of manifests: which files they are, and what all rules find in them.

mod discover;
mod lint;
mod load;
mod mask;
mod rendered;

pub(super) use lint::ManifestSet;
pub use load::{LoadedManifests, load_manifests};
pub use rendered::RenderedObjects;

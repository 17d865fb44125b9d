//! Sets of manifests: which files they are, and what all rules find in them.
//!
//! `sniff` tells manifests from values, `walk` lists the files of folders, `kustomize` follows kustomizations (`generate` and
//! `patches` are what they make and change), `read` judges one
//! file, and `plan` makes sets of them; `lint` runs the rules over one. `around` finds what is
//! referred to in other files.

mod around;
mod crds;
mod entries;
mod fixes;
mod generate;
mod kustomize;
mod lint;
mod load;
mod mask;
mod patches;
mod plan;
mod read;
mod rendered;
mod sets;
mod sniff;
#[cfg(test)]
mod tests;
mod walk;

pub(super) use lint::ManifestSet;
pub use load::{LoadedManifests, LoadedReleases, load_manifests, load_releases};
pub use rendered::RenderedObjects;
pub(super) use sets::{NamedManifests, Sets, is_in};

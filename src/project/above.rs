//! The folders of a repository that are above a path.

use crate::source::{FileSystem, WorkingDirectory};
use std::path::{Component, Path, PathBuf};

/// A folder and those above it, up to the repository's root; where none is a repository, up to the working directory, and nothing
/// outside of it.
pub(super) fn above(
    files: &dyn FileSystem,
    here: &WorkingDirectory,
    folder: &Path,
) -> Vec<PathBuf> {
    let mut upward = here.upward(folder);
    let is_root = |folder: &PathBuf| files.kind(&folder.join(".git")).is_some();
    let is_outside = |folder: &PathBuf| {
        folder.is_absolute() || folder.components().next() == Some(Component::ParentDir)
    };
    let count = match upward.iter().position(is_root) {
        Some(root) => root + 1,
        None => {
            let within = upward.iter().take_while(|folder| !is_outside(folder));
            within.count()
        }
    };
    upward.truncate(count);
    upward
}

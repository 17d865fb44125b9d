//! Where the working directory stands in its repository, for reports whose file names start at the repository's root.

use super::environment;
use std::path::{Path, PathBuf};

/// The working directory from the root of its repository; empty where there is no repository.
pub(super) fn prefix() -> PathBuf {
    let Ok(here) = std::env::current_dir() else {
        return PathBuf::new();
    };
    let root = root(&here).or_else(environment::checkout);
    let below = root.and_then(|root| here.strip_prefix(root).ok().map(Path::to_path_buf));
    below.unwrap_or_default()
}

/// The nearest folder upward that git keeps: `.git` is a folder, or a file in worktrees and submodules.
fn root(here: &Path) -> Option<PathBuf> {
    let mut folders = here.ancestors();
    let root = folders.find(|folder| folder.join(".git").exists());
    root.map(Path::to_path_buf)
}

/// The address of the folder with the rules' pages, for the version that this is.
pub(super) fn pages() -> Option<String> {
    let repository = env!("CARGO_PKG_REPOSITORY");
    let version = env!("CARGO_PKG_VERSION");
    (!repository.is_empty()).then(|| format!("{repository}/blob/v{version}/docs/rules"))
}

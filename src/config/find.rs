//! The config file that applies to a path.

use super::ConfigError;
use crate::source::{FileKind, FileSystem, WorkingDirectory};
use std::path::{Path, PathBuf};

/// The names it may have, the first one first.
pub const NAMES: &[&str] = &[
    ".helm-obo.yaml",
    "helm-obo.yaml",
    ".helm-obo.yml",
    "helm-obo.yml",
];

/// The nearest config file upward from a path.
///
/// # Errors
/// When the nearest folder with one has several.
pub fn find(
    files: &dyn FileSystem,
    here: &WorkingDirectory,
    path: &Path,
) -> Result<Option<PathBuf>, ConfigError> {
    let is_there = |file: &PathBuf| match files.kind(file) {
        Some(FileKind::File | FileKind::Irregular) => true,
        Some(FileKind::Directory) => false,
        None => files.is_link(file), // to nowhere: whoever put it there means it
    };
    for folder in here.upward(path) {
        let named = NAMES.iter().map(|name| here.relative(&folder.join(name)));
        let mut found = named.filter(is_there);
        match (found.next(), found.next()) {
            (None, _) => {}
            (Some(file), None) => return Ok(Some(file)),
            (Some(file), Some(other)) => return Err(ConfigError::Several { file, other }),
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::source::{Memory, WorkingDirectory};
    use std::path::{Path, PathBuf};

    #[test]
    fn the_nearest_upward() {
        let files = Memory::default()
            .with("../helm-obo.yaml", "")
            .with("charts/a/.helm-obo.yaml", "")
            .with("charts/c/helm-obo.yml", "")
            .with("charts/d/.helm-obo.yml", "");
        let here = WorkingDirectory::new("/src/repo");
        let find = |path| find(&files, &here, Path::new(path)).unwrap();
        assert_eq!(
            find("charts/a/ci"),
            Some(PathBuf::from("charts/a/.helm-obo.yaml"))
        );
        assert_eq!(find("charts/b"), Some(PathBuf::from("../helm-obo.yaml")));
        assert_eq!(
            find("charts/c"),
            Some(PathBuf::from("charts/c/helm-obo.yml"))
        );
        assert_eq!(
            find("charts/d"),
            Some(PathBuf::from("charts/d/.helm-obo.yml"))
        );
        assert_eq!(find("/elsewhere"), None);
    }

    #[test]
    fn two_in_one_folder_are_one_too_many() {
        let files = Memory::default()
            .with("a/.helm-obo.yml", "")
            .with("a/helm-obo.yaml", "")
            .with("a/b/helm-obo.yml", "");
        let here = WorkingDirectory::new("/src/repo");
        let error = find(&files, &here, Path::new("a/c")).unwrap_err();
        assert_eq!(
            error.to_string(),
            "`a/helm-obo.yaml` and `a/.helm-obo.yml` are two config files in one folder"
        );
        assert!(find(&files, &here, Path::new("a/b")).is_ok());
    }
}

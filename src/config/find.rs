//! The config file that applies to a path.

use crate::source::{FileSystem, Kind, WorkingDirectory};
use std::path::{Path, PathBuf};

/// The names it may have, the first one first.
pub const NAMES: &[&str] = &[".helm-obo.yaml", "helm-obo.yaml"];

/// The nearest config file upward from a path.
pub fn find(files: &dyn FileSystem, here: &WorkingDirectory, path: &Path) -> Option<PathBuf> {
    here.upward(path)
        .iter()
        .flat_map(|folder| NAMES.iter().map(|name| here.relative(&folder.join(name))))
        .find(|candidate| files.kind(candidate) == Some(Kind::File))
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
            .with("charts/a/.helm-obo.yaml", "");
        let here = WorkingDirectory::new("/src/repo");
        let find = |path| find(&files, &here, Path::new(path));
        assert_eq!(
            find("charts/a/ci"),
            Some(PathBuf::from("charts/a/.helm-obo.yaml"))
        );
        assert_eq!(find("charts/b"), Some(PathBuf::from("../helm-obo.yaml")));
        assert_eq!(find("/elsewhere"), None);
    }
}

//! The file system as it would be without the config files that a new one replaces.

use crate::config::NAMES;
use crate::source::{FileEntry, FileKind, FileSystem, WorkingDirectory};
use std::io;
use std::path::{Path, PathBuf};

/// Hides the config files in a folder and above it: what they set says nothing of what the charts show.
pub(super) struct WithoutConfigs<'a> {
    pub(super) files: &'a dyn FileSystem,
    pub(super) here: &'a WorkingDirectory,
    pub(super) folder: &'a Path,
}

impl WithoutConfigs<'_> {
    fn is_hidden(&self, path: &Path) -> bool {
        let is_config = |name: &str| path.file_name().is_some_and(|file| file == name);
        let folder = self.here.absolute(self.folder);
        let above = |path: PathBuf| path.parent().is_some_and(|above| folder.starts_with(above));
        NAMES.iter().any(|name| is_config(name)) && above(self.here.absolute(path))
    }
}

impl FileSystem for WithoutConfigs<'_> {
    fn kind(&self, path: &Path) -> Option<FileKind> {
        let kind = self.files.kind(path)?;
        (!self.is_hidden(path)).then_some(kind)
    }

    fn look(&self, path: &Path) -> io::Result<FileEntry> {
        self.files.look(path)
    }

    fn is_link(&self, path: &Path) -> bool {
        !self.is_hidden(path) && self.files.is_link(path)
    }

    fn check(&self, path: &Path) -> io::Result<()> {
        self.files.check(path)
    }

    fn archive_of(&self, path: &Path) -> Option<PathBuf> {
        self.files.archive_of(path)
    }

    fn size(&self, path: &Path) -> io::Result<u64> {
        self.files.size(path)
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.files.read(path)
    }

    fn list(&self, path: &Path) -> io::Result<Vec<PathBuf>> {
        self.files.list(path)
    }

    fn directories(
        &self,
        root: &Path,
        enter: &mut dyn FnMut(&Path) -> bool,
    ) -> io::Result<Vec<PathBuf>> {
        self.files.directories(root, enter)
    }
}

#[cfg(test)]
mod tests {
    use super::WithoutConfigs;
    use crate::source::{FileSystem, Memory, WorkingDirectory};
    use std::path::Path;

    #[test]
    fn what_a_new_file_replaces_is_hidden_and_nothing_else() {
        let files = Memory::default()
            .with("../helm-obo.yaml", "")
            .with("helm-obo.yaml", "")
            .with("a/.helm-obo.yaml", "")
            .with("a/values.yaml", "")
            .with("a/b/.helm-obo.yaml", "")
            .with("c/.helm-obo.yaml", "");
        let unset = WithoutConfigs {
            files: &files,
            here: &WorkingDirectory::new("/src/repo"),
            folder: Path::new("a"),
        };
        for (path, is_seen) in [
            ("../helm-obo.yaml", false),
            ("helm-obo.yaml", false),
            ("a/.helm-obo.yaml", false),
            ("a/values.yaml", true),
            ("a/b/.helm-obo.yaml", true),
            ("c/.helm-obo.yaml", true),
            ("a/none", false),
        ] {
            assert_eq!(unset.kind(Path::new(path)).is_some(), is_seen, "{path}");
        }
    }
}

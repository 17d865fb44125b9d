//! Files as they would be: those of another file system, some with another content.

use super::{FileEntry, FileKind, FileSystem};
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

/// A file system of which some files hold something else.
pub struct OverlayFs<'a> {
    files: &'a dyn FileSystem,
    contents: BTreeMap<PathBuf, Vec<u8>>,
}

impl<'a> OverlayFs<'a> {
    /// The files of another file system, as they are.
    pub fn new(files: &'a dyn FileSystem) -> Self {
        Self {
            files,
            contents: BTreeMap::new(),
        }
    }

    /// Gives a file another content, by whichever of its names.
    pub fn put(&mut self, path: impl AsRef<Path>, content: impl Into<Vec<u8>>) {
        let real = self.files.real(path.as_ref());
        self.contents.insert(real, content.into());
    }

    fn content(&self, path: &Path) -> Option<&Vec<u8>> {
        // Links are followed only where something is patched.
        if self.contents.is_empty() {
            return None;
        }
        self.contents.get(&self.files.real(path))
    }
}

impl FileSystem for OverlayFs<'_> {
    fn kind(&self, path: &Path) -> Option<FileKind> {
        let kind = self.files.kind(path);
        // What is patched need not be there yet.
        kind.or_else(|| self.content(path).map(|_| FileKind::File))
    }

    fn look(&self, path: &Path) -> io::Result<FileEntry> {
        self.files.look(path)
    }

    fn is_link(&self, path: &Path) -> bool {
        self.files.is_link(path)
    }

    fn check(&self, path: &Path) -> io::Result<()> {
        self.files.check(path)
    }

    fn archive_of(&self, path: &Path) -> Option<PathBuf> {
        self.files.archive_of(path)
    }

    fn real(&self, path: &Path) -> PathBuf {
        self.files.real(path)
    }

    fn size(&self, path: &Path) -> io::Result<u64> {
        match self.content(path) {
            Some(content) => Ok(content.len() as u64),
            None => self.files.size(path),
        }
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        match self.content(path) {
            Some(content) => Ok(content.clone()),
            None => self.files.read(path),
        }
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

//! The file system behind a trait: the disk for the tool, memory for editors and tests.

use std::collections::BTreeMap;
use std::io;
use std::path::{Component, Path, PathBuf};

/// What stands at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A file, or a link to one.
    File,
    /// A directory, or a link to one.
    Directory,
}

/// What the tool needs of a file system. All answers are in sorted order.
pub trait FileSystem: Sync {
    /// What stands at the path; none where nothing does.
    fn kind(&self, path: &Path) -> Option<Kind>;

    /// The one name of what may be reached by several. Where there are links, they are followed.
    fn real(&self, path: &Path) -> PathBuf {
        let parts = path.components();
        parts.filter(|part| *part != Component::CurDir).collect()
    }

    /// A file's size in bytes.
    ///
    /// # Errors
    /// When the file is missing or may not be read.
    fn size(&self, path: &Path) -> io::Result<u64>;

    /// A file's bytes.
    ///
    /// # Errors
    /// When the file is missing or may not be read.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;

    /// The entries directly below a directory.
    ///
    /// # Errors
    /// When the directory is missing or may not be read.
    fn list(&self, path: &Path) -> io::Result<Vec<PathBuf>>;

    /// All directories below a root, itself first, without following links. `enter` says of each directory below the
    /// root whether to go into it; one that is refused is left out.
    ///
    /// # Errors
    /// When a directory may not be read.
    fn directories(
        &self,
        root: &Path,
        enter: &mut dyn FnMut(&Path) -> bool,
    ) -> io::Result<Vec<PathBuf>>;
}

/// The real file system.
#[derive(Debug, Clone, Copy, Default)]
pub struct Disk;

impl FileSystem for Disk {
    fn kind(&self, path: &Path) -> Option<Kind> {
        let metadata = std::fs::metadata(path).ok()?;
        Some(if metadata.is_dir() {
            Kind::Directory
        } else {
            Kind::File
        })
    }

    fn real(&self, path: &Path) -> PathBuf {
        std::fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf())
    }

    fn size(&self, path: &Path) -> io::Result<u64> {
        std::fs::metadata(path).map(|metadata| metadata.len())
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        std::fs::read(path)
    }

    fn list(&self, path: &Path) -> io::Result<Vec<PathBuf>> {
        let mut entries = std::fs::read_dir(path)?
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<io::Result<Vec<_>>>()?;
        entries.sort();
        Ok(entries)
    }

    fn directories(
        &self,
        root: &Path,
        enter: &mut dyn FnMut(&Path) -> bool,
    ) -> io::Result<Vec<PathBuf>> {
        walkdir::WalkDir::new(root)
            .sort_by_file_name()
            .into_iter()
            .filter_entry(|entry| {
                entry.file_type().is_dir() && (entry.depth() == 0 || enter(entry.path()))
            })
            .map(|entry| {
                entry
                    .map(walkdir::DirEntry::into_path)
                    .map_err(io::Error::from)
            })
            .collect()
    }
}

/// Files held in memory, by path.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    files: BTreeMap<PathBuf, Vec<u8>>,
}

impl Memory {
    /// Puts a file there.
    pub fn insert(&mut self, path: impl Into<PathBuf>, content: impl Into<Vec<u8>>) {
        self.files.insert(path.into(), content.into());
    }

    /// The same, chained.
    #[must_use]
    pub fn with(mut self, path: impl Into<PathBuf>, content: impl Into<Vec<u8>>) -> Self {
        self.insert(path, content);
        self
    }

    fn missing(path: &Path) -> io::Error {
        io::Error::new(io::ErrorKind::NotFound, path.display().to_string())
    }
}

impl FileSystem for Memory {
    fn kind(&self, path: &Path) -> Option<Kind> {
        if self.files.contains_key(path) {
            return Some(Kind::File);
        }
        let below = self.files.keys().any(|file| file.starts_with(path));
        below.then_some(Kind::Directory)
    }

    fn size(&self, path: &Path) -> io::Result<u64> {
        self.read(path).map(|content| content.len() as u64)
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.files
            .get(path)
            .cloned()
            .ok_or_else(|| Self::missing(path))
    }

    fn list(&self, path: &Path) -> io::Result<Vec<PathBuf>> {
        let mut entries: Vec<PathBuf> = self
            .files
            .keys()
            .filter_map(|file| file.strip_prefix(path).ok()?.components().next())
            .map(|first| path.join(first))
            .collect();
        entries.dedup();
        if entries.is_empty() {
            return Err(Self::missing(path));
        }
        Ok(entries)
    }

    fn directories(
        &self,
        root: &Path,
        enter: &mut dyn FnMut(&Path) -> bool,
    ) -> io::Result<Vec<PathBuf>> {
        let mut found = vec![root.to_path_buf()];
        for entry in self.list(root)? {
            if self.kind(&entry) == Some(Kind::Directory) && enter(&entry) {
                found.extend(self.directories(&entry, enter)?);
            }
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::{FileSystem, Kind, Memory};
    use std::path::{Path, PathBuf};

    #[test]
    fn memory_answers_like_a_disk() {
        let files = Memory::default()
            .with("c/Chart.yaml", "name: c")
            .with("c/ci/a-values.yaml", "")
            .with("c/.git/x", "");
        assert_eq!(files.kind(Path::new("c/ci")), Some(Kind::Directory));
        assert_eq!(
            files.kind(Path::new("c/ci/a-values.yaml")),
            Some(Kind::File)
        );
        assert_eq!(files.kind(Path::new("d")), None);
        let visited = files
            .directories(Path::new("c"), &mut |path| !path.ends_with(".git"))
            .unwrap();
        assert_eq!(visited, [PathBuf::from("c"), PathBuf::from("c/ci")]);
    }
}

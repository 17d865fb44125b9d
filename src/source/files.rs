//! The file system as a trait: the disk for the tool, memory for editors and tests.

use super::stream;
use std::collections::BTreeMap;
use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind, Read};
use std::ops::Bound;
use std::path::{Component, Path, PathBuf};

/// The largest file that is read, in bytes: far beyond any values file, and small enough for offsets of 32 bits.
pub const MAX_FILE_SIZE: u64 = 64 << 20;

/// What is at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// A regular file, or a link to one.
    File,
    /// A directory, or a link to one.
    Directory,
    /// A pipe, a socket or a device, or a link to one. Helm loads no chart that holds one.
    Irregular,
}

/// What is at a path, in more words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileEntry {
    /// What it is; of a link, what it leads to.
    pub kind: FileKind,
    /// Whether it is reached by a link.
    pub is_link: bool,
    /// Its size in bytes; of no meaning for anything but a regular file.
    pub size: u64,
}

/// What the tool needs of a file system. All answers are in sorted order.
pub trait FileSystem: Sync {
    /// What is at the path; `None` if nothing is there.
    fn kind(&self, path: &Path) -> Option<FileKind>;

    /// What is at the path, in more words.
    ///
    /// # Errors
    /// When nothing does, or a link there leads nowhere.
    fn look(&self, path: &Path) -> io::Result<FileEntry> {
        let kind = self.kind(path);
        let kind = kind.ok_or_else(|| io::Error::from(ErrorKind::NotFound))?;
        Ok(FileEntry {
            kind,
            is_link: false,
            size: match kind {
                FileKind::File => self.size(path)?,
                _ => 0,
            },
        })
    }

    /// Whether a link is at the path, wherever it leads.
    fn is_link(&self, path: &Path) -> bool {
        let _ = path;
        false
    }

    /// Finds out whether a file may be read, without reading it.
    ///
    /// # Errors
    /// When it may not.
    fn check(&self, path: &Path) -> io::Result<()> {
        let _ = path;
        Ok(())
    }

    /// The packed chart that a path is in; `None` if it is in none. A file in one cannot be changed.
    fn archive_of(&self, path: &Path) -> Option<PathBuf> {
        let _ = path;
        None
    }

    /// The one name of a file that can be reached by several. Links are followed.
    fn real(&self, path: &Path) -> PathBuf {
        let parts = path.components();
        parts.filter(|part| *part != Component::CurDir).collect()
    }

    /// A file's size in bytes.
    ///
    /// # Errors
    /// When the file is missing or may not be read.
    fn size(&self, path: &Path) -> io::Result<u64>;

    /// A file's bytes. What is no regular file is read to its end.
    ///
    /// # Errors
    /// When the file is missing or may not be read; of the kind [`ErrorKind::FileTooLarge`] when it has more than
    /// [`MAX_FILE_SIZE`] bytes, and [`ErrorKind::TimedOut`] when it is a pipe and nobody writes to it.
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
    fn kind(&self, path: &Path) -> Option<FileKind> {
        fs::metadata(path).ok().map(|metadata| kind_of(&metadata))
    }

    fn look(&self, path: &Path) -> io::Result<FileEntry> {
        let own = fs::symlink_metadata(path)?;
        let is_link = own.is_symlink();
        let metadata = if is_link { fs::metadata(path)? } else { own };
        Ok(FileEntry {
            kind: kind_of(&metadata),
            is_link,
            size: metadata.len(),
        })
    }

    fn is_link(&self, path: &Path) -> bool {
        fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink())
    }

    fn check(&self, path: &Path) -> io::Result<()> {
        File::open(path).map(drop)
    }

    fn real(&self, path: &Path) -> PathBuf {
        fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf())
    }

    fn size(&self, path: &Path) -> io::Result<u64> {
        fs::metadata(path).map(|metadata| metadata.len())
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        match kind_of(&fs::metadata(path)?) {
            FileKind::Irregular => stream::read(path, MAX_FILE_SIZE),
            FileKind::File | FileKind::Directory => bounded(&mut File::open(path)?),
        }
    }

    fn list(&self, path: &Path) -> io::Result<Vec<PathBuf>> {
        let mut entries = fs::read_dir(path)?
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

fn kind_of(metadata: &Metadata) -> FileKind {
    if metadata.is_dir() {
        FileKind::Directory
    } else if metadata.is_file() {
        FileKind::File
    } else {
        FileKind::Irregular
    }
}

/// Reads to the end, which a file may have moved since its size was asked.
fn bounded(file: &mut File) -> io::Result<Vec<u8>> {
    let size = file.metadata().map_or(0, |metadata| metadata.len());
    // One byte more shows that there is no more.
    let room = size.min(MAX_FILE_SIZE) + 1;
    let mut bytes = Vec::with_capacity(usize::try_from(room).unwrap_or_default());
    file.take(MAX_FILE_SIZE + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_FILE_SIZE {
        return Err(io::Error::from(ErrorKind::FileTooLarge));
    }
    Ok(bytes)
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

    /// How many bytes its files have in all.
    pub fn total(&self) -> u64 {
        self.files
            .values()
            .map(|content| content.len() as u64)
            .sum()
    }

    /// The files below a directory, sorted.
    fn below(&self, path: &Path) -> impl Iterator<Item = &PathBuf> {
        let from = (Bound::Excluded(path), Bound::Unbounded);
        let files = self.files.range::<Path, _>(from);
        files
            .map(|(file, _)| file)
            .take_while(move |file| file.starts_with(path))
    }

    fn missing(path: &Path) -> io::Error {
        io::Error::new(ErrorKind::NotFound, path.display().to_string())
    }
}

impl FileSystem for Memory {
    fn kind(&self, path: &Path) -> Option<FileKind> {
        if self.files.contains_key(path) {
            return Some(FileKind::File);
        }
        let below = self.below(path).next();
        below.map(|_| FileKind::Directory)
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
            .below(path)
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
            if self.kind(&entry) == Some(FileKind::Directory) && enter(&entry) {
                found.extend(self.directories(&entry, enter)?);
            }
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::{FileKind, FileSystem, Memory};
    use std::path::{Path, PathBuf};

    #[test]
    fn memory_answers_like_a_disk() {
        let files = Memory::default()
            .with("c/Chart.yaml", "name: c")
            .with("c/ci/a-values.yaml", "")
            .with("c/.git/x", "");
        assert_eq!(files.kind(Path::new("c/ci")), Some(FileKind::Directory));
        assert_eq!(
            files.kind(Path::new("c/ci/a-values.yaml")),
            Some(FileKind::File)
        );
        assert_eq!(files.kind(Path::new("d")), None);
        let visited = files
            .directories(Path::new("c"), &mut |path| !path.ends_with(".git"))
            .unwrap();
        assert_eq!(visited, [PathBuf::from("c"), PathBuf::from("c/ci")]);
    }
}

//! Files as one run sees them: a packed chart is a folder too, and what can be read only once is read once.

use super::archive::{self, MAX_ARCHIVE_SIZE};
use super::{FileEntry, FileKind, FileSystem, Memory};
use std::collections::BTreeMap;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// How many bytes of unpacked charts are kept; beyond that they are unpacked again.
const KEPT: u64 = 2 * MAX_ARCHIVE_SIZE;

/// What reading came to, so that it can be answered again.
type Read = Result<Arc<[u8]>, (ErrorKind, String)>;

/// A file system in which a packed chart's files are below the archive's own name, and in which a pipe has a content. A
/// run reads most files more than once.
pub struct Inputs<'a> {
    files: &'a dyn FileSystem,
    /// None for a file that is no packed chart.
    unpacked: Mutex<BTreeMap<PathBuf, Option<Arc<Memory>>>>,
    streams: Mutex<BTreeMap<PathBuf, Read>>,
}

impl<'a> Inputs<'a> {
    /// The files of another file system.
    pub const fn new(files: &'a dyn FileSystem) -> Self {
        Self {
            files,
            unpacked: Mutex::new(BTreeMap::new()),
            streams: Mutex::new(BTreeMap::new()),
        }
    }

    /// The unpacked chart that a path is in, the innermost of those in each other.
    fn inside(&self, path: &Path) -> Option<Arc<Memory>> {
        let archive = self.archive_of(path)?;
        let mut files = self.unpacked(&archive, self.files)?;
        while files.kind(path).is_none() {
            let mut above = path.ancestors().skip(1);
            let Some(inner) = above.find(|above| files.kind(above) == Some(FileKind::File)) else {
                break;
            };
            let Some(below) = self.unpacked(inner, &*files) else {
                break;
            };
            files = below;
        }
        Some(files)
    }

    /// The unpacked chart that a file of some files is.
    fn unpacked(&self, file: &Path, files: &dyn FileSystem) -> Option<Arc<Memory>> {
        let mut unpacked = self.unpacked.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = unpacked.get(file) {
            return known.clone();
        }
        let bytes = files.read(file).ok();
        let read = bytes.and_then(|bytes| archive::unpack(&bytes, file).ok());
        let read = read.map(|archive| Arc::new(archive.files));
        let kept: u64 = unpacked.values().flatten().map(|files| files.total()).sum();
        if kept + read.as_ref().map_or(0, |files| files.total()) > KEPT {
            unpacked.clear();
        }
        unpacked.insert(file.to_owned(), read.clone());
        read
    }

    fn stream(&self, path: &Path) -> io::Result<Vec<u8>> {
        let mut streams = self.streams.lock().unwrap_or_else(PoisonError::into_inner);
        let read = streams.entry(path.to_owned()).or_insert_with(|| {
            let read = self.files.read(path);
            read.map(Arc::from)
                .map_err(|error| (error.kind(), error.to_string()))
        });
        match read {
            Ok(bytes) => Ok(bytes.to_vec()),
            Err((kind, message)) => Err(io::Error::new(*kind, message.clone())),
        }
    }
}

impl FileSystem for Inputs<'_> {
    fn kind(&self, path: &Path) -> Option<FileKind> {
        let own = self.files.kind(path);
        own.or_else(|| self.inside(path)?.kind(path))
    }

    fn look(&self, path: &Path) -> io::Result<FileEntry> {
        let own = self.files.look(path);
        own.or_else(|error| match self.inside(path) {
            Some(files) => files.look(path),
            None => Err(error),
        })
    }

    fn is_link(&self, path: &Path) -> bool {
        self.files.is_link(path)
    }

    fn check(&self, path: &Path) -> io::Result<()> {
        match self.inside(path) {
            Some(files) => files.look(path).map(drop),
            None => self.files.check(path),
        }
    }

    fn archive_of(&self, path: &Path) -> Option<PathBuf> {
        let mut above = path.ancestors().skip(1);
        let nearest = above.find_map(|above| Some((above, self.files.kind(above)?)));
        match nearest {
            Some((file, FileKind::File)) => Some(file.to_owned()),
            _ => None,
        }
    }

    fn real(&self, path: &Path) -> PathBuf {
        self.files.real(path)
    }

    fn size(&self, path: &Path) -> io::Result<u64> {
        match self.inside(path) {
            Some(files) => files.size(path),
            None => self.files.size(path),
        }
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        match self.files.kind(path) {
            Some(FileKind::Irregular) => self.stream(path),
            None => match self.inside(path) {
                Some(files) => files.read(path),
                None => self.files.read(path),
            },
            Some(_) => self.files.read(path),
        }
    }

    fn list(&self, path: &Path) -> io::Result<Vec<PathBuf>> {
        match (self.files.kind(path), self.unpacked_folder(path)) {
            (Some(FileKind::Directory), _) | (_, None) => self.files.list(path),
            (_, Some(files)) => files.list(path),
        }
    }

    fn directories(
        &self,
        root: &Path,
        enter: &mut dyn FnMut(&Path) -> bool,
    ) -> io::Result<Vec<PathBuf>> {
        match (self.files.kind(root), self.unpacked_folder(root)) {
            (Some(FileKind::Directory), _) | (_, None) => self.files.directories(root, enter),
            (_, Some(files)) => files.directories(root, enter),
        }
    }
}

impl Inputs<'_> {
    /// The unpacked chart that a path is, or is in.
    fn unpacked_folder(&self, path: &Path) -> Option<Arc<Memory>> {
        match self.files.kind(path) {
            Some(FileKind::File) => self.unpacked(path, self.files),
            Some(_) => None,
            None => {
                let files = self.inside(path)?;
                match files.kind(path) {
                    Some(FileKind::File) => self.unpacked(path, &*files),
                    _ => Some(files),
                }
            }
        }
    }
}

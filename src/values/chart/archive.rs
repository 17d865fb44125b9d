//! Packed charts: a `.tgz` as files in memory.

use crate::source::Memory;
use flate2::read::GzDecoder;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};
use thiserror::Error;

/// How many bytes the files of an archive may have in all, as Helm 4 limits them.
pub const MAX_ARCHIVE_SIZE: u64 = 100 << 20;

/// Why a packed chart cannot be read. Helm refuses these, too.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ArchiveError {
    /// No gzip, no tar, or a torn one.
    #[error("it is no gzipped tar: {0}")]
    Torn(#[from] io::Error),
    /// An archive without files.
    #[error("it holds no files")]
    Empty,
    /// An entry outside of the chart's own folder.
    #[error("it holds a file outside of the chart's own folder")]
    Outside,
    /// More bytes than [`MAX_ARCHIVE_SIZE`].
    #[error("its files have more than {MAX_ARCHIVE_SIZE} bytes")]
    TooLarge,
}

/// Unpacks a chart's files to below `root`, without the folder that they lie in inside the archive.
pub(super) fn unpack(packed: &[u8], root: &Path) -> Result<Memory, ArchiveError> {
    let mut files = Memory::default();
    let mut left = MAX_ARCHIVE_SIZE;
    let mut is_empty = true;
    let mut archive = tar::Archive::new(GzDecoder::new(packed));
    for entry in archive.entries()? {
        let mut entry = entry?;
        if !entry.header().entry_type().is_file() {
            continue;
        }
        let path = inner_path(&entry.path_bytes())?;
        let mut content = Vec::new();
        entry.by_ref().take(left + 1).read_to_end(&mut content)?;
        left = left
            .checked_sub(content.len() as u64)
            .ok_or(ArchiveError::TooLarge)?;
        files.insert(root.join(path), content);
        is_empty = false;
    }
    if is_empty {
        return Err(ArchiveError::Empty);
    }
    Ok(files)
}

/// An entry's path without its first folder; Windows writes them with `\`.
fn inner_path(path: &[u8]) -> Result<PathBuf, ArchiveError> {
    let path = String::from_utf8_lossy(path);
    let separator = if path.contains('/') { '/' } else { '\\' };
    let (_, inner) = path.split_once(separator).ok_or(ArchiveError::Outside)?;
    let inner = inner.replace('\\', "/");
    let mut clean = PathBuf::new();
    for component in Path::new(&inner).components() {
        match component {
            Component::Normal(name) => clean.push(name),
            Component::CurDir => {}
            Component::ParentDir if clean.pop() => {}
            _ => return Err(ArchiveError::Outside),
        }
    }
    if clean.as_os_str().is_empty() {
        return Err(ArchiveError::Outside);
    }
    Ok(clean)
}

#[cfg(test)]
mod tests {
    use super::{ArchiveError, inner_path, unpack};
    use std::path::Path;

    #[test]
    fn entries_lie_in_one_folder() {
        for (path, inner) in [
            ("sub/Chart.yaml", "Chart.yaml"),
            ("sub/./charts/x/../y/values.yaml", "charts/y/values.yaml"),
            ("sub\\templates\\a.yaml", "templates/a.yaml"),
        ] {
            assert_eq!(inner_path(path.as_bytes()).unwrap(), Path::new(inner));
        }
        for path in ["Chart.yaml", "sub/", "sub/../x", "sub//etc/x"] {
            assert!(
                matches!(inner_path(path.as_bytes()), Err(ArchiveError::Outside)),
                "{path}"
            );
        }
    }

    #[test]
    fn what_is_no_archive_is_an_error() {
        for bytes in [&b""[..], b"not packed", b"\x1f\x8b\x08\0\0\0\0\0\0\x03abc"] {
            assert!(matches!(
                unpack(bytes, Path::new("x")),
                Err(ArchiveError::Torn(_))
            ));
        }
    }
}

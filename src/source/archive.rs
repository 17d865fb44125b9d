//! Packed charts: a gzipped tar as files in memory, read as Helm 4.2 reads it.

use super::{FileSystem, Memory, nature};
use flate2::read::MultiGzDecoder;
use std::collections::BTreeSet;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use thiserror::Error;

/// How many bytes the files of an archive may have in all, as Helm 4 limits them.
pub const MAX_ARCHIVE_SIZE: u64 = 100 << 20;

/// How many bytes one file of a chart may have, as Helm 4 limits them, packed or not.
pub const MAX_CHART_FILE_SIZE: u64 = 5 << 20;

/// Why a packed chart cannot be read. Helm refuses these, too.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ArchiveError {
    /// Something else: its first bytes are not gzip's.
    #[error("it is {0}")]
    Other(&'static str),
    /// Gzipped, but no tar.
    #[error("it is gzipped, and what is in it is no tar archive")]
    NoTar,
    /// A torn archive.
    #[error("it is damaged: {0}")]
    Torn(#[from] io::Error),
    /// An archive without files.
    #[error("it holds no files")]
    Empty,
    /// An archive without `Chart.yaml`.
    #[error("no folder at its top holds `Chart.yaml`")]
    NoChart,
    /// An entry outside of the chart's own folder.
    #[error("`{entry}` in it is outside of the chart's own folder")]
    Outside {
        /// The entry.
        entry: String,
    },
    /// More bytes than [`MAX_ARCHIVE_SIZE`].
    #[error("its files have more than {MAX_ARCHIVE_SIZE} bytes, and Helm 4 unpacks no more")]
    TooLarge,
    /// A file of more bytes than [`MAX_CHART_FILE_SIZE`].
    #[error("`{entry}` in it has more than {MAX_CHART_FILE_SIZE} bytes, and Helm 4 refuses that")]
    FileTooLarge {
        /// The entry.
        entry: String,
    },
}

/// A packed chart's files.
#[derive(Debug)]
pub struct Archive {
    /// The files, below the name that was asked for.
    pub files: Memory,
    /// The folders at the top of the archive that the files are in. Helm takes all for one.
    pub folders: BTreeSet<String>,
}

/// Unpacks a chart's files to below `root`, without the folder that they are in inside the archive. Where two entries
/// have one name the last one counts.
///
/// # Errors
/// When it is no archive, a torn one, or one that Helm refuses.
pub fn unpack(packed: &[u8], root: &Path) -> Result<Archive, ArchiveError> {
    if !nature::is_gzip(packed) {
        return Err(ArchiveError::Other(match nature::of(packed) {
            Some(nature) => nature,
            None if packed.is_empty() => "empty",
            None => "not gzipped",
        }));
    }
    let mut files = Memory::default();
    let mut folders = BTreeSet::new();
    let mut left = MAX_ARCHIVE_SIZE;
    let mut is_empty = true;
    let mut archive = tar::Archive::new(MultiGzDecoder::new(packed));
    for entry in archive.entries()? {
        let mut entry = entry.map_err(|error| first_fault(error, packed, is_empty))?;
        let path = entry.path_bytes().into_owned();
        let kind = entry.header().entry_type();
        // In old archives a folder is a file whose name ends in a slash.
        let is_old_folder = kind.as_byte() == 0 && path.ends_with(b"/");
        if kind.is_dir() || kind.is_pax_global_extensions() || is_old_folder {
            continue;
        }
        let name = || String::from_utf8_lossy(&path).into_owned();
        let outside = || ArchiveError::Outside { entry: name() };
        let (folder, inner) = inner_path(&name()).ok_or_else(outside)?;
        let size = entry.header().size()?;
        if size > left {
            return Err(ArchiveError::TooLarge);
        }
        if size > MAX_CHART_FILE_SIZE {
            return Err(ArchiveError::FileTooLarge { entry: name() });
        }
        // A link, or whatever else is no file, counts as a file without content.
        let mut content = Vec::new();
        entry.by_ref().take(left + 1).read_to_end(&mut content)?;
        left = left
            .checked_sub(content.len() as u64)
            .filter(|left| *left > 0)
            .ok_or(ArchiveError::TooLarge)?;
        folders.insert(folder);
        // Helm reads one `Chart.yaml` over another, so that an empty one changes nothing.
        let is_void = content.is_empty() && inner == Path::new("Chart.yaml");
        let path = root.join(inner);
        if !is_void || files.kind(&path).is_none() {
            files.insert(path, content);
        }
        is_empty = false;
    }
    if is_empty {
        return Err(ArchiveError::Empty);
    }
    Ok(Archive { files, folders })
}

/// What is wrong where an entry cannot be read: if none could be read before and the gzip is valid, it is not a tar.
fn first_fault(error: io::Error, packed: &[u8], is_first: bool) -> ArchiveError {
    /// As long as a tar's first header.
    const BLOCK: u64 = 512;
    let mut block = Vec::new();
    let mut unzipped = MultiGzDecoder::new(packed).take(BLOCK);
    if is_first && unzipped.read_to_end(&mut block).is_ok() {
        return ArchiveError::NoTar;
    }
    ArchiveError::Torn(error)
}

/// An entry's first folder and the path in it, as Go cleans it; `None` if it leads out of that. Windows writes paths with `\`.
fn inner_path(path: &str) -> Option<(String, PathBuf)> {
    let separator = if path.contains('\\') { '\\' } else { '/' };
    let (folder, inner) = path.split_once(separator)?;
    if folder == "Chart.yaml" {
        return None;
    }
    let inner = inner.replace(separator, "/");
    if inner.starts_with('/') {
        return None;
    }
    let mut clean: Vec<&str> = Vec::new();
    for part in inner.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                clean.pop()?;
            }
            part => clean.push(part),
        }
    }
    let first = clean.first()?;
    let is_drive = first.len() == 2
        && first.ends_with(':')
        && first.starts_with(|c: char| c.is_ascii_alphabetic())
        && clean.len() > 1;
    let is_inside = !first.starts_with("..") && !is_drive;
    is_inside.then(|| (folder.to_owned(), clean.iter().collect()))
}

#[cfg(test)]
mod tests {
    use super::{ArchiveError, inner_path, unpack};
    use std::path::Path;

    #[test]
    fn entries_lie_in_one_folder() {
        for (path, inner) in [
            ("sub/Chart.yaml", "Chart.yaml"),
            ("./Chart.yaml", "Chart.yaml"),
            ("/sub/x", "sub/x"),
            ("sub/./charts/x/../y/values.yaml", "charts/y/values.yaml"),
            ("sub\\templates\\a.yaml", "templates/a.yaml"),
        ] {
            assert_eq!(inner_path(path).unwrap().1, Path::new(inner), "{path}");
        }
        for path in [
            "Chart.yaml",
            "sub/",
            "sub/../x",
            "sub//etc/x",
            "sub/..x",
            "sub/c:/x",
            "../../x",
            "Chart.yaml/x",
        ] {
            assert!(inner_path(path).is_none(), "{path}");
        }
    }

    #[test]
    fn what_is_no_archive_is_an_error() {
        for (bytes, message) in [
            (&b""[..], "it is empty"),
            (b"not packed", "it is not gzipped"),
            (b"PK\x03\x04", "it is a zip archive"),
        ] {
            let error = unpack(bytes, Path::new("x")).unwrap_err();
            assert_eq!(error.to_string(), message);
        }
        let torn = unpack(b"\x1f\x8b\x08\0\0\0\0\0\0\x03abc", Path::new("x"));
        assert!(matches!(torn, Err(ArchiveError::Torn(_))));
    }
}

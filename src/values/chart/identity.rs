//! Which chart it is, without reading the rest of it.

use crate::source::{ArchiveError, FileKind, unpack};
use crate::values::Error;
use crate::values::loader::Loader;
use crate::values::metadata::{VERSION_TO_COME, read_metadata};
use crate::values::versions::{self, fits};
use std::cmp::Ordering;
use std::path::Path;
use std::sync::Arc;

/// A chart's name and version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChartIdentity {
    /// `name` of `Chart.yaml`.
    pub name: Arc<str>,
    /// `version` of `Chart.yaml`.
    pub version: Arc<str>,
}

impl ChartIdentity {
    /// Whether it has a version, or one of a range of versions.
    pub fn is_version(&self, wanted: &str) -> bool {
        let bare = |version: &str| version.trim_start_matches('v').to_owned();
        bare(&self.version) == bare(wanted) || fits(wanted, &self.version)
    }

    /// Whether its version is filled in before it is packed.
    pub fn is_to_come(&self) -> bool {
        &*self.version == VERSION_TO_COME
    }

    /// Which of two versions is the later one.
    pub fn by_version(&self, other: &Self) -> Ordering {
        versions::compare(&self.version, &other.version)
    }
}

impl Loader<'_> {
    /// The name and the version of the chart in a directory, or of a packed one.
    ///
    /// # Errors
    /// When there is none, or Helm refuses its `Chart.yaml`.
    pub fn identity(&self, path: &Path) -> Result<ChartIdentity, Error> {
        if self.files.kind(path) != Some(FileKind::File) {
            return self.identity_in(path);
        }
        let failed = |source: ArchiveError| Error::Archive {
            path: path.to_owned(),
            source,
        };
        let archive = unpack(&self.bytes(path)?, path).map_err(failed)?;
        self.reading(&archive.files).identity_in(path)
    }

    fn identity_in(&self, directory: &Path) -> Result<ChartIdentity, Error> {
        let metadata = read_metadata(self, directory)?;
        Ok(ChartIdentity {
            name: metadata.name,
            version: metadata.version,
        })
    }
}

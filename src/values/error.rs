//! What keeps values from being read. Messages name files and never quote values.

use super::chart::{ArchiveError, IgnoreError};
use super::coalesce::NotATable;
use super::strvals::SetError;
use crate::source::Place;
use crate::yaml::SyntaxError;
use std::io;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// Why values cannot be read.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Error {
    /// A directory without `Chart.yaml`.
    #[error("`{}` is no chart: it holds no Chart.yaml", shown(.path))]
    NoChart {
        /// The directory.
        path: PathBuf,
    },
    /// An entry of `charts/` that is no chart.
    #[error("`{}` is no chart, and Helm refuses whatever else stands in `charts/`", shown(.path))]
    NotASubchart {
        /// The entry.
        path: PathBuf,
    },
    /// A packed chart that cannot be unpacked.
    #[error("`{}` cannot be unpacked: {source}", shown(.path))]
    Archive {
        /// The archive.
        path: PathBuf,
        /// What is wrong with it.
        source: ArchiveError,
    },
    /// A `.helmignore` that Helm refuses.
    #[error("`{}` {problem}", shown(.path))]
    Ignore {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        problem: IgnoreError,
        /// Where.
        place: Place,
    },
    /// A `Chart.yaml` that Helm refuses.
    #[error("`{}` {problem}", shown(.path))]
    Metadata {
        /// The `Chart.yaml`.
        path: PathBuf,
        /// What is wrong with it.
        problem: &'static str,
        /// Where.
        place: Place,
    },
    /// Charts in charts beyond any use.
    #[error("`{}` lies too deep: charts are read {limit} levels deep", shown(.path))]
    TooDeep {
        /// The chart that is not read.
        path: PathBuf,
        /// How deep they are read.
        limit: usize,
    },
    /// Nothing stands at a path.
    #[error("there is no file `{}`", shown(.path))]
    Missing {
        /// The path.
        path: PathBuf,
    },
    /// A directory where a file was meant.
    #[error("`{}` is a directory, not a file", shown(.path))]
    Directory {
        /// The path.
        path: PathBuf,
    },
    /// A URL where a file was meant.
    #[error("`{}` is a URL, and helm-obo opens no connection", shown(.path))]
    Url {
        /// The URL.
        path: PathBuf,
    },
    /// A file that the system does not let us read.
    #[error("`{}` cannot be read: {source}", shown(.path))]
    Unreadable {
        /// The path.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// A file beyond [`super::MAX_FILE_SIZE`].
    #[error("`{}` has {size} bytes; files are read up to {limit}", shown(.path))]
    TooLarge {
        /// The path.
        path: PathBuf,
        /// Its size in bytes.
        size: u64,
        /// The largest size that is read.
        limit: u64,
    },
    /// YAML that Helm cannot read as values.
    #[error("{0}")]
    Syntax(Box<SyntaxError>),
    /// A `--set` argument that Helm refuses.
    #[error("{0}")]
    Argument(Box<SetError>),
    /// A subchart's values that are no mapping.
    #[error("{0}")]
    NotATable(Box<NotATable>),
    /// Neither a chart nor values were given.
    #[error("no chart and no values were given")]
    Nothing,
}

impl Error {
    /// What to do about it.
    pub fn help(&self) -> Option<String> {
        let help = match self {
            Self::Syntax(error) => return error.help.clone(),
            Self::Argument(error) => return Some(error.help()),
            Self::NoChart { .. } => "name the directory that holds Chart.yaml",
            Self::NotASubchart { .. } => {
                "move it out of `charts/`, or let its name begin with `_` or `.`"
            }
            Self::Archive { .. } => "make it anew with `helm dependency update`",
            Self::Ignore { .. } => "mend .helmignore: Helm refuses the chart as it is",
            Self::Metadata { .. } => "mend Chart.yaml: Helm refuses the chart as it is",
            Self::TooDeep { .. } => "check whether a link in `charts/` leads back up",
            Self::Missing { .. } => "check the spelling; paths count from the working directory",
            Self::Directory { .. } => "name a values file in it",
            Self::Url { .. } => "download it and name the file",
            Self::Unreadable { .. } => "check the file's permissions",
            Self::TooLarge { .. } => "values files are far smaller; check whether this is one",
            Self::NotATable(_) => "write a mapping, or `{}` for the subchart's defaults",
            Self::Nothing => "name a chart or a values file",
        };
        Some(help.to_owned())
    }

    /// The text that is wrong, where it is one that was read.
    pub fn place(&self) -> Option<Place> {
        match self {
            Self::Syntax(error) => Some(error.place),
            Self::Argument(error) => Some(error.place),
            Self::NotATable(error) => Some(error.place),
            Self::Metadata { place, .. } | Self::Ignore { place, .. } => Some(*place),
            _ => None,
        }
    }

    /// Another place that explains it, and what stands there.
    pub fn related(&self) -> Option<(&str, Place)> {
        match self {
            Self::Syntax(error) => error
                .related
                .as_ref()
                .map(|(message, place)| (message.as_str(), *place)),
            _ => None,
        }
    }
}

impl From<SyntaxError> for Error {
    fn from(error: SyntaxError) -> Self {
        Self::Syntax(Box::new(error))
    }
}

impl From<SetError> for Error {
    fn from(error: SetError) -> Self {
        Self::Argument(Box::new(error))
    }
}

impl From<NotATable> for Error {
    fn from(error: NotATable) -> Self {
        Self::NotATable(Box::new(error))
    }
}

/// Paths are shown with `/` everywhere.
fn shown(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

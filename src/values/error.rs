//! What keeps values from being read. Messages name files and never quote values.

use super::coalesce::NotATable;
use super::refused::{IgnoreError, Refused};
use super::strvals::SetError;
use crate::source::nature::POINTER;
use crate::source::{ArchiveError, MAX_FILE_SIZE, Place, display_path};
use crate::yaml::SyntaxError;
use std::borrow::Cow;
use std::io;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// Why values cannot be read.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Error {
    /// A directory without `Chart.yaml`.
    #[error("`{}` is no chart: it holds no Chart.yaml", display_path(.path))]
    NoChart {
        /// The directory.
        path: PathBuf,
    },
    /// An entry of `charts/` that is no chart.
    #[error("`{}` is no chart, and Helm refuses anything else in `charts/`", display_path(.path))]
    NotASubchart {
        /// The entry.
        path: PathBuf,
        /// A file in it that was meant to be its `Chart.yaml`.
        near: Option<PathBuf>,
    },
    /// A packed chart that cannot be unpacked.
    #[error("`{}` is no packed chart that Helm reads: {source}", display_path(.path))]
    Archive {
        /// The archive.
        path: PathBuf,
        /// What is wrong with it.
        source: ArchiveError,
    },
    /// A `.helmignore` that Helm refuses.
    #[error("`{}` {problem}", display_path(.path))]
    Ignore {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        problem: IgnoreError,
        /// Where it is wrong.
        place: Place,
    },
    /// A `Chart.yaml` that Helm refuses, or another file about the chart.
    #[error("`{}` {problem}", display_path(.path))]
    Metadata {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        problem: Cow<'static, str>,
        /// Where it is wrong.
        place: Place,
    },
    /// Something in a chart's folder that keeps Helm from loading it.
    #[error("`{}` {problem}", display_path(.path))]
    Refused {
        /// What is there.
        path: PathBuf,
        /// What is wrong with it.
        problem: Refused,
    },
    /// Charts in charts beyond any use.
    #[error("`{}` is nested too deep: charts are read {limit} levels deep", display_path(.path))]
    TooDeep {
        /// The chart that is not read.
        path: PathBuf,
        /// How deep they are read.
        limit: usize,
    },
    /// Nothing is at a path.
    #[error("there is no file `{}`", display_path(.path))]
    Missing {
        /// The path.
        path: PathBuf,
    },
    /// A directory where a file was meant.
    #[error("`{}` is a directory, not a file", display_path(.path))]
    Directory {
        /// The path.
        path: PathBuf,
    },
    /// A URL where a file was meant.
    #[error("`{}` is a URL, and helm-obo opens no connection", display_path(.path))]
    Url {
        /// The URL.
        path: PathBuf,
    },
    /// A link where a file was meant.
    #[error("`{}` is a link that leads nowhere", display_path(.path))]
    Link {
        /// The path.
        path: PathBuf,
    },
    /// A file that is not text.
    #[error("`{}` is {nature}, so it cannot be read as it is", display_path(.path))]
    Nature {
        /// The file.
        path: PathBuf,
        /// What it is.
        nature: &'static str,
    },
    /// A pipe that nothing comes from.
    #[error("`{}` cannot be read: {source}", display_path(.path))]
    Silent {
        /// The pipe.
        path: PathBuf,
        /// The error, which says how long it was waited for.
        source: io::Error,
    },
    /// A file that the system does not let us read.
    #[error("`{}` cannot be read: {source}", display_path(.path))]
    Unreadable {
        /// The path.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// A file beyond [`MAX_FILE_SIZE`].
    #[error("`{}` has more than {MAX_FILE_SIZE} bytes, and no larger file is read", display_path(.path))]
    TooLarge {
        /// The path.
        path: PathBuf,
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
            Self::NotASubchart {
                near: Some(near), ..
            } => return Some(format!("rename `{}` to `Chart.yaml`", display_path(near))),
            Self::Syntax(error) => return error.help.clone(),
            Self::Argument(error) => return Some(error.help()),
            Self::NoChart { .. } => "name the directory that holds Chart.yaml",
            Self::NotASubchart { .. } => {
                "move it out of `charts/`, or let its name begin with `_` or `.`"
            }
            Self::Archive { source, .. } => archive_help(source),
            Self::Ignore { .. } => "correct .helmignore: Helm refuses the chart as it is",
            Self::Metadata { .. } => "correct it: Helm refuses the chart as it is",
            Self::Refused { problem, .. } => problem.help(),
            Self::TooDeep { .. } => "check whether a link in `charts/` leads back up",
            Self::Missing { .. } => "check the spelling; paths count from the working directory",
            Self::Directory { .. } => "name a file in it",
            Self::Url { path } => url_help(path),
            Self::Link { .. } => "name a file, or let the link lead to one",
            Self::Nature { nature, .. } => nature_help(nature),
            Self::Silent { .. } => {
                "name a file, or a pipe that something is written to, such as `<(…)`"
            }
            Self::Unreadable { .. } => "check the file's permissions",
            Self::TooLarge { .. } => "values files are far smaller; check whether this is one",
            Self::NotATable(_) => "write a mapping, or `{}` for the subchart's defaults",
            Self::Nothing => "name a chart or a values file",
        };
        Some(help.to_owned())
    }

    /// The place that is wrong, if it is in a source that was read.
    pub fn place(&self) -> Option<Place> {
        match self {
            Self::Syntax(error) => Some(error.place),
            Self::Argument(error) => Some(error.place),
            Self::NotATable(error) => Some(error.place),
            Self::Metadata { place, .. } | Self::Ignore { place, .. } => Some(*place),
            _ => None,
        }
    }

    /// Another place that explains it, and what is there.
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

/// What to do about a pointer of Git LFS.
const FETCH: &str = "fetch the file itself with `git lfs pull`";

fn archive_help(error: &ArchiveError) -> &'static str {
    match error {
        ArchiveError::FileTooLarge { .. } | ArchiveError::TooLarge => {
            "leave large files out with `.helmignore`, and pack it again with `helm package`"
        }
        ArchiveError::Other(POINTER) => FETCH,
        ArchiveError::NoTar | ArchiveError::Other(_) => {
            "a packed chart is what `helm package` or `helm pull` writes; unpack anything else first"
        }
        _ => {
            "pack it again with `helm package`, or with `helm dependency update` if it is in `charts/`"
        }
    }
}

fn url_help(url: &Path) -> &'static str {
    match url.to_str() {
        Some(url) if url.starts_with("oci://") => {
            "bring it here with `helm pull`, and name the packed chart that it writes"
        }
        _ => "download it (a packed chart with `helm pull`) and name the file",
    }
}

fn nature_help(nature: &str) -> &'static str {
    if nature == POINTER {
        return FETCH;
    }
    if nature == "gzipped" {
        return "a packed chart is a TARGET, or goes to `--chart`; unpack any other file first";
    }
    if nature.ends_with("archive") {
        return "unpack it, and name a file or a chart's folder in it";
    }
    if nature.contains("encrypted") || nature.contains("OpenPGP") {
        return "decrypt it first, and name what comes of it";
    }
    "check the name: values are YAML or JSON"
}

impl Refused {
    /// The same as an error, of what is at a path.
    pub(super) fn at(self, path: &Path) -> Error {
        Error::Refused {
            path: path.to_owned(),
            problem: self,
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

//! Why a baseline cannot be used.

use super::write::VERSION;
use crate::source::shown;
use crate::values;
use std::io;
use std::path::PathBuf;

/// Why a baseline cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum BaselineError {
    /// There is no such file.
    #[error("there is no baseline `{}`", shown(file))]
    Missing {
        /// The file.
        file: PathBuf,
    },
    /// The file cannot be read.
    #[error(transparent)]
    Unreadable(#[from] Box<values::Error>),
    /// It is no baseline.
    #[error("`{}`, line {line}: this is no {}", shown(file), if *is_json { "baseline" } else { "JSON" })]
    Malformed {
        /// The file.
        file: PathBuf,
        /// Where, from 1.
        line: usize,
        /// Whether it is JSON at least.
        is_json: bool,
    },
    /// A later helm-obo wrote it.
    #[error(
        "`{}`, line {line}: this baseline is of version {version}, and helm-obo knows {VERSION} only",
        shown(file)
    )]
    Newer {
        /// The file.
        file: PathBuf,
        /// Where it says so, from 1.
        line: usize,
        /// Its version.
        version: u64,
    },
    /// It could not be written.
    #[error("the baseline `{}` cannot be written", shown(file))]
    Write {
        /// The file.
        file: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl BaselineError {
    /// What to do about it.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::Missing { file } => Some(format!(
                "write it: `helm-obo lint --write-baseline {}`",
                shown(file)
            )),
            Self::Unreadable(error) => error.help(),
            Self::Malformed { file, .. } => Some(format!(
                "restore it, or write it anew: `helm-obo lint --write-baseline {}`",
                shown(file)
            )),
            Self::Newer { file, .. } => Some(format!(
                "update helm-obo, or write it anew with this one: `helm-obo lint --write-baseline {}`",
                shown(file)
            )),
            Self::Write { .. } => None,
        }
    }
}

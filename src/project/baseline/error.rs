//! Why a baseline cannot be used.

use super::entry::VERSION;
use crate::source::{display_path, program, shell_word};
use crate::values;
use std::io;
use std::path::{Path, PathBuf};

/// What a baseline is usually called.
const USUAL: &str = "helm-obo-baseline.json";

/// Why a baseline cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum BaselineError {
    /// It is one of the streams.
    #[error("`-` is no file, and a baseline is one")]
    Stream,
    /// It is a folder.
    #[error("`{}` is a folder, and a baseline is a file", display_path(file))]
    Folder {
        /// The folder.
        file: PathBuf,
    },
    /// There is no such file.
    #[error("there is no baseline `{}`", display_path(file))]
    Missing {
        /// The file.
        file: PathBuf,
    },
    /// The file cannot be read.
    #[error(transparent)]
    Unreadable(#[from] Box<values::Error>),
    /// It is no baseline.
    #[error("`{}`, line {line}: this is no {}", display_path(file), if *is_json { "baseline" } else { "JSON" })]
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
        display_path(file)
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
    #[error("the baseline `{}` cannot be written", display_path(file))]
    Write {
        /// The file.
        file: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// A file's name as a shell takes it, where it can be typed at all.
pub(super) fn typed(file: &Path) -> String {
    shell_word(&display_path(file)).unwrap_or_else(|| "FILE".to_owned())
}

impl BaselineError {
    /// What to do about it.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::Stream => Some(format!("name a file, such as `{USUAL}`")),
            Self::Folder { file } => Some(format!(
                "name a file in it, such as `{}`",
                display_path(&file.join(USUAL))
            )),
            Self::Missing { file } => Some(format!(
                "write it: `{} lint --write-baseline {}`",
                program(),
                typed(file)
            )),
            Self::Unreadable(error) => error.help(),
            // It may be anything, such as the values that are linted.
            Self::Malformed { .. } => Some(
                "restore it if it was a baseline, else name another file: `--write-baseline` writes over nothing but a baseline or an empty file"
                    .to_owned(),
            ),
            Self::Newer { file, .. } => Some(format!(
                "update helm-obo, or remove the file and write a new one with this version: `{} lint --write-baseline {}`",
                program(),
                typed(file)
            )),
            Self::Write { .. } => None,
        }
    }
}

//! What Helm refuses in a chart's folder.

use crate::source::MAX_CHART_FILE_SIZE;
use std::fmt;
use std::io::{self, ErrorKind};
use thiserror::Error;

/// A rule of `.helmignore` that Helm refuses, and the chart with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum IgnoreError {
    /// `**`.
    #[error("holds `**`, which Helm does not support")]
    DoubleStar,
    /// A bracket that is not closed, or a backslash at the end.
    #[error("holds a pattern that is malformed")]
    Pattern,
    /// What leaves out `Chart.yaml`.
    #[error("leaves out `Chart.yaml`, so the folder is no chart to Helm")]
    Chart,
}

/// Why Helm does not load what is in a chart's folder.
#[derive(Debug)]
#[non_exhaustive]
pub enum Refused {
    /// A link that cannot be followed.
    Link(io::Error),
    /// A link to a folder that it is in.
    Circle,
    /// A pipe, a socket or a device.
    Irregular,
    /// A folder where a file is needed.
    Folder,
    /// More than [`MAX_CHART_FILE_SIZE`] bytes.
    TooLarge,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Link(error) if error.kind() == ErrorKind::NotFound => {
                f.write_str("is a link that leads nowhere, so Helm refuses the chart")
            }
            Self::Link(error) => write!(
                f,
                "is a link that cannot be followed ({error}), so Helm refuses the chart"
            ),
            Self::Circle => f.write_str(
                "is a link to a folder that contains it: Helm follows it in circles until it fails",
            ),
            Self::Irregular => f.write_str(
                "is a pipe, a socket or a device, and Helm loads a chart from regular files only",
            ),
            Self::Folder => f.write_str("is a folder, and Helm needs a file there"),
            Self::TooLarge => write!(
                f,
                "has more than {MAX_CHART_FILE_SIZE} bytes, and Helm 4 refuses a chart with such a file"
            ),
        }
    }
}

impl Refused {
    /// What to do about it.
    pub(super) fn help(&self) -> &'static str {
        match self {
            Self::Link(_) => {
                "remove the link, or let it lead somewhere; to list it in `.helmignore` does not help, since Helm follows links first"
            }
            Self::Circle => "remove the link, or list it in `.helmignore`",
            Self::Irregular => {
                "put a regular file in its place, or remove it; what the chart does not need can be listed in `.helmignore`"
            }
            Self::Folder => "put a file in its place, or remove it",
            Self::TooLarge => "list it in `.helmignore`, or move it out of the chart",
        }
    }
}

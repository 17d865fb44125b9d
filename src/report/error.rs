//! Lays out an error of the tool itself: bad usage, a file that cannot be read.

use super::{escape, wrap};
use crate::secrets::Mask;
use std::io;

/// The columns an error is wrapped at.
const COLUMNS: usize = 80;

/// Why the tool could not do its work.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Failure {
    /// What failed, with file and place.
    pub message: String,
    /// What made it fail, the nearest first.
    pub causes: Vec<String>,
    /// What to do about it.
    pub help: Option<String>,
}

impl Failure {
    /// An error with the causes it carries.
    pub fn new(error: &dyn std::error::Error, help: Option<String>) -> Self {
        let causes = std::iter::successors(error.source(), |cause| cause.source());
        Self {
            message: error.to_string(),
            causes: causes.map(ToString::to_string).collect(),
            help,
        }
    }
}

/// Writes `error: …`, a line per cause, and `help: …`, each masked and without control characters.
///
/// # Errors
/// When the writer fails.
pub fn write_error(
    out: &mut dyn io::Write,
    failure: &Failure,
    mask: &Mask,
    color: bool,
) -> io::Result<()> {
    let shown = |text: &str| escape::visible(&mask.message(text));
    let mut text = hang("error: ", &shown(&failure.message));
    if color {
        text = text.replacen("error:", "\x1b[31merror:\x1b[0m", 1);
    }
    writeln!(out, "{text}")?;
    let mut said = &failure.message;
    for cause in &failure.causes {
        // Many errors quote their cause already.
        if !said.contains(cause.as_str()) {
            writeln!(out, "{}", hang("  because: ", &shown(cause)))?;
        }
        said = cause;
    }
    if let Some(help) = &failure.help {
        writeln!(out, "{}", hang("  help: ", &shown(help)))?;
    }
    Ok(())
}

/// Writes `note: …`, masked and without control characters.
///
/// # Errors
/// When the writer fails.
pub fn write_note(out: &mut dyn io::Write, text: &str, mask: &Mask) -> io::Result<()> {
    let shown = escape::visible(&mask.message(text));
    writeln!(out, "{}", hang("note: ", &shown))
}

/// Writes a line that says what is being done, without control characters. It must hold no values.
///
/// # Errors
/// When the writer fails.
pub fn write_log(out: &mut dyn io::Write, text: &str) -> io::Result<()> {
    writeln!(out, "{}", escape::visible(text))
}

fn hang(head: &str, text: &str) -> String {
    wrap::hang(head, text, COLUMNS)
}

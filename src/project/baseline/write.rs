//! Writing a baseline's file: sorted, so that its changes can be reviewed, and whole or not at all.

use super::entry::VERSION;
use super::error::BaselineError;
use super::known::KnownFindings;
use crate::source::atomic_write;
use serde::Serialize;
use std::io;
use std::path::Path;

#[derive(Serialize)]
struct WrittenFile<'k> {
    version: u64,
    findings: Vec<WrittenRow<'k>>,
}

#[derive(Serialize)]
struct WrittenRow<'k> {
    rule: &'k str,
    file: &'k str,
    path: &'k str,
    content: &'k str,
    #[serde(skip_serializing_if = "is_once")]
    count: usize,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde calls it")]
fn is_once(count: &usize) -> bool {
    *count == 1
}

/// Writes what is known to a file, which errors call `name`.
pub(super) fn write(file: &Path, name: &Path, known: &KnownFindings) -> Result<(), BaselineError> {
    let written = text(known).and_then(|text| atomic_write(file, text.as_bytes()));
    written.map_err(|source| BaselineError::Write {
        file: name.to_owned(),
        source,
    })
}

fn text(known: &KnownFindings) -> io::Result<String> {
    let rows = known.entries().map(|(entry, count)| WrittenRow {
        rule: &entry.rule,
        file: &entry.file,
        path: &entry.path,
        content: &entry.content,
        count,
    });
    let file = WrittenFile {
        version: VERSION,
        findings: rows.collect(),
    };
    Ok(serde_json::to_string_pretty(&file)? + "\n")
}

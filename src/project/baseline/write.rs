//! Writing a baseline's file: sorted, so that its changes can be reviewed, and whole or not at all.

use super::error::BaselineError;
use super::known::Known;
use serde::Serialize;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// The version of the file's shape.
pub(super) const VERSION: u64 = 1;

#[derive(Serialize)]
struct File<'k> {
    version: u64,
    findings: Vec<Row<'k>>,
}

#[derive(Serialize)]
struct Row<'k> {
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
pub(super) fn write(file: &Path, name: &Path, known: &Known) -> Result<(), BaselineError> {
    let written = text(known).and_then(|text| replace(file, text.as_bytes()));
    written.map_err(|source| BaselineError::Write {
        file: name.to_owned(),
        source,
    })
}

fn text(known: &Known) -> io::Result<String> {
    let rows = known.entries().map(|(entry, count)| Row {
        rule: &entry.rule,
        file: &entry.file,
        path: &entry.path,
        content: &entry.content,
        count,
    });
    let file = File {
        version: VERSION,
        findings: rows.collect(),
    };
    Ok(serde_json::to_string_pretty(&file)? + "\n")
}

/// Puts a file in another's place, so that whoever reads it finds the old one or the new one. A link stays a link, and the
/// permissions stay.
fn replace(file: &Path, content: &[u8]) -> io::Result<()> {
    let file = fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
    if fs::metadata(&file).is_ok_and(|metadata| !metadata.is_file()) {
        let error = "it is a device or a pipe";
        return Err(io::Error::new(io::ErrorKind::InvalidInput, error));
    }
    let folder = file.parent().unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".helm-obo-");
    if let Some(permissions) = permissions(&file) {
        builder.permissions(permissions);
    }
    let beside = builder.tempfile_in(folder);
    // The whole error names a file that nobody knows.
    let mut beside = beside.map_err(|error| io::Error::from(error.kind()))?;
    beside.as_file_mut().write_all(content)?;
    beside.persist(&file)?;
    Ok(())
}

/// Those of the file that is replaced, else those of any new file; a temporary one would be its owner's alone.
#[cfg(unix)]
fn permissions(file: &Path) -> Option<fs::Permissions> {
    use std::os::unix::fs::PermissionsExt;
    let old = fs::metadata(file).map(|metadata| metadata.permissions());
    Some(old.unwrap_or_else(|_| fs::Permissions::from_mode(0o666)))
}

#[cfg(not(unix))]
fn permissions(_: &Path) -> Option<fs::Permissions> {
    None
}

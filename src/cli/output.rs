//! `--output-file`: which files are never written over.

use super::Error;
use crate::project::{Baseline, Request, is_baseline};
use crate::source::display_path;
use crate::values::Flag;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// What is to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    /// A report or a picture, which no values file is.
    Report,
    Manifests,
    Values,
}

/// Checks that an existing file may be written over: it must not be an input of the run or a part of a chart.
///
/// # Errors
/// When it is.
pub(super) fn check(file: Option<&Path>, output: Written, request: &Request) -> Result<(), Error> {
    if let (Some(file), Some(Baseline::Write(baseline))) = (file, &request.baseline)
        && absolute(file).is_some_and(|file| Some(file) == absolute(baseline))
    {
        return Err(refused(file, "the baseline is to be written there"));
    }
    let Some((file, real)) = existing(file) else {
        return Ok(());
    };
    let what = if inputs(request).any(|input| is_same(&input, &real)) {
        "this run reads it"
    } else if is_of_chart(&real) {
        "a chart is made of it"
    } else if is_config(&real) {
        "it is a config file"
    } else if std::fs::read_to_string(&real).is_ok_and(|text| is_baseline(&text)) {
        "it is a baseline"
    } else if is_values(&real, output) {
        "it may hold values"
    } else {
        return Ok(());
    };
    Err(refused(file, what))
}

/// The same of files that turned out to be read.
///
/// # Errors
/// When it is one of them.
pub(super) fn check_read<'f>(
    file: Option<&Path>,
    read: impl IntoIterator<Item = &'f String>,
) -> Result<(), Error> {
    match existing(file) {
        Some((file, real)) if read.into_iter().any(|name| is_same(Path::new(name), &real)) => {
            Err(refused(file, "this run reads it"))
        }
        _ => Ok(()),
    }
}

fn refused(file: &Path, what: &'static str) -> Error {
    Error::Precious {
        file: display_path(file),
        what,
    }
}

/// A file that is there, and where it really is, after symbolic links.
fn existing(file: Option<&Path>) -> Option<(&Path, PathBuf)> {
    let file = file?;
    let real = file.canonicalize().ok()?;
    real.is_file().then_some((file, real))
}

/// A file's path from the root, whether or not it is there; of a link, that of what it leads to.
fn absolute(file: &Path) -> Option<PathBuf> {
    let target = std::fs::read_link(file).ok();
    let target = target.and_then(|target| Some(file.parent()?.join(target)));
    let file = target.as_deref().unwrap_or(file);
    let name = file.file_name()?;
    let folder = file
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new(".")).canonicalize().ok()?;
    Some(folder.join(name))
}

/// Whether both are one file, by whatever link.
fn is_same(input: &Path, real: &Path) -> bool {
    same_file::is_same_file(input, real).unwrap_or(false)
}

/// The files that the command line names for reading.
fn inputs(request: &Request) -> impl Iterator<Item = PathBuf> {
    let baseline = request
        .baseline
        .iter()
        .filter_map(|baseline| match baseline {
            Baseline::Read(file) | Baseline::Write(file) => Some(file.clone()),
            Baseline::Skip => None,
        });
    let contents = request
        .arguments
        .iter()
        .filter(|(flag, _)| *flag == Flag::SetFile);
    let contents = contents.flat_map(|(_, text)| text.split(['=', ',']).map(PathBuf::from));
    let named = request
        .targets
        .iter()
        .chain(&request.values)
        .chain(&request.chart);
    named
        .chain(&request.config)
        .cloned()
        .chain(baseline)
        .chain(contents)
        .collect::<Vec<_>>()
        .into_iter()
}

/// Whether Helm reads a file as a part of a chart.
fn is_of_chart(real: &Path) -> bool {
    let names = ["Chart.yaml", "Chart.lock", ".helmignore"];
    if names
        .iter()
        .any(|name| real.file_name() == Some(OsStr::new(name)))
    {
        return true;
    }
    let mut folders = real.ancestors().skip(1);
    let Some(chart) = folders.find(|folder| folder.join("Chart.yaml").is_file()) else {
        return false;
    };
    let Ok(below) = real.strip_prefix(chart) else {
        return false;
    };
    let parts = [
        "values.yaml",
        "values.schema.json",
        "templates",
        "crds",
        "charts",
        "ci",
    ];
    let first = below.components().next();
    first.is_some_and(|first| parts.iter().any(|part| first.as_os_str() == *part))
}

fn is_config(real: &Path) -> bool {
    let names = crate::config::NAMES.iter();
    names
        .map(OsStr::new)
        .any(|name| real.file_name() == Some(name))
}

/// Whether it may be a values file or a packed chart: no report is written in such a file, but manifests and values are.
fn is_values(real: &Path, output: Written) -> bool {
    let extension = real.extension().and_then(OsStr::to_str);
    match (extension, output) {
        (Some("tgz"), _) => true,
        (Some("yaml" | "yml"), Written::Report) => true,
        (Some("yaml" | "yml"), Written::Manifests) => !holds_manifests(real),
        _ => false,
    }
}

/// Whether a file has nothing in it, or begins as `render` writes it.
fn holds_manifests(file: &Path) -> bool {
    let Ok(text) = std::fs::read_to_string(file) else {
        return false;
    };
    let text = text.trim();
    text.is_empty()
        || (text.starts_with("---\n") && text.contains("\nkind: RemoteMCPServer\n"))
        || text == "[]"
}

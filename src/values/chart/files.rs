//! The files of a chart as its templates see them: `.Files`, the templates, `crds/`.

use super::Chart;
use super::ignore::Ignoring;
use crate::source::{FileKind, FileSystem};
use std::io;
use std::path::{Path, PathBuf};

/// Nobody nests folders deeper.
const DEEPEST: usize = 64;

/// What Helm takes away from the start of each file.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// What Helm reads for itself.
const OWN: &[&str] = &[
    "Chart.yaml",
    "Chart.lock",
    "values.yaml",
    "values.schema.json",
];

/// What held dependencies before `Chart.yaml` did: a file like any other to charts of that time, and none to later ones.
const OLDER: &[&str] = &["requirements.yaml", "requirements.lock"];

/// A file of a chart.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ChartFile {
    /// Its path in the chart, with `/`.
    pub name: String,
    /// Its path in the file system that the chart was loaded from.
    pub path: PathBuf,
}

impl ChartFile {
    /// Its bytes, as Helm's templates get them. A file of a packed chart needs a file system in which that is a folder, such as
    /// [`Inputs`](crate::source::Inputs).
    ///
    /// # Errors
    /// When it cannot be read any more.
    pub fn read(&self, files: &dyn FileSystem) -> io::Result<Vec<u8>> {
        let mut bytes = files.read(&self.path)?;
        if bytes.starts_with(MARK) {
            bytes.drain(..MARK.len());
        }
        Ok(bytes)
    }
}

impl Chart {
    /// The files that Helm parses as templates, in the order of their folders. Of a library it parses the partials only.
    pub fn template_files(&self) -> impl Iterator<Item = ChartFile> {
        let templates = self.templates.iter();
        let files = templates.filter_map(|path| self.file_at(path.clone()));
        files.filter(|file| {
            let base = file.name.rsplit('/').next();
            !self.is_library || base.is_some_and(|base| base.starts_with('_'))
        })
    }

    /// The files that templates get as `.Files`, in the order of their folders, looked for when this is called.
    ///
    /// # Errors
    /// When a folder cannot be read any more.
    pub fn files(&self, files: &dyn FileSystem) -> io::Result<Vec<ChartFile>> {
        let rules = self.rules.as_deref();
        let ignoring = rules.map(|rules| Ignoring { files, rules });
        let files: &dyn FileSystem = match &ignoring {
            Some(ignoring) => ignoring,
            None => files,
        };
        let mut paths = Vec::new();
        for path in files.list(&self.directory)? {
            match path.strip_prefix(&self.directory) {
                Ok(inner) if inner == Path::new("templates") => {}
                Ok(inner) if inner == Path::new("charts") => signatures(files, &path, &mut paths)?,
                _ => collect(files, path, 0, &mut paths)?,
            }
        }
        let found = paths.into_iter().filter_map(|path| self.file_at(path));
        let is_own = |file: &ChartFile| {
            let name = &&*file.name;
            OWN.contains(name) || OLDER.contains(name) && &*self.api_version != "v1"
        };
        Ok(found.filter(|file| !is_own(file)).collect())
    }

    /// The files of `crds/`, as Helm takes them from the chart's own files.
    ///
    /// # Errors
    /// When a folder cannot be read any more.
    pub fn crds(&self, files: &dyn FileSystem) -> io::Result<Vec<ChartFile>> {
        let mut found = self.files(files)?;
        found.retain(|file| file.name.starts_with("crds/") && is_manifest(&file.name));
        Ok(found)
    }

    fn file_at(&self, path: PathBuf) -> Option<ChartFile> {
        let inner = path.strip_prefix(&self.directory).ok()?.components();
        let parts: Vec<_> = inner
            .map(|part| part.as_os_str().to_string_lossy())
            .collect();
        let name = parts.join("/");
        Some(ChartFile { name, path })
    }
}

fn is_manifest(name: &str) -> bool {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension);
    extension.is_some_and(|extension| {
        ["yaml", "yml", "json"]
            .iter()
            .any(|one| one.eq_ignore_ascii_case(extension))
    })
}

/// Adds a file, or all below a folder.
fn collect(
    files: &dyn FileSystem,
    path: PathBuf,
    depth: usize,
    into: &mut Vec<PathBuf>,
) -> io::Result<()> {
    match files.kind(&path) {
        Some(FileKind::Directory) if depth < DEEPEST => {
            for path in files.list(&path)? {
                collect(files, path, depth + 1, into)?;
            }
        }
        Some(FileKind::File) => into.push(path),
        _ => {}
    }
    Ok(())
}

/// Adds the signatures of packed subcharts, the only files of `charts/` that are the chart's own.
fn signatures(files: &dyn FileSystem, charts: &Path, into: &mut Vec<PathBuf>) -> io::Result<()> {
    if files.kind(charts) != Some(FileKind::Directory) {
        return Ok(());
    }
    let is_signature = |path: &PathBuf| {
        let extension = path.extension();
        extension.is_some_and(|extension| extension == "prov")
            && files.kind(path) == Some(FileKind::File)
    };
    into.extend(files.list(charts)?.into_iter().filter(is_signature));
    Ok(())
}

//! A chart: its metadata, its defaults, its subcharts, as a directory or packed.

mod archive;
mod glob;
mod ignore;

pub use archive::{ArchiveError, MAX_ARCHIVE_SIZE};
pub use ignore::IgnoreError;

use super::coalesce::Prepared;
use super::layer::{Layer, LayerKind};
use super::loader::Loader;
use super::metadata::{Metadata, read_metadata};
use super::{Dependency, Error};
use crate::source::{FileSystem, Kind, Memory, Span};
use ignore::{Ignoring, Rules};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How many charts may lie inside each other; links can make endless ones.
pub const MAX_CHART_DEPTH: usize = 16;

/// A chart, loaded once and shared by all overlays.
#[derive(Debug)]
pub struct Chart {
    /// The directory that holds `Chart.yaml`.
    pub directory: PathBuf,
    /// `name` of `Chart.yaml`.
    pub name: Arc<str>,
    /// `version` of `Chart.yaml`; empty where there is none.
    pub version: Arc<str>,
    /// Its `values.yaml`; an empty text of that name where there is no such file.
    pub layer: Layer,
    /// What it declares to depend on; none where it declares nothing, which is not the same as an empty list.
    pub dependencies: Option<Vec<Dependency>>,
    /// The charts in `charts/`; files of a packed one are named as if its archive were a directory.
    pub subcharts: Vec<Self>,
    pub(super) prepared: Prepared,
}

/// The files of the archive that a directory lies in; none where it lies in none, or that cannot be read.
pub fn unpacked(files: &dyn FileSystem, directory: &Path) -> Option<Memory> {
    let mut around = directory.ancestors();
    let archive = around.find(|path| files.kind(path) == Some(Kind::File))?;
    let size = files.size(archive).ok()?;
    if size > MAX_ARCHIVE_SIZE {
        return None;
    }
    archive::unpack(&files.read(archive).ok()?, archive).ok()
}

impl Loader<'_> {
    /// Loads the chart in a directory.
    ///
    /// # Errors
    /// When there is none, one of its files cannot be read, or Helm refuses its `.helmignore`.
    pub fn chart(&self, directory: &Path) -> Result<Chart, Error> {
        let ignored = directory.join(".helmignore");
        if self.files.kind(&ignored) != Some(Kind::File) {
            return self.chart_at(directory, 0);
        }
        let source = self.text(&ignored)?;
        let rules = Rules::parse(source.text()).map_err(|(line, problem)| Error::Ignore {
            path: ignored,
            problem,
            place: source.place(Span::new(line.start, line.end)),
        })?;
        let files = Ignoring {
            files: self.files,
            chart: directory.to_owned(),
            rules,
        };
        self.reading(&files).chart_at(directory, 0)
    }

    fn chart_at(&self, directory: &Path, depth: usize) -> Result<Chart, Error> {
        if depth == MAX_CHART_DEPTH {
            return Err(Error::TooDeep {
                path: directory.to_owned(),
                limit: MAX_CHART_DEPTH,
            });
        }
        let Metadata {
            name,
            version,
            dependencies,
        } = read_metadata(self, directory)?;
        let kind = if depth == 0 {
            LayerKind::Base
        } else {
            LayerKind::Subchart
        };
        Ok(Chart {
            directory: directory.to_owned(),
            name,
            version,
            layer: self.defaults(directory, kind)?,
            dependencies,
            subcharts: self.subcharts(directory, depth)?,
            prepared: Prepared::default(),
        })
    }

    fn defaults(&self, directory: &Path, kind: LayerKind) -> Result<Layer, Error> {
        let path = directory.join("values.yaml");
        let text = match self.files.kind(&path) {
            None => self.add(&path, String::new()),
            Some(_) => self.text(&path)?,
        };
        let schema = directory.join("values.schema.json");
        let has_schema = self.files.kind(&schema) == Some(Kind::File);
        Ok(Layer {
            schema: has_schema.then(|| self.text(&schema)).transpose()?,
            ..self.layer(text, kind)?
        })
    }

    /// The charts in `charts/`. As in Helm, what begins with `_` or `.` is left out, and so are signatures and
    /// empty directories; whatever else is no chart is an error.
    fn subcharts(&self, directory: &Path, depth: usize) -> Result<Vec<Chart>, Error> {
        let charts = directory.join("charts");
        let mut subcharts = Vec::new();
        if self.files.kind(&charts) != Some(Kind::Directory) {
            return Ok(subcharts);
        }
        for path in self.list(&charts)? {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if name.starts_with(['_', '.']) || name.ends_with(".prov") {
                continue;
            }
            if name.ends_with(".tgz") {
                subcharts.push(self.packed_chart(&path, depth + 1)?);
            } else if self.is_chart(&path) {
                subcharts.push(self.chart_at(&path, depth + 1)?);
            } else if !self.is_empty_directory(&path) {
                return Err(Error::NotASubchart { path });
            }
        }
        Ok(subcharts)
    }

    fn packed_chart(&self, path: &Path, depth: usize) -> Result<Chart, Error> {
        let files = archive::unpack(&self.bytes(path)?, path).map_err(|source| Error::Archive {
            path: path.to_owned(),
            source,
        })?;
        self.reading(&files).chart_at(path, depth)
    }

    fn is_chart(&self, directory: &Path) -> bool {
        self.files.kind(&directory.join("Chart.yaml")).is_some()
    }

    fn is_empty_directory(&self, path: &Path) -> bool {
        self.files.kind(path) == Some(Kind::Directory)
            && self
                .files
                .list(path)
                .is_ok_and(|entries| entries.is_empty())
    }
}

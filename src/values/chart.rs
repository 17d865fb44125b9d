//! A chart directory: its metadata, its defaults, its subcharts.

use super::coalesce::Prepared;
use super::layer::{Layer, LayerKind};
use super::loader::Loader;
use super::metadata::{Metadata, read_metadata};
use super::{Dependency, Error};
use crate::source::Kind;
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
    /// The charts in `charts/` that are directories.
    pub subcharts: Vec<Self>,
    /// The packed charts in `charts/`, which are not read: their defaults are missing from the values.
    pub archives: Vec<PathBuf>,
    pub(super) prepared: Prepared,
}

impl Loader<'_> {
    /// Loads the chart in a directory.
    ///
    /// # Errors
    /// When there is none, or one of its files cannot be read.
    pub fn chart(&self, directory: &Path) -> Result<Chart, Error> {
        self.chart_at(directory, 0)
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
        let (subcharts, archives) = self.subcharts(directory, depth)?;
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
            subcharts,
            archives,
            prepared: Prepared::default(),
        })
    }

    fn defaults(&self, directory: &Path, kind: LayerKind) -> Result<Layer, Error> {
        let path = directory.join("values.yaml");
        if self.files.kind(&path).is_none() {
            return self.layer(self.add(&path, String::new()), kind);
        }
        self.layer(self.text(&path)?, kind)
    }

    /// The charts in `charts/`. As in Helm, what begins with `_` or `.` is left out, and so are signatures and
    /// empty directories; whatever else is no chart is an error.
    fn subcharts(
        &self,
        directory: &Path,
        depth: usize,
    ) -> Result<(Vec<Chart>, Vec<PathBuf>), Error> {
        let charts = directory.join("charts");
        let (mut subcharts, mut archives) = (Vec::new(), Vec::new());
        if self.files.kind(&charts) != Some(Kind::Directory) {
            return Ok((subcharts, archives));
        }
        for path in self.list(&charts)? {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if name.starts_with(['_', '.']) || name.ends_with(".prov") {
                continue;
            }
            if name.ends_with(".tgz") {
                archives.push(path);
            } else if self.is_chart(&path) {
                subcharts.push(self.chart_at(&path, depth + 1)?);
            } else if !self.is_empty_directory(&path) {
                return Err(Error::NotASubchart { path });
            }
        }
        Ok((subcharts, archives))
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

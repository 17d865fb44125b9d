//! The files that Flux reads in place of a chart's `values.yaml` (source-controller `internal/helm/chart`, `mergeFileValues` and
//! `mergeChartValues`).

use crate::gitops::ChartReference;
use crate::manifests::is_open;
use crate::project::Project;
use crate::source::FileKind;
use crate::values::{Chart, VALUES, is_sealed_as_a_whole};
use std::path::{Component, Path, PathBuf};

impl Project<'_> {
    /// These files for a chart that is here, weak to strong; none where it is not known what one of them sets.
    pub(super) fn defaults_of(&self, one: &ChartReference, chart: &Path) -> Vec<PathBuf> {
        let is_known = one.unclear.is_none() && !one.values_files.is_empty();
        let found = is_known.then(|| self.files_of_values(one, chart));
        found.flatten().unwrap_or_default()
    }

    fn files_of_values(&self, one: &ChartReference, directory: &Path) -> Option<Vec<PathBuf>> {
        // Without a `values.yaml` to replace Flux refuses the chart.
        let chart = self.loader.chart(directory).ok();
        let chart = chart.filter(|chart| chart.has_values)?;
        let mut found = Vec::new();
        for name in &one.values_files {
            if is_open(name) {
                return None;
            }
            let file = match &one.folder {
                Some(folder) => {
                    self.in_root(&root_above(&self.here.absolute(directory), folder)?, name)
                }
                None => self.in_chart(&chart, name),
            };
            match file {
                Some(file) if self.is_readable(&file) => found.push(file),
                None if one.ignores_missing_files => {}
                _ => return None,
            }
        }
        Some(found)
    }

    /// A file of a repository; nothing leads out of it.
    fn in_root(&self, root: &Path, name: &str) -> Option<PathBuf> {
        let mut path = PathBuf::new();
        for part in Path::new(name).components() {
            match part {
                Component::Normal(part) => path.push(part),
                Component::ParentDir => drop(path.pop()),
                _ => {}
            }
        }
        let path = self.here.relative(&root.join(path));
        self.files.kind(&path).map(|_| path)
    }

    /// A file of a chart, as far as its templates could read it, or its `values.yaml`.
    fn in_chart(&self, chart: &Chart, name: &str) -> Option<PathBuf> {
        let name = name.trim_start_matches("./");
        if name == VALUES {
            return Some(chart.directory.join(VALUES));
        }
        let files = chart.files(self.files).ok()?;
        let file = files.into_iter().find(|file| file.name == name)?;
        Some(file.path)
    }

    fn is_readable(&self, file: &Path) -> bool {
        let layer = self.loader.overlay(file);
        self.files.kind(file) == Some(FileKind::File)
            && layer.is_ok_and(|layer| !is_sealed_as_a_whole(&layer.root))
    }
}

/// The root of the repository in which a chart has this folder.
fn root_above(chart: &Path, folder: &str) -> Option<PathBuf> {
    let parts = Path::new(folder).components();
    let folder: PathBuf = parts
        .filter(|part| matches!(part, Component::Normal(_)))
        .collect();
    let depth = folder.components().count();
    let root = chart.ancestors().nth(depth)?;
    chart.ends_with(&folder).then(|| root.to_owned())
}

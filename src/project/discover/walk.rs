//! The charts and the manifests below a folder.

use super::Discovered;
use crate::config::Only;
use crate::project::installed::ChartNotHere;
use crate::project::manifests::is_in;
use crate::project::{Project, ProjectError};
use crate::source::display_path;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// A folder without charts.
#[derive(Debug)]
pub(super) struct Chartless {
    root: PathBuf,
    /// A file there that was meant to be a `Chart.yaml`.
    near: Option<PathBuf>,
    /// Files elsewhere that a kustomization in it lists.
    listed: BTreeSet<PathBuf>,
}

impl Project<'_> {
    /// All charts below a directory, except in hidden folders, links, and the `charts/` of charts.
    pub(super) fn walk(&self, root: &Path, found: &mut Discovered) -> Result<(), ProjectError> {
        let mut enter = |folder: &Path| {
            self.progress.folder();
            let name = folder.file_name().unwrap_or_default().to_string_lossy();
            let inside_chart = folder.parent().is_some_and(|parent| self.is_chart(parent));
            let is_subcharts = name == "charts" && inside_chart;
            !name.starts_with('.') && !is_subcharts
        };
        let folders = match self.files.directories(root, &mut enter) {
            Ok(folders) => folders,
            Err(source) => {
                let path = root.to_path_buf();
                found.failures.push(ProjectError::Walk { path, source });
                return Ok(());
            }
        };
        let folders = folders.into_iter();
        let folders: Vec<PathBuf> = folders.map(|folder| self.here.relative(&folder)).collect();
        let only = self.request.only.or(self.config(root)?.only);
        if only != Some(Only::Charts) {
            self.outside_charts(root, &folders, &mut found.manifests.folders);
        }
        let folders = match only {
            Some(Only::Manifests) => Vec::new(),
            Some(Only::Charts) | None => folders,
        };
        let mut is_empty = true;
        let mut misnamed = Vec::new();
        for folder in folders {
            if !self.is_chart(&folder) {
                misnamed.extend(self.misnamed_chart(&folder));
            } else {
                is_empty = false;
                let config = self.config(&folder)?;
                if self.is_excluded(&folder, &config)? {
                    found.excluded.push(folder);
                } else {
                    self.add_whole(&folder, found)?;
                }
            }
        }
        if is_empty {
            found.chartless.push(Chartless {
                root: root.to_path_buf(),
                near: misnamed.pop(),
                listed: BTreeSet::new(),
            });
        }
        found.misnamed.append(&mut misnamed);
        Ok(())
    }

    /// Notes what kustomizations in folders without charts list elsewhere.
    pub(super) fn note_listed(&self, found: &mut Discovered) {
        for Chartless { root, listed, .. } in &mut found.chartless {
            listed.extend(found.sets.listed_from(root));
        }
    }

    /// Reports the folders in which neither a chart nor manifests were found.
    pub(super) fn note_chartless(&self, found: &mut Discovered) {
        for chartless in std::mem::take(&mut found.chartless) {
            let Chartless { root, near, listed } = chartless;
            let is_below = |file: &PathBuf| is_in(file, &root) || listed.contains(file);
            let installed = found
                .targets
                .iter()
                .filter_map(|target| target.installed.as_ref());
            let mut installed = installed.map(|by| &by.file);
            let mut without = found.without_chart.iter().map(ChartNotHere::file);
            let installs = installed.any(is_below) || without.any(is_below);
            if found.sets.have_any(is_below) || installs {
                found.misnamed.extend(near);
            } else if self.request.allow_empty {
                let path = display_path(&root);
                let text = format!("no chart was found in `{path}`, nor a manifest of kagent");
                found.skipped.push(text);
                found.misnamed.extend(near);
            } else {
                let entries = self.files.list(&root).unwrap_or_default();
                let mut entries = entries.into_iter().map(|entry| self.here.relative(&entry));
                let packed = entries.find(|entry| display_path(entry).ends_with(".tgz"));
                found.failures.push(ProjectError::NoChart {
                    path: root,
                    near,
                    packed,
                    releases: found.left_alone.len(),
                });
            }
        }
    }
}

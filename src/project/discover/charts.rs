//! What a chart is linted with: its defaults, its `ci/` files, and the config file's entries on it.

use super::Discovered;
use crate::config::Config;
use crate::project::load::url;
use crate::project::{Project, ProjectError, Target};
use crate::source::{FileKind, display_path};
use crate::values::{self, CHART, VALUES};
use std::path::{Path, PathBuf};

impl Project<'_> {
    /// The chart that `--chart` names: a folder, a packed chart, or the file that makes a folder a chart.
    pub(super) fn named_chart(&self, found: &mut Discovered) -> Option<PathBuf> {
        let named = self.request.chart.as_deref()?;
        if let Some(path) = url(named) {
            found.failures.push(values::Error::Url { path }.into());
            return None;
        }
        let path = self.here.relative(named);
        let folder = self.here.relative(&path.join(".."));
        match self.files.kind(&path) {
            Some(FileKind::Directory) => return Some(path),
            Some(FileKind::File) if self.is_gzipped(&path) => return Some(path),
            Some(FileKind::File) => {
                let name = path.file_name();
                let is_of_chart = name.is_some_and(|name| name == CHART || name == VALUES);
                if is_of_chart && self.is_chart(&folder) {
                    return Some(folder);
                }
            }
            Some(FileKind::Irregular) => {}
            None if self.files.is_link(&path) => {
                found.failures.push(values::Error::Link { path }.into());
                return None;
            }
            None => {
                found.failures.push(ProjectError::Missing { path });
                return None;
            }
        }
        found.failures.push(ProjectError::no_chart(&path));
        None
    }

    /// What a chart has by itself and, if asked for, the config file's entries on it.
    pub(super) fn add_chart(
        &self,
        chart: &Path,
        found: &mut Discovered,
    ) -> Result<(), ProjectError> {
        let config = self.config(chart)?;
        if self.request.changed && !found.one && !self.request.has_overrides() {
            for entry in config.targets.iter().filter(|entry| entry.chart == chart) {
                self.add_entry(entry, &config, found);
            }
        }
        self.add_own(chart, &config, found)
    }

    /// The same of a chart that is not named by its values alone.
    pub(super) fn add_whole(
        &self,
        chart: &Path,
        found: &mut Discovered,
    ) -> Result<(), ProjectError> {
        found.whole.insert(chart.to_path_buf());
        self.add_chart(chart, found)
    }

    /// A chart's defaults, and on them each of its `ci/*-values.yaml` unless other values are given. What `exclude` covers of
    /// these is left out. What an entry of the config file describes is taken from there.
    pub(super) fn add_own(
        &self,
        chart: &Path,
        config: &Config,
        found: &mut Discovered,
    ) -> Result<(), ProjectError> {
        let settled = |files| {
            let target = Target::of_chart(chart.to_path_buf(), files);
            let mut entries = config.targets.iter().map(Target::from);
            entries
                .find(|entry| entry.base == target.base && entry.files == target.files)
                .unwrap_or(target)
        };
        if found.one || self.request.has_overrides() {
            found.targets.insert(settled(Vec::new()));
            return Ok(());
        }
        let defaults = self.here.relative(&chart.join("values.yaml"));
        if self.is_excluded(&defaults, config)? {
            found.excluded.push(defaults);
        } else {
            found.targets.insert(settled(Vec::new()));
        }
        for file in self.files.list(&chart.join("ci")).unwrap_or_default() {
            let file = self.here.relative(&file);
            if display_path(&file).ends_with("-values.yaml")
                && self.files.kind(&file) == Some(FileKind::File)
                && !self.is_excluded(&file, config)?
            {
                found.targets.insert(settled(vec![file]));
            }
        }
        Ok(())
    }
}

//! Which targets a request names.

use super::exclude::Excluded;
use super::load::url;
use super::{Project, ProjectError, Target};
use crate::config::{self, Config};
use crate::source::{Kind, shown};
use crate::values;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The file that makes a directory a chart.
const CHART: &str = "Chart.yaml";

/// Folders of a chart whose files are never values, even when they are named.
const NEVER_VALUES: &[&str] = &["templates", "crds", "charts", "tests"];

/// What a request names.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// All targets, sorted, each once.
    pub(super) targets: BTreeSet<Target>,
    /// What was named in vain.
    pub(super) failures: Vec<ProjectError>,
    /// Whether a chart stands for itself alone, without its `ci/` files.
    one: bool,
}

impl Project<'_> {
    /// All targets, and what was named in vain. With `one`, a chart stands for itself alone, without its `ci/` files.
    ///
    /// # Errors
    /// When a config file cannot be used.
    pub(super) fn targets(&self, one: bool) -> Result<Found, ProjectError> {
        let mut found = Found {
            one,
            ..Found::default()
        };
        if self.request.targets.is_empty() {
            let config = self.config(Path::new("."))?;
            if config.targets.is_empty() {
                self.add(Path::new("."), &mut found)?;
            }
            for entry in &config.targets {
                self.add_entry(entry, &config, &mut found);
            }
        }
        for path in &self.request.targets {
            self.add(path, &mut found)?;
        }
        Ok(found)
    }

    fn add(&self, named: &Path, found: &mut Found) -> Result<(), ProjectError> {
        if named == Path::new("-") {
            found
                .targets
                .insert(self.on_chart(named.to_path_buf(), None));
            return Ok(());
        }
        if let Some(path) = url(named) {
            let error = values::Error::Url { path };
            found.failures.push(error.into());
            return Ok(());
        }
        let path = self.here.relative(named);
        let config = self.config(&path)?;
        if self.is_excluded(&path, &config)? {
            return Ok(());
        }
        match self.files.kind(&path) {
            None => found.failures.push(ProjectError::Missing { path }),
            Some(Kind::Directory) if self.is_chart(&path) => self.add_chart(&path, found)?,
            Some(Kind::Directory) => self.walk(&path, found)?,
            Some(Kind::File) => self.add_file(&path, &config, found)?,
        }
        Ok(())
    }

    fn add_file(
        &self,
        path: &Path,
        config: &Config,
        found: &mut Found,
    ) -> Result<(), ProjectError> {
        let name = path.file_name().unwrap_or_default();
        let folder = self.here.relative(&path.join(".."));
        // A hook names the files of vendored subcharts too: those are the business of their own repository.
        if self.is_never_values(path) {
            return Ok(());
        }
        let is_charts = name == CHART || (name == "values.yaml" && self.is_chart(&folder));
        if is_charts {
            self.add_chart(&folder, found)?;
            if found.one {
                return Ok(());
            }
        }
        let of_file = |entry: &&config::Target| entry.values.iter().any(|file| file == path);
        let entries: Vec<_> = config.targets.iter().filter(of_file).collect();
        if entries.is_empty() && !is_charts {
            let nearest = self
                .here
                .upward(&folder)
                .into_iter()
                .find(|folder| self.is_chart(folder));
            found
                .targets
                .insert(self.on_chart(path.to_path_buf(), nearest));
        }
        for entry in entries {
            self.add_entry(entry, config, found);
        }
        Ok(())
    }

    /// What an entry of the config file describes, if all of it is there.
    fn add_entry(&self, entry: &config::Target, config: &Config, found: &mut Found) {
        let mut named = std::iter::once(&entry.chart).chain(&entry.values);
        match named.find(|path| self.files.kind(path).is_none()) {
            None => {
                found.targets.insert(of_entry(entry));
            }
            Some(absent) => found.failures.push(ProjectError::Entry {
                config: config.file.clone().unwrap_or_default(),
                path: absent.clone(),
                what: if *absent == entry.chart {
                    "folder"
                } else {
                    "file"
                },
            }),
        }
    }

    /// A values file on the chart that `--chart` names, else on the one found for it, else on its own.
    fn on_chart(&self, file: PathBuf, nearest: Option<PathBuf>) -> Target {
        let named = self
            .request
            .chart
            .as_ref()
            .map(|chart| self.here.relative(chart));
        match named.or(nearest) {
            Some(chart) => Target::of_chart(chart, vec![file]),
            None => Target::partial(vec![file]),
        }
    }

    /// A chart by itself, and on it each of its `ci/*-values.yaml` and, where that is wanted, the config file's entries,
    /// unless other values are given. What an entry describes is taken from there.
    fn add_chart(&self, chart: &Path, found: &mut Found) -> Result<(), ProjectError> {
        let config = self.config(chart)?;
        let settled = |files| {
            let target = Target::of_chart(chart.to_path_buf(), files);
            let mut entries = config.targets.iter().map(of_entry);
            entries
                .find(|entry| entry.base == target.base && entry.files == target.files)
                .unwrap_or(target)
        };
        found.targets.insert(settled(Vec::new()));
        if found.one || self.request.has_overrides() {
            return Ok(());
        }
        if self.request.changed {
            for entry in config.targets.iter().filter(|entry| entry.chart == chart) {
                self.add_entry(entry, &config, found);
            }
        }
        for file in self.files.list(&chart.join("ci")).unwrap_or_default() {
            let file = self.here.relative(&file);
            if shown(&file).ends_with("-values.yaml")
                && self.files.kind(&file) == Some(Kind::File)
                && !self.is_excluded(&file, &config)?
            {
                found.targets.insert(settled(vec![file]));
            }
        }
        Ok(())
    }

    /// All charts below a directory, except in hidden folders, links, and the `charts/` of charts.
    fn walk(&self, root: &Path, found: &mut Found) -> Result<(), ProjectError> {
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
        let mut is_empty = true;
        for folder in folders {
            let folder = self.here.relative(&folder);
            if self.is_chart(&folder) {
                is_empty = false;
                let config = self.config(&folder)?;
                if !self.is_excluded(&folder, &config)? {
                    self.add_chart(&folder, found)?;
                }
            }
        }
        if is_empty && !self.request.allow_empty {
            let path = root.to_path_buf();
            found.failures.push(ProjectError::NoChart { path });
        }
        Ok(())
    }

    pub(super) fn is_excluded(&self, path: &Path, config: &Config) -> Result<bool, ProjectError> {
        Ok(Excluded::new(config, &self.here)?.covers(path, &self.here))
    }

    fn is_chart(&self, folder: &Path) -> bool {
        self.files.kind(&folder.join(CHART)) == Some(Kind::File)
    }

    fn is_never_values(&self, path: &Path) -> bool {
        path.extension().is_some_and(|extension| extension == "tpl")
            || self.here.upward(path).iter().skip(1).any(|folder| {
                let name = folder.file_name().unwrap_or_default().to_string_lossy();
                NEVER_VALUES.contains(&&*name)
                    && self.is_chart(&self.here.relative(&folder.join("..")))
            })
    }
}

/// The target that an entry of the config file describes.
pub(super) fn of_entry(entry: &config::Target) -> Target {
    Target {
        namespace: entry.namespace.clone(),
        release: entry.release.clone(),
        contract: entry.contract.clone(),
        ..Target::of_chart(entry.chart.clone(), entry.values.clone())
    }
}

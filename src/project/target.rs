//! A target: a chart, a chart with values files on it, or values files alone.

use super::{InstalledBy, Project};
use crate::config;
use crate::source::{FileKind, Name, SourceId, display_path};
use crate::values::{CHART, Layer, LayerKind, VALUES, Values};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// One thing to lint. Two that are equal are the same target.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Target {
    /// What its files are put on.
    pub base: TargetBase,
    /// Values files on top, in order, without those of `-f`; `-` is standard input.
    pub files: Vec<PathBuf>,
    /// The namespace that the config file gives it.
    pub namespace: Option<String>,
    /// The release that the config file gives it.
    pub release: Option<String>,
    /// The contract that the config file gives it.
    pub contract: Option<String>,
    /// The object of a GitOps controller whose values it has.
    pub installed: Option<InstalledBy>,
}

/// What a target's files are put on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum TargetBase {
    /// The chart in this directory.
    Chart(PathBuf),
    /// No chart is known: what is absent may be elsewhere.
    None,
}

impl Target {
    /// A chart, with files on top.
    pub fn of_chart(chart: PathBuf, files: Vec<PathBuf>) -> Self {
        Self {
            base: TargetBase::Chart(chart),
            files,
            namespace: None,
            release: None,
            contract: None,
            installed: None,
        }
    }

    /// Values files by themselves.
    pub fn partial(files: Vec<PathBuf>) -> Self {
        Self {
            base: TargetBase::None,
            ..Self::of_chart(PathBuf::new(), files)
        }
    }

    /// The chart's directory, if there is one.
    pub fn chart(&self) -> Option<&PathBuf> {
        match &self.base {
            TargetBase::Chart(directory) => Some(directory),
            TargetBase::None => None,
        }
    }

    /// The files that are read in place of the chart's `values.yaml`, weak to strong; none where that is read.
    pub(super) fn defaults(&self) -> &[PathBuf] {
        let installed = self.installed.as_ref();
        installed.map_or(&[], |by| by.defaults.as_slice())
    }

    /// Its name: `CHART`, `CHART + FILE[ + FILE]`, or `FILE` when partial; `more` are the files of `-f`. Where a file has several
    /// targets, the object follows in parentheses.
    pub fn label(&self, more: &[PathBuf]) -> String {
        let chart = self.chart().into_iter();
        let files = self.files.iter().chain(more);
        let names: Vec<String> = chart
            .map(|path| display_path(path))
            .chain(self.installed.iter().map(InstalledBy::label))
            .chain(files.map(|path| display_path(path)))
            .collect();
        names.join(" + ")
    }

    /// The sources of its values that no other target has. Those in objects are parts of streams, and standard input is read once.
    pub(super) fn own_sources(&self, values: &Values) -> Vec<SourceId> {
        let is_own = |layer: &&Layer| {
            layer.kind == LayerKind::File
                && layer.part.is_none()
                && *layer.source.name() != Name::Stdin
        };
        let layers = values.layers.iter();
        let layers = layers.filter(|layer| self.installed.is_none() && is_own(layer));
        layers.map(|layer| layer.source.id()).collect()
    }

    /// The path whose nearest config file applies.
    pub fn anchor(&self) -> PathBuf {
        let installed = self.installed.as_ref().map(|by| &by.file);
        installed
            .or(self.chart())
            .or(self.files.first())
            .cloned()
            .unwrap_or_default()
    }
}

impl From<&config::TargetEntry> for Target {
    fn from(entry: &config::TargetEntry) -> Self {
        Self {
            namespace: entry.namespace.clone(),
            release: entry.release.clone(),
            contract: entry.contract.clone(),
            ..Self::of_chart(entry.chart.clone(), entry.values.clone())
        }
    }
}

impl Project<'_> {
    /// The files of values that a target reads, as they are reached from the working directory: its chart's own, those on top of
    /// it, and those of `-f`.
    pub(super) fn input_files(&self, target: &Target) -> Vec<PathBuf> {
        let chart = target
            .chart()
            .map(|chart| self.here.relative(&chart.join(VALUES)));
        chart.into_iter().chain(self.files_on_top(target)).collect()
    }

    /// The files on top of a target's chart, `-f` last.
    pub(super) fn files_on_top<'a>(
        &'a self,
        target: &'a Target,
    ) -> impl Iterator<Item = PathBuf> + 'a {
        let installed = self.installed_files(target).into_iter();
        let files = target.files.iter().chain(&self.request.values);
        installed.chain(files.map(|file| self.reached(file)))
    }

    /// The file that a target is known by: its chart's values, or its own.
    pub(super) fn home(&self, target: &Target) -> Option<PathBuf> {
        let Some(chart) = target.chart() else {
            let mut files = target.files.iter();
            return files.find(|file| *file != Path::new("-")).cloned();
        };
        if self.files.kind(chart) == Some(FileKind::File) {
            return Some(chart.clone()); // a packed one
        }
        let candidates = [VALUES, CHART].map(|name| self.here.relative(&chart.join(name)));
        let mut files = candidates.into_iter();
        files.find(|file| self.files.kind(file) == Some(FileKind::File))
    }

    /// Whether a target reads a file.
    pub(super) fn reads(&self, target: &Target, file: &Path) -> bool {
        self.input_files(target).iter().any(|read| read == file)
    }

    /// The names of the files that a target reads.
    pub(super) fn input_names(&self, target: &Target) -> BTreeSet<Name> {
        let chart = target.chart().map(|chart| chart.join(VALUES));
        let files = chart.into_iter().chain(self.files_on_top(target));
        let name = |file: PathBuf| match file {
            file if file == Path::new("-") => Name::Stdin,
            file => Name::File(file),
        };
        files.map(name).collect()
    }
}

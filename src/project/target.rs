//! A target: a chart, a chart with values files on it, or values files alone.

use crate::source::shown;
use std::path::PathBuf;

/// One thing to lint. Two that are equal are the same target.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Target {
    /// Its base.
    pub base: Whole,
    /// Values files on top, in order, without those of `-f`; `-` is standard input.
    pub files: Vec<PathBuf>,
    /// The namespace that the config file gives it.
    pub namespace: Option<String>,
    /// The release that the config file gives it.
    pub release: Option<String>,
    /// The contract that the config file gives it.
    pub contract: Option<String>,
}

/// Whether there is a chart below a target's files.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Whole {
    /// The chart in this directory.
    Chart(PathBuf),
    /// None: what is absent may stand elsewhere.
    Partial,
}

impl Target {
    /// A chart, with files on top.
    pub fn of_chart(chart: PathBuf, files: Vec<PathBuf>) -> Self {
        Self {
            base: Whole::Chart(chart),
            files,
            namespace: None,
            release: None,
            contract: None,
        }
    }

    /// Values files by themselves.
    pub fn partial(files: Vec<PathBuf>) -> Self {
        Self {
            base: Whole::Partial,
            ..Self::of_chart(PathBuf::new(), files)
        }
    }

    /// The chart's directory, if there is one.
    pub fn chart(&self) -> Option<&PathBuf> {
        match &self.base {
            Whole::Chart(directory) => Some(directory),
            Whole::Partial => None,
        }
    }

    /// Its name: `CHART`, `CHART + FILE[ + FILE]`, or `FILE` when partial; `more` are the files of `-f`.
    pub fn label(&self, more: &[PathBuf]) -> String {
        let names: Vec<String> = self
            .chart()
            .into_iter()
            .chain(&self.files)
            .chain(more)
            .map(|path| shown(path))
            .collect();
        names.join(" + ")
    }

    /// The path whose nearest config file applies.
    pub fn anchor(&self) -> PathBuf {
        self.chart()
            .or(self.files.first())
            .cloned()
            .unwrap_or_default()
    }
}

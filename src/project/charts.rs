//! The charts of a run, each loaded once for all targets on it.

use super::probes::Probed;
use super::rendering::PreparedCharts;
use super::templates::Templates;
use super::{Project, ProjectError, Target, TargetBase};
use crate::secrets::Mask;
use crate::source::Place;
use crate::template::parses::Parses;
use crate::values::{self, Chart};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// A chart, shared by all targets on it.
#[derive(Debug, Clone)]
pub struct LoadedChart {
    /// The chart.
    pub chart: Arc<Chart>,
    pub(super) templates: Arc<Templates>,
    pub(super) prepared: Arc<PreparedCharts>,
    pub(super) probed: Arc<Probed>,
    /// Whether a hook names nothing of it but values. If they have nothing to do with agents, nothing is said of them.
    pub(super) is_named_by_values: bool,
    /// Whether another chart of the run takes it from its folder: what it lacks may be in that one.
    pub(super) is_part: bool,
    mask: Arc<OnceLock<Mask>>,
}

impl LoadedChart {
    /// A chart that has just been read.
    pub(super) fn new(chart: Chart, parses: &Arc<Parses>) -> Self {
        Self {
            templates: Arc::new(Templates::new(&chart, parses)),
            chart: Arc::new(chart),
            prepared: Arc::default(),
            probed: Arc::default(),
            is_named_by_values: false,
            is_part: false,
            mask: Arc::default(),
        }
    }

    /// Where to point instead of a `values.yaml` that is not there: at the start of `Chart.yaml`.
    pub(super) fn stand_in(&self, place: Place) -> Option<Place> {
        let is_of_values = place.source == self.chart.layer.source.id();
        (is_of_values && !self.chart.has_values).then_some(self.chart.start)
    }

    /// What must not be shown of the chart's own values and of the template that findings point at, found once for all
    /// overlays.
    pub(super) fn mask(&self) -> &Mask {
        self.mask.get_or_init(|| {
            let mut mask = self.chart.layer.mask();
            for layer in &self.chart.lower {
                mask.extend(layer.mask());
            }
            for source in self.probed.sources() {
                mask.search_text(&source);
            }
            for fault in self.templates.known_faults() {
                mask.search_text(&fault.source);
            }
            mask
        })
    }
}

/// The charts of a run; each is loaded once, and an error is kept for all targets on it.
#[derive(Debug, Default)]
pub(super) struct Charts(BTreeMap<Key, Result<LoadedChart, Arc<values::Error>>>);

/// A chart's directory, and the files that are read in place of its `values.yaml`.
type Key = (PathBuf, Vec<PathBuf>);

fn key(target: &Target) -> Option<Key> {
    Some((target.chart()?.clone(), target.defaults().to_owned()))
}

impl Charts {
    /// One chart by itself.
    pub(super) fn only(directory: &Path, chart: &LoadedChart) -> Self {
        let key = (directory.to_owned(), Vec::new());
        Self(BTreeMap::from([(key, Ok(chart.clone()))]))
    }

    /// The chart of a target; `None` if the target has none.
    ///
    /// # Errors
    /// When it cannot be loaded.
    pub(super) fn of(&self, target: &Target) -> Result<Option<&LoadedChart>, Arc<values::Error>> {
        let chart = key(target).and_then(|key| self.0.get(&key));
        chart.map(Result::as_ref).transpose().map_err(Arc::clone)
    }

    /// Notes which charts a hook names by nothing but values.
    pub(super) fn note_named_by_values(&mut self, whole: &BTreeSet<PathBuf>) {
        for ((directory, _), chart) in &mut self.0 {
            if let Ok(chart) = chart {
                chart.is_named_by_values = !whole.contains(directory);
            }
        }
    }

    /// Notes which charts another one of them takes from their folders.
    pub(super) fn note_parts(&mut self) {
        let parts: BTreeSet<PathBuf> = { self.loaded() }
            .flat_map(|(_, base)| base.chart.folders_of_dependencies())
            .collect();
        for ((directory, _), chart) in &mut self.0 {
            if let Ok(chart) = chart {
                chart.is_part = parts.contains(directory);
            }
        }
    }

    /// Whether a hook names all of them by nothing but values.
    pub(super) fn are_all_named_by_values(&self) -> bool {
        self.loaded().all(|(_, chart)| chart.is_named_by_values)
    }

    /// The charts that could be loaded, each once, with their directories.
    pub(super) fn loaded(&self) -> impl Iterator<Item = (&PathBuf, &LoadedChart)> {
        let charts = self.0.iter();
        let charts =
            charts.filter_map(|((directory, _), chart)| Some((directory, chart.as_ref().ok()?)));
        // Those of one directory follow each other, the one with its own values first.
        let mut last = None;
        charts.filter(move |(directory, _)| last.replace(*directory) != Some(*directory))
    }
}

impl Project<'_> {
    /// Loads the charts of all targets.
    pub(super) fn charts<'t>(&self, targets: impl IntoIterator<Item = &'t Target>) -> Charts {
        let keys: BTreeSet<Key> = targets.into_iter().filter_map(key).collect();
        let charts = keys.into_iter().map(|key| {
            let chart = self.chart_with(&key.0, &key.1).map_err(Arc::new);
            (key, chart)
        });
        Charts(charts.collect())
    }

    /// Loads the chart of one target.
    pub(super) fn chart_of(&self, target: &Target) -> Result<Option<LoadedChart>, ProjectError> {
        Ok(match &target.base {
            TargetBase::Chart(directory) => Some(self.chart_with(directory, target.defaults())?),
            TargetBase::None => None,
        })
    }

    /// Loads the chart in a directory.
    pub(super) fn chart(&self, directory: &Path) -> Result<LoadedChart, values::Error> {
        self.chart_with(directory, &[])
    }

    fn chart_with(
        &self,
        directory: &Path,
        defaults: &[PathBuf],
    ) -> Result<LoadedChart, values::Error> {
        let chart = self.loader.chart_with(directory, defaults)?;
        Ok(LoadedChart::new(chart, self.known_charts.parses()))
    }
}

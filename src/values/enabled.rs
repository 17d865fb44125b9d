//! The charts that Helm renders under given values: without those that are off, each under its alias.

use super::coalesce::Effective;
use super::{Chart, ChartFile, Dependency, Values};
use crate::source::FileSystem;
use std::io;
use std::sync::Arc;

/// A chart that Helm renders. One that is declared under several aliases is there several times.
#[derive(Debug, Clone)]
pub struct EnabledChart<'c> {
    /// Its name, or its alias: the key of its values in those of its parent.
    pub name: Arc<str>,
    /// What its templates' names begin with: `parent/charts/name`, or the name alone.
    pub path: String,
    /// The chart itself.
    pub chart: &'c Chart,
    /// What it declares to depend on and what is on, under its alias. `None` if nothing is left.
    pub dependencies: Option<Vec<Dependency>>,
    /// The charts below it, in the order in which Helm has them: of two with one name the last one counts.
    pub subcharts: Vec<Self>,
    /// Whether it is the chart that was named.
    pub is_root: bool,
}

impl Values {
    /// The chart as Helm renders it under these values: coalescing found out which subcharts count, and nothing is decided again.
    /// It must be the chart that the values were coalesced for; `None` if that was none.
    pub fn charts<'c>(&self, chart: &'c Chart) -> Option<EnabledChart<'c>> {
        let effective = self.effective.as_deref()?;
        let path = effective.name.to_string();
        Some(EnabledChart::new(chart, effective, path, true))
    }
}

impl<'c> EnabledChart<'c> {
    fn new(chart: &'c Chart, effective: &Effective, path: String, is_root: bool) -> Self {
        let below = effective.subcharts.iter().filter_map(|one| {
            let subchart = chart.subcharts.get(one.index)?;
            let path = format!("{path}/charts/{}", one.name);
            Some(Self::new(subchart, one, path, false))
        });
        Self {
            subcharts: below.collect(),
            name: Arc::clone(&effective.name),
            dependencies: effective.dependencies.clone(),
            path,
            chart,
            is_root,
        }
    }

    /// What tells it from the same chart with other subcharts on.
    pub fn signature(&self) -> String {
        let below = self.subcharts.iter().map(Self::signature);
        let below: Vec<String> = below.collect();
        format!("{}({})", self.path, below.join(" "))
    }

    /// The files of `crds/` of this chart, then those of the charts below.
    ///
    /// # Errors
    /// When a folder cannot be read any more.
    pub fn crds(&self, files: &dyn FileSystem) -> io::Result<Vec<ChartFile>> {
        let mut found = self.chart.crds(files)?;
        for subchart in &self.subcharts {
            found.extend(subchart.crds(files)?);
        }
        Ok(found)
    }
}

//! All charts of a request, read without running rules over them.

use super::installed::told_not_rendered;
use super::{Loaded, Project, ProjectError, Target};
use crate::model::Spelling;
use crate::platform::Statement;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// A chart, and what it holds or why it cannot be read.
#[derive(Debug)]
pub struct Surveyed {
    /// The chart's directory.
    pub chart: PathBuf,
    /// What was read of it, without its `ci/` files.
    pub loaded: Result<Loaded, ProjectError>,
    /// Whether no contract applies to it, though its values have agents, or a chart below reads some.
    pub is_open: bool,
}

/// What is found where a request looks.
#[derive(Debug)]
pub struct Survey {
    /// The charts, sorted.
    pub charts: Vec<Surveyed>,
    /// The folders with manifests of kagent, sorted.
    pub manifests: BTreeSet<PathBuf>,
    /// Releases whose charts are not there, each with what brings its chart, in a sentence.
    pub releases: Vec<String>,
    /// The folders in which charts of the names that releases lack are.
    pub chart_folders: Vec<PathBuf>,
    /// What the input says of the kagent that it installs.
    pub platform: Statement,
    /// Files that were meant to be a `Chart.yaml`, and make no chart.
    pub misnamed: Vec<PathBuf>,
}

/// Reads the charts that a request finds, each by itself.
///
/// # Errors
/// When nothing is there, or the config file cannot be used.
pub fn survey(project: &Project<'_>) -> Result<Survey, ProjectError> {
    let found = project.targets(true)?;
    if let Some(failure) = found.failures.into_iter().next() {
        return Err(failure);
    }
    project.progress.targets(found.targets.len());
    let charts = found.targets.iter();
    let charts = charts
        .filter_map(|target| Some((target, target.chart()?.clone())))
        .map(|(target, chart)| {
            let loaded = project.surveyed(target);
            project.progress.target();
            let is_open = loaded.as_ref().is_ok_and(|loaded| project.is_open(loaded));
            Surveyed {
                chart,
                loaded,
                is_open,
            }
        })
        .collect();
    let near = project.request.targets.first();
    let near = near.map_or_else(PathBuf::new, |folder| project.here.relative(folder));
    let sets = found.sets.sets.iter();
    let homes = sets.filter_map(|set| set.home.as_ref()?.parent().map(Path::to_path_buf));
    Ok(Survey {
        charts,
        manifests: homes.collect(),
        releases: told_not_rendered(&found.without_chart),
        chart_folders: project.folders_with_charts(&near, &found.lacking),
        platform: project.platform_found(&near),
        misnamed: found.misnamed,
    })
}

impl Project<'_> {
    fn surveyed(&self, target: &Target) -> Result<Loaded, ProjectError> {
        let config = self.config(&target.anchor())?;
        let chart = self.chart_of(target)?;
        self.load(target, &config, chart.as_ref(), Spelling::Corrected)
    }
}

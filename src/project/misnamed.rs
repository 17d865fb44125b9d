//! Files that look like a chart's values and that Helm does not read, as far as a run has to do with them.

use super::charts::LoadedChart;
use super::discover::no_chart;
use super::relevance::Relevance;
use super::{Loaded, Project, Target};
use crate::config::Config;
use crate::source::display_path;
use crate::values::{self, Chart, Misnamed, Why};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

impl Project<'_> {
    /// Those of a target's chart that nobody gives with `-f` or in a `targets:` entry; of subcharts those that mention
    /// agents.
    pub(super) fn misnamed(
        &self,
        target: &Target,
        config: &Config,
        base: &LoadedChart,
    ) -> Vec<Misnamed> {
        let chart = &base.chart;
        let root = self.agents_root(target, config);
        let is_ours = |one: &&Misnamed| {
            one.is_of(&chart.directory)
                || root
                    .as_ref()
                    .is_some_and(|root| one.source.text().contains(&**root))
        };
        let entries = config.targets.iter().flat_map(|entry| &entry.values);
        let given: BTreeSet<PathBuf> = entries.cloned().chain(self.files_on_top(target)).collect();
        let is_unread = |one: &&Misnamed| {
            let path = self.here.relative(&one.path);
            let is_named = one.why == Why::Ci
                && self
                    .request
                    .targets
                    .iter()
                    .any(|named| self.here.relative(named) == path);
            !given.contains(&path) && !is_named
        };
        let all = chart.misnamed.iter();
        all.filter(is_ours).filter(is_unread).cloned().collect()
    }

    /// What else is worth knowing of a target: that a file without a chart is in a folder that was meant to be one, or
    /// that its chart is never installed by itself.
    pub(super) fn notes(&self, target: &Target, base: Option<&LoadedChart>) -> Vec<String> {
        match base {
            Some(base) => {
                let is_library = base.chart.is_library;
                let library = is_library.then(|| library(&base.chart));
                let notes = library.into_iter().chain(mixed(&base.chart));
                notes.chain(self.refused(base)).collect()
            }
            None => {
                let files = target.files.iter().filter(|file| *file != Path::new("-"));
                let folders = files.map(|file| self.here.relative(&file.join("..")));
                let misnamed = folders.filter_map(|folder| self.misnamed_chart(&folder));
                misnamed.map(|file| no_chart(&file)).collect()
            }
        }
    }

    /// Those that a report has: of a chart without agents only why there may be none.
    pub(super) fn notes_of(&self, loaded: &Loaded) -> Vec<String> {
        let base = loaded.base.as_ref();
        if loaded.relevance() != Relevance::Agents {
            return base
                .map(|base| self.notes_of_any_chart(base))
                .unwrap_or_default();
        }
        loaded.notes.clone()
    }

    /// Those about a chart, whatever it is for.
    pub(super) fn notes_of_any_chart(&self, base: &LoadedChart) -> Vec<String> {
        let mixed = mixed(&base.chart);
        mixed.into_iter().chain(self.refused(base)).collect()
    }

    /// That a chart fits no version of Kubernetes, so that Helm refuses it before it renders anything. It is no mistake in its files,
    /// and a hook only reports these.
    fn refused(&self, base: &LoadedChart) -> Option<String> {
        let is_refused = !self.request.changed && base.chart.fits_no_kubernetes();
        is_refused.then(|| {
            format!(
                "`kubeVersion` of `{}` is `{}`, which no 1.x release of Kubernetes meets: Helm refuses to render the chart",
                display_path(&base.chart.directory),
                base.chart.kube_version
            )
        })
    }

    /// The file in a folder without `Chart.yaml` that was meant to be it.
    pub(super) fn misnamed_chart(&self, folder: &Path) -> Option<PathBuf> {
        let path = values::misnamed_chart(self.files, folder)?;
        self.loader.is_metadata(&path).then_some(path)
    }
}

fn library(chart: &Chart) -> String {
    format!(
        "`{}` is a library chart: Helm renders nothing of it by itself, and does not install it",
        display_path(&chart.directory)
    )
}

/// A note if a packed chart is made of several folders: a file in one may replace a file in another.
fn mixed(chart: &Chart) -> Option<String> {
    let folders = || chart.folders.iter().map(|name| format!("`{name}`"));
    (chart.folders.len() > 1).then(|| {
        format!(
            "`{}` holds {} folders, and Helm takes all their files for those of one chart: {}",
            display_path(&chart.directory),
            chart.folders.len(),
            folders().collect::<Vec<_>>().join(", ")
        )
    })
}

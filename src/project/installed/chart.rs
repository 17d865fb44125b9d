//! Where the chart is that a controller installs.

use crate::config::Config;
use crate::gitops::{ChartReference, Installation};
use crate::project::Project;
use crate::project::above::above;
use crate::source::FileKind;
use std::path::{Path, PathBuf};

impl Project<'_> {
    /// The chart that is named for it, the folder of the repository that it names, or one of its name and version among charts.
    pub(super) fn chart_installed(
        &self,
        one: &Installation,
        file: &Path,
        config: &Config,
    ) -> Option<PathBuf> {
        if let Some(named) = &self.request.chart {
            // A file may install several charts, and one is named.
            let is_meant = |path: &PathBuf| match &one.chart.name {
                Some(name) => self
                    .loader
                    .chart(path)
                    .is_ok_and(|chart| *chart.name == **name),
                None => true,
            };
            let chart = Some(self.here.relative(named));
            return chart
                .filter(|chart| self.may_be_chart(chart))
                .filter(is_meant);
        }
        if one.chart.unclear.is_some() {
            return None;
        }
        let folder = one.chart.folder.as_ref();
        let folder = folder.and_then(|folder| self.in_repository(folder, file));
        folder.filter(|folder| self.is_chart(folder)).or_else(|| {
            let folders = self
                .request
                .charts
                .iter()
                .map(|folder| self.here.relative(folder));
            let mut folders = folders.chain(config.charts.iter().cloned());
            folders.find_map(|folder| self.chart_among(&folder, &one.chart))
        })
    }

    fn may_be_chart(&self, path: &Path) -> bool {
        match self.files.kind(path) {
            Some(FileKind::Directory) => self.is_chart(path),
            Some(FileKind::File) => self.is_gzipped(path),
            Some(FileKind::Irregular) | None => false,
        }
    }

    /// A path of the repository, counted from one of its folders above a file.
    pub(super) fn in_repository(&self, path: &str, file: &Path) -> Option<PathBuf> {
        let path = path.trim_start_matches("./").trim_start_matches('/');
        let above = above(self.files, &self.here, &file.join(".."));
        let mut candidates = above
            .into_iter()
            .map(|root| self.here.relative(&root.join(path)));
        candidates.find(|candidate| self.files.kind(candidate).is_some())
    }

    /// A chart in a folder of charts: `NAME`, `NAME-VERSION`, `NAME-VERSION.tgz`.
    fn chart_among(&self, charts: &Path, wanted: &ChartReference) -> Option<PathBuf> {
        let name = wanted.name.as_deref()?;
        let version = wanted.version.as_deref();
        let of_version =
            version.map(|version| format!("{name}-{}", version.trim_start_matches('v')));
        let packed = of_version.iter().map(|name| format!("{name}.tgz"));
        let names = packed.chain(of_version.clone()).chain([name.to_owned()]);
        let paths = names.map(|name| self.here.relative(&charts.join(name)));
        let fits = |path: &PathBuf| {
            let chart = self.loader.chart(path).ok();
            chart.is_some_and(|chart| {
                *chart.name == *name && version.is_none_or(|version| chart.is_version(version))
            })
        };
        paths.filter(|path| self.may_be_chart(path)).find(fits)
    }
}

/// The command that brings a chart.
pub(super) fn pull(chart: &ChartReference) -> Option<String> {
    let (name, repository) = (chart.name.as_deref()?, chart.repository.as_deref()?);
    let version = chart.version.as_deref();
    let version = version.map_or_else(String::new, |version| format!(" --version {version}"));
    let is_http = repository.starts_with("http");
    Some(match repository.strip_prefix("oci://") {
        _ if is_http => format!("helm pull {name} --repo {repository}{version}"),
        Some(registry) => format!("helm pull oci://{registry}/{name}{version}"),
        None => format!("helm pull oci://{repository}/{name}{version}"),
    })
}

//! Where the chart is that a controller installs.

use crate::config::Config;
use crate::gitops::{ChartReference, Installation};
use crate::project::Project;
use crate::project::above::above;
use crate::secrets::user_info;
use crate::source::{FileKind, shell_word};
use crate::values::ChartIdentity;
use std::collections::BTreeSet;
use std::convert::Infallible;
use std::path::{Path, PathBuf};
use std::sync::Arc;

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
                    .identity(path)
                    .is_some_and(|chart| *chart.name == **name),
                None => true,
            };
            let chart = Some(self.here.relative(named));
            return chart
                .filter(|chart| self.may_be_chart(chart))
                .filter(is_meant);
        }
        if let Some(entry) = self.entry_of(one, file, config) {
            return Some(entry.chart.clone());
        }
        if one.chart.unclear.is_some() {
            return None;
        }
        let folder = one.chart.folder.as_ref();
        let folder = folder.and_then(|folder| self.in_repository(folder, file));
        let folder = folder.filter(|folder| self.is_chart(folder));
        folder.or_else(|| self.charts_of_name(&one.chart, config).fitting)
    }

    /// The name and the version of the chart at a path, read once.
    pub(super) fn identity(&self, path: &Path) -> Option<ChartIdentity> {
        let read = || Ok::<_, Infallible>(self.loader.identity(path).ok());
        let found = self.caches.identities.get_or_read(path.to_owned(), read);
        found.ok().flatten()
    }

    /// The version of a chart and the one that is asked for, if these differ.
    pub(super) fn other_version<'c>(
        &self,
        chart: &Path,
        wanted: &'c ChartReference,
    ) -> Option<(Arc<str>, &'c str)> {
        let wanted = wanted.version.as_deref()?;
        let chart = self.identity(chart)?;
        let is_other = !chart.is_version(wanted) && !chart.is_to_come();
        is_other.then_some((chart.version, wanted))
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

    /// Charts of a name in the folders of charts: `NAME`, `NAME-VERSION`, `NAME-VERSION.tgz`. Of several that fit, the one of the
    /// latest version, as the controllers take it.
    pub(super) fn charts_of_name(&self, wanted: &ChartReference, config: &Config) -> ChartsOfName {
        let mut found = ChartsOfName::default();
        // Which of several versions is meant decides what is true of the values.
        let Some(name) = wanted.name.as_deref().filter(|_| !wanted.is_version_open) else {
            return found;
        };
        let named = { self.request.charts.iter() }.map(|folder| self.here.relative(folder));
        for folder in named.chain(config.charts.iter().cloned()) {
            let mut charts = self.charts_called(&folder, name);
            charts.sort_by(|(_, one), (_, other)| other.by_version(one));
            for (path, chart) in charts {
                // Without a version the controllers take the latest release.
                if chart.is_version(wanted.version.as_deref().unwrap_or("*")) {
                    found.fitting = Some(path);
                    return found;
                }
                found.other.get_or_insert((path, chart.version));
            }
        }
        found
    }

    /// The folders below one in which charts of some names are, outside of charts.
    pub(in crate::project) fn folders_with_charts(
        &self,
        root: &Path,
        names: &BTreeSet<String>,
    ) -> Vec<PathBuf> {
        let has_one = |folder: &PathBuf| {
            let mut names = names.iter();
            names.any(|name| !self.charts_called(folder, name).is_empty())
        };
        let folders = match names.is_empty() {
            true => BTreeSet::new(),
            false => self.folders_of_manifests(root),
        };
        folders.into_iter().filter(has_one).collect()
    }

    /// The charts of a name in a folder.
    fn charts_called(&self, folder: &Path, name: &str) -> Vec<(PathBuf, ChartIdentity)> {
        let entries = self.files.list(folder).unwrap_or_default();
        let is_called = |path: &PathBuf| {
            let entry = path.file_name().unwrap_or_default().to_string_lossy();
            let rest = entry.strip_prefix(name);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        };
        let paths = entries.into_iter().filter(is_called);
        let paths = paths.map(|path| self.here.relative(&path));
        let charts = paths.filter(|path| self.may_be_chart(path));
        let read = charts.filter_map(|path| Some((path.clone(), self.identity(&path)?)));
        read.filter(|(_, chart)| *chart.name == *name).collect()
    }
}

/// What there is of a chart in the folders of charts.
#[derive(Debug, Default)]
pub(super) struct ChartsOfName {
    /// One of the version that is asked for.
    pub(super) fitting: Option<PathBuf>,
    /// Else one of another version, and that.
    pub(super) other: Option<(PathBuf, Arc<str>)>,
}

/// The command that brings a chart; `None` where that is not known, or cannot be typed. A URL is shown without who asks for it.
pub(super) fn pull(chart: &ChartReference) -> Option<String> {
    let (name, repository) = (chart.name.as_deref()?, chart.repository.as_deref()?);
    let repository = match user_info(repository) {
        Some(range) => [&repository[..range.start], &repository[range.end..]]
            .concat()
            .replacen("://@", "://", 1),
        None => repository.to_owned(),
    };
    let version = match chart.version.as_deref() {
        // Helm refuses a tag that is neither a version nor a range.
        Some(version) if !may_be_range(version) => return None,
        Some(version) => format!(" --version {}", shell_word(version)?),
        None => String::new(),
    };
    if repository.starts_with("http") {
        let (name, repository) = (shell_word(name)?, shell_word(&repository)?);
        return Some(format!("helm pull {name} --repo {repository}{version}"));
    }
    let registry = repository.strip_prefix("oci://").unwrap_or(&repository);
    let chart = shell_word(&format!("oci://{registry}/{name}"))?;
    Some(format!("helm pull {chart}{version}"))
}

/// Whether a text begins as versions and ranges do.
fn may_be_range(text: &str) -> bool {
    let bare = text.trim_start_matches(['v', '^', '~', '<', '>', '=', '!', ' ']);
    bare.starts_with(|c: char| c.is_ascii_digit() || "*xX".contains(c))
}

#[cfg(test)]
mod tests {
    use super::{ChartReference, pull};

    #[test]
    fn what_brings_a_chart_can_be_typed_and_holds_no_credential() {
        for (repository, version, expected) in [
            (
                "https://bob:hunter2@charts.example.com/stable",
                None,
                "helm pull bots --repo https://charts.example.com/stable",
            ),
            (
                "oci://bob:hunter2@ghcr.io/team",
                Some("1.2.3"),
                "helm pull oci://ghcr.io/team/bots --version 1.2.3",
            ),
            (
                "ghcr.io/team",
                Some(">=0.9.1"),
                "helm pull oci://ghcr.io/team/bots --version '>=0.9.1'",
            ),
            ("ghcr.io/team", Some("latest"), ""),
        ] {
            let chart = ChartReference {
                name: Some("bots".to_owned()),
                repository: Some(repository.to_owned()),
                version: version.map(str::to_owned),
                ..ChartReference::default()
            };
            assert_eq!(pull(&chart).unwrap_or_default(), expected);
        }
    }
}

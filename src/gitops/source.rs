//! Where a chart comes from: an OCI repository, a Helm repository, a Git repository.

use super::installation::ChartReference;
use super::patched::Patched;
use crate::manifests::is_open;

/// The chart in an OCI repository: the last part of its URL is its name.
pub(super) fn of_oci(repository: Patched<'_>) -> ChartReference {
    let url = repository
        .str("spec.url")
        .map(|url| url.trim_end_matches('/'));
    let parts = url.and_then(|url| url.rsplit_once('/'));
    ChartReference {
        name: parts.and_then(|(_, name)| known(name)),
        repository: parts.and_then(|(repository, _)| known(repository)),
        ..ChartReference::default()
    }
    // A range counts more than a tag.
    .of_version({ repository.str("spec.ref.semver") }.or_else(|| repository.str("spec.ref.tag")))
}

impl ChartReference {
    /// The same at a version, or a range of versions, as somebody writes it.
    pub(super) fn of_version(self, version: Option<&str>) -> Self {
        let known = version.and_then(known);
        Self {
            is_version_open: version.is_some_and(|text| !text.is_empty()) && known.is_none(),
            version: known,
            ..self
        }
    }
}

/// A text that is as it is written.
pub(super) fn known(text: &str) -> Option<String> {
    (!text.is_empty() && !is_open(text)).then(|| text.to_owned())
}

/// The last part of a path, or of a URL.
pub(super) fn last_part(path: &str) -> Option<&str> {
    path.trim_end_matches('/').rsplit('/').next()
}

/// All but the last part.
pub(super) fn parent(path: &str) -> Option<String> {
    path.rsplit_once('/').map(|(parent, _)| parent.to_owned())
}

/// The folder of a registry in which a chart is whose name has folders in it. A repository of charts has no folders.
pub(super) fn below(repository: &str, chart: &str) -> String {
    let repository = repository.trim_end_matches('/');
    match parent(chart).filter(|_| !repository.starts_with("http")) {
        Some(folders) => format!("{repository}/{folders}"),
        None => repository.to_owned(),
    }
}

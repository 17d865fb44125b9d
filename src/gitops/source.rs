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
        version: { repository.str("spec.ref.tag") }
            .or_else(|| repository.str("spec.ref.semver"))
            .and_then(known),
        ..ChartReference::default()
    }
}

/// A text that is as it is written.
pub(super) fn known(text: &str) -> Option<String> {
    (!text.is_empty() && !is_open(text)).then(|| text.to_owned())
}

//! Helm's flags, as far as templates and what is printed of them depend on these.

use super::objects::capabilities::{Capabilities, KubeVersionError};
use super::version::HelmVersion;

/// What templates are told of Helm and the cluster.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HelmFlags {
    /// `--helm-version`: the Helm whose ways are followed.
    pub version: HelmVersion,
    /// `--kube-version`; that of Helm's own client where none is given.
    pub kube_version: Option<String>,
    /// `--api-versions`: what the cluster has besides those that Helm's client knows.
    pub api_versions: Vec<String>,
    /// `--is-upgrade`
    pub is_upgrade: bool,
}

impl HelmFlags {
    /// What templates see as `.Capabilities`.
    ///
    /// # Errors
    /// When Helm cannot read the version of Kubernetes.
    pub fn capabilities(&self) -> Result<Capabilities, KubeVersionError> {
        Capabilities::new(
            self.version,
            self.kube_version.as_deref(),
            &self.api_versions,
        )
    }
}

/// What of a chart `helm template` prints.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PrintFlags {
    /// `--include-crds`
    pub include_crds: bool,
    /// `--skip-tests`
    pub skip_tests: bool,
    /// `--no-hooks`
    pub no_hooks: bool,
    /// `--show-only`
    pub show_only: Vec<String>,
}

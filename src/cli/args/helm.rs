//! Helm's flags about Helm itself, the cluster, and what of a chart is printed.

use crate::template::options::{HelmFlags, PrintFlags};
use crate::template::version::HelmVersion;
use clap::{Args, ValueEnum};

/// What templates are told of Helm and the cluster.
#[derive(Debug, Args)]
#[command(next_help_heading = "Helm and the cluster")]
pub(in crate::cli) struct HelmArgs {
    /// The Helm whose ways are followed where the two differ
    #[arg(long, value_enum, default_value_t = Release::V4, value_name = "VERSION")]
    helm_version: Release,
    /// The version of Kubernetes that templates see, by default that of Helm's own client
    #[arg(long, value_name = "VERSION")]
    kube_version: Option<String>,
    /// An API version that the cluster has besides those that Helm's own client knows; repeatable
    #[arg(short, long, value_name = "GROUP/VERSION")]
    api_versions: Vec<String>,
}

impl HelmArgs {
    /// The flags; whether it is an upgrade is said elsewhere.
    pub(in crate::cli) fn flags(&self) -> HelmFlags {
        HelmFlags {
            version: match self.helm_version {
                Release::V3 => HelmVersion::V3,
                Release::V4 => HelmVersion::V4,
            },
            kube_version: self.kube_version.clone(),
            api_versions: self.api_versions.clone(),
            is_upgrade: false,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Release {
    /// Helm 3, as 3.10.1 does it
    #[value(name = "3")]
    V3,
    /// Helm 4, as 4.2.3 does it
    #[value(name = "4")]
    V4,
}

/// What `render --all` prints.
#[derive(Debug, Args)]
#[command(next_help_heading = "All manifests")]
pub(in crate::cli) struct PrintArgs {
    /// Print all that `helm template` prints, in its order, and fill in nothing
    #[arg(long)]
    pub(in crate::cli) all: bool,
    /// Print the files of `crds/` too
    #[arg(long, requires = "all")]
    include_crds: bool,
    /// Print no tests
    #[arg(long, requires = "all")]
    skip_tests: bool,
    /// Print no hooks, and so no tests
    #[arg(long, requires = "all")]
    no_hooks: bool,
    /// Print what this template makes, or each that a pattern fits: `templates/*.yaml`; repeatable
    #[arg(short, long, requires = "all", value_name = "TEMPLATE")]
    show_only: Vec<String>,
}

impl PrintArgs {
    pub(in crate::cli) fn flags(&self) -> PrintFlags {
        PrintFlags {
            include_crds: self.include_crds,
            skip_tests: self.skip_tests,
            no_hooks: self.no_hooks,
            show_only: self.show_only.clone(),
        }
    }
}

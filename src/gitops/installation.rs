//! What a controller installs.

use super::types::Mistyped;
use crate::source::{Place, ValuePath};
use crate::yaml::Node;
use std::path::PathBuf;

/// One chart that a controller installs as one release.
#[derive(Debug, Clone)]
pub struct Installation {
    /// The object that says so, by its place in the set.
    pub object: usize,
    /// Whose it is.
    pub by: Controller,
    /// Which chart.
    pub chart: ChartReference,
    /// The release's name; `None` where it is filled in later.
    pub release: Option<String>,
    /// Where in the object that is said.
    pub release_path: ValuePath,
    /// Its namespace; `None` where nobody says it, or it is filled in later.
    pub namespace: Option<String>,
    /// Its values on top of the chart's own, in the order in which its controller reads them.
    pub parts: Vec<ValuesPart>,
    /// How many patches change what the chart renders.
    pub patches: usize,
    /// What Helm is told beside its values.
    pub options: HelmOptions,
    /// What of it is of a wrong type.
    pub mistyped: Vec<Mistyped>,
    /// Whether a kustomization patches its object, which may say something else then.
    pub is_patched: bool,
}

impl Installation {
    /// Takes what is of a wrong type for not known.
    pub(super) fn add_mistyped(&mut self) {
        let written = self.mistyped.iter().filter(|_| !self.is_patched);
        let unknown = written.filter(|one| one.may_set_any());
        let unknown = unknown.map(|one| {
            ValuesPart::Absent(Absent {
                what: format!("`{}`", one.path),
                place: one.place,
                target: None,
                may_remove: false,
            })
        });
        self.parts.extend(unknown.collect::<Vec<_>>());
    }
}

/// What Helm is told of a release beside its values.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HelmOptions {
    /// The version of Kubernetes, in place of the cluster's.
    pub kube_version: Option<String>,
    /// The API versions, in place of the cluster's.
    pub api_versions: Vec<String>,
    /// Whether values are not held to the schemas of charts.
    pub skips_schemas: bool,
}

/// A controller that installs charts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Controller {
    /// Flux.
    Flux,
    /// Argo CD.
    Argo,
}

/// Which chart is meant, as far as an object says it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChartReference {
    /// The chart's name.
    pub name: Option<String>,
    /// Its version, or a range of versions.
    pub version: Option<String>,
    /// The repository of charts, or the registry, without the chart's name.
    pub repository: Option<String>,
    /// Its folder in a Git repository.
    pub folder: Option<String>,
    /// Files that are read in place of its `values.yaml`, as they are written: from the root of the repository where the chart is a
    /// folder of one, else from the chart's own.
    pub values_files: Vec<String>,
    /// Whether those that are not there are passed over.
    pub ignores_missing_files: bool,
    /// Why it is not known which chart it is.
    pub unclear: Option<String>,
    /// Whether a version is asked for that is filled in later.
    pub is_version_open: bool,
}

/// A part of the values.
///
/// Paths of files are as Argo CD reads them: `$name/…` is in another repository, `/…` in that of the chart, others are beside the chart.
#[derive(Debug, Clone)]
pub enum ValuesPart {
    /// A mapping in a document.
    Mapping {
        /// The object that holds it.
        object: usize,
        /// Where it is in that.
        path: ValuePath,
    },
    /// A string in a document that is YAML by itself.
    Text {
        /// The object that holds it.
        object: usize,
        /// Where it is in that.
        path: ValuePath,
    },
    /// One value at a path of the values, as `--set` writes it.
    Set {
        /// The path, in the notation of `--set`.
        target: String,
        /// The value.
        value: Node,
        /// How the value is read.
        grammar: Grammar,
    },
    /// A file of which a kustomization makes a ConfigMap or a Secret.
    Generated {
        /// Where it is.
        file: PathBuf,
    },
    /// Files of values.
    File {
        /// As they are written.
        name: String,
        /// Their path, or a pattern of such paths; `None` if it is not known.
        path: Option<String>,
        /// Where.
        place: Place,
        /// Whether they may be absent.
        is_optional: bool,
    },
    /// A file whose content is one value, as `--set-file` writes it.
    Content {
        /// Its path, as that of a file of values.
        path: Option<String>,
        /// What is absent if the file is not here.
        absent: Absent,
    },
    /// What is not in the input.
    Absent(Absent),
}

/// How a value at a path is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grammar {
    /// As by `--set`.
    Set,
    /// As by `--set-string`: it is a string, whatever it looks like.
    String,
    /// As by `--set-literal`: it is that string, commas and braces included.
    Literal,
}

/// Values that are named and not in the input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absent {
    /// What it is, such as ``the Secret `tokens` ``.
    pub what: String,
    /// Where it is named.
    pub place: Place,
    /// The one path that it sets, in the notation of `--set`; `None` if it may set any key.
    pub target: Option<String>,
    /// Whether it may also take away what others set, as a patch does.
    pub may_remove: bool,
}

//! What keeps a run from doing its work.

use super::{BaselineError, Target};
use crate::config::ConfigError;
use crate::contract::LoadError;
use crate::diagnostic::ObjectName;
use crate::gitops::Controller;
use crate::render::RenderError;
use crate::schema::{ChartSchemaError, SchemaError};
use crate::source::{display_path, program, shell_word};
use crate::template::objects::capabilities::KubeVersionError;
use crate::values;
use crate::words::{list, plural, ticked};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Why the tool cannot do its work.
#[derive(Debug, thiserror::Error)]
pub enum ProjectError {
    /// Values cannot be read; several targets may share them.
    #[error(transparent)]
    Values(Arc<values::Error>),
    /// The config file cannot be used.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The baseline cannot be used.
    #[error(transparent)]
    Baseline(#[from] BaselineError),
    /// A contract cannot be used.
    #[error(transparent)]
    Contract(#[from] LoadError),
    /// There is no contract of this name, nor a folder.
    #[error("there is no contract `{name}`")]
    NoContract {
        /// What was asked for.
        name: String,
    },
    /// A contract's schema is none.
    #[error(transparent)]
    Schema(#[from] SchemaError),
    /// A chart's own schema is none.
    #[error(transparent)]
    ChartSchema(#[from] ChartSchemaError),
    /// A contract's template fails.
    #[error(transparent)]
    Render(#[from] RenderError),
    /// There is no file or folder at a path.
    #[error("there is no `{}`", display_path(path))]
    Missing {
        /// The path.
        path: PathBuf,
    },
    /// A walk found neither a chart nor manifests.
    #[error("no chart found in `{}`, nor a manifest of kagent", display_path(path))]
    NoChart {
        /// Where it looked.
        path: PathBuf,
        /// A file there that was meant to be `Chart.yaml`.
        near: Option<PathBuf>,
        /// A packed chart there: such are linted where they are named.
        packed: Option<PathBuf>,
        /// How many releases there are of charts that are not here.
        releases: usize,
    },
    /// A file that is no TARGET.
    #[error("`{}` is {what}", display_path(path))]
    NoTargetFile {
        /// The file.
        path: PathBuf,
        /// What it is.
        what: Cow<'static, str>,
        /// What to do about it.
        help: &'static str,
    },
    /// A file holds Kubernetes manifests.
    #[error("`{}` holds manifests, not values", display_path(path))]
    Manifests {
        /// The file.
        path: PathBuf,
        /// Whose values are in it, if a GitOps controller installs a chart by it.
        installer: Option<Controller>,
    },
    /// A file that is named for its CRDs holds none.
    #[error(
        "`{}` holds no CustomResourceDefinition of `apiextensions.k8s.io/v1`",
        display_path(path)
    )]
    NoDefinition {
        /// The file.
        path: PathBuf,
    },
    /// A command that works on one target was given several.
    #[error("there are {} targets, and this command works on exactly one: {}", targets.len(), names(targets))]
    SeveralTargets {
        /// The targets.
        targets: Vec<Target>,
    },
    /// `--object` names none of what is installed.
    #[error(
        "nothing of what was named installs a chart and is called `{called}`{}",
        there_are(objects)
    )]
    NoObject {
        /// What was asked for.
        called: String,
        /// What is there.
        objects: Vec<String>,
    },
    /// What is named installs charts that are not here.
    #[error("there is nothing to work on: {}", told.join("; "))]
    NotInstalled {
        /// What is said of each.
        told: Vec<String>,
    },
    /// A command that works on one target was given none.
    #[error("there is nothing to work on: {}", skipped.join("; "))]
    NoTarget {
        /// What was named and is passed over, each in a sentence.
        skipped: Vec<String>,
    },
    /// A directory could not be walked.
    #[error("cannot walk `{}`: {source}", display_path(path))]
    Walk {
        /// The directory.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A command that works on a chart was given none.
    #[error("no chart is known for {}", files.iter().map(|file| format!("`{}`", display_path(file))).collect::<Vec<_>>().join(", "))]
    NotOnAChart {
        /// The values files that were given.
        files: Vec<PathBuf>,
    },
    /// A file of a chart cannot be read any more.
    #[error("a file of the chart `{}` cannot be read", display_path(chart))]
    ChartFile {
        /// The chart.
        chart: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// `--kube-version` is none.
    #[error(transparent)]
    KubeVersion(#[from] KubeVersionError),
    /// A glob of `--each` cannot be read.
    #[error("`{glob}` in `--each` is no glob: {source}")]
    Each {
        /// The glob.
        glob: String,
        /// What is wrong with it.
        source: globset::Error,
    },
    /// `--each` with several targets.
    #[error("`--each` puts files on one chart, and several are named")]
    EachOnSeveral,
    /// A glob of `--each` makes no target.
    #[error("`--each` matches no values file by `{glob}`{}", passed_over_all(*passed_over))]
    EachOfNothing {
        /// The glob.
        glob: String,
        /// How many files it matches that are passed over.
        passed_over: usize,
    },
    /// A glob of `--exclude` cannot be read. One of the config file is a finding.
    #[error("`{glob}` in `--exclude` is no glob: {source}")]
    Exclude {
        /// The glob.
        glob: String,
        /// What is wrong with it.
        source: globset::Error,
    },
}

/// How many files were passed over, as the end of a sentence.
fn passed_over_all(count: usize) -> String {
    match count {
        0 => String::new(),
        count => format!(": {} passed over", are(count)),
    }
}

fn are(count: usize) -> String {
    let are = if count == 1 { "is" } else { "are" };
    format!("{} {are}", plural(count, "other"))
}

impl From<values::Error> for ProjectError {
    fn from(error: values::Error) -> Self {
        Self::Values(Arc::new(error))
    }
}

/// What to do with an object by which a controller installs a chart, where values are meant.
fn help_of_installer(by: Controller) -> String {
    let object = match by {
        Controller::Flux => "HelmRelease",
        Controller::Argo => "Application",
    };
    format!(
        "name the file as the target, not with `-f`: `{} lint FILE --chart DIR` reads the values inside the {object}",
        program()
    )
}

/// The objects that are there, as the end of a sentence.
fn there_are(objects: &[String]) -> String {
    match objects {
        [] => String::new(),
        objects => format!(": there is {}", list(&ticked(objects), "and")),
    }
}

/// How to say which of several targets is meant.
fn pick(targets: &[Target]) -> String {
    let installed = targets
        .iter()
        .filter_map(|target| target.installed.as_ref());
    let objects: BTreeSet<&ObjectName> = installed.map(|by| &by.object).collect();
    let name = objects
        .first()
        .map(|name| name.to_string().replace(' ', "/"));
    match name.and_then(|name| shell_word(&name)) {
        Some(name) if objects.len() > 1 => {
            format!("say which one is meant: `--object {name}`, for example")
        }
        Some(_) if targets.iter().all(|target| target.installed.is_some()) => {
            "say which of its charts is meant: `--chart DIR`".to_owned()
        }
        _ => "name one of them".to_owned(),
    }
}

fn names(targets: &[Target]) -> String {
    let names: Vec<String> = targets.iter().map(|target| target.label(&[])).collect();
    names.join(", ")
}

impl ProjectError {
    /// A file of another program that is named as TARGET.
    pub(super) fn other(path: &Path, what: &'static str) -> Self {
        Self::NoTargetFile {
            path: path.to_path_buf(),
            what: format!("{what}, not values").into(),
            help: "name a chart's folder, a packed chart or a values file",
        }
    }

    /// What `--each` puts files on and is no chart.
    pub(super) fn each_on_no_chart(path: &Path) -> Self {
        Self::NoTargetFile {
            path: path.to_path_buf(),
            what: "no chart, and `--each` puts files on one".into(),
            help: "name the chart's folder, or a packed chart: `lint CHART --each 'clusters/*.yaml'`",
        }
    }

    /// What `--chart` names and is no chart.
    pub(super) fn no_chart(path: &Path) -> Self {
        Self::NoTargetFile {
            path: path.to_path_buf(),
            what: "no chart: neither a folder nor a packed one".into(),
            help: "`--chart` takes the folder that holds `Chart.yaml`, or a packed chart (`.tgz`)",
        }
    }

    /// A file where the folder of a contract was to be named.
    pub(super) fn no_contract_folder(path: &Path) -> Self {
        Self::NoTargetFile {
            path: path.to_path_buf(),
            what: "a file, and a contract of one's own is a folder".into(),
            help: "name the folder that holds `contract.yaml`, or one of the built-in contracts",
        }
    }

    /// A `Chart.yaml` that is spelled otherwise, named as TARGET.
    pub(super) fn misnamed_chart(path: &Path) -> Self {
        Self::NoTargetFile {
            path: path.to_path_buf(),
            what: "no `Chart.yaml`, and Helm reads that name only, so its folder is no chart"
                .into(),
            help: "rename it to `Chart.yaml`",
        }
    }

    /// What to do about it.
    pub fn help(&self) -> Option<String> {
        Some(match self {
            Self::Values(error) => return error.help(),
            Self::Baseline(error) => return error.help(),
            Self::Config(error) => return error.help(),
            Self::NoContract { .. } => format!(
                "name one of {}, or a folder that holds contract.yaml; `{} init --stdout` says which one each chart shows",
                crate::contract::BUILT_IN.join(", "),
                program()
            ),
            Self::Missing { .. } => format!(
                "name a chart directory, a values file, a manifest, or `-` for standard input; `{} lint .` looks for charts and manifests",
                program()
            ),
            Self::NoChart {
                near: Some(near), ..
            } => format!(
                "rename `{}` to `Chart.yaml`: Helm reads that name only",
                display_path(near)
            ),
            Self::NoChart {
                packed: Some(packed),
                ..
            } => format!(
                "packed charts are linted where they are named: `{} lint {}`",
                program(),
                display_path(packed)
            ),
            Self::NoTargetFile { help, .. } => (*help).into(),
            Self::Manifests {
                installer: Some(by),
                ..
            } => help_of_installer(*by),
            Self::NoChart {
                releases: 1.., ..
            } => format!(
                "HelmReleases and Applications are there, and their charts are not: `{} lint . --charts DIR` looks for these in DIR, by name and version",
                program()
            ),
            Self::NoChart { .. } => format!(
                "name a folder with charts or manifests, or a values file and its chart: `{} lint --chart DIR FILE`; `--allow-empty` makes this succeed",
                program()
            ),
            Self::Manifests { .. } => format!(
                "this needs values: name the chart and the values file it was made of: `{0} values CHART -f FILE`; `{0} lint` and `{0} trace` take manifests",
                program()
            ),
            Self::ChartSchema(_) => {
                "fix the schema: Helm refuses the chart with it, whatever the values are".into()
            }
            Self::NoDefinition { .. } => {
                "name a file with CRDs after `--crd`, such as those of the chart kagent-crds".into()
            }
            Self::SeveralTargets { targets } => pick(targets),
            Self::NoObject { objects, .. } if objects.is_empty() => {
                "name a file with HelmReleases or Applications whose chart is here: `--chart` or `--charts` says where that is".into()
            }
            Self::NoObject { .. } => {
                "write its name, with its namespace or its kind before it where several have it: `NAMESPACE/NAME`, `KIND/NAME`".into()
            }
            Self::EachOnSeveral => format!(
                "name one chart, and quote the glob, so that the shell does not expand it: `{} lint CHART --each 'clusters/*.yaml'`",
                program()
            ),
            Self::EachOfNothing { .. } => {
                "a glob starts at the working directory, `*` matches within one folder, and `**` any folders; `--allow-empty` makes this succeed".into()
            }
            Self::NotOnAChart { .. } => {
                format!("name the chart: `{} render CHART -f FILE --all`", program())
            }
            Self::NoTarget { .. } => format!(
                "name another file, or correct `exclude` in the config file; `{} schema config` describes it",
                program()
            ),
            _ => return None,
        })
    }
}

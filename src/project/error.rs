//! What keeps a run from doing its work.

use super::{BaselineError, Target};
use crate::config::ConfigError;
use crate::contract::LoadError;
use crate::render::RenderError;
use crate::schema::{ChartSchemaError, SchemaError};
use crate::source::{program, shown};
use crate::values;
use std::path::PathBuf;

/// Why the tool cannot do its work.
#[derive(Debug, thiserror::Error)]
pub enum ProjectError {
    /// Values cannot be read.
    #[error(transparent)]
    Values(#[from] values::Error),
    /// A chart that several targets share cannot be loaded.
    #[error("{message}")]
    Unloaded {
        /// What is wrong.
        message: String,
        /// What to do about it.
        help: Option<String>,
    },
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
    /// Nothing stands at a path.
    #[error("there is no `{}`", shown(path))]
    Missing {
        /// The path.
        path: PathBuf,
    },
    /// An entry of the config file's `targets` names what is not there.
    #[error(
        "`targets` in `{}` names `{}`, and there is no such {}",
        shown(config),
        shown(path),
        what
    )]
    Entry {
        /// The config file.
        config: PathBuf,
        /// What it names.
        path: PathBuf,
        /// What that should be.
        what: &'static str,
    },
    /// A walk found no chart.
    #[error("no chart found in `{}`", shown(path))]
    NoChart {
        /// Where it looked.
        path: PathBuf,
    },
    /// A file holds Kubernetes manifests.
    #[error("`{}` holds manifests, not values", shown(path))]
    Manifests {
        /// The file.
        path: PathBuf,
    },
    /// A command that works on one target was given several.
    #[error("there are {} targets, and this command works on exactly one: {}", targets.len(), names(targets))]
    SeveralTargets {
        /// They.
        targets: Vec<Target>,
    },
    /// A command that works on one target was given none.
    #[error("there is nothing to work on: what was named is excluded, or never holds values")]
    NoTarget,
    /// A directory could not be walked.
    #[error("cannot walk `{}`: {source}", shown(path))]
    Walk {
        /// The directory.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A glob of the config file's `exclude` cannot be read.
    #[error("`{glob}` in `exclude` is no glob: {source}")]
    Exclude {
        /// The glob.
        glob: String,
        /// What is wrong with it.
        source: globset::Error,
    },
}

fn names(targets: &[Target]) -> String {
    let names: Vec<String> = targets.iter().map(|target| target.label(&[])).collect();
    names.join(", ")
}

impl ProjectError {
    /// What to do about it.
    pub fn help(&self) -> Option<String> {
        Some(match self {
            Self::Values(error) => return error.help(),
            Self::Baseline(error) => return error.help(),
            Self::Unloaded { help, .. } => return help.clone(),
            Self::Config(ConfigError::Read(error)) => return error.help(),
            Self::NoContract { .. } => format!(
                "name one of {}, or a folder that holds contract.yaml; `{} init --stdout` tells which one each chart shows",
                crate::contract::BUILT_IN.join(", "),
                program()
            ),
            Self::Missing { .. } => format!(
                "name a chart directory, a values file, or `-` for standard input; `{} lint .` looks for charts",
                program()
            ),
            Self::Entry { .. } => {
                "correct the entry or remove it: paths in the config file count from its own folder"
                    .into()
            }
            Self::NoChart { .. } => format!(
                "name a folder with charts, or a values file and its chart: `{} lint --chart DIR FILE`; `--allow-empty` makes this succeed",
                program()
            ),
            Self::Manifests { .. } => format!(
                "this version reads values only: name the chart and the values file it was made of: `{} lint CHART -f FILE`",
                program()
            ),
            Self::ChartSchema(_) => {
                "mend the schema: Helm refuses the chart with it, whatever the values are".into()
            }
            Self::SeveralTargets { .. } => "name one of them".into(),
            Self::NoTarget => format!(
                "name another file, or correct `exclude` in the config file; `{} schema config` describes it",
                program()
            ),
            _ => return None,
        })
    }
}

//! The config file: `.helm-obo.yaml` or `helm-obo.yaml`, or with `.yml`, read, checked, and its paths made relative to the
//! working directory.

mod check;
mod find;
mod mistake;

pub use find::{NAMES, find};

use crate::diagnostic::{Diagnostic, Severity};
use crate::platform::Statement;
use crate::source::{ValuePath, WorkingDirectory, display_path};
use crate::values::{self, Loader};
use crate::yaml::{self, Node};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The schema of the config file.
pub const SCHEMA: &str = include_str!("../../schemas/config.schema.json");

/// A config file's settings; paths are those from the working directory.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// The file; none when there is none.
    pub file: Option<PathBuf>,
    /// The folder that relative paths in it start at.
    pub folder: PathBuf,
    /// The contract's name or folder.
    pub contract: Option<String>,
    /// What it states of the platform.
    pub platform: Statement,
    /// Severities by rule; none switches the rule off.
    pub rules: BTreeMap<String, Option<Severity>>,
    /// Globs of what to leave out, relative to the folder.
    pub exclude: Vec<String>,
    /// Which values files belong to which chart.
    pub targets: Vec<TargetEntry>,
    /// Which values files must agree on what.
    pub umbrella: Vec<Umbrella>,
    /// The content of the file, in which mistakes are pointed at.
    pub(crate) content: Option<Node>,
}

/// Values files that must agree on a subtree.
#[derive(Debug, Clone)]
pub struct Umbrella {
    /// The files; each later one is compared with the first.
    pub files: Vec<PathBuf>,
    /// Where the subtree is.
    pub path: ValuePath,
    /// The entry's path in the config file.
    pub setting: ValuePath,
}

/// A chart with the values files that belong to it.
#[derive(Debug, Clone)]
pub struct TargetEntry {
    /// The chart's directory.
    pub chart: PathBuf,
    /// Values files on top of the chart's own, in order.
    pub values: Vec<PathBuf>,
    /// The release's namespace.
    pub namespace: Option<String>,
    /// The release's name.
    pub release: Option<String>,
    /// The contract's name or folder.
    pub contract: Option<String>,
    /// The entry's path in the config file.
    pub setting: ValuePath,
}

/// Why a config file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// It cannot be read, or is no YAML.
    #[error(transparent)]
    Read(#[from] Box<values::Error>),
    /// Two files of one folder, of which one would go unread.
    #[error(
        "`{}` and `{}` are two config files in one folder",
        display_path(file),
        display_path(other)
    )]
    Several {
        /// One of them.
        file: PathBuf,
        /// The other.
        other: PathBuf,
    },
    /// It holds something that means nothing.
    #[error("{} has {} that cannot be used", file.display(), if mistakes.len() == 1 { "a setting" } else { "settings" })]
    Mistakes {
        /// The file.
        file: PathBuf,
        /// All that is wrong with it.
        mistakes: Vec<Diagnostic>,
    },
}

/// The file's shape, once it is checked.
#[derive(Deserialize)]
struct Raw {
    contract: Option<String>,
    #[serde(default)]
    platform: Statement,
    #[serde(default)]
    rules: BTreeMap<String, Level>,
    #[serde(default)]
    exclude: Vec<String>,
    #[serde(default)]
    targets: Vec<RawTarget>,
    #[serde(default)]
    umbrella: Vec<RawUmbrella>,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "lowercase")]
enum Level {
    Off,
    Note,
    Warning,
    Error,
}

#[derive(Deserialize)]
struct RawTarget {
    chart: String,
    #[serde(default)]
    values: Vec<String>,
    namespace: Option<String>,
    release: Option<String>,
    contract: Option<String>,
}

#[derive(Deserialize)]
struct RawUmbrella {
    files: Vec<String>,
    path: String,
}

/// Reads a config file.
///
/// # Errors
/// When it cannot be read, is not YAML, or has invalid content; then all of its mistakes are reported at once.
pub fn load(
    loader: &Loader<'_>,
    here: &WorkingDirectory,
    path: &Path,
) -> Result<Config, ConfigError> {
    let document = loader
        .text(path)
        .and_then(|source| Ok(yaml::read_values(&source)?))
        .map_err(Box::new)?;
    let raw = check::check(&document.root).map_err(|mistakes| ConfigError::Mistakes {
        file: path.to_path_buf(),
        mistakes,
    })?;
    let folder = path.parent().unwrap_or(Path::new("")).to_path_buf();
    let named = |path: &str| here.relative(&folder.join(path));
    Ok(Config {
        file: Some(path.to_path_buf()),
        contract: raw.contract,
        platform: raw.platform,
        rules: raw
            .rules
            .into_iter()
            .map(|(rule, level)| (rule, level.severity()))
            .collect(),
        exclude: raw.exclude,
        targets: raw
            .targets
            .into_iter()
            .enumerate()
            .map(|(index, target)| TargetEntry {
                setting: ValuePath::keys(["targets"]).join(index),
                chart: named(&target.chart),
                values: target.values.iter().map(|file| named(file)).collect(),
                namespace: target.namespace,
                release: target.release,
                contract: target.contract,
            })
            .collect(),
        umbrella: raw
            .umbrella
            .into_iter()
            .enumerate()
            .map(|(index, entry)| Umbrella {
                files: entry.files.iter().map(|file| named(file)).collect(),
                path: ValuePath::parse(&entry.path),
                setting: ValuePath::keys(["umbrella"]).join(index),
            })
            .collect(),
        folder,
        content: Some(document.root),
    })
}

impl Level {
    fn severity(self) -> Option<Severity> {
        match self {
            Self::Off => None,
            Self::Note => Some(Severity::Note),
            Self::Warning => Some(Severity::Warning),
            Self::Error => Some(Severity::Error),
        }
    }
}

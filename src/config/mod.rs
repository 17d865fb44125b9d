//! The config file: `.helm-obo.yaml` or `helm-obo.yaml`, or with `.yml`, read, checked, and its paths made relative to the
//! working directory.

mod check;
mod find;
mod mistake;

pub use find::{NAMES, find};

use crate::diagnostic::{Diagnostic, FailOn, Severity};
use crate::platform::{GatewayKind, Gateways, Statement, UrlPattern};
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
    /// Which manifests belong together.
    pub manifests: Vec<ManifestsEntry>,
    /// What reads the headers of servers.
    pub gateways: Gateways,
    /// Folders of charts, in which those that GitOps controllers install are looked for.
    pub charts: Vec<PathBuf>,
    /// What alone is looked for in folders.
    pub only: Option<Only>,
    /// Which values files must agree on what.
    pub umbrella: Vec<Umbrella>,
    /// The file of findings that are known.
    pub baseline: Option<PathBuf>,
    /// From which severity on findings make a run fail.
    pub fail_on: Option<FailOn>,
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

/// Files of manifests that are one set.
#[derive(Debug, Clone)]
pub struct ManifestsEntry {
    /// Globs of the files, relative to the config file's folder.
    pub globs: Vec<String>,
    /// Whether there are no others.
    pub is_complete: bool,
    /// What is stated of the platform for them.
    pub platform: Statement,
    /// What reads the headers of their servers.
    pub gateways: Gateways,
    /// The entry's path in the config file.
    pub setting: ValuePath,
}

/// What alone is looked for in folders that are walked through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Only {
    /// Charts.
    Charts,
    /// Manifests.
    Manifests,
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
    gateways: Vec<RawGateway>,
    #[serde(default)]
    charts: Vec<String>,
    only: Option<Only>,
    #[serde(default)]
    umbrella: Vec<RawUmbrella>,
    baseline: Option<String>,
    #[serde(rename = "fail-on")]
    fail_on: Option<FailOn>,
}

#[derive(Deserialize)]
struct RawGateway {
    url: String,
    kind: GatewayKind,
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
    chart: Option<String>,
    #[serde(default)]
    values: Vec<String>,
    namespace: Option<String>,
    release: Option<String>,
    contract: Option<String>,
    manifests: Option<Vec<String>>,
    #[serde(default)]
    complete: bool,
    #[serde(default)]
    platform: Statement,
    #[serde(default)]
    gateways: Vec<RawGateway>,
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
    let mut targets = Vec::new();
    let mut manifests = Vec::new();
    for (index, target) in raw.targets.into_iter().enumerate() {
        let setting = ValuePath::keys(["targets"]).join(index);
        match (target.chart, target.manifests) {
            (Some(chart), _) => targets.push(TargetEntry {
                setting,
                chart: named(&chart),
                values: target.values.iter().map(|file| named(file)).collect(),
                namespace: target.namespace,
                release: target.release,
                contract: target.contract,
            }),
            (None, globs) => manifests.push(ManifestsEntry {
                setting,
                globs: globs.unwrap_or_default(),
                is_complete: target.complete,
                platform: target.platform,
                gateways: gateways(target.gateways),
            }),
        }
    }
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
        targets,
        manifests,
        gateways: gateways(raw.gateways),
        charts: raw.charts.iter().map(|path| named(path)).collect(),
        only: raw.only,
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
        baseline: raw.baseline.map(|file| named(&file)),
        fail_on: raw.fail_on,
        folder,
        content: Some(document.root),
    })
}

fn gateways(raw: Vec<RawGateway>) -> Gateways {
    let patterns = raw.into_iter();
    Gateways {
        patterns: patterns
            .map(|raw| (UrlPattern::new(&raw.url), raw.kind))
            .collect(),
    }
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

//! The charts below a chart: those in `charts/`, and those that it declares and that are not there.

use super::Project;
use super::templates::Templates;
use crate::contract::KNOWN_CHARTS;
use crate::source::{FileSystem, ValuePath};
use crate::templates::Reading;
use crate::values::{Chart, Dependency};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A chart in `charts/`, under the key that its values stand below.
#[derive(Debug)]
pub(super) struct Below {
    pub(super) key: Arc<str>,
    /// The chart's own name.
    pub(super) name: Arc<str>,
    pub(super) templates: Templates,
}

/// A dependency that is declared and not in `charts/`.
#[derive(Debug)]
pub(super) struct Absent {
    /// The key that its values stand below.
    pub(super) key: Arc<str>,
    /// Its own name.
    pub(super) name: Arc<str>,
    /// Whether it is a chart that is known to read agents.
    is_known: bool,
    /// The folder that it comes from, if it is said to come from one.
    folder: Option<PathBuf>,
}

/// Where the values of a dependency that is not in `charts/` stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Missing {
    pub(super) key: ValuePath,
    pub(super) reads: Reads,
}

/// Whether a dependency that is not in `charts/` reads agents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reads {
    /// Its templates do, in the folder that it comes from.
    Shown,
    /// Its name is that of a chart whose releases did.
    Known,
    /// Its templates do not.
    Not,
    /// Nobody knows.
    Unknown,
}

/// The charts in a chart's `charts/`, each once for every key that a declared dependency gives it.
pub(super) fn below(chart: &Chart) -> Vec<Below> {
    let dependencies = chart.dependencies.as_deref().unwrap_or_default();
    let mut all = Vec::new();
    for subchart in &chart.subcharts {
        let declared = dependencies.iter().filter(|one| one.name == subchart.name);
        let mut keys: Vec<Arc<str>> = declared.map(key).collect();
        if keys.is_empty() {
            keys.push(subchart.name.clone());
        }
        all.extend(keys.into_iter().map(|key| Below {
            key,
            name: Arc::clone(&subchart.name),
            templates: Templates::new(subchart),
        }));
    }
    all
}

/// The declared dependencies that are not in `charts/`.
pub(super) fn absent(chart: &Chart) -> Vec<Absent> {
    let dependencies = chart.dependencies.as_deref().unwrap_or_default();
    let is_there = |name: &str| chart.subcharts.iter().any(|one| &*one.name == name);
    dependencies
        .iter()
        .filter(|one| !is_there(&one.name))
        .map(|one| Absent {
            key: key(one),
            name: Arc::clone(&one.name),
            is_known: KNOWN_CHARTS.contains(&&*one.name),
            folder: folder(chart, one),
        })
        .collect()
}

/// The key that a dependency's values stand below.
fn key(dependency: &Dependency) -> Arc<str> {
    let alias = dependency.alias.as_ref();
    Arc::clone(alias.unwrap_or(&dependency.name))
}

/// The folder that a dependency comes from, as its `file://` says.
fn folder(chart: &Chart, dependency: &Dependency) -> Option<PathBuf> {
    let path = Path::new(dependency.repository.strip_prefix("file://")?);
    Some(chart.directory.join(path))
}

impl Project<'_> {
    /// The dependencies that are not in `charts/`, here and further down, and whether they read agents.
    pub(super) fn missing(&self, templates: &Templates, definitions: &ValuePath) -> Vec<Missing> {
        let own = templates.absent().iter().map(|absent| Missing {
            key: ValuePath::keys([&*absent.key]),
            reads: self.reads_agents(absent, definitions),
        });
        let mut all: Vec<Missing> = own.collect();
        for below in templates.below() {
            let deeper = self.missing(&below.templates, definitions).into_iter();
            let own = ValuePath::keys([&*below.key]);
            all.extend(deeper.map(|missing| Missing {
                key: own.append(&missing.key),
                ..missing
            }));
        }
        all
    }

    fn reads_agents(&self, absent: &Absent, definitions: &ValuePath) -> Reads {
        let folder = absent.folder.as_deref();
        let is_read = folder.and_then(|folder| self.is_read_in(folder, definitions));
        match is_read {
            Some(true) => Reads::Shown,
            Some(false) => Reads::Not,
            None if absent.is_known => Reads::Known,
            None => Reads::Unknown,
        }
    }

    /// Whether the chart in a folder reads agents; none where there is no chart that can be read.
    fn is_read_in(&self, folder: &Path, definitions: &ValuePath) -> Option<bool> {
        let base = self.base(&self.here.relative(folder)).ok()?;
        let templates = &base.templates;
        match templates.reading(self.files, definitions) {
            Reading::Named(_) => Some(true),
            Reading::Unread => Some(false),
            Reading::Whole(_) | Reading::Unclear(_) | Reading::Cut => None,
        }
    }
}

impl Templates {
    /// The keys below which a subchart's templates read agents, as one that follows a contract does.
    pub(super) fn readers(
        &self,
        files: &dyn FileSystem,
        definitions: &ValuePath,
    ) -> Vec<ValuePath> {
        let mut keys = Vec::new();
        for below in self.below() {
            let own = ValuePath::keys([&*below.key]);
            if matches!(
                below.templates.reading(files, definitions),
                Reading::Named(_)
            ) {
                keys.push(own.clone());
            }
            let deeper = below.templates.readers(files, definitions);
            keys.extend(deeper.iter().map(|key| own.append(key)));
        }
        keys
    }
}

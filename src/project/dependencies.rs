//! The charts that a chart depends on: the keys of their values, and which of them are declared and not there.

use crate::contract::KNOWN_CHARTS;
use crate::values::{Chart, Dependency, folder_of};
use std::path::PathBuf;
use std::sync::Arc;

/// A dependency that is declared and not in `charts/`.
#[derive(Debug)]
pub(super) struct Absent {
    /// The key that holds its values.
    pub(super) key: Arc<str>,
    pub(super) name: Arc<str>,
    /// Whether it is a chart that is known to read agents.
    pub(super) is_known: bool,
    /// The folder that it comes from, if it is said to come from one.
    pub(super) folder: Option<PathBuf>,
}

/// The declared dependencies that are not in `charts/`.
pub(super) fn absent(chart: &Chart) -> Vec<Absent> {
    chart
        .missing_dependencies()
        .map(|one| Absent {
            key: key(one),
            name: Arc::clone(&one.name),
            is_known: KNOWN_CHARTS.contains(&&*one.name),
            folder: folder_of(&chart.directory, one),
        })
        .collect()
}

/// The key that holds a dependency's values.
pub(super) fn key(dependency: &Dependency) -> Arc<str> {
    let alias = dependency.alias.as_ref();
    Arc::clone(alias.unwrap_or(&dependency.name))
}

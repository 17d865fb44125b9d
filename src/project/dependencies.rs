//! The charts that a chart depends on: the keys of their values, and which of them are declared and not there.

use super::charts::LoadedChart;
use super::hints;
use crate::contract::KNOWN_CHARTS;
use crate::source::display_path;
use crate::values::{Chart, Dependency, folder_of};
use crate::words::list_up_to;
use std::collections::BTreeSet;
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

/// That Helm refuses charts until the dependencies are there that they declare: one sentence for all of them. It is no mistake in
/// their files.
pub(super) fn told_absent<'c>(charts: impl Iterator<Item = &'c LoadedChart>) -> Option<String> {
    let lacking = charts.filter_map(|base| {
        let absent = base.templates.absent().iter();
        let absent: BTreeSet<&str> = absent.map(|one| &*one.name).collect();
        let chart = format!("`{}`", display_path(&base.chart.directory));
        (!absent.is_empty()).then_some((chart, absent))
    });
    let lacking: Vec<_> = lacking.collect();
    if let [(chart, absent)] = &lacking[..] {
        let (what, is, them) = match absent.len() {
            1 => ("the dependency", "is", "it"),
            _ => ("the dependencies", "are", "them"),
        };
        let names: Vec<&str> = absent.iter().copied().collect();
        return Some(format!(
            "{chart} declares {what} {}, which {is} not in `charts/`: `helm template` refuses the chart until \
             `helm dependency build` brings {them}",
            hints::names(&names)
        ));
    }
    let charts: Vec<String> = lacking.into_iter().map(|(chart, _)| chart).collect();
    (!charts.is_empty()).then(|| {
        format!(
            "{} declare dependencies that are not in their `charts/`: `helm template` refuses each of them until \
             `helm dependency build` brings these",
            list_up_to(3, &charts)
        )
    })
}

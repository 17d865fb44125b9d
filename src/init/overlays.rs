//! Values files that no chart holds as its own, and the chart that each probably belongs to.

use crate::project::{Surveyed, speaks_of};
use crate::source::{FileKind, FileSystem, ValuePath, WorkingDirectory};
use crate::values::Loader;
use crate::yaml::Node;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Larger files are no values that somebody wrote.
const LARGEST: u64 = 1 << 20;

/// Folders of a chart that hold no values files.
const NOT_IN_CHARTS: &[&str] = &["charts", "crds", "templates", "tests"];

/// A values file that sets agents.
pub(super) struct FoundOverlay {
    pub(super) path: PathBuf,
    /// The chart that it probably belongs to.
    pub(super) chart: Option<PathBuf>,
    pub(super) agents: BTreeSet<String>,
}

/// A chart, and the agents that it defines.
struct ChartOfInterest<'a> {
    folder: &'a Path,
    definitions: ValuePath,
    agents: BTreeSet<&'a str>,
}

/// The values files below a folder that define agents, each with its chart: the one it is in, else the one it shares
/// most agents with, else the only one. Beside them, those that mention definitions and cannot be read.
pub(super) fn find(
    folder: &Path,
    surveyed: &[Surveyed],
    files: &dyn FileSystem,
    here: &WorkingDirectory,
    loader: &Loader<'_>,
) -> (Vec<FoundOverlay>, Vec<PathBuf>) {
    let mut charts: Vec<ChartOfInterest<'_>> = surveyed.iter().filter_map(known).collect();
    // A chart may leave its agents to its overlays.
    if charts.iter().any(|chart| !chart.agents.is_empty()) {
        charts.retain(|chart| !chart.agents.is_empty());
    }
    if charts.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let loaded = surveyed
        .iter()
        .filter_map(|chart| chart.loaded.as_ref().ok());
    let misnamed = loaded.flat_map(|loaded| &loaded.misnamed);
    let misnamed: Vec<PathBuf> = misnamed.map(|one| here.relative(&one.path)).collect();
    let (mut found, mut broken) = (Vec::new(), Vec::new());
    for file in candidates(folder, files) {
        let file = here.relative(&file);
        if misnamed.contains(&file) || !may_define(&charts, &file, files) {
            continue;
        }
        let Ok(layer) = loader.overlay(&file) else {
            if may_set(&charts, &file, files) {
                broken.push(file);
            }
            continue;
        };
        let is_manifest = ["apiVersion", "kind"]
            .iter()
            .all(|key| layer.root.get(key).is_some());
        let chart = chart_of(&file, &layer.root, &charts);
        let defines = |chart: &&ChartOfInterest<'_>| !names(&layer.root, chart).is_empty();
        let read_by = chart
            .filter(defines)
            .or_else(|| charts.iter().find(defines));
        if let Some(read_by) = read_by.filter(|_| !is_manifest) {
            let agents = names(&layer.root, read_by).into_iter();
            found.push(FoundOverlay {
                agents: agents.map(str::to_owned).collect(),
                chart: chart.map(|chart| chart.folder.to_path_buf()),
                path: file,
            });
        }
    }
    (found, broken)
}

fn known(surveyed: &Surveyed) -> Option<ChartOfInterest<'_>> {
    let loaded = surveyed.loaded.as_ref().ok()?;
    let agents: BTreeSet<&str> = loaded
        .model
        .agents
        .iter()
        .map(|agent| &*agent.name)
        .collect();
    Some(ChartOfInterest {
        folder: &surveyed.chart,
        definitions: ValuePath::parse(&loaded.compiled.contract.definition.layout.definitions),
        agents,
    })
}

/// The YAML files that may be such files, sorted.
fn candidates(folder: &Path, files: &dyn FileSystem) -> Vec<PathBuf> {
    let is_chart = |folder: &Path| files.kind(&folder.join("Chart.yaml")) == Some(FileKind::File);
    let mut enter = |folder: &Path| {
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        let is_of_chart = NOT_IN_CHARTS.contains(&&*name) && folder.parent().is_some_and(is_chart);
        !name.starts_with('.') && !is_of_chart
    };
    let folders = files.directories(folder, &mut enter).unwrap_or_default();
    let mut candidates = Vec::new();
    for folder in folders {
        let is_ci = folder.ends_with("ci") && folder.parent().is_some_and(is_chart);
        let is_chart = is_chart(&folder);
        for file in files.list(&folder).unwrap_or_default() {
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            let is_yaml = [".yaml", ".yml", ".json"]
                .iter()
                .any(|end| name.ends_with(end));
            let own = ["Chart.yaml", "values.yaml", "values.schema.json"];
            let is_charts_own = is_chart && own.contains(&&*name);
            // These belong to their chart without being named.
            let is_test = is_ci && name.ends_with("-values.yaml");
            if is_yaml && !is_charts_own && !is_test && !name.starts_with('.') {
                candidates.push(file);
            }
        }
    }
    candidates.sort();
    candidates
}

/// A file's content, if it is small.
fn text(file: &Path, files: &dyn FileSystem) -> Option<String> {
    let is_small = files.size(file).is_ok_and(|size| size <= LARGEST);
    if !is_small || files.kind(file) != Some(FileKind::File) {
        return None;
    }
    let bytes = files.read(file).unwrap_or_default();
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// Whether a file that cannot be read was most probably meant to set definitions.
fn may_set(charts: &[ChartOfInterest<'_>], file: &Path, files: &dyn FileSystem) -> bool {
    let text = text(file, files).unwrap_or_default();
    let mut charts = charts.iter();
    charts.any(|chart| speaks_of(&text, &chart.definitions))
}

/// Whether a file's content has the name of the key that holds definitions: quicker than to parse its YAML.
fn may_define(charts: &[ChartOfInterest<'_>], file: &Path, files: &dyn FileSystem) -> bool {
    let Some(text) = text(file, files) else {
        return false;
    };
    charts.iter().any(|chart| {
        let key = chart.definitions.last_key();
        key.is_some_and(|key| text.contains(key))
    })
}

fn chart_of<'a>(
    file: &Path,
    root: &Node,
    charts: &'a [ChartOfInterest<'a>],
) -> Option<&'a ChartOfInterest<'a>> {
    let holds = |chart: &&ChartOfInterest<'_>| {
        file.starts_with(chart.folder) || chart.folder == Path::new(".")
    };
    let deepest = charts.iter().filter(holds);
    if let Some(chart) = deepest.max_by_key(|chart| chart.folder.components().count()) {
        return Some(chart);
    }
    let shared =
        |chart: &&ChartOfInterest<'_>| names(root, chart).intersection(&chart.agents).count();
    let most = charts.iter().rev().max_by_key(shared)?; // of equals the first
    (shared(&most) > 0 || charts.len() == 1).then_some(most)
}

/// The agents that a file writes, where a chart would have them.
fn names<'a>(root: &'a Node, chart: &ChartOfInterest<'_>) -> BTreeSet<&'a str> {
    let definitions = root.at(&chart.definitions).and_then(Node::as_map);
    let entries = definitions.into_iter().flat_map(|map| map.entries());
    entries.map(|entry| &*entry.key).collect()
}

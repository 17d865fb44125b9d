//! Values files with agents beside a run's charts that the run does not read. If they were not reported, it would look
//! as if all had been checked.

mod search;

use super::charts::{Charts, LoadedChart};
use super::load::is_manifest;
use super::{Loaded, Project, ProjectError, Target};
use crate::diagnostic::{BrokenFile, UnreadFile};
use crate::go;
use crate::source::{Segment, ValuePath, display_path, nearest};
use crate::yaml::Node;
use search::Search;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Folders of a chart whose files are no values.
const NO_VALUES: &[&str] = &["templates", "crds", "charts", "tests"];

/// The agents of each chart of a run, by the chart's name in reports, and whether each is active in some target.
pub(super) type Agents = BTreeMap<String, BTreeMap<String, bool>>;

/// A chart whose values files are looked for, and what makes a file one of them.
struct KnownChart<'a> {
    folder: &'a PathBuf,
    /// Where the contract has the agents' definitions.
    definitions: ValuePath,
    /// What switches the chart's agents on, where none is.
    gates: Vec<ValuePath>,
    agents: BTreeSet<&'a str>,
    /// Whether one of them is active in what is linted.
    has_active: bool,
    /// Whether its own files have to do with agents: else only what is in its folder is taken for its own.
    is_ours: bool,
}

/// The files beside the charts of a run that the run does not read, sorted.
#[derive(Debug, Default)]
pub(super) struct Left {
    pub(super) unread: Vec<UnreadFile>,
    pub(super) broken: Vec<BrokenFile>,
}

/// What is to be said of a file.
enum LeftFile {
    Unread(UnreadFile),
    Broken(BrokenFile),
}

impl Project<'_> {
    /// The values files with agents beside these charts that no target reads. They are looked for where a chart is
    /// linted by itself, and where no agent is found on it.
    pub(super) fn left_unread(
        &self,
        targets: &[&Target],
        charts: &Charts,
        agents: &Agents,
    ) -> Result<Left, ProjectError> {
        let mut known = Vec::new();
        for (folder, base) in charts.loaded() {
            let on_it: Vec<&Target> = targets
                .iter()
                .copied()
                .filter(|target| target.chart() == Some(folder))
                .collect();
            let Some(first) = on_it.first() else {
                continue;
            };
            let of_chart = agents.get(&display_path(folder));
            if self.is_looked_for(&on_it, of_chart) {
                known.extend(self.of_interest(first, (folder, base), of_chart)?);
            }
        }
        let read = targets.iter().flat_map(|target| self.input_files(target));
        self.find(&known, &read.collect())
    }

    fn is_looked_for(&self, on_it: &[&Target], agents: Option<&BTreeMap<String, bool>>) -> bool {
        let is_alone = |target: &&Target| target.files.is_empty() && target.installed.is_none();
        let by_itself = on_it.iter().any(is_alone);
        let is_bare = by_itself && !self.request.has_overrides();
        let has_active = agents.is_some_and(|agents| agents.values().any(|active| *active));
        match (is_bare, has_active) {
            (_, false) => is_bare || agents.is_none_or(BTreeMap::is_empty),
            // A hook is about the files that it names.
            (is_bare, true) => is_bare && !self.request.changed,
        }
    }

    fn of_interest<'a>(
        &self,
        target: &Target,
        (folder, base): (&'a PathBuf, &LoadedChart),
        agents: Option<&'a BTreeMap<String, bool>>,
    ) -> Result<Option<KnownChart<'a>>, ProjectError> {
        let config = self.config(&target.anchor())?;
        let Some(compiled) = self.asked_or_default(target, &config) else {
            return Ok(None);
        };
        let definition = &compiled.contract.definition;
        let definitions = ValuePath::parse(&definition.layout.definitions);
        let agents: BTreeMap<&str, bool> = agents
            .into_iter()
            .flatten()
            .map(|(name, active)| (&**name, *active))
            .collect();
        let has_active = agents.values().any(|active| *active);
        let is_off = !agents.is_empty() && !has_active;
        let gates = definition.gates.values().filter(|gate| gate.contains('.'));
        let Some(root) = root_key(&definitions) else {
            return Ok(None);
        };
        let names_root = |key: &str| key == root || nearest(key, [&*root]).is_some();
        let keys = base.chart.defaults.as_map().into_iter();
        let mut keys = keys.flat_map(|map| map.entries());
        let is_ours = !agents.is_empty()
            || keys.any(|entry| names_root(&entry.key))
            || self.shown(base, &ValuePath::root()).is_some();
        Ok(Some(KnownChart {
            folder,
            definitions,
            gates: gates
                .filter(|_| is_off)
                .map(|gate| ValuePath::parse(gate))
                .collect(),
            agents: agents.into_keys().collect(),
            has_active,
            is_ours,
        }))
    }

    fn find(
        &self,
        known: &[KnownChart<'_>],
        read: &BTreeSet<PathBuf>,
    ) -> Result<Left, ProjectError> {
        let mut search = Search::new(self.files, &self.here);
        let mut found = BTreeMap::new();
        for chart in known {
            for file in search.below(chart.folder, NO_VALUES) {
                let unread = self.unread_file(&file, &[chart], false, (&mut search, read))?;
                found.extend(unread.map(|unread| (file, unread)));
            }
        }
        let mut ours: Vec<&KnownChart<'_>> = known.iter().filter(|chart| chart.is_ours).collect();
        ours.sort_by_key(|chart| chart.has_active);
        for chart in &ours {
            for file in search.beside(chart.folder, !chart.has_active) {
                let is_below = known
                    .iter()
                    .any(|chart| *chart.folder != Path::new(".") && file.starts_with(chart.folder));
                if !is_below && !found.contains_key(&file) {
                    let unread = self.unread_file(&file, &ours, true, (&mut search, read))?;
                    found.extend(unread.map(|unread| (file, unread)));
                }
            }
        }
        let mut left = Left::default();
        for file in found.into_values() {
            match file {
                LeftFile::Unread(file) => left.unread.push(file),
                LeftFile::Broken(file) => left.broken.push(file),
            }
        }
        Ok(left)
    }

    /// What is to be said of a file, if it sets agents of one of these charts and is not read.
    fn unread_file(
        &self,
        file: &Path,
        charts: &[&KnownChart<'_>],
        is_beside: bool,
        (search, read): (&mut Search<'_>, &BTreeSet<PathBuf>),
    ) -> Result<Option<LeftFile>, ProjectError> {
        // Nobody named this file, so a config file of its own that cannot be used is no failure of this run.
        let Ok(config) = self.config(file) else {
            return Ok(None);
        };
        if read.contains(file) || self.is_excluded(file, &config)? {
            return Ok(None);
        }
        let Some(text) = search.text(file) else {
            return Ok(None);
        };
        let paths = charts
            .iter()
            .flat_map(|chart| std::iter::once(&chart.definitions).chain(&chart.gates));
        let mut keys = paths.filter_map(root_key);
        if !keys.any(|key| text.contains(&*key)) {
            return Ok(None);
        }
        let Ok(layer) = self.loader.overlay(file) else {
            let mut charts = charts.iter();
            let is_ours = charts
                .clone()
                .any(|chart| speaks_of(&text, &chart.definitions));
            let chart = charts.find(|_| !is_beside);
            return Ok(is_ours.then(|| {
                LeftFile::Broken(BrokenFile {
                    file: display_path(file),
                    chart: chart.map(|chart| display_path(chart.folder)),
                })
            }));
        };
        if is_manifest(&layer.root) {
            return Ok(None);
        }
        Ok(
            of_chart(&layer.root, charts, is_beside).map(|(chart, sets)| {
                LeftFile::Unread(UnreadFile {
                    file: display_path(file),
                    chart: chart.map(|chart| display_path(chart.folder)),
                    sets,
                })
            }),
        )
    }
}

/// The values files that may say why no agent of a target is active, and that were not read; empty if one is active.
///
/// # Errors
/// When a config file cannot be used.
pub fn unread_files(
    project: &Project<'_>,
    loaded: &Loaded,
) -> Result<Vec<UnreadFile>, ProjectError> {
    let target = &loaded.target;
    let (Some(folder), Some(base)) = (target.chart(), &loaded.base) else {
        return Ok(Vec::new());
    };
    let agents = loaded.model.agents.iter();
    let agents: BTreeMap<String, bool> = agents
        .map(|agent| (agent.name.to_string(), agent.is_active()))
        .collect();
    if agents.values().any(|active| *active) {
        return Ok(Vec::new());
    }
    let charts = Charts::only(folder, base);
    let agents = Agents::from([(display_path(folder), agents)]);
    let left = project.left_unread(&[target], &charts, &agents)?;
    Ok(left.unread)
}

/// Whether content that is not YAML was most probably meant to set the value at a path: a line begins with its first
/// key, and its last one is named.
pub fn speaks_of(text: &str, path: &ValuePath) -> bool {
    let (Some(first), Some(last)) = (path.first_key(), path.last_key()) else {
        return false;
    };
    let mut lines = text
        .lines()
        .map(|line| line.trim_start_matches([' ', '{', '"', '\'']));
    let begins = |line: &str| {
        let rest = line
            .strip_prefix(first)
            .map(|rest| rest.trim_start_matches(['"', '\'']));
        rest.is_some_and(|rest| rest.trim_start().starts_with(':'))
    };
    text.contains(last) && lines.any(begins)
}

/// The chart that a file most probably belongs to, and the path of what it sets there; `None` if it sets nothing of
/// any. A file beside a chart with agents of its own is taken for another's unless it names one of them.
fn of_chart<'k>(
    root: &Node,
    charts: &[&'k KnownChart<'k>],
    is_beside: bool,
) -> Option<(Option<&'k KnownChart<'k>>, String)> {
    let shared = |chart: &KnownChart<'_>| {
        let names = names(root, &chart.definitions);
        names.intersection(&chart.agents).count()
    };
    let may_be = |chart: &&&'k KnownChart<'k>| !is_beside || !chart.has_active || shared(chart) > 0;
    let may_be = charts.iter().filter(may_be);
    let mut setting: Vec<(&'k KnownChart<'k>, String)> = may_be
        .filter_map(|chart| Some((*chart, sets(root, chart)?)))
        .collect();
    let most = setting.iter().map(|(chart, _)| shared(chart)).max()?;
    setting.retain(|(chart, _)| shared(chart) == most);
    let is_clear = setting.len() == 1 || most > 0;
    let (first, sets) = setting.into_iter().next()?;
    Some((is_clear.then_some(first), sets))
}

/// The path of what a file sets of a chart's agents: their definitions, or what switches them on.
fn sets(root: &Node, chart: &KnownChart<'_>) -> Option<String> {
    if !names(root, &chart.definitions).is_empty() {
        return Some(chart.definitions.to_string());
    }
    let mut gates = chart.gates.iter();
    let gate = gates.find(|gate| root.at(gate).is_some_and(go::is_true));
    gate.map(ToString::to_string)
}

/// The agents of which a file writes anything.
fn names<'n>(root: &'n Node, definitions: &ValuePath) -> BTreeSet<&'n str> {
    let map = root.at(definitions).and_then(Node::as_map);
    let entries = map.into_iter().flat_map(|map| map.entries());
    entries
        .filter(|entry| entry.node.as_map().is_some())
        .map(|entry| &*entry.key)
        .collect()
}

fn root_key(path: &ValuePath) -> Option<String> {
    match path.segments().first()? {
        Segment::Key(key) => Some(key.to_string()),
        Segment::Index(_) => None,
    }
}

//! What is below a folder: charts, their agents, and values files that belong to them.

use super::overlays;
use super::without_configs::WithoutConfigs;
use crate::contract::{self, DEFAULT};
use crate::platform::{Platform, Statement};
use crate::project::{self, Loaded, Progress, Project, ProjectError, Request, Surveyed};
use crate::source::{FileSystem, Sources, WorkingDirectory, display_path};
use crate::values::Misnamed;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What is below a folder. Paths are those from the folder. Values are not kept, and of agents only their number.
#[derive(Debug, Clone)]
pub struct Inventory {
    /// The charts, sorted.
    pub charts: Vec<ChartFound>,
    /// Values files on them, sorted.
    pub overlays: Vec<Overlay>,
    /// Files that mention agents and cannot be read as values, sorted.
    pub broken: Vec<String>,
    /// What looks like a chart's values or its `Chart.yaml` and is not read as such, each in a sentence.
    pub misnamed: Vec<String>,
    /// The globs of files of manifests that belong together, sorted.
    pub manifests: Vec<String>,
    /// Releases whose charts are not here, each with what brings its chart, in a sentence.
    pub releases: Vec<String>,
    /// The folders in which charts are that releases name and that were not found.
    pub chart_folders: Vec<String>,
    /// How many agents they set; agents of one chart with the same name count once.
    pub set: usize,
    /// The platform on which the calls of the first chart with agents are evaluated.
    pub platform: Platform,
}

/// A chart.
#[derive(Debug, Clone)]
pub struct ChartFound {
    /// Its directory.
    pub path: String,
    /// How many agents it defines; `None` if it cannot be read.
    pub agents: Option<usize>,
    /// How many of them are active.
    pub active: usize,
    /// The contract that it is read by, if one applies.
    pub contract: Option<String>,
    /// Why that contract, as the end of a sentence.
    pub reason: String,
    /// Why it cannot be read, if it cannot.
    pub failure: Option<String>,
    /// Whether there may be agents though none is counted: its values have some that no contract applies to, or those of a chart
    /// below.
    pub is_open: bool,
}

/// A values file that defines agents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overlay {
    /// The file.
    pub path: String,
    /// The chart that it probably belongs to; `None` if that is not clear.
    pub chart: Option<String>,
    /// How many agents it sets.
    pub agents: usize,
}

impl Inventory {
    /// Nothing.
    pub fn nothing() -> Self {
        Self {
            charts: Vec::new(),
            overlays: Vec::new(),
            broken: Vec::new(),
            misnamed: Vec::new(),
            manifests: Vec::new(),
            releases: Vec::new(),
            chart_folders: Vec::new(),
            set: 0,
            platform: assumed(&Statement::default()),
        }
    }

    /// The charts that define agents.
    pub fn with_agents(&self) -> impl Iterator<Item = &ChartFound> {
        let charts = self.charts.iter();
        charts.filter(|chart| chart.agents.is_some_and(|count| count > 0))
    }

    /// Whether there may be agents though none is counted, so that linting has something to say.
    pub fn is_open(&self) -> bool {
        let is_open = |chart: &ChartFound| chart.is_open || chart.failure.is_some();
        !self.misnamed.is_empty() || !self.broken.is_empty() || self.charts.iter().any(is_open)
    }

    /// Whether the charts with agents are read by several contracts.
    pub fn has_several_contracts(&self) -> bool {
        let mut contracts = self.with_agents().map(|chart| &chart.contract);
        let first = contracts.next();
        contracts.any(|other| Some(other) != first)
    }

    /// The contract that most charts with agents are read by; the first one of several.
    pub fn contract(&self) -> &str {
        let charts = || {
            self.with_agents()
                .filter_map(|chart| chart.contract.as_deref())
        };
        let votes = |name: &str| charts().filter(|other| *other == name).count();
        let names = contract::OF_AGENTS.iter().rev();
        names
            .max_by_key(|name| (votes(name), **name == DEFAULT))
            .map_or(DEFAULT, |name| *name)
    }
}

/// Looks at what is below a folder, as if no config file applied to it.
///
/// # Errors
/// When no chart is there, or a config file further down cannot be used.
pub fn look(
    folder: &Path,
    files: &dyn FileSystem,
    sources: &Sources,
    here: &WorkingDirectory,
    progress: &dyn Progress,
) -> Result<Inventory, ProjectError> {
    let files = WithoutConfigs {
        files,
        here,
        folder,
    };
    let request = Request {
        targets: vec![folder.to_path_buf()],
        ..Request::default()
    };
    let stdin = || Ok(Vec::new()); // no target of this request is standard input
    let project = Project::new(&request, &files, sources, here.clone(), &stdin)?;
    let project = project.with_progress(progress);
    let survey = project::survey(&project)?;
    let surveyed = survey.charts;
    let from = here.at(folder);
    let name = |path: &Path| display_path(&from.relative(&here.absolute(path)));
    let (overlays, broken) = overlays::find(folder, &surveyed, &files, here, project.loader());
    let set: BTreeSet<_> = overlays
        .iter()
        .flat_map(|file| file.agents.iter().map(|agent| (&file.chart, agent)))
        .collect();
    let set = set.len();
    let overlays = overlays.into_iter().map(|file| Overlay {
        path: name(&file.path),
        chart: file.chart.as_deref().map(name),
        agents: file.agents.len(),
    });
    let charts = survey.misnamed.iter();
    let charts = charts.map(|file| format!("{}: Helm reads `Chart.yaml` only", name(file)));
    let values = loaded(&surveyed).flat_map(|loaded| &loaded.misnamed);
    let values = values.map(|one| {
        let path = PathBuf::from(name(&one.path));
        Misnamed {
            path,
            ..one.clone()
        }
        .message()
    });
    let misnamed = values.chain(charts).collect();
    let manifests = survey.manifests.iter().map(|folder| {
        let name = name(folder);
        match &*name {
            "." => "*.yaml".to_owned(),
            folder => format!("{}/*.yaml", globset::escape(folder)),
        }
    });
    let first = loaded(&surveyed).find(|loaded| !loaded.model.agents.is_empty());
    Ok(Inventory {
        overlays: overlays.collect(),
        broken: broken.iter().map(|file| name(file)).collect(),
        misnamed,
        manifests: manifests.collect(),
        releases: survey.releases,
        chart_folders: { survey.chart_folders.iter() }
            .map(|folder| name(folder))
            .collect(),
        set,
        platform: first.map_or_else(
            || assumed(&survey.platform),
            |loaded| loaded.platform.clone(),
        ),
        charts: surveyed
            .iter()
            .map(|chart| of(chart, name(&chart.chart)))
            .collect(),
    })
}

fn loaded(surveyed: &[Surveyed]) -> impl Iterator<Item = &Loaded> {
    surveyed
        .iter()
        .filter_map(|chart| chart.loaded.as_ref().ok())
}

fn of(surveyed: &Surveyed, path: String) -> ChartFound {
    let loaded = surveyed.loaded.as_ref().ok();
    let agents = loaded.map(|loaded| &*loaded.model.agents);
    let chosen = loaded.map(Loaded::chosen);
    let (contract, reason) = chosen
        .map(|chosen| (chosen.contract, chosen.reason))
        .unwrap_or_default();
    let failure = surveyed.loaded.as_ref().err();
    ChartFound {
        path,
        failure: failure.map(ToString::to_string),
        is_open: surveyed.is_open,
        agents: agents.map(<[_]>::len),
        active: agents
            .into_iter()
            .flatten()
            .filter(|agent| agent.is_active())
            .count(),
        contract,
        reason,
    }
}

/// The platform where nobody says more.
fn assumed(stated: &Statement) -> Platform {
    let contract = contract::built_in(DEFAULT).and_then(Result::ok);
    let assumed = contract.map(|contract| contract.definition.platform);
    Platform::new(stated, &assumed.unwrap_or_default())
}

//! A run over any number of targets: which they are, what they are read by, and what all rules find in them.

mod above;
mod absences;
mod baseline;
mod below;
mod caches;
mod charts;
mod conditions;
mod config_mistakes;
mod contracts;
mod contradicted;
mod dedup;
mod dependencies;
mod discover;
mod error;
mod evaluate;
mod exclude;
mod facts;
mod fixes;
mod gathered;
mod helm_template;
mod hints;
mod ignores;
mod installed;
mod kagent_choices;
mod kagents;
mod known_reads;
mod lint;
mod load;
mod loaded;
mod manifests;
mod merge;
mod misnamed;
mod misplaced;
mod namesakes;
mod open;
mod others;
mod outcome;
mod parse_fault;
mod parts;
mod probes;
mod progress;
mod provenance;
mod readers;
mod relevance;
mod rendering;
mod role;
mod rule_settings;
mod servers;
mod shard;
mod survey;
mod target;
mod template_usage;
mod templates;
mod umbrella;
mod unread_files;
mod unread_values;
mod unreadable;
mod unshown;
mod without_agents;

pub use baseline::{Baseline, BaselineError, is_baseline};
pub use charts::LoadedChart;
pub use config_mistakes::mask_of_config;
pub use contracts::CompiledContract;
pub use error::ProjectError;
pub use fixes::{FixedRun, Rewritten, RunEnvironment, fix_until_stable};
pub use helm_template::{HelmFailure, HelmTemplate, helm_template};
pub use installed::InstalledBy;
pub use lint::{Inspected, inspect, lint};
pub use load::{load, load_all};
pub use loaded::Loaded;
pub use manifests::{
    LoadedManifests, LoadedReleases, RenderedObjects, load_manifests, load_releases,
};
pub use outcome::RunOutcome;
pub use progress::Progress;
pub use provenance::{DocumentProvenance, Provenance};
pub use rendering::KnownCharts;
pub use servers::{RenderedServers, ServersAsked};
pub use shard::{Shard, ShardError};
pub use survey::{Survey, Surveyed, survey};
pub use target::{Target, TargetBase};
pub use unread_files::{speaks_of, unread_files};
pub use unread_values::{UnreadValue, UnreadValues};

use crate::config::Only;
use crate::diagnostic::FailOn;
use crate::platform::Statement;
use crate::source::{FileSystem, Sources, WorkingDirectory};
use crate::template::options::HelmFlags;
use crate::threads;
use crate::values::{Argument, Flag, Loader, ReadStdin};
use caches::Caches;
use std::path::PathBuf;
use std::sync::Arc;

/// What the user asked for.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The targets named; none means those of the config file, else the working directory.
    pub targets: Vec<PathBuf>,
    /// `-f`, in order; `-` is standard input.
    pub values: Vec<PathBuf>,
    /// `--set` and its kin, in order.
    pub arguments: Vec<(Flag, String)>,
    /// `--namespace`.
    pub namespace: Option<String>,
    /// The namespace where neither that nor the config file names one: Helm's own.
    pub default_namespace: Option<String>,
    /// `--release`.
    pub release: Option<String>,
    /// `--contract`: a name or a folder.
    pub contract: Option<String>,
    /// `--platform`.
    pub platform: Statement,
    /// `--chart`: the chart below values files.
    pub chart: Option<PathBuf>,
    /// `--charts`: folders of charts, in which those that GitOps controllers install are looked for.
    pub charts: Vec<PathBuf>,
    /// `--object`: which of the releases of a manifest is meant, where one is to be worked on.
    pub object: Option<String>,
    /// `--config`.
    pub config: Option<PathBuf>,
    /// `--all-agents`.
    pub all_agents: bool,
    /// `--crd`: files with CRDs that count in place of the known ones.
    pub crds: Vec<PathBuf>,
    /// `--complete`: there are no other manifests than those that are named.
    pub complete: bool,
    /// `--changed`: the targets are what a hook or a pull request names. For a chart, the config file's entries on it
    /// are linted too, since a change of the chart may break them. Files without values for agents are passed over.
    pub changed: bool,
    /// Whether fixes are neither shown nor applied: then it is not worked out which are safe for all targets that read
    /// a file.
    pub hides_fixes: bool,
    /// Whether a chart is taken as it will be packed: with a version that is filled in, and dependencies that come from folders.
    pub as_packed: bool,
    /// `--only`: what alone is looked for in folders.
    pub only: Option<Only>,
    /// `--each`: globs from the working directory; each file that one matches is a target on the chart that is named.
    pub each: Vec<String>,
    /// `--shard`: the part of the targets that is linted; all of them without it.
    pub shard: Option<Shard>,
    /// `--allow-empty`.
    pub allow_empty: bool,
    /// `--select`: the only rules to run; empty for all.
    pub select: Vec<String>,
    /// `--ignore`: rules to leave out.
    pub ignore: Vec<String>,
    /// `--exclude`: globs of what to leave out, from the working directory.
    pub exclude: Vec<String>,
    /// Helm's flags about itself and the cluster.
    pub helm: HelmFlags,
    /// `--baseline`, `--no-baseline` or `--write-baseline`; none means the config files'.
    pub baseline: Option<Baseline>,
    /// `--fail-on`; none means the config files'.
    pub fail_on: Option<FailOn>,
}

impl Request {
    /// Whether there are values on top of what the targets themselves name.
    fn has_overrides(&self) -> bool {
        !self.values.is_empty() || !self.arguments.is_empty()
    }

    /// Whether standard input is among the files.
    pub fn reads_stdin(&self) -> bool {
        let mut files = self.targets.iter().chain(&self.values);
        files.any(|file| file.as_os_str() == "-")
    }
}

/// A request with all that it takes to answer it.
pub struct Project<'a> {
    request: &'a Request,
    files: &'a dyn FileSystem,
    sources: &'a Sources,
    here: WorkingDirectory,
    loader: Loader<'a>,
    caches: Caches,
    arguments: Vec<Argument>,
    progress: &'a dyn Progress,
    known_charts: Arc<KnownCharts>,
}

impl<'a> Project<'a> {
    /// Reads the arguments of a request; nothing else yet.
    ///
    /// # Errors
    /// When Helm would refuse an argument, or a file that it names cannot be read.
    pub fn new(
        request: &'a Request,
        files: &'a dyn FileSystem,
        sources: &'a Sources,
        here: WorkingDirectory,
        stdin: &'a ReadStdin<'a>,
    ) -> Result<Self, ProjectError> {
        let loader = Loader::new(files, sources).with_stdin(stdin);
        let mut loader = loader.as_helm(request.helm.version);
        if request.as_packed {
            loader = loader.taking_charts_as_packed();
        }
        let mut arguments = Vec::with_capacity(request.arguments.len());
        for (index, (flag, text)) in request.arguments.iter().enumerate() {
            let before = &request.arguments[..index];
            let count = before.iter().filter(|(other, _)| other == flag).count() + 1;
            let count = u32::try_from(count).unwrap_or(u32::MAX);
            arguments.push(loader.argument(*flag, count, text)?);
        }
        Ok(Self {
            request,
            files,
            sources,
            here,
            loader,
            caches: Caches::default(),
            arguments,
            progress: &(),
            known_charts: Arc::default(),
        })
    }

    /// The same, telling somebody how far it has come.
    #[must_use]
    pub fn with_progress(mut self, progress: &'a dyn Progress) -> Self {
        self.progress = progress;
        self
    }

    /// The same, with what is known of charts from other projects of the same request.
    #[must_use]
    pub fn with_known_charts(mut self, known: &Arc<KnownCharts>) -> Self {
        self.known_charts = Arc::clone(known);
        self
    }

    /// So many bytes of a target's text, or as many as are worth a second thread where targets leave one idle: charts take their
    /// time, however short the values are.
    fn bytes_or_two(&self, bytes: usize) -> usize {
        match self.caches.are_targets_few.get() {
            Some(true) => bytes.max(threads::TWO),
            _ => bytes,
        }
    }

    /// What reads its values files.
    pub fn loader(&self) -> &Loader<'a> {
        &self.loader
    }
}

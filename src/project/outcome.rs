//! What came of one target, and what came of all of them.

use super::ProjectError;
use super::loaded::Loaded;
use super::open::OpenSwitches;
use super::others::Others;
use crate::diagnostic::{Chosen, Diagnostic, FailOn, Inactive, Report, Severity, WithoutAgents};
use crate::model::Activity;
use crate::secrets::Mask;
use crate::source::{Name, SourceId};
use crate::suppress::{Ignores, UsedIgnores};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

/// What came of a run.
#[derive(Debug)]
pub struct RunOutcome {
    /// What was found.
    pub report: Report,
    /// What must not be shown of it.
    pub mask: Mask,
    /// What kept targets from being linted, beyond what is in the report.
    pub failures: Vec<ProjectError>,
    /// Whether a file could not be read as values.
    pub is_unreadable: bool,
    /// The files that were read.
    pub files: BTreeSet<String>,
    /// What is worth knowing beside the report.
    pub notes: Vec<String>,
}

/// What came of one target.
#[derive(Debug, Default)]
pub(super) struct Linted {
    pub(super) label: String,
    pub(super) subject: Subject,
    pub(super) outcome: TargetOutcome,
    /// A file that it is known by.
    pub(super) home: Option<PathBuf>,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Which of them make the run fail.
    pub(super) fail_on: FailOn,
    /// The findings that comments silence.
    pub(super) suppressed: Vec<Diagnostic>,
    pub(super) silenced: Silenced,
    pub(super) mask: Mask,
    pub(super) chosen: Option<Chosen>,
    /// How far it was rendered, if it has nothing to do with agents.
    pub(super) without_agents: Option<WithoutAgents>,
    /// Chart (or partial file), agent, and whether it is active here.
    pub(super) agents: Vec<(String, String, bool)>,
    /// The servers of a set of manifests, by what they are called.
    pub(super) servers: BTreeSet<String>,
    pub(super) inactive: Vec<Inactive>,
    pub(super) others: Others,
    /// The files that were read.
    pub(super) files: BTreeSet<String>,
    /// The sources that no other target has.
    pub(super) sources: Vec<SourceId>,
    /// What it runs on, as far as the input itself says it.
    pub(super) platform: Option<String>,
    /// What is worth knowing beside the findings.
    pub(super) notes: Vec<String>,
    /// What its values leave open.
    pub(super) open: OpenSwitches,
}

impl Linted {
    /// The sources of which something may be shown.
    pub(super) fn shown_sources(&self) -> impl Iterator<Item = SourceId> {
        let found = self.diagnostics.iter().chain(&self.suppressed);
        let ignores = self.silenced.ignores.iter();
        found
            .flat_map(Diagnostic::sources)
            .chain(ignores.map(Ignores::source))
    }
}

/// What was linted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Subject {
    #[default]
    Target,
    /// A set of manifests.
    Set,
    /// A file of an umbrella, compared with another: it counts as no target.
    UmbrellaFile,
    /// A config file that cannot be used.
    ConfigFile,
}

/// How far the rules got.
#[derive(Debug, Default)]
pub(super) enum TargetOutcome {
    /// All that was to be found was looked for.
    #[default]
    Complete,
    /// A hook names it, and it has nothing to do with agents: why, in a sentence.
    PassedOver(String),
    /// One of its files cannot be read as values, and a finding says so.
    Unreadable {
        /// Its files: what else is wrong with them is unknown, such as which comments silence something.
        unjudged: BTreeSet<Name>,
    },
    /// Something else kept rules from running.
    Failed {
        error: ProjectError,
        unjudged: BTreeSet<Name>,
    },
}

impl TargetOutcome {
    /// The files of which not all is known.
    pub(super) fn unjudged(&self) -> Option<&BTreeSet<Name>> {
        match self {
            Self::Complete | Self::PassedOver(_) => None,
            Self::Unreadable { unjudged } | Self::Failed { unjudged, .. } => Some(unjudged),
        }
    }
}

/// The comments of one target, and the files of which it shows all findings.
#[derive(Debug, Default)]
pub(super) struct Silenced {
    pub(super) ignores: Vec<Ignores>,
    /// Which rules of which comments silenced something.
    pub(super) used: UsedIgnores,
    /// The target's own files: not a chart's values below files on top of them.
    pub(super) own: BTreeSet<Name>,
    /// The rules that ran.
    pub(super) ran: BTreeSet<&'static str>,
    /// How bad a comment is that silences nothing; `None` if nobody asks.
    pub(super) severity: Option<Severity>,
}

/// The rules that ran over each file, in any target that shows all that they find there.
pub(super) type RulesRun = BTreeMap<Name, Arc<BTreeSet<&'static str>>>;

/// The agents that have no server in a target, and why.
pub(super) fn inactive(loaded: &Loaded) -> Vec<Inactive> {
    let agents = loaded.model.agents.iter();
    agents
        .filter_map(|agent| match &agent.activity {
            Activity::Active => None,
            Activity::Inactive(reason) => Some(Inactive {
                target: loaded.label.clone(),
                agent: agent.name.to_string(),
                reason: reason.clone(),
            }),
        })
        .collect()
}

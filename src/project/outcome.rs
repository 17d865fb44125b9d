//! What came of one target, and what came of all of them.

use super::ProjectError;
use super::loaded::Loaded;
use super::open::Open;
use super::unread_files::Agents;
use super::unshown::Unjudged;
use crate::diagnostic::{Chosen, Diagnostic, Inactive, Report, Severity};
use crate::model::Activity;
use crate::source::{Mask, Name};
use crate::suppress::{Ignores, Used};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// What came of a run.
#[derive(Debug)]
pub struct Outcome {
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
    /// A file that it is known by.
    pub(super) home: Option<PathBuf>,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// What comments silence.
    pub(super) suppressed: Vec<Diagnostic>,
    pub(super) silenced: Silenced,
    /// The files of which this target could not tell all.
    pub(super) unjudged: BTreeSet<Name>,
    pub(super) mask: Mask,
    pub(super) chosen: Option<Chosen>,
    /// Chart (or partial file), agent, and whether it is active here.
    pub(super) agents: Vec<(String, String, bool)>,
    pub(super) inactive: Vec<Inactive>,
    /// What is defined beside agents that templates read.
    pub(super) others: Others,
    /// What stands at the place of agents and is not judged.
    pub(super) entries: Option<Unjudged>,
    /// Whether charts below have agents, which are not judged.
    pub(super) has_agents_below: bool,
    pub(super) files: BTreeSet<String>,
    pub(super) failure: Option<ProjectError>,
    pub(super) is_unreadable: bool,
    /// Why it is passed over, if it is.
    pub(super) skipped: Option<String>,
    /// What is worth knowing beside the findings.
    pub(super) notes: Vec<String>,
    /// What its values leave open.
    pub(super) open: Open,
    /// Whether this is no target: a file that was compared with another, or passed over.
    pub(super) is_no_target: bool,
}

/// The comments of one target, and which files show there all that rules find in them.
#[derive(Debug, Default)]
pub(super) struct Silenced {
    pub(super) ignores: Vec<Ignores>,
    /// Which rules of which comments were of use.
    pub(super) used: Used,
    /// The target's own files: not a chart's values below files on top of them.
    pub(super) own: BTreeSet<Name>,
    /// The rules that ran.
    pub(super) ran: BTreeSet<&'static str>,
    /// How bad a comment is that silences nothing; none where nobody asks.
    pub(super) severity: Option<Severity>,
}

/// The rules that ran over each file.
pub(super) type Ran = BTreeMap<Name, BTreeSet<&'static str>>;

/// What is defined beside agents that templates read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Others {
    /// Servers, of agents or by themselves.
    pub(super) servers: bool,
    /// Agents that no template reads.
    pub(super) agents: bool,
    /// Entries at the place of agents, read or not, that no contract applies to.
    pub(super) entries: bool,
    /// Such as a template may read.
    pub(super) may_be_read: bool,
    /// Such as look like agents.
    pub(super) unjudged: bool,
    /// Agents of charts below.
    pub(super) below: bool,
}

impl Others {
    /// What all targets have.
    pub(super) fn of(linted: &[Linted]) -> Self {
        let unjudged = || linted.iter().filter_map(|target| target.entries);
        Self {
            servers: linted.iter().any(|target| target.others.servers),
            agents: linted.iter().any(|target| target.others.agents),
            entries: unjudged().next().is_some(),
            may_be_read: unjudged().any(|one| one.may_be_read),
            below: linted.iter().any(|target| target.has_agents_below),
            unjudged: unjudged().any(|one| one.is_agent),
        }
    }
}

/// The agents of each chart, and whether each is active in some target.
pub(super) fn agents_by_chart(linted: &[Linted]) -> Agents {
    let mut agents = Agents::new();
    for (owner, name, active) in linted.iter().flat_map(|target| &target.agents) {
        let of_owner = agents.entry(owner.clone()).or_default();
        *of_owner.entry(name.clone()).or_default() |= active;
    }
    agents
}

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

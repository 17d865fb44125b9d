//! What targets define beside agents that templates read: it says why little or nothing was checked.

use super::charts::LoadedChart;
use super::{Loaded, Project};
use crate::contract::Basis;

/// What is defined beside agents that templates read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Others {
    /// Servers, of agents or by themselves.
    pub(super) servers: bool,
    /// Agents that no template reads.
    pub(super) agents: bool,
    /// Entries at the place of agents, read or not, that no contract applies to.
    pub(super) entries: bool,
    /// Entries that a template may read.
    pub(super) may_be_read: bool,
    /// Entries that look like agents.
    pub(super) unjudged: bool,
    /// Whether charts below have agents.
    pub(super) below: bool,
    /// Whether its chart follows no contract, and its templates write kagent's objects themselves.
    pub(super) written: bool,
    /// Whether agents are among these.
    pub(super) written_agents: bool,
}

impl Others {
    /// Whether there is anything.
    pub(super) fn is_any(self) -> bool {
        self != Self::default()
    }

    /// What this or another target has.
    #[must_use]
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            servers: self.servers || other.servers,
            agents: self.agents || other.agents,
            entries: self.entries || other.entries,
            may_be_read: self.may_be_read || other.may_be_read,
            unjudged: self.unjudged || other.unjudged,
            below: self.below || other.below,
            written: self.written || other.written,
            written_agents: self.written_agents || other.written_agents,
        }
    }
}

impl Project<'_> {
    /// What a target defines beside agents that templates read.
    pub(super) fn others(&self, loaded: &Loaded) -> Others {
        let entries = self.unjudged(loaded);
        let base = loaded.chart.as_ref();
        let base = base.filter(|_| loaded.basis == Basis::None);
        Others {
            servers: !loaded.model.servers.is_empty(),
            agents: loaded.unread.is_some() || !loaded.misplaced.is_empty(),
            entries: entries.is_some(),
            may_be_read: entries.is_some_and(|entries| entries.may_be_read),
            unjudged: entries.is_some_and(|entries| entries.is_agent),
            below: self.has_agents_below(loaded),
            ..base.map_or_else(Others::default, |base| self.written(base))
        }
    }

    /// What templates of a chart that follows no contract write of kagent's objects themselves.
    pub(super) fn written(&self, base: &LoadedChart) -> Others {
        let kinds = base.templates.kinds(self.files);
        Others {
            written: !kinds.is_empty(),
            written_agents: kinds.iter().any(|kind| kind.ends_with("Agent")),
            ..Others::default()
        }
    }
}

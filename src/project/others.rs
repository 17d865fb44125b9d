//! What targets define beside agents that templates read: it says why little or nothing was checked.

use super::{Loaded, Project};

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
        }
    }
}

impl Project<'_> {
    /// What a target defines beside agents that templates read.
    pub(super) fn others(&self, loaded: &Loaded) -> Others {
        let entries = self.unjudged(loaded);
        Others {
            servers: !loaded.model.servers.is_empty(),
            agents: loaded.unread.is_some() || !loaded.misplaced.is_empty(),
            entries: entries.is_some(),
            may_be_read: entries.is_some_and(|entries| entries.may_be_read),
            unjudged: entries.is_some_and(|entries| entries.is_agent),
            below: self.has_agents_below(loaded),
        }
    }
}

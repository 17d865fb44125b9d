//! Which server is rendered for which agent.

use super::Server;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// The servers of agents by the agents' names, found when one is first asked for: all servers must be known by then.
#[derive(Debug, Default)]
pub struct OwnServers(OnceLock<BTreeMap<Arc<str>, usize>>);

impl OwnServers {
    /// The one among these servers that is rendered for an agent; of several the first.
    pub(super) fn of<'s>(&self, agent: &str, servers: &'s [Server]) -> Option<&'s Server> {
        let indexes = self.0.get_or_init(|| {
            let last_first = servers.iter().enumerate().rev();
            last_first
                .filter_map(|(index, server)| Some((Arc::clone(server.agent.as_ref()?), index)))
                .collect()
        });
        servers.get(*indexes.get(agent)?)
    }
}

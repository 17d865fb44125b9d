//! Whether a target's templates make of its values what the contract says that they show. One agent shows it for most values, not
//! for all: a header may hang on something that nothing was tried for. So each target's own rendering is held against it.

use super::{Loaded, Project};
use crate::contract::{Basis, TOLD_APART};
use crate::model::{Agent, Header, Model, Server};
use crate::rules::RenderedServer;
use std::collections::{BTreeMap, BTreeSet};

/// The servers that a chart's templates make, by their names.
type MadeServers<'r> = BTreeMap<&'r str, &'r RenderedServer>;

/// What a rendering makes otherwise.
enum Contradiction {
    /// It gives this server other headers.
    Headers(String),
    /// It makes no such server, and none that could be meant.
    Missing(String),
    /// It makes this server for an agent that is taken for off.
    Surplus(String),
}

impl Project<'_> {
    /// Takes from a target the contract that its templates show, where they make other servers of its values.
    pub(super) fn hold_to_rendering(&self, loaded: &mut Loaded) {
        if loaded.basis != Basis::Shown || loaded.model.agents.is_empty() {
            return;
        }
        let Some(found) = self.contradiction(loaded) else {
            return;
        };
        let contract = loaded.compiled.contract.name();
        let what = match found {
            Contradiction::Headers(name) => {
                format!("the server `{name}` that they make from these values has other headers")
            }
            Contradiction::Missing(name) => {
                format!("they make no server `{name}` from these values")
            }
            Contradiction::Surplus(name) => {
                format!(
                    "they make the server `{name}` from these values, though {contract} takes its agent for off"
                )
            }
        };
        loaded.reason = format!(
            "the templates show {contract} for an agent that is made up, but {what}; `--contract` states that it applies"
        );
        loaded.basis = Basis::None;
        loaded.model = Model::default();
    }

    fn contradiction(&self, loaded: &Loaded) -> Option<Contradiction> {
        let rendering = self.rendering_of(loaded);
        // What was not run makes nothing.
        rendering.reads.as_ref()?;
        let made = rendering.servers.iter();
        let made = made.filter(|server| server.chart == loaded.at);
        let made: MadeServers<'_> = made.map(|server| (&*server.name, server)).collect();
        if let Some(name) = with_other_headers(&loaded.model, &made) {
            return Some(Contradiction::Headers(name));
        }
        // With all agents, some are told of that are off. Where templates fail, servers may be missing for that.
        let mut servers = loaded.model.servers.iter();
        let is_comparable = !self.request.all_agents && rendering.is_silent();
        if !is_comparable || !servers.all(is_name_known) {
            return None;
        }
        self.missing_or_surplus(loaded, &made)
    }

    fn missing_or_surplus(&self, loaded: &Loaded, made: &MadeServers<'_>) -> Option<Contradiction> {
        let servers = &loaded.model.servers;
        let told: BTreeSet<&str> = servers.iter().map(|one| &*one.name.text).collect();
        let untold: Vec<&str> = made
            .keys()
            .filter(|name| !told.contains(**name))
            .copied()
            .collect();
        let mut of_agents = servers.iter().filter(|server| server.agent.is_some());
        let missing = of_agents.find(|server| !made.contains_key(&*server.name.text));
        match (missing, untold.is_empty()) {
            (Some(server), true) => Some(Contradiction::Missing(server.name.text.clone())),
            // Those of other names may be meant.
            (Some(_), false) | (None, true) => None,
            (None, false) => {
                let off = self.servers_if_all_were_on(loaded);
                let mut untold = untold.into_iter();
                let surplus = untold.find(|name| off.contains(*name))?;
                Some(Contradiction::Surplus(surplus.to_owned()))
            }
        }
    }

    /// The names that servers would have if no agent were off.
    fn servers_if_all_were_on(&self, loaded: &Loaded) -> BTreeSet<String> {
        let model = self.model_with_all(loaded);
        let servers = model.servers.into_iter();
        servers.map(|server| server.name.text).collect()
    }
}

/// The name of a server that was made with other headers than it is said to have.
fn with_other_headers(model: &Model, made: &MadeServers<'_>) -> Option<String> {
    let agents = model.agents.iter().map(|agent| (&*agent.name, agent));
    let agents: BTreeMap<&str, &Agent> = agents.collect();
    // Of two of one name it is not known which was made: another rule tells of them.
    let mut named: BTreeMap<&str, Vec<&Server>> = BTreeMap::new();
    for server in model.servers.iter().filter(|server| is_name_known(server)) {
        named.entry(&*server.name.text).or_default().push(server);
    }
    let mut alone = named.into_values().filter_map(|servers| match *servers {
        [server] => Some(server),
        _ => None,
    });
    let other = alone.find(|server| {
        let agent = server.agent.as_ref().and_then(|name| agents.get(&**name));
        let made = made.get(&*server.name.text);
        made.is_some_and(|made| !has_headers_of(made, server, agent.copied()))
    });
    other.map(|server| server.name.text.clone())
}

fn is_name_known(server: &Server) -> bool {
    server.name.open.is_empty() && server.name.unevaluated.is_empty()
}

/// Whether a server was made with just those of the headers that it is said to have.
fn has_headers_of(made: &RenderedServer, server: &Server, agent: Option<&Agent>) -> bool {
    let is = |header: &&Header, name: &str| header.name.eq_ignore_ascii_case(name);
    TOLD_APART.iter().all(|name| {
        let mut of_agent = agent
            .into_iter()
            .flat_map(|agent| &agent.calls)
            .flat_map(|call| &call.static_headers);
        let is_undecided = of_agent.any(|header| is(&header, name) && !header.is_certain());
        let is_said = server.headers.iter().any(|header| is(&header, name));
        let mut written = made.headers.iter();
        let is_made = written.any(|(header, _)| header.eq_ignore_ascii_case(name));
        is_undecided || !made.are_headers_known || is_said == is_made
    })
}

//! Whether a target's templates make of its values what the contract says that they show. One agent shows it for most values, not
//! for all: a header may hang on something that nothing was tried for. So each target's own rendering is held against it.

use super::{Loaded, Project};
use crate::contract::Basis;
use crate::model::{Header, Model, Server};
use crate::rules::RenderedServer;

/// The static headers in which contracts differ.
const TOLD_APART: [&str; 2] = ["Authorization", "X-Actor-Token"];

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
            "the templates show {contract} for most values, but {what}; `--contract` states that it applies"
        );
        loaded.basis = Basis::None;
        loaded.model = Model::default();
    }

    fn contradiction(&self, loaded: &Loaded) -> Option<Contradiction> {
        let rendering = self.rendering_of(loaded);
        let own = rendering.servers.iter();
        let rendered: Vec<&RenderedServer> =
            own.filter(|server| server.chart == loaded.at).collect();
        let servers = &loaded.model.servers;
        let called = |name: &str| rendered.iter().find(|server| server.name == name);
        let is_known =
            |server: &&Server| server.name.open.is_empty() && server.name.unevaluated.is_empty();
        let known = || servers.iter().filter(is_known);
        let other = known().find(|server| {
            let made = called(&server.name.text);
            made.is_some_and(|made| !has_headers_of(made, server, &loaded.model))
        });
        if let Some(server) = other {
            return Some(Contradiction::Headers(server.name.text.clone()));
        }
        // With all agents, some are told of that are off. Where templates fail, servers may be missing for that.
        if self.request.all_agents || !rendering.is_silent() || known().count() < servers.len() {
            return None;
        }
        let is_told =
            |made: &&&RenderedServer| servers.iter().any(|one| one.name.text == made.name);
        let mut untold = rendered.iter().filter(|made| !is_told(made)).peekable();
        let mut of_agents = known().filter(|server| server.agent.is_some());
        let missing = of_agents.find(|server| called(&server.name.text).is_none());
        match missing {
            // Those of other names may be meant.
            Some(_) if untold.peek().is_some() => None,
            Some(server) => Some(Contradiction::Missing(server.name.text.clone())),
            None => {
                let off = self.servers_if_all_were_on(loaded);
                let is_of_agent = |made: &&&RenderedServer| off.contains(&made.name);
                let surplus = untold.find(is_of_agent)?;
                Some(Contradiction::Surplus(surplus.name.clone()))
            }
        }
    }

    /// The names that servers would have if no agent were off.
    fn servers_if_all_were_on(&self, loaded: &Loaded) -> Vec<String> {
        let model = self.model_with_all(loaded);
        let servers = model.servers.into_iter();
        servers.map(|server| server.name.text).collect()
    }
}

/// Whether a server was made with just those of the headers that it is said to have.
fn has_headers_of(made: &RenderedServer, server: &Server, model: &Model) -> bool {
    let mut agents = model.agents.iter();
    let agent = agents.find(|agent| Some(&agent.name) == server.agent.as_ref());
    let is = |header: &&Header, name: &str| header.name.eq_ignore_ascii_case(name);
    TOLD_APART.iter().all(|name| {
        let mut of_agent = agent.iter().flat_map(|agent| &agent.static_headers);
        let is_undecided = of_agent.any(|header| is(&header, name) && !header.is_certain());
        let is_said = server.headers.iter().any(|header| is(&header, name));
        let mut written = made.headers.iter();
        let is_made = written.any(|(header, _)| header.eq_ignore_ascii_case(name));
        is_undecided || is_said == is_made
    })
}

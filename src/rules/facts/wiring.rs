//! What rules about wiring check by: who runs what, and where that is written. Neither values nor a
//! contract, of which only the shape of servers' headers is here, so that
//! the same rules can check what was read from anything else.

use super::{DocumentId, Namesake, Origins};
use crate::contract::{HeaderShape, NameForm};
use crate::model::{Agent, AgentCall, Model, Server, Spelling};
use crate::platform::Platform;
use crate::rules::support::k8s_name::is_sound;
use crate::source::Place;
use crate::wiring::{CallEvaluator, ServiceAccount, platform_of};

/// One target as rules about wiring see it.
pub struct WiringFacts<'a> {
    /// The agents and servers, with typos corrected.
    pub model: &'a Model,
    /// The same as they are written.
    pub written: &'a (dyn Fn() -> Model + Sync),
    /// The software that runs them.
    pub platform: &'a Platform,
    /// Which of their own tokens agents' servers send, and when.
    pub shape: HeaderShape,
    /// Whether what is absent may be elsewhere.
    pub is_partial: bool,
    /// Whether something was not read that may set any key.
    pub has_unread_parts: bool,
    /// Servers that other charts make, beside those of the model.
    pub namesakes: &'a [Namesake],
    /// Where all of that is written.
    pub origins: &'a dyn Origins,
}

impl<'a> WiringFacts<'a> {
    /// The agents that can be called.
    pub fn active_agents(&self) -> impl Iterator<Item = &'a Agent> + use<'a> {
        self.model.agents.iter().filter(|agent| agent.is_active())
    }

    /// The calls of the agents that can be called.
    pub fn active_calls(&self) -> impl Iterator<Item = AgentCall<'a>> + use<'a> {
        self.active_agents().flat_map(Agent::calls)
    }

    /// The agent that a server is for; `None` for one that the values list themselves.
    pub fn agent_of_server(&self, server: &Server) -> Option<&'a Agent> {
        agent_called(self.model, server.agent.as_ref()?)
    }

    /// As whom a call runs, if near misses of names and values are taken as they were meant.
    pub fn evaluator(&self, of: AgentCall<'a>) -> CallEvaluator<'a> {
        CallEvaluator {
            of,
            model: self.model,
            platform: platform_of(of.agent, self.platform),
            account: self
                .service_account(of.agent)
                .and_then(|account| account.subject()),
            open_account: None,
            spelling: Spelling::Corrected,
        }
    }

    /// The ServiceAccount that an agent runs as; `None` if its name is filled in later, or is wrong by itself, which
    /// `invalid-name` reports. A namespace of that kind is unknown.
    pub fn service_account(&self, agent: &Agent) -> Option<ServiceAccount> {
        let mut account = ServiceAccount::of(agent, self.model);
        account.namespace = account
            .namespace
            .filter(|namespace| is_sound(namespace, NameForm::Label));
        is_sound(&account.name, NameForm::Subdomain).then_some(account)
    }

    /// The document that a place is in.
    pub fn document(&self, place: Place) -> DocumentId {
        self.origins.document(place)
    }
}

/// The agent of a name.
pub(super) fn agent_called<'m>(model: &'m Model, name: &str) -> Option<&'m Agent> {
    let agents = &model.agents;
    let index = agents.binary_search_by(|agent| (*agent.name).cmp(name));
    Some(&agents[index.ok()?])
}

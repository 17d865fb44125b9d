//! A call: one agent using one server through one tool reference.

use super::{Agent, Field, Header, Intent};
use crate::platform::Gateway;
use crate::source::{Place, ValuePath};

/// One server that an agent uses, with all that only holds there.
#[derive(Debug)]
pub struct Call {
    /// The reference: that of a tool; in values the agent itself.
    pub path: ValuePath,
    /// Where it is written.
    pub key: Place,
    /// The server.
    pub target: CallTarget,
    /// The name by which a manifest refers to it.
    pub reference: Option<String>,
    /// The URL that is called, where it is not the server's own: a proxy is in front of that.
    pub url: Option<String>,
    /// What reads its headers.
    pub gateway: Gateway,
    /// What says that the call is meant to run as the user.
    pub intent: Intent,
    /// The headers of a request that travel on to the server.
    pub allowed_headers: Field<Vec<Field<String>>>,
    /// The tools that the agent may call there.
    pub tool_names: Field<Vec<Field<String>>>,
    /// Those that the tool itself brings, as they are written: they go before the server's of the same spelling.
    pub tool_headers: Vec<Header>,
    /// The static headers of the call, in order, and those of which it is not shown whether they are sent.
    pub static_headers: Vec<Header>,
}

/// Which server a call goes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CallTarget {
    /// The one that is rendered for the agent, if any is.
    Own,
    /// The one at this index of the model's servers.
    Server(usize),
    /// One that is not there.
    Absent,
}

/// A call with its agent.
#[derive(Debug, Clone, Copy)]
pub struct AgentCall<'a> {
    /// The agent.
    pub agent: &'a Agent,
    /// Its call.
    pub call: &'a Call,
}

impl Call {
    /// Whether it certainly carries a static header of this name.
    pub fn sends(&self, name: &str) -> bool {
        let mut headers = self.static_headers.iter();
        headers.any(|header| header.is_certain() && header.name.eq_ignore_ascii_case(name))
    }
}

impl AgentCall<'_> {
    /// The agent in a sentence, with the server where it has several.
    pub fn title(&self) -> String {
        let name = &self.agent.name;
        match &self.call.reference {
            Some(server) if self.agent.calls.len() > 1 => {
                format!("agent `{name}`, at server `{server}`,")
            }
            _ => format!("agent `{name}`"),
        }
    }

    /// Whether the call certainly carries a static header of this name.
    pub fn sends(&self, name: &str) -> bool {
        self.call.sends(name)
    }
}

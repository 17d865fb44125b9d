//! The agents and servers that a chart defines, whatever they were read from: values under a contract, or rendered
//! manifests.
//!
//! Every field says where it was set, or that it is absent and where it would be, or that it is there but unknown.

mod agent;
mod call;
mod definition;
mod field;
mod own_servers;
mod policy;
mod server;
mod spelling;

pub use agent::{Activity, Agent, EnvVar, Impersonation, Intent};
pub use call::{AgentCall, Call, CallTarget};
pub use definition::{AgentDefinition, Need, Object, Obo};
pub use field::{Field, State};
pub use own_servers::OwnServers;
pub use policy::{Delegation, Grant, Policy, TrustedIssuer};
pub use server::{
    Header, HeaderSite, HeaderValue, ListedServer, Protocol, Server, ServerKind, Text, Undecided,
};
pub use spelling::Spelling;

use crate::source::{Place, ValuePath};

/// All that one target defines.
#[derive(Debug, Default)]
pub struct Model {
    /// The agents, by name.
    pub agents: Vec<Agent>,
    /// The servers that would be rendered, in the order of rendering.
    pub servers: Vec<Server>,
    /// The servers that the values list themselves, rendered or not.
    pub listed: Vec<ListedServer>,
    /// The URL at which agents reach the gateway.
    pub gateway: Option<Text>,
    /// The namespace of agents, servers and Secrets; `None` if the values do not show it.
    pub namespace: Option<String>,
    /// The namespace of the release, and so of the gateway; `None` if nobody said which.
    pub release_namespace: Option<String>,
    /// Whom the gateway trusts.
    pub policy: Option<Policy>,
    /// The model configurations.
    pub models: Vec<ModelConfig>,
    /// What the chart's token Job needs.
    pub token: Option<TokenJob>,
    /// What the RemoteMCPServer template refuses to render.
    pub refusals: Vec<Refusal>,
    /// What other templates read of the values as a whole without asking whether it is there.
    pub unguarded: Vec<Need>,
    /// Whose templates these are.
    pub templates: TemplateOwner,
    /// Which of the servers is each agent's own.
    pub own_servers: OwnServers,
}

impl Model {
    /// All calls, those of agents that cannot be called included.
    pub fn calls(&self) -> impl Iterator<Item = AgentCall<'_>> {
        self.agents.iter().flat_map(Agent::calls)
    }

    /// The server that a call goes to, where it is there.
    pub fn server_of(&self, of: AgentCall<'_>) -> Option<&Server> {
        match of.call.target {
            CallTarget::Own => self.own_servers.of(&of.agent.name, &self.servers),
            CallTarget::Server(index) => self.servers.get(index),
            CallTarget::Absent => None,
        }
    }
}

/// Whose templates fail where something is absent.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum TemplateOwner {
    /// Those of the chart: they are at hand, and are seen to read it.
    OfChart,
    /// Those that the contract describes; whether the chart's are like them cannot be seen.
    #[default]
    OfContract,
}

impl TemplateOwner {
    /// What happens, as far as that is known.
    pub fn fail(self) -> &'static str {
        match self {
            Self::OfChart => "`helm template` fails",
            Self::OfContract => "the contract's template fails",
        }
    }

    /// What reads something: "the template reads".
    pub fn name(self) -> &'static str {
        match self {
            Self::OfChart => "the template",
            Self::OfContract => "the contract's template",
        }
    }
}

/// A model configuration that agents refer to.
#[derive(Debug)]
pub struct ModelConfig {
    /// Its entry in the values.
    pub path: ValuePath,
    /// Its name.
    pub name: Field<String>,
    /// The provider.
    pub provider: Field<String>,
    /// The provider's name of the model.
    pub model: Field<String>,
    /// The Secret of the API key.
    pub api_key_secret: Field<String>,
}

/// How the agents' tokens are made.
#[derive(Debug)]
pub struct TokenJob {
    /// The lifetime asked for, in seconds.
    pub expiration_seconds: Field<f64>,
    /// The cron schedule of the renewal.
    pub refresh_schedule: Field<String>,
    /// Where the audience is looked for, in order.
    pub candidates: Vec<Field<String>>,
    /// Whether the templates look for it, and refuse to render without.
    pub needs_audience: bool,
    /// The audience; `None` if it is not set or not known.
    pub audience: Option<String>,
}

/// Why the chart's RemoteMCPServer template fails.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The value that it trips over.
    pub path: ValuePath,
    /// Where that is written, or would be.
    pub place: Place,
    /// What is wrong, in words.
    pub message: String,
    /// What to write instead.
    pub help: String,
}

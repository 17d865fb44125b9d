//! An agent, wherever it was read.

use super::{AgentCall, AgentDefinition, Call, Field, Need, Obo, Text};
use crate::platform::Runtime;
use crate::source::{Place, ValuePath};
use std::sync::Arc;

/// One agent.
#[derive(Debug)]
pub struct Agent {
    /// Its name: the key of its definition.
    pub name: Arc<str>,
    /// Its namespace, where each has one of its own; else the model's is that of all.
    pub namespace: Option<Text>,
    /// The runtime that it chooses.
    pub runtime: Field<Runtime>,
    /// Where it is defined.
    pub path: ValuePath,
    /// The place of its name, in the last layer that writes anything of it.
    pub key: Place,
    /// Whether it can be called.
    pub activity: Activity,
    /// The switches on which that depends and that are not known: they count as on.
    pub assumed_on: Vec<ValuePath>,
    /// Its own switch, by Go's truthiness.
    pub enabled: Field<bool>,
    /// The environment of its Deployment.
    pub env: Field<Vec<EnvVar>>,
    /// The ServiceAccount whose token it presents.
    pub service_account: Field<String>,
    /// The Secret of its token.
    pub token_secret: Field<String>,
    /// The ServiceAccount that it runs as, with the value that names it.
    pub identity: Text,
    /// The Secret of its server's static headers, with the value that names it.
    pub secret: Text,
    /// The ModelConfig it uses.
    pub model_config: Field<String>,
    /// Impersonation rights.
    pub impersonation: Impersonation,
    /// Its calls, one for each server that it uses, in the order in which they are written. In values there is one.
    pub calls: Vec<Call>,
    /// Its definition in values; `None` if it was read from a manifest.
    pub definition: Option<AgentDefinition>,
}

/// Whether an agent can be called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Activity {
    /// All of its gates are on.
    Active,
    /// A gate is off; the reason is a sentence without its full stop: `kagent.enabled is false`.
    Inactive(String),
}

impl Agent {
    /// Whether it can be called.
    pub fn is_active(&self) -> bool {
        self.activity == Activity::Active
    }

    /// Its `obo` block, where the contract reads one.
    pub fn obo(&self) -> Option<&Obo> {
        self.definition.as_ref()?.obo.as_ref()
    }

    /// What the templates read of it without asking whether it is there.
    pub fn unguarded(&self) -> &[Need] {
        self.definition
            .as_ref()
            .map_or(&[], |definition| &definition.unguarded)
    }

    /// Its calls with the agent itself.
    pub fn calls(&self) -> impl Iterator<Item = AgentCall<'_>> {
        let calls = self.calls.iter();
        calls.map(|call| AgentCall { agent: self, call })
    }
}

/// What says that a call is meant to run as the user.
#[derive(Debug, Clone)]
pub enum Intent {
    /// A flag; a default that the contract fills in counts as written.
    Flag(Field<bool>),
    /// The contract: every agent acts for its users.
    Always,
    /// The agent, by letting the user's token through.
    WhenLetThrough,
    /// The manifests, by what they let through and send, and to whom.
    Shown,
}

/// An environment variable.
#[derive(Debug, Clone)]
pub struct EnvVar {
    /// Its name.
    pub name: Field<String>,
    /// Its value; unknown when it comes from elsewhere.
    pub value: Field<String>,
    /// Whether that holds template text, which Helm does not evaluate there.
    pub is_unevaluated: bool,
}

/// The identity that others may take on in the agent's name.
#[derive(Debug, Clone)]
pub struct Impersonation {
    /// Its switch, by Go's truthiness.
    pub enabled: Field<bool>,
    /// The user that may be impersonated.
    pub user: Field<String>,
}

//! The shape of `contract.yaml`.

use crate::platform::Statement;
use serde::Deserialize;
use std::collections::BTreeMap;

/// All that a contract's `contract.yaml` says.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// Its name, as `--contract` takes it.
    pub name: String,
    /// One or two sentences for people.
    pub summary: String,
    /// Where things sit in the values.
    pub layout: Layout,
    /// Paths that must be truthy for a server to exist.
    pub gates: BTreeMap<Gate, String>,
    /// What says that calls are meant to run as the user.
    pub intent: IntentSpec,
    /// What is filled in where a definition lacks it, by key.
    #[serde(default)]
    pub defaults: BTreeMap<String, serde_json::Value>,
    /// What the templates read of each agent without asking whether it is there; paths start at the agent's entry.
    #[serde(default)]
    pub unguarded: Vec<NeedSpec>,
    /// What they read in this way of the values as a whole, apart from gates and required variables.
    #[serde(default, rename = "unguardedValues")]
    pub unguarded_values: Vec<NeedSpec>,
    /// Names that patterns may use.
    #[serde(default)]
    pub variables: BTreeMap<String, Variable>,
    /// The tools that the gateway offers; empty where that is not known.
    #[serde(default)]
    pub tools: Vec<String>,
    /// The ServiceAccount that each agent runs as.
    pub identity: Derived,
    /// Objects that the templates or kagent name after an agent.
    #[serde(default)]
    pub objects: Vec<ObjectSpec>,
    /// Values that become names of Kubernetes objects.
    #[serde(default)]
    pub names: Vec<NameSpec>,
    /// Keys that another contract or an earlier layout of the chart reads, and this one does not.
    #[serde(default)]
    pub dead: Vec<DeadKey>,
    /// What the chart was released with; what rests on it is said to be assumed.
    #[serde(default)]
    pub platform: Statement,
    /// Servers that are no agent's own; rendered first.
    #[serde(default)]
    pub shared: Vec<ServerSpec>,
    /// The server of each enabled agent; `None` if values define no agents.
    #[serde(default)]
    pub server: Option<ServerSpec>,
    /// The servers that the values list themselves.
    pub listed: ServerSpec,
}

/// Where things sit in the values.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Layout {
    /// The map of agents, by name.
    pub definitions: String,
    /// The list of further servers.
    pub servers: String,
    /// The list of model configurations.
    pub models: String,
    /// Where the gateway's token audience is looked for, in order.
    #[serde(default)]
    pub audience: Vec<AudienceSpec>,
    /// The token's lifetime and renewal; `None` if the chart makes no tokens.
    #[serde(default)]
    pub token: Option<TokenLayout>,
    /// The gateway's own policy.
    pub policy: PolicyLayout,
}

/// A place where the tokens' audience is looked for.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AudienceSpec {
    /// The path of a string.
    pub path: String,
    /// What is made of it; a pattern with `{value}`.
    #[serde(default)]
    pub pattern: Option<String>,
}

/// Where the gateway's policy sits.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct PolicyLayout {
    /// The issuers whose tokens it takes.
    pub trusted_issuers: String,
    /// Which actor may act for which subject.
    pub actor_delegation: String,
    /// Which subjects are granted which audiences.
    #[serde(default)]
    pub workload_audiences: Option<String>,
    /// Which subjects are granted which audiences, and what they are granted beside.
    #[serde(default)]
    pub workload_group_grants: Option<String>,
}

/// What says that an agent's calls are meant to run as the user.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum IntentSpec {
    /// A flag of the agent's definition.
    Flag {
        /// Its path, from the agent's entry on.
        flag: String,
    },
    /// The contract as a whole, or what the agent lets through.
    Word(IntentWord),
}

/// What shows that intent if there is no flag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum IntentWord {
    /// The contract: every agent acts for its users.
    Always,
    /// The agent, by letting the user's token through.
    WhenLetThrough,
}

/// Where the token's lifetime and renewal sit.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct TokenLayout {
    /// Its lifetime in seconds.
    pub expiration_seconds: String,
    /// The cron schedule of its renewal.
    pub refresh_schedule: String,
}

/// Something that must be on for an object to be rendered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Gate {
    /// kagent as a whole.
    Platform,
    /// The muster gateway.
    Gateway,
    /// The agent itself; its path starts at the agent's entry.
    Agent,
}

/// Something that the templates read without asking whether it is there.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NeedSpec {
    /// What they read: `m2m.enabled`. Where anything above its last key is absent, they fail.
    pub path: String,
    /// Whether they fail without the value itself too, since they hand it to a function that takes no nil.
    #[serde(default)]
    pub value: bool,
    /// What must be on for them to get there; of values as a whole `agent` means any agent.
    pub gates: Vec<Gate>,
    /// A flag of the agent that must be on too.
    #[serde(default)]
    pub flag: Option<String>,
    /// What may be written where it is absent; `None` if only a person can say.
    #[serde(default)]
    pub insert: Option<String>,
    /// What to do about it, where there is nothing to insert.
    #[serde(default)]
    pub help: Option<String>,
    /// Whether charts of this contract differ in it: it counts only where a template of the chart is seen to read it.
    #[serde(default)]
    pub if_read: bool,
}

/// A value for patterns: from the values, else a default; or required.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Variable {
    /// Its path in the values.
    pub path: String,
    /// What is taken instead of an absent or empty value; a pattern.
    pub default: Option<String>,
    /// Whether only an absent value is replaced by the default, as Sprig's `dig` does it.
    #[serde(default)]
    pub keep_empty: bool,
    /// Why the template refuses an absent or empty value.
    pub required: Option<String>,
}

/// A field that is either a pattern or taken from the values.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum Derived {
    /// A pattern such as `muster-{agent}`.
    Pattern(String),
    /// A value, its path relative to the object's own entry.
    Value(Variable),
}

/// An object that is named after an agent.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ObjectSpec {
    /// What it is, for messages: `CronJob`.
    pub kind: String,
    /// Its name, a pattern.
    pub name: String,
    /// How many characters Kubernetes allows it.
    pub limit: usize,
    /// Whether the template cuts the name at the limit, and then a `-` at its end.
    #[serde(default)]
    pub truncated: bool,
}

/// A value that becomes a name in Kubernetes.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NameSpec {
    /// Its path from the root; `*` matches any key or index. The last `*` of a mapping matches its keys.
    pub path: String,
    /// What it names: `ServiceAccount`.
    pub kind: String,
    /// Which names Kubernetes takes for that.
    pub form: NameForm,
}

/// A form of names in Kubernetes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NameForm {
    /// A DNS label that begins with a letter (RFC 1035): Services.
    Service,
    /// A DNS label (RFC 1123): namespaces.
    Label,
    /// A DNS subdomain (RFC 1123): most objects.
    Subdomain,
    /// The same, or that of an object in another namespace: `namespace/name`.
    Reference,
    /// A host name, which may begin with `*.`.
    Host,
    /// Letters, digits, `-`, `_` and `.`: keys of Secrets.
    DataKey,
    /// All but `/` and `%`: roles.
    PathSegment,
}

/// A key that this contract does not read.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct DeadKey {
    /// Its path from the root; `*` matches any key or index.
    pub path: String,
    /// Whose key it is, or was, as the end of a sentence.
    pub reader: String,
    /// What to do instead.
    pub instead: String,
    /// Whether charts of this contract differ in it: it is dead only where the chart's templates are seen not to read it.
    #[serde(default)]
    pub if_unread: bool,
}

/// What servers of one kind are made of.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ServerSpec {
    /// What must be on for one to be rendered.
    pub gates: Vec<Gate>,
    /// The transport that its manifest names.
    pub protocol: Transport,
    /// Its name.
    pub name: Derived,
    /// Its namespace.
    pub namespace: Derived,
    /// Its description.
    pub description: Derived,
    /// Its URL.
    pub url: Derived,
    /// From which namespaces agents may use it: `All`, or `Same`, the default.
    #[serde(default)]
    pub allowed_namespaces: Option<String>,
    /// The Secret of its static headers; without one it has none.
    #[serde(default)]
    pub secret: Option<Derived>,
    /// Its static headers, in order.
    #[serde(default)]
    pub headers: Vec<HeaderSpec>,
}

/// A static header from a Secret.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeaderSpec {
    /// The header's name.
    pub name: String,
    /// The key in the Secret.
    pub key: String,
    /// The flag, from the agent's entry on, that must be truthy for the header to be sent.
    pub when: Option<String>,
    /// The flag, from the agent's entry on, that must be falsy for the header to be sent.
    pub unless: Option<String>,
}

/// An MCP transport, as a RemoteMCPServer's `protocol` names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Transport {
    /// Streamable HTTP, whose endpoint is one URL, by custom `/mcp`.
    #[serde(rename = "STREAMABLE_HTTP")]
    StreamableHttp,
    /// HTTP with server-sent events, whose stream is by custom at `/sse`.
    #[serde(rename = "SSE")]
    Sse,
}

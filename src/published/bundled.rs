//! The agents and the servers that kagent's own chart brings along.
//!
//! All releases from 0.5.0 to 0.10.0-rc3 were rendered: the agents name the servers `kagent-tool-server` and, from 0.6.7 on,
//! `kagent-grafana-mcp`, which are called after the release, and none of them lets a user's token through.

use crate::secrets::is_filled_in_later;
use crate::source::ValuePath;
use crate::template::usage::Usage;
use crate::yaml::{Node, Value};

/// The name that the agents have for the server.
pub const TOOL_SERVER: &str = "kagent-tool-server";

/// The name that the agent for observability has for the server of Grafana.
pub const GRAFANA_SERVER: &str = "kagent-grafana-mcp";

/// The agent that uses it.
const OBSERVABILITY: &str = "observability-agent";

/// Where the server is told to call the API server with the caller's token.
pub const TOKEN_PASSTHROUGH: &str = "kagent-tools.tools.k8s.tokenPassthrough";

/// The agents that use it, by the keys of their charts.
const AGENTS: [&str; 9] = [
    "argo-rollouts-agent",
    "cilium-debug-agent",
    "cilium-manager-agent",
    "cilium-policy-agent",
    "helm-agent",
    "istio-agent",
    "k8s-agent",
    "kgateway-agent",
    OBSERVABILITY,
];

/// A server that a release calls otherwise than the chart's agents do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MisnamedServer {
    /// What it is called.
    pub made: String,
    /// What the agents call it.
    pub wanted: &'static str,
    /// The agents that use it, and are on.
    pub agents: Vec<&'static str>,
}

/// The servers that a release makes under another name than the one that the chart's agents have for them.
pub fn misnamed(values: &Node, usage: &Usage, release: &str) -> Vec<MisnamedServer> {
    let agents = agents_on(values, usage);
    let tool_server = tool_server(values, release).map(|made| MisnamedServer {
        made,
        wanted: TOOL_SERVER,
        agents,
    });
    let grafana = grafana_server(values, usage, release).map(|made| MisnamedServer {
        made,
        wanted: GRAFANA_SERVER,
        agents: Vec::from_iter(is_agent_on(values, usage, OBSERVABILITY).then_some(OBSERVABILITY)),
    });
    let all = [tool_server, grafana].into_iter().flatten();
    all.filter(|one| one.made != one.wanted && !one.agents.is_empty())
        .collect()
}

/// The agents that are on and use the server, by values on top of the chart's own; none where the chart does not make the server.
pub fn agents_on(values: &Node, usage: &Usage) -> Vec<&'static str> {
    if is_off(values, "kagent-tools.enabled") {
        return Vec::new();
    }
    let is_on = |agent: &&str| is_agent_on(values, usage, agent);
    AGENTS.into_iter().filter(is_on).collect()
}

/// Whether an agent of the chart is on, by the key that a release has for it.
fn is_agent_on(values: &Node, usage: &Usage, agent: &str) -> bool {
    let own = format!("{agent}.enabled");
    let is_own = usage.may_read(&ValuePath::parse(&own));
    !match is_own {
        true => is_off(values, &own),
        false => is_off(values, &format!("agents.{agent}.enabled")),
    }
}

/// What the chart calls the tool server in a release; `None` where a name is not known.
fn tool_server(values: &Node, release: &str) -> Option<String> {
    let name = match (text(values, FULL_NAME)?, text(values, NAME)?) {
        (Some(name), _) => name.to_owned(),
        (None, Some(name)) => format!("{release}-{name}"),
        (None, None) => release.to_owned(),
    };
    Some(format!("{}-tool-server", cut(&name)))
}

/// What it calls the server of Grafana; `None` where that is off, or a name is not known.
fn grafana_server(values: &Node, usage: &Usage, release: &str) -> Option<String> {
    let switches = ["grafana-mcp.enabled", "tools.grafana-mcp.enabled"];
    let mut switches = switches.into_iter();
    let switch = switches.find(|path| usage.may_read(&ValuePath::parse(path)))?;
    if is_off(values, switch) {
        return None;
    }
    const CHART: &str = "grafana-mcp";
    let empty = Node::implied(Value::Null, values.place);
    let values = values.get(CHART).unwrap_or(&empty);
    let name = match (text(values, FULL_NAME)?, text(values, NAME)?) {
        (Some(name), _) => name.to_owned(),
        (None, name) => match name.unwrap_or(CHART) {
            name if release.contains(name) => release.to_owned(),
            name => format!("{release}-{name}"),
        },
    };
    Some(cut(&name).to_owned())
}

const FULL_NAME: &str = "fullnameOverride";
const NAME: &str = "nameOverride";

/// A text that is not empty; `None` where that is not known.
fn text<'n>(values: &'n Node, key: &str) -> Option<Option<&'n str>> {
    match values.get(key).map(|node| &node.value) {
        Some(Value::String(text)) if is_filled_in_later(text) => None,
        Some(Value::String(text)) => Some(Some(&**text).filter(|text| !text.is_empty())),
        None | Some(Value::Null) => Some(None),
        Some(_) => None,
    }
}

/// A name as long as the chart lets it be.
fn cut(name: &str) -> &str {
    const LONGEST: usize = 63;
    name.get(..LONGEST).unwrap_or(name).trim_end_matches('-')
}

/// Whether Helm takes a condition for off: any value but `false` leaves it on.
fn is_off(values: &Node, path: &str) -> bool {
    let node = values.at(&ValuePath::parse(path));
    node.is_some_and(|node| matches!(node.value, Value::Bool(false)))
}

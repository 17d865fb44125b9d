//! The agents and the server that kagent's own chart brings along.
//!
//! All releases from 0.5.0 to 0.10.0-rc3 were rendered: the agents name the server `kagent-tool-server`, which is called after the
//! release, and none of them lets a user's token through.

use crate::source::ValuePath;
use crate::template::usage::Usage;
use crate::yaml::{Node, Value};

/// The name that the agents have for the server.
pub const TOOL_SERVER: &str = "kagent-tool-server";

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
    "observability-agent",
];

/// The agents that are on and use the server, by values on top of the chart's own; none where the chart does not make the server.
pub fn agents_on(values: &Node, usage: &Usage) -> Vec<&'static str> {
    if is_off(values, "kagent-tools.enabled") {
        return Vec::new();
    }
    let is_on = |agent: &&str| {
        let own = format!("{agent}.enabled");
        let is_own = usage.may_read(&ValuePath::parse(&own));
        !match is_own {
            true => is_off(values, &own),
            false => is_off(values, &format!("agents.{agent}.enabled")),
        }
    };
    AGENTS.into_iter().filter(is_on).collect()
}

/// What the chart calls the server in a release; `None` where a name is not known.
pub fn tool_server(values: &Node, release: &str) -> Option<String> {
    let text = |key: &str| match values.get(key).map(|node| &node.value) {
        Some(Value::String(text)) => Some(Some(&**text).filter(|text| !text.is_empty())),
        None | Some(Value::Null) => Some(None),
        Some(_) => None,
    };
    let name = match (text("fullnameOverride")?, text("nameOverride")?) {
        (Some(name), _) => name.to_owned(),
        (None, Some(name)) => format!("{release}-{name}"),
        (None, None) => release.to_owned(),
    };
    /// As long as the chart lets the name be.
    const LONGEST: usize = 63;
    let name = name.get(..LONGEST).unwrap_or(&name).trim_end_matches('-');
    Some(format!("{name}-tool-server"))
}

/// Whether Helm takes a condition for off: any value but `false` leaves it on.
fn is_off(values: &Node, path: &str) -> bool {
    let node = values.at(&ValuePath::parse(path));
    node.is_some_and(|node| matches!(node.value, Value::Bool(false)))
}

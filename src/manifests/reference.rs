//! References of agents to their tools, as kagent's controller reads them.

use super::{Kind, Object};
use crate::source::ValuePath;

/// What a tool of an agent refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToolReference {
    /// Where it is: `spec.declarative.tools[0].mcpServer`.
    pub path: ValuePath,
    /// What is looked up: `None` where the controller refuses kind and group (`unknown tool server type`), or one of them is
    /// not known yet.
    pub kind: Option<Kind>,
    /// Its namespace: the one that is written, else the agent's.
    pub namespace: Option<String>,
    /// Its name, as it is written.
    pub name: String,
}

/// The kind that a controller looks up for a kind and a group as they are written (kagent v0.10.0-rc3, `adk_api_translator.go`,
/// translateMCPServerTarget): no kind and no group is an MCPServer.
pub(super) fn looked_up(kind: &str, group: &str) -> Option<Kind> {
    match (kind, group) {
        ("", "") | ("MCPServer", "" | "kagent.dev") => Some(Kind::McpServer),
        ("RemoteMCPServer", "" | "kagent.dev") => Some(Kind::RemoteMcpServer),
        ("Service", "" | "core") => Some(Kind::Service),
        _ => None,
    }
}

/// The server that a tool refers to; `None` for a tool that is none, or another agent.
pub fn tool_reference(agent: &Object, tool: &ValuePath) -> Option<ToolReference> {
    let path = tool.join("mcpServer");
    let server = agent.get(&path)?;
    server.as_map()?;
    let text = |key: &str| server.get(key).and_then(|node| node.as_str());
    if Kind::of(&agent.name) == Kind::FormerAgent {
        let name = text("toolServer")?;
        // The v1alpha1 form names a namespace before a slash.
        let (namespace, name) = match name.split_once('/') {
            Some((namespace, name)) => (Some(namespace.to_owned()), name),
            None => (agent.name.namespace.as_deref().map(str::to_owned), name),
        };
        return Some(ToolReference {
            path,
            kind: Some(Kind::ToolServer),
            namespace,
            name: name.to_owned(),
        });
    }
    let written = text("namespace").filter(|namespace| !namespace.is_empty());
    let own = agent.name.namespace.as_deref();
    Some(ToolReference {
        kind: looked_up(
            text("kind").unwrap_or_default(),
            text("apiGroup").unwrap_or_default(),
        ),
        namespace: written.or(own).map(str::to_owned),
        name: text("name").unwrap_or_default().to_owned(),
        path,
    })
}

#[cfg(test)]
mod tests {
    use super::looked_up;
    use crate::manifests::Kind;

    #[test]
    fn kinds_and_groups_that_the_controller_takes() {
        for (kind, group, expected) in [
            ("", "", Some(Kind::McpServer)),
            ("", "kagent.dev", None),
            ("MCPServer", "", Some(Kind::McpServer)),
            ("MCPServer", "kagent.dev", Some(Kind::McpServer)),
            ("RemoteMCPServer", "", Some(Kind::RemoteMcpServer)),
            ("RemoteMCPServer", "kagent.dev", Some(Kind::RemoteMcpServer)),
            ("RemoteMCPServer", "kagent.dev/v1alpha2", None),
            ("Service", "", Some(Kind::Service)),
            ("Service", "core", Some(Kind::Service)),
            ("Service", "v1", None),
            ("ToolServer", "kagent.dev", None),
        ] {
            assert_eq!(looked_up(kind, group), expected, "{kind:?} {group:?}");
        }
    }
}

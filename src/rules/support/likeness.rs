//! What looks like an agent's definition, wherever it is.

use crate::yaml::Node;

/// How many mappings may be around a definition that is at the wrong depth.
const DEPTH: usize = 3;

/// Keys that a mapping hardly has unless it defines an agent.
const TELLTALES: [&str; 2] = ["systemMessage", "modelConfig"];

/// Keys that a mapping among definitions hardly has unless it defines an agent.
const OF_AGENTS: [&str; 4] = ["allowedHeaders", "toolNames", "obo", "m2m"];

/// Whether what is among definitions is one of an agent.
pub fn looks_like_agent(node: &Node) -> bool {
    let mut keys = TELLTALES.iter().chain(&OF_AGENTS);
    node.as_map()
        .is_some_and(|map| keys.any(|key| map.get(key).is_some()))
}

/// Whether a value is an agent's definition, or holds one not far below.
pub fn holds_agent(node: &Node) -> bool {
    holds(node, DEPTH)
}

fn holds(node: &Node, depth: usize) -> bool {
    let Some(map) = node.as_map() else {
        return false;
    };
    let mut entries = map.entries().iter();
    TELLTALES.iter().any(|key| map.get(key).is_some())
        || depth > 0 && entries.any(|entry| holds(&entry.node, depth - 1))
}

//! Whether the values that an object sets have to do with agents, as far as their words show.

use super::{Installation, ValuesPart};
use crate::manifests::ObjectSet;
use crate::yaml::{Node, Value};

/// The keys that charts of agents have for them and for their servers.
const KEYS: [&str; 4] = ["agents", "obo", "mcpServers", "remoteMcpServers"];

/// Whether the values of an installation mention kagent, agents or their servers.
///
/// That its chart is not here is worth a note of its own then. Nothing else hangs on it.
pub fn mentions_agents(one: &Installation, objects: &ObjectSet) -> bool {
    one.parts.iter().any(|part| match part {
        ValuesPart::Mapping { object, path } | ValuesPart::Text { object, path } => {
            let object = objects.objects().get(*object);
            object
                .and_then(|object| object.node.at(path))
                .is_some_and(mentions)
        }
        ValuesPart::Set { target, .. } => target.split('.').any(is_of_agents),
        _ => false,
    })
}

fn mentions(node: &Node) -> bool {
    match &node.value {
        Value::String(text) => text.lines().any(|line| {
            let key = line.split(':').next().unwrap_or_default();
            line.contains("kagent.dev") || line.contains(':') && is_of_agents(key.trim())
        }),
        Value::Map(map) => {
            let mut entries = map.entries().iter();
            entries.any(|entry| is_of_agents(&entry.key) || mentions(&entry.node))
        }
        Value::List(items) => items.iter().any(mentions),
        _ => false,
    }
}

/// Whether a key is one of them.
fn is_of_agents(key: &str) -> bool {
    KEYS.contains(&key) || key.contains("kagent")
}

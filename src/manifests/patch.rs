//! Patches that look like objects: they hold only what they change of one.

use super::{Kind, Object};
use crate::yaml::Node;

/// What all objects of a kind have, or what makes one: it has at least one of these.
const MAKES: &[(&[Kind], &[&str])] = &[
    (
        &[Kind::Agent, Kind::SandboxAgent],
        &[
            "description",
            "type",
            "declarative.systemMessage",
            "declarative.systemMessageFrom",
            "declarative.modelConfig",
            "declarative.tools",
            "byo.deployment.image",
        ],
    ),
    (&[Kind::RemoteMcpServer], &["url", "description"]),
    (
        &[Kind::McpServer],
        &[
            "transportType",
            "deployment.image",
            "deployment.cmd",
            "deployment.args",
            "deployment.port",
        ],
    ),
    (&[Kind::ModelConfig], &["model", "provider"]),
];

/// The blocks that a patch reaches into. A key beside them is no patch's: somebody meant to make an object.
const BLOCKS: &[(Kind, &[&str])] = &[
    (
        Kind::Agent,
        &[
            "declarative",
            "byo",
            "skills",
            "sandbox",
            "allowedNamespaces",
        ],
    ),
    (
        Kind::SandboxAgent,
        &[
            "declarative",
            "byo",
            "sandbox",
            "substrate",
            "allowedNamespaces",
        ],
    ),
    (
        Kind::RemoteMcpServer,
        &[
            "headersFrom",
            "timeout",
            "sseReadTimeout",
            "terminateOnClose",
            "tls",
            "allowedNamespaces",
            "protocol",
        ],
    ),
    (
        Kind::McpServer,
        &["deployment", "timeout", "stdioTransport", "httpTransport"],
    ),
    (
        Kind::ModelConfig,
        &["apiKeySecret", "apiKeySecretKey", "defaultHeaders", "tls"],
    ),
];

/// Whether an object is a strategic-merge patch of another one: it says so by `$patch`, or has nothing of what all objects of its
/// kind have, and nothing but what is changed of one.
pub fn is_patch(object: &Object) -> bool {
    if says_so(&object.node) {
        return true;
    }
    let kind = Kind::of(&object.name);
    let makes = MAKES.iter().find(|(kinds, _)| kinds.contains(&kind));
    let (Some((_, makes)), Some((_, blocks))) =
        (makes, BLOCKS.iter().find(|(known, _)| *known == kind))
    else {
        return false;
    };
    let Some(spec) = object.node.get("spec") else {
        return is_label(object);
    };
    let Some(entries) = spec.as_map().map(|map| map.entries()) else {
        return false;
    };
    let has = |path: &&&str| {
        let mut keys = path.split('.');
        keys.try_fold(spec, |node, key| node.get(key)).is_some()
    };
    !entries.is_empty()
        && entries.iter().all(|entry| blocks.contains(&&*entry.key))
        && !makes.iter().any(|path| has(&path))
}

/// Whether it has no more than what it is called, with labels or annotations.
fn is_label(object: &Object) -> bool {
    let keys = object
        .node
        .as_map()
        .into_iter()
        .flat_map(|map| map.entries());
    let mut keys = keys.map(|entry| &*entry.key);
    let metadata = object.node.get("metadata");
    let has = |key: &str| metadata.is_some_and(|metadata| metadata.get(key).is_some());
    keys.all(|key| ["apiVersion", "kind", "metadata"].contains(&key))
        && (has("labels") || has("annotations"))
}

/// Whether a directive of patches is in a mapping of the object, or in one of its lists' items.
fn says_so(node: &Node) -> bool {
    if let Some(map) = node.as_map() {
        return map.get("$patch").is_some() || map.entries().iter().any(|one| says_so(&one.node));
    }
    let items = node.as_list();
    items.is_some_and(|items| items.iter().any(says_so))
}

#[cfg(test)]
mod tests {
    use super::is_patch;
    use crate::manifests::objects_in;
    use crate::source::{Name, Sources};
    use crate::yaml::read_first;

    fn is(kind: &str, rest: &str) -> bool {
        let version = match kind {
            "MCPServer" => "v1alpha1",
            _ => "v1alpha2",
        };
        let text = format!("apiVersion: kagent.dev/{version}\nkind: {kind}\n{rest}");
        let source = Sources::default().add(Name::Stdin, text);
        let objects = objects_in(&read_first(&source).unwrap());
        is_patch(&objects[0])
    }

    #[test]
    fn patches_have_only_what_they_change() {
        for (kind, rest) in [
            (
                "Agent",
                "metadata: {name: a}\nspec: {declarative: {deployment: {env: []}}}",
            ),
            (
                "Agent",
                "metadata: {name: a}\nspec: {declarative: {runtime: go}}",
            ),
            ("Agent", "metadata: {name: a, labels: {a: b}}"),
            (
                "Agent",
                "metadata: {name: a}\nspec: {description: x, declarative: {tools: [{$patch: replace}]}}",
            ),
            ("Agent", "metadata: {name: a}\n$patch: delete"),
            (
                "Agent",
                "metadata: {name: a}\nspec: {byo: {deployment: {replicas: 2}}}",
            ),
            (
                "RemoteMCPServer",
                "metadata: {name: a}\nspec: {headersFrom: []}",
            ),
            (
                "MCPServer",
                "metadata: {name: a}\nspec: {deployment: {env: {A: b}}}",
            ),
            (
                "ModelConfig",
                "metadata: {name: a}\nspec: {apiKeySecret: x}",
            ),
        ] {
            assert!(is(kind, rest), "{kind} {rest}");
        }
    }

    #[test]
    fn what_makes_an_object_is_no_patch() {
        for (kind, rest) in [
            ("Agent", "metadata: {name: a}\nspec: {description: x}"),
            (
                "Agent",
                "metadata: {name: a}\nspec: {systemMessage: x, modelConfig: y}",
            ),
            (
                "Agent",
                "metadata: {name: a}\nspec: {declarative: {systemMessage: x}}",
            ),
            (
                "Agent",
                "metadata: {name: a}\nspec: {declarative: {modelConfig: x}}",
            ),
            ("Agent", "metadata: {name: a}\nspec: {}"),
            ("Agent", "metadata: {name: a}"),
            ("Agent", "metadata: {name: a, labels: {a: b}}\nspek: {}"),
            ("RemoteMCPServer", "metadata: {name: a}\nspec: {URL: x}"),
            ("RemoteMCPServer", "metadata: {name: a}\nspec: {url: x}"),
            ("ToolServer", "metadata: {name: a}\nspec: {headers: {}}"),
            (
                "MCPServer",
                "metadata: {name: a}\nspec: {deployment: {image: x, env: []}}",
            ),
        ] {
            assert!(!is(kind, rest), "{kind} {rest}");
        }
    }
}

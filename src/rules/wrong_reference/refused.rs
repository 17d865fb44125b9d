//! Kinds and groups that the controller does not take.

use super::{RULE, named};
use crate::edit::Change;
use crate::manifests::{Kind, KnownObjects, Object, Reference, namespace_of, tool_reference};
use crate::rules::{Draft, Sink};
use crate::secrets::{holds_placeholder, holds_template};
use crate::source::ValuePath;
use crate::yaml::Node;
use std::sync::Arc;

/// The kinds that a server may have, as they are written.
const SERVERS: [(&str, Kind); 3] = [
    ("MCPServer", Kind::McpServer),
    ("RemoteMCPServer", Kind::RemoteMcpServer),
    ("Service", Kind::Service),
];

const AGENTS: [&str; 2] = ["Agent", "SandboxAgent"];

/// Reports a reference to a server whose kind and group are refused. Returns whether it did.
pub(super) fn check_server(
    agent: &Object,
    tool: &ValuePath,
    known: &KnownObjects<'_>,
    sink: &mut Sink<'_>,
) -> bool {
    let Some(reference) = tool_reference(agent, tool).filter(|found| found.kind.is_none()) else {
        return false;
    };
    let written = |key: &str| Written::at(agent, &reference.path.join(key));
    let (Some(kind), Some(group)) = (written("kind"), written("apiGroup")) else {
        return false;
    };
    let target = Target {
        agent,
        name: &reference.name,
        path: &reference.path,
        namespace: reference.namespace.as_deref(),
    };
    let draft = match SERVERS.iter().find(|(word, _)| *word == kind.text) {
        Some((_, kind)) => target.wrong_group(*kind, &group),
        None if kind.text.is_empty() => target.no_kind(&group, known),
        None => target.wrong_kind(&kind, &group, known),
    };
    sink.report(&RULE, named(draft, agent));
    true
}

/// The same for a reference to another agent, whose group does not matter.
pub(super) fn check_agent(
    agent: &Object,
    tool: &ValuePath,
    known: &KnownObjects<'_>,
    sink: &mut Sink<'_>,
) -> bool {
    let path = tool.join("agent");
    if agent.get(&tool.join("mcpServer")).is_some() || agent.get(&path).is_none() {
        return false;
    }
    let Some(kind) = Written::at(agent, &path.join("kind")) else {
        return false;
    };
    if kind.text.is_empty() || AGENTS.contains(&kind.text) {
        return false;
    }
    let meant = AGENTS
        .into_iter()
        .find(|word| word.eq_ignore_ascii_case(kind.text));
    let message = format!(
        "`{}` is no kind of agent: kagent's controller refuses the agent (`unsupported agent tool kind`)",
        kind.text
    );
    let draft = Draft::new(&kind.path, kind.place(agent), message).label("no such kind");
    let draft = match meant {
        Some(meant) => set_kind(draft, &kind.path, meant),
        None => draft.help(match is_server_called(agent, &path, known) {
            true => "a server is a tool of `type: McpServer`, with `mcpServer` instead of `agent`",
            false => "write `kind: Agent` or `kind: SandboxAgent`, or nothing, which means Agent",
        }),
    };
    sink.report(&RULE, named(draft, agent));
    true
}

/// A field of a reference that is a string, or is not there.
struct Written<'o> {
    path: ValuePath,
    node: Option<&'o Node>,
    text: &'o str,
}

impl<'o> Written<'o> {
    /// `None` where it is no string, which the CRD refuses, or is filled in later.
    fn at(object: &'o Object, path: &ValuePath) -> Option<Self> {
        let node = object.get(path);
        let text = match node {
            Some(node) => node.as_str()?,
            None => "",
        };
        let is_open = holds_placeholder(text) || holds_template(text);
        (!is_open).then(|| Self {
            path: path.clone(),
            node,
            text,
        })
    }

    fn place(&self, object: &Object) -> crate::source::Place {
        self.node
            .map_or_else(|| object.name_place(), |node| node.place)
    }
}

/// What a refused reference is about.
struct Target<'o> {
    agent: &'o Object,
    name: &'o str,
    path: &'o ValuePath,
    namespace: Option<&'o str>,
}

impl Target<'_> {
    /// A kind that exists, of a group that it does not have.
    fn wrong_group(&self, kind: Kind, group: &Written<'_>) -> Draft {
        let word = kind.word();
        let (meant, other) = match kind {
            Kind::Service => ("core", "`apiGroup: core`, or none"),
            _ => ("kagent.dev", "`apiGroup: kagent.dev`, or none"),
        };
        let reason = match group.text.contains('/') || group.text == "v1" {
            true => "which is a version and not a group",
            false => "which is not its group",
        };
        let message = format!(
            "kagent's controller does not take {word} with `apiGroup: {}`, {reason}: it refuses the agent (`unknown tool \
             server type`)",
            group.text
        );
        Draft::new(&group.path, group.place(self.agent), message)
            .label("not its group")
            .help(format!("write {other}"))
            .fix(
                format!("write `{meant}`"),
                Change::Set(group.path.clone(), meant.into()),
            )
    }

    /// A group without a kind.
    fn no_kind(&self, group: &Written<'_>, known: &KnownObjects<'_>) -> Draft {
        let message = format!(
            "with `apiGroup: {}` and no `kind` kagent's controller refuses the agent (`unknown tool server type`)",
            group.text
        );
        let draft = Draft::new(&group.path, group.place(self.agent), message)
            .label("a group without a kind");
        let path = self.path.join("kind");
        match self.there(known) {
            Some(kind) if kind != Kind::Service => {
                let word = kind.word();
                draft.help(format!("write `kind: {word}` too")).fix(
                    format!("add `kind: {word}`"),
                    Change::Set(path, word.into()),
                )
            }
            _ => draft.help("write `kind: RemoteMCPServer` or `kind: MCPServer` too"),
        }
    }

    /// A kind that is none of a server's.
    fn wrong_kind(
        &self,
        kind: &Written<'_>,
        group: &Written<'_>,
        known: &KnownObjects<'_>,
    ) -> Draft {
        let message = format!(
            "`{}` is no kind of server that kagent's controller takes: it refuses the agent (`unknown tool server type`)",
            kind.text
        );
        let draft = Draft::new(&kind.path, kind.place(self.agent), message).label("no such kind");
        let meant = SERVERS.iter().find(|(word, _)| is_meant(kind.text, word));
        if let Some((word, of)) = meant {
            let is_group = match of {
                Kind::Service => matches!(group.text, "" | "core"),
                _ => matches!(group.text, "" | "kagent.dev"),
            };
            return match is_group {
                true => set_kind(draft, &kind.path, word),
                false => draft.help(format!("write `kind: {word}`, without `apiGroup`")),
            };
        }
        match (kind.text, self.there(known)) {
            ("ToolServer", _) => draft.help(
                "ToolServer is of kagent.dev/v1alpha1: define a RemoteMCPServer, and write `kind: RemoteMCPServer`",
            ),
            ("Agent" | "SandboxAgent", _) => {
                draft.help("an agent is a tool of `type: Agent`, with `agent` instead of `mcpServer`")
            }
            (_, Some(there)) => draft.help(format!("write `kind: {}`", there.word())),
            (_, None) => draft.help("write `kind: RemoteMCPServer`, `kind: MCPServer` or `kind: Service`"),
        }
    }

    /// The kind of the only server of its name that is there.
    fn there(&self, known: &KnownObjects<'_>) -> Option<Kind> {
        let namespace = self
            .namespace
            .map(Arc::from)
            .filter(|_| namespace_of(self.agent).is_some());
        let mut there = SERVERS.iter().map(|(_, kind)| *kind).filter(|kind| {
            let reference = Reference {
                path: self.path.clone(),
                place: self.agent.node.place,
                kind: *kind,
                namespace: namespace.clone(),
                says_namespace: false,
                name: self.name.to_owned(),
                key: None,
                is_optional: false,
            };
            !known.found(&reference).is_empty()
        });
        there.next().filter(|_| there.next().is_none())
    }
}

/// Whether a kind is another one but for case, `-` and `_`.
fn is_meant(written: &str, word: &str) -> bool {
    let folded = |text: &str| -> String {
        let letters = text.chars().filter(|c| !matches!(c, '-' | '_' | ' '));
        let folded: String = letters.flat_map(char::to_lowercase).collect();
        folded.trim_end_matches('s').to_owned()
    };
    folded(written) == folded(word)
}

fn is_server_called(agent: &Object, path: &ValuePath, known: &KnownObjects<'_>) -> bool {
    let name = agent.get(&path.join("name")).and_then(Node::as_str);
    let Some(name) = name else { return false };
    SERVERS
        .iter()
        .any(|(_, kind)| known.called(*kind, name).next().is_some())
}

fn set_kind(draft: Draft, path: &ValuePath, word: &str) -> Draft {
    draft.help(format!("write `kind: {word}`")).fix(
        format!("write `{word}`"),
        Change::Set(path.clone(), word.into()),
    )
}

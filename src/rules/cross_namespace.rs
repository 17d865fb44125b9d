//! A reference to another namespace that the target does not admit.

mod selector;

use super::rule::MANIFESTS;
use super::{Check, Docs, Draft, Fixability, ManifestFacts, Rule, Sink, Tier};
use crate::diagnostic::Severity;
use crate::manifests::{
    Kind, KnownObjects, Object, Reference, namespace_of, reference_of_tool, tool_paths,
};
use crate::secrets::{holds_placeholder, holds_template};
use crate::source::{Place, ValuePath};
use crate::yaml::Node;

pub(super) const RULE: Rule = Rule {
    id: "cross-namespace",
    severity: Severity::Error,
    tier: Tier::Content,
    fixable: Fixability::Nothing,
    summary: "a tool in another namespace that does not admit the agent's",
    docs: Docs {
        around: Some(&MANIFESTS),
        finds: "A tool of an Agent that is in another namespace than the agent, and that the agent may not use: an MCPServer or a \
                Service, which never admit another namespace; a RemoteMCPServer or an Agent whose `allowedNamespaces` is absent \
                or does not admit the agent's; a target in a namespace that the controller does not watch, where \
                `platform.kagent.watchNamespaces` states which it does. A selector is evaluated where the agent's Namespace was \
                read with its labels. Targets that were not read are not reported.",
        why: "kagent's controller refuses the agent: its condition `Accepted` is `False`, and its Deployment is not made, or \
              stays as it was before.",
        bad: "\
apiVersion: kagent.dev/v1alpha2
kind: RemoteMCPServer
metadata: {name: docs, namespace: tools}
spec:
  description: The documentation
  url: http://docs.tools:8080/mcp
---
apiVersion: kagent.dev/v1alpha2
kind: Agent
metadata: {name: helper, namespace: team}
spec:
  type: Declarative
  description: Answers questions
  declarative:
    modelConfig: default-model-config
    systemMessage: You help.
    tools:
      - type: McpServer
        mcpServer: {name: docs, namespace: tools, kind: RemoteMCPServer}
",
        good: "\
apiVersion: kagent.dev/v1alpha2
kind: RemoteMCPServer
metadata: {name: docs, namespace: tools}
spec:
  description: The documentation
  url: http://docs.tools:8080/mcp
  allowedNamespaces: {from: All}
---
apiVersion: kagent.dev/v1alpha2
kind: Agent
metadata: {name: helper, namespace: team}
spec:
  type: Declarative
  description: Answers questions
  declarative:
    modelConfig: default-model-config
    systemMessage: You help.
    tools:
      - type: McpServer
        mcpServer: {name: docs, namespace: tools, kind: RemoteMCPServer}
",
        fix: "Write `allowedNamespaces` in the target: `{from: All}`, or `{from: Selector, selector: …}` for namespaces with a \
              label. For an MCPServer or a Service make a RemoteMCPServer with its URL, or put it into the agent's namespace.",
        evidence: &[
            "kagent v0.9.9 and v0.10.0-rc3 `reconciler/reconciler.go`, validateMcpServerReference and \
             validateAgentToolReference.",
            "kagent v0.10.0-rc3 `go/api/v1alpha2/common_types.go`, AllowsNamespace: absent means the same namespace; a selector \
             is matched with the labels of the agent's namespace.",
        ],
    },
    check: Check::Manifests(check),
};

fn check(facts: &ManifestFacts<'_>, sink: &mut Sink<'_>) {
    let known = facts.known();
    let watched = &facts.platform.kagent.controller.watch_namespaces;
    for agent in facts.set.objects() {
        if !matches!(Kind::of(&agent.name), Kind::Agent | Kind::SandboxAgent) {
            continue;
        }
        let Some(from) = namespace_of(agent) else {
            continue;
        };
        for tool in tool_paths(agent) {
            let Some(reference) = reference_of_tool(agent, &tool) else {
                continue;
            };
            let target = reference.namespace.as_deref();
            let Some(to) = target.filter(|to| **to != *from && !is_open(&reference.name)) else {
                continue;
            };
            let crossing = Crossing {
                agent,
                reference: &reference,
                from: &from,
                to,
            };
            let draft = match reference.kind {
                Kind::McpServer | Kind::Service => Some(crossing.never()),
                Kind::RemoteMcpServer | Kind::Agent if !is_watched(watched, to) => {
                    Some(crossing.unwatched())
                }
                Kind::RemoteMcpServer | Kind::Agent => crossing.refused(known),
                _ => None,
            };
            if let Some(mut draft) = draft {
                draft.agent = Some(agent.name.name.clone());
                sink.report(&RULE, draft);
            }
        }
    }
}

fn is_open(text: &str) -> bool {
    holds_placeholder(text) || holds_template(text)
}

fn is_watched(watched: &[String], namespace: &str) -> bool {
    watched.is_empty() || watched.iter().any(|one| one == namespace)
}

/// A reference that leaves a namespace.
struct Crossing<'c> {
    agent: &'c Object,
    reference: &'c Reference,
    from: &'c str,
    to: &'c str,
}

impl Crossing<'_> {
    /// Where the other namespace is written.
    fn place(&self) -> (ValuePath, Place) {
        let parent = self.reference.path.split_last().map(|(parent, _)| parent);
        let path = parent.unwrap_or_default().join("namespace");
        let place = self
            .agent
            .get(&path)
            .map_or(self.reference.place, |node| node.place);
        (path, place)
    }

    fn draft(&self, reason: &str) -> Draft {
        let (path, place) = self.place();
        let message = format!(
            "agent `{}` is in the namespace `{}`, and {} `{}` in `{}`, {reason}: kagent's controller refuses the agent",
            self.agent.name.name,
            self.from,
            self.reference.kind.word(),
            self.reference.name,
            self.to
        );
        Draft::new(&path, place, message).label("another namespace")
    }

    fn never(&self) -> Draft {
        let draft = self.draft("which agents of other namespaces can never use");
        draft.help(format!(
            "define a RemoteMCPServer in `{}` with the URL of this server, and refer to that",
            self.from
        ))
    }

    fn unwatched(&self) -> Draft {
        let draft = self.draft("which is none of the namespaces that the controller watches");
        draft.help(format!(
            "have the controller watch `{}` too (`controller.watchNamespaces` of kagent's chart)",
            self.to
        ))
    }

    /// A target that was read and does not admit the agent's namespace.
    fn refused(&self, known: &KnownObjects<'_>) -> Option<Draft> {
        let found = known.found(self.reference);
        let is_certain = |object: &&Object| namespace_of(object).as_deref() == Some(self.to);
        let [target] = found[..] else { return None };
        let path = ValuePath::parse("spec.allowedNamespaces");
        let from = target.get(&path.join("from")).map(Node::as_str);
        let admits = target.get(&path).map(|node| node.place);
        let reason = match from {
            None | Some(Some("Same" | "")) => "which admits agents of its own namespace only",
            Some(Some("Selector")) if self.is_selected(target, known) == Some(false) => {
                "whose selector does not fit the labels of the agent's namespace"
            }
            _ => return None,
        };
        if !is_certain(&target) {
            return None;
        }
        let word = self.reference.kind.word();
        let place = admits.unwrap_or_else(|| target.name_place());
        Some(
            self.draft(reason)
                .related(place, format!("the {word} is here"))
                .help(format!(
                    "write `allowedNamespaces: {{from: All}}` in the {word}, or a selector that fits `{}`",
                    self.from
                )),
        )
    }

    /// Whether a target's selector fits the agent's namespace; `None` where that was not read.
    fn is_selected(&self, target: &Object, known: &KnownObjects<'_>) -> Option<bool> {
        let namespace = known.called(Kind::Namespace, self.from).next()?;
        let labels = namespace
            .node
            .get("metadata")
            .and_then(|node| node.get("labels"));
        let selector = target.get(&ValuePath::parse("spec.allowedNamespaces.selector"))?;
        selector::fits(selector, labels, self.from)
    }
}

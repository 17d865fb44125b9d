//! A reference of an agent that kagent's controller refuses, or reads as another kind than it was meant.

mod annotations;
mod ports;
mod prompts;
mod refused;

use super::rule::MANIFESTS;
use super::support::intended::is_meant_by_another;
use super::{Check, Docs, Draft, Fixability, ManifestFacts, Rule, Sink, Tier};
use crate::diagnostic::Severity;
use crate::edit::Change;
use crate::manifests::{
    Kind, KnownObjects, Object, Reference, is_of_kagent, reference_of_tool, references, tool_paths,
};
use crate::source::ValuePath;
use crate::yaml::{Mapping, Node};

pub(super) const RULE: Rule = Rule {
    id: "wrong-reference",
    severity: Severity::Error,
    tier: Tier::Value,
    fixable: Fixability::Either,
    summary: "a tool reference that kagent refuses, or reads as another kind",
    docs: Docs {
        around: Some(&MANIFESTS),
        finds: "A tool of an Agent whose `kind` and `apiGroup` kagent's controller does not take, such as `RemoteMcpServer`, \
                `apiGroup: kagent.dev/v1alpha2`, or `apiGroup: kagent.dev` without a kind; a name with its namespace before a \
                slash, as kagent.dev/v1alpha1 had it; an agent that is a tool of itself; a Service that is used as a server and \
                has no port that kagent finds, or a path without a slash before it; and an MCPServer with port 0. And as a warning \
                an annotation `kagent.dev/mcp-…` of such a Service that kagent does not read; a tool without `kind`, which means \
                MCPServer, where what was read has a RemoteMCPServer or a Service of that name and no MCPServer, or where \
                kagent's own charts make such an object of that name; a `kind` of server that is written where what was read has \
                no such object but one of that name and of another kind (a Service only if it has an annotation of \
                `kagent.dev/mcp-service-port` and its like); and a source of prompts with another `kind` than ConfigMap.",
        why: "The controller refuses the agent as a whole (`unknown tool server type`), or looks up an object that does not \
              exist. The Agent gets the condition `Accepted` with the status `False`, and its Deployment is not made, or stays \
              as it was before.",
        bad: "\
apiVersion: kagent.dev/v1alpha2
kind: Agent
metadata: {name: helper, namespace: team}
spec:
  type: Declarative
  description: Answers questions about the cluster
  declarative:
    modelConfig: default-model-config
    systemMessage: You help.
    tools:
      - type: McpServer
        mcpServer: {name: docs, kind: RemoteMcpServer, toolNames: [search]}
",
        good: "\
apiVersion: kagent.dev/v1alpha2
kind: Agent
metadata: {name: helper, namespace: team}
spec:
  type: Declarative
  description: Answers questions about the cluster
  declarative:
    modelConfig: default-model-config
    systemMessage: You help.
    tools:
      - type: McpServer
        mcpServer: {name: docs, kind: RemoteMCPServer, toolNames: [search]}
",
        fix: "Write `kind: RemoteMCPServer`, `MCPServer` or `Service`, with `apiGroup: kagent.dev` (`core`, or none, for a \
              Service), and the namespace in a key of its own.",
        evidence: &[
            "kagent v0.9.9 and v0.10.0-rc3 `translator/agent/adk_api_translator.go`, translateMCPServerTarget: the kinds and \
             groups that it takes; no kind and no group is an MCPServer.",
            "kagent v0.10.0-rc3 `translator/agent/conversion.go`: the port of a Service or an MCPServer.",
            "kagent v0.9.9, v0.9.12 and v0.10.0-rc3 `translator/agent/template.go`, resolvePromptSources: a ConfigMap is read, \
             whatever `kind` says.",
            "kagent v0.10.0-rc3 `translator/agent/compiler.go`, validateAgent and getToolAgent: an agent that references itself, \
             and the kinds of agents.",
        ],
    },
    check: Check::Manifests(check),
};

fn check(facts: &ManifestFacts<'_>, sink: &mut Sink<'_>) {
    let known = facts.known();
    for (index, object) in facts.set.objects().iter().enumerate() {
        let kind = Kind::of(&object.name);
        if matches!(kind, Kind::Agent | Kind::SandboxAgent) {
            for tool in tool_paths(object) {
                // A kind under a misspelled key is reported as that.
                let kind = tool.join("mcpServer").join("kind");
                if !is_meant_by_another(facts, index, &kind) {
                    check_tool(object, &tool, known, sink);
                }
            }
            prompts::check(object, known, sink);
            check_slashes(object, sink);
        }
        if kind == Kind::McpServer {
            ports::check_server(object, sink);
        }
    }
    ports::check_services(facts.set, known, sink);
}

fn check_tool(agent: &Object, tool: &ValuePath, known: &KnownObjects<'_>, sink: &mut Sink<'_>) {
    if refused::check_server(agent, tool, known, sink)
        || refused::check_agent(agent, tool, known, sink)
    {
        return;
    }
    let Some(reference) = reference_of_tool(agent, tool) else {
        return;
    };
    if is_itself(agent, &reference) {
        report_itself(agent, &reference, sink);
        return;
    }
    let Some((target, _)) = reference.path.split_last() else {
        return;
    };
    if !known.found(&reference).is_empty() {
        return;
    }
    report_kind(agent, &target, &reference, known, sink);
}

/// Whether a field says something.
fn is_written(object: &Object, path: &ValuePath) -> bool {
    let text = object.get(path).and_then(|node| node.as_str());
    text.is_some_and(|text| !text.is_empty())
}

fn is_itself(agent: &Object, reference: &Reference) -> bool {
    let own = agent.name.namespace.as_deref();
    reference.kind == Kind::of(&agent.name)
        && *reference.name == *agent.name.name
        && (!reference.says_namespace || (own.is_some() && reference.namespace.as_deref() == own))
}

fn report_itself(agent: &Object, reference: &Reference, sink: &mut Sink<'_>) {
    let message = format!(
        "agent `{}` is a tool of itself: kagent's controller refuses it",
        agent.name.name
    );
    let draft = Draft::new(&reference.path, reference.place, message)
        .label("the agent itself")
        .help("remove this tool, or name another agent");
    sink.report(&RULE, named(draft, agent));
}

/// A kind that was left out, or another one than the object of that name has which is there.
fn report_kind(
    agent: &Object,
    target: &ValuePath,
    reference: &Reference,
    known: &KnownObjects<'_>,
    sink: &mut Sink<'_>,
) {
    let is_written = is_written(agent, &target.join("kind"));
    // What is nowhere is reported as `dangling-reference`.
    if is_written && known.is_whole(reference.kind, reference.namespace.as_deref()) {
        return;
    }
    let kind = target.join("kind");
    let (path, place) = match agent.get(&kind).filter(|_| is_written) {
        Some(node) => (&kind, node.place),
        None => (&reference.path, reference.place),
    };
    let others: &[Kind] = match (reference.kind, is_written) {
        (Kind::McpServer, _) => &[Kind::RemoteMcpServer, Kind::Service],
        (Kind::RemoteMcpServer, true) => &[Kind::McpServer, Kind::Service],
        // One of an MCPServer's name is made for it.
        (Kind::Service, true) if !known.is_made(reference) => &[Kind::RemoteMcpServer],
        (Kind::Agent, false) => &[Kind::SandboxAgent],
        _ => return,
    };
    let of_kind = |kind: Kind| Reference {
        kind,
        ..reference.clone()
    };
    // A Service has the name of the server that it belongs to, which may be elsewhere, unless it says that it is one itself.
    let counts = |object: &Object| {
        !is_written || Kind::of(&object.name) != Kind::Service || is_server_itself(object)
    };
    let there = others.iter().find_map(|kind| {
        let found = known.found(&of_kind(*kind));
        let object = found.into_iter().find(|object| counts(object));
        object.map(|object| (*kind, object))
    });
    let name = &reference.name;
    let meant = reference.kind.word();
    let draft = |message: String| {
        Draft::new(path, place, message)
            .severity(Severity::Warning)
            .label(format!("looked up as {meant}"))
    };
    let means = match is_written {
        true => format!("`kind: {meant}` is written"),
        false => format!(
            "a tool without `kind` means {}",
            with_article(reference.kind)
        ),
    };
    let with_kind = |draft: Draft, kind: Kind| {
        let word = kind.word();
        let does = if is_written { "write" } else { "add" };
        draft
            .help(format!("write `kind: {word}`"))
            .fix(
                format!("{does} `kind: {word}`"),
                Change::Set(target.join("kind"), word.into()),
            )
            .needs_review()
    };
    if let Some((kind, object)) = there {
        let message = format!(
            "{means}, and what was read has no {meant} `{name}` but {} of that name: the agent is refused unless there \
             is {} elsewhere",
            with_article(kind),
            with_article(reference.kind)
        );
        let draft = with_kind(draft(message), kind);
        let draft = draft.related(object.name_place(), format!("the {} is here", kind.word()));
        sink.report(&RULE, named(draft, agent));
        return;
    }
    if reference.kind != Kind::McpServer {
        return;
    }
    let own = [Kind::RemoteMcpServer, Kind::Service];
    let mut own = own.into_iter();
    let Some(kind) = own.find(|kind| name.starts_with("kagent-") && is_of_kagent(*kind, name))
    else {
        return;
    };
    let message = format!(
        "{means}, and the `{name}` that kagent's own charts make is a {}: the agent is refused unless there is an \
         MCPServer of that name",
        kind.word()
    );
    let draft = match (kind, &**name) {
        (Kind::Service, "kagent-tools") => draft(message).help(
            "write `kind: RemoteMCPServer` and `name: kagent-tool-server`, the server that kagent's chart makes for it",
        ),
        _ => with_kind(draft(message), kind),
    };
    sink.report(&RULE, named(draft, agent));
}

/// Whether a Service says to kagent how it is reached as a server.
fn is_server_itself(service: &Object) -> bool {
    let annotations = service.get(&ValuePath::parse("metadata.annotations"));
    let mut entries = annotations
        .and_then(Node::as_map)
        .into_iter()
        .flat_map(Mapping::entries);
    entries.any(|entry| entry.key.starts_with("kagent.dev/mcp-service-"))
}

/// Names with a namespace before a slash.
fn check_slashes(agent: &Object, sink: &mut Sink<'_>) {
    for reference in references(agent) {
        let Some((namespace, name)) = reference.name.split_once('/') else {
            continue;
        };
        if name.contains('/') || name.is_empty() || namespace.is_empty() {
            continue;
        }
        let is_tool = reference
            .path
            .segments()
            .iter()
            .any(|step| *step == "tools".into());
        let is_own = agent.name.namespace.as_deref() == Some(namespace);
        let message = format!(
            "`{}` is looked up as it is written, as a name with a slash that no object can have: kagent.dev/v1alpha2 takes \
             the name alone, and the agent is refused",
            reference.name
        );
        let draft = Draft::new(&reference.path, reference.place, message).label("no name");
        let parent = reference.path.split_last().map(|(parent, _)| parent);
        let draft = match (is_tool, parent) {
            (true, Some(parent)) if !reference.says_namespace && reference.key.is_none() => draft
                .help(format!("write `name: {name}` and `namespace: {namespace}`"))
                .fixes(
                    format!("write `name: {name}` and `namespace: {namespace}`"),
                    vec![
                        Change::Set(reference.path.clone(), name.into()),
                        Change::Set(parent.join("namespace"), namespace.into()),
                    ],
                ),
            (false, _) if is_own => draft
                .help(format!(
                    "write `{name}`: it is looked up in the agent's namespace"
                ))
                .fix(
                    format!("write `{name}`"),
                    Change::Set(reference.path.clone(), name.into()),
                ),
            _ => draft.help(format!(
                "write `{name}`, and have it in the agent's namespace, where it is looked up"
            )),
        };
        sink.report(&RULE, named(draft, agent));
    }
}

/// Says which agent a finding is about.
fn named(mut draft: Draft, agent: &Object) -> Draft {
    draft.agent = Some(agent.name.name.clone());
    draft
}

fn with_article(kind: Kind) -> String {
    match kind {
        Kind::McpServer | Kind::Agent => format!("an {}", kind.word()),
        _ => format!("a {}", kind.word()),
    }
}

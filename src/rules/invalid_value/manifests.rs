//! Values that the API server takes, and that whoever reads the object cannot use; and Secrets that it refuses.

use super::RULE;
use crate::diagnostic::Severity;
use crate::go::parse_duration;
use crate::manifests::{Kind, Object, is_open, references, tool_paths, undecodable};
use crate::rules::support::stand_in::is_stand_in;
use crate::rules::{Draft, ManifestFacts, Sink};
use crate::source::{Place, ValuePath};
use crate::yaml::{Node, Value};
use std::collections::BTreeMap;

pub(super) fn check(facts: &ManifestFacts<'_>, sink: &mut Sink<'_>) {
    for object in facts.set.objects() {
        durations(object, sink);
        let draft = match Kind::of(&object.name) {
            Kind::McpServer => port(object),
            Kind::ModelConfig => model(object),
            _ => None,
        };
        if let Some(draft) = draft {
            sink.report(&RULE, draft);
        }
        for mut draft in tools(object) {
            draft.agent = Some(object.name.name.clone());
            sink.report(&RULE, draft);
        }
    }
    for secret in secrets(facts).values() {
        for entry in undecodable(secret) {
            // A stand-in is replaced before it is applied.
            if entry.node.as_str().is_some_and(is_stand_in) {
                continue;
            }
            let path = ValuePath::keys(["data"]).join(&*entry.key);
            let message = format!(
                "`{}` of Secret `{}` is not base64: the API server refuses the Secret",
                entry.key, secret.name.name
            );
            let draft = Draft::new(&path, entry.node.place, message).label("not base64");
            sink.report(
                &RULE,
                draft.help("write it below `stringData` as it is, or as base64, made with `printf %s … | base64`"),
            );
        }
    }
}

/// Where servers have durations that the API server takes as any text.
const DURATIONS: [(Kind, &str); 7] = [
    (Kind::RemoteMcpServer, "spec.timeout"),
    (Kind::RemoteMcpServer, "spec.sseReadTimeout"),
    (Kind::ToolServer, "spec.config.sse.timeout"),
    (Kind::ToolServer, "spec.config.sse.sseReadTimeout"),
    (Kind::ToolServer, "spec.config.streamableHttp.timeout"),
    (
        Kind::ToolServer,
        "spec.config.streamableHttp.sseReadTimeout",
    ),
    (Kind::McpServer, "spec.timeout"),
];

/// Checks the timeouts of an object.
fn durations(object: &Object, sink: &mut Sink<'_>) {
    let kind = Kind::of(&object.name);
    for (_, path) in DURATIONS.iter().filter(|(of, _)| *of == kind) {
        let path = ValuePath::parse(path);
        let Some(node) = object.get(&path) else {
            continue;
        };
        let text = node.as_str().filter(|text| !is_open(text));
        if text.is_none_or(|text| parse_duration(text.as_bytes()).is_ok()) {
            continue;
        }
        let message = format!(
            "{path} is no duration as Go reads it: the API server takes it, but kagent's controller cannot read the {}",
            kind.word()
        );
        let draft = Draft::new(&path, node.place, message);
        sink.report(
            &RULE,
            draft.help(
                "write a number with its unit, such as `30s`, `5m` or `1m30s`, without a blank",
            ),
        );
    }
}

/// A port that does not fit into what kmcp and kagent read it as.
fn port(server: &Object) -> Option<Draft> {
    let path = ValuePath::parse("spec.deployment.port");
    let node = server.get(&path)?;
    let Value::Number(number) = node.value else {
        return None;
    };
    if (0.0..=65535.0).contains(&number.as_f64()) {
        return None;
    }
    let message = format!(
        "{path} is no port: the API server takes it, but kmcp's and kagent's controllers cannot read the MCPServer"
    );
    let draft = Draft::new(&path, node.place, message).label("no port");
    Some(draft.help("write a number from 1 to 65535"))
}

/// An empty name of a model. Azure goes by the name of its deployment instead.
fn model(object: &Object) -> Option<Draft> {
    let path = ValuePath::parse("spec.model");
    let node = object.get(&path)?;
    let is_azure = object.str("spec.provider") == Some("AzureOpenAI");
    node.as_str().filter(|text| text.is_empty() && !is_azure)?;
    let message = "the name of the model is empty: the API server takes it, and the provider refuses each request";
    let draft = Draft::new(&path, node.place, message).severity(Severity::Warning);
    Some(
        draft
            .label("no name")
            .help("write the name by which the provider knows the model"),
    )
}

/// Names of tools that no tool has.
fn tools(object: &Object) -> Vec<Draft> {
    if !matches!(Kind::of(&object.name), Kind::Agent | Kind::SandboxAgent) {
        return Vec::new();
    }
    let lists = tool_paths(object).into_iter().flat_map(|tool| {
        let server = tool.join("mcpServer");
        ["toolNames", "requireApproval"].map(|list| server.join(list))
    });
    let items = lists.flat_map(|list| {
        let items = object.get(&list).and_then(Node::as_list);
        let count = items.map_or(0, <[_]>::len);
        (0..count).map(move |index| list.join(index))
    });
    items.filter_map(|item| tool(object, &item)).collect()
}

fn tool(object: &Object, path: &ValuePath) -> Option<Draft> {
    let node = object.get(path)?;
    let text = node.as_str().filter(|text| !is_open(text))?;
    let message = match text {
        "" => "this tool's name is empty: no server has such a tool, and the agent does not get it",
        text if text.contains(char::is_whitespace) => {
            "this tool's name has a blank in it, as names of tools do not: the agent does not get the tool that is meant"
        }
        _ => return None,
    };
    let draft = Draft::new(path, node.place, message).severity(Severity::Warning);
    Some(
        draft
            .label("no tool's name")
            .help("write the name as the server lists it"),
    )
}

/// The Secrets that something refers to.
fn secrets<'f>(facts: &ManifestFacts<'f>) -> BTreeMap<Place, &'f Object> {
    let references = facts.set.objects().iter().flat_map(references);
    let secrets = references.filter(|reference| reference.kind == Kind::Secret);
    let found = secrets.flat_map(|reference| facts.known().found(&reference));
    found.map(|object| (object.node.place, object)).collect()
}

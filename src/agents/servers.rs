//! The servers that a chart renders: one for each enabled agent, and those that the values list themselves.

use super::activity::{Gates, unreadable};
use super::headers::{headers, protocol};
use super::reader::ValuesReader;
use super::scope::TextScope;
use crate::contract;
use crate::model::{Agent, Model, Refusal, Server, ServerKind, Text};
use crate::platform::Gateway;
use crate::source::ValuePath;

/// Reads all servers that are rendered, and notes what the template refuses on the way.
pub(super) fn read_all(reader: &ValuesReader<'_>, gates: &Gates, model: &mut Model) {
    let definition = &reader.contract.definition;
    if gates.are_on(&definition.listed.gates, None) {
        refuse_variables(reader, &mut model.refusals);
    }
    for shared in &definition.shared {
        if gates.are_on(&shared.gates, None) {
            model.servers.push(shared_server(reader, shared));
        }
    }
    let Some(server) = &definition.server else {
        return;
    };
    for agent in &model.agents {
        if gates.are_on(&server.gates, Some(&agent.enabled)) {
            model.refusals.extend(refuse_obo(reader, agent));
            model.servers.push(of_agent(reader, agent, server));
        }
    }
}

/// A server that is no agent's own.
fn shared_server(reader: &ValuesReader<'_>, server: &contract::ServerSpec) -> Server {
    let root = ValuePath::root();
    let scope = TextScope::new(reader, &root);
    let secret = server.secret.as_ref().map(|secret| scope.text(secret));
    Server {
        kind: ServerKind::default(),
        gateway: Gateway::MUSTER,
        has_tls: false,
        agent: None,
        name: scope.text(&server.name),
        namespace: scope.text(&server.namespace),
        description: scope.text(&server.description),
        url: scope.text(&server.url),
        protocol: protocol(server.protocol),
        allowed_namespaces: server.allowed_namespaces.clone(),
        headers: secret.map_or_else(Vec::new, |secret| headers(&server.headers, &secret)),
    }
}

fn of_agent(reader: &ValuesReader<'_>, agent: &Agent, server: &contract::ServerSpec) -> Server {
    let scope = TextScope::agent(reader, &agent.name, &agent.path);
    let named = |text: Text| Text {
        origin: text
            .origin
            .or_else(|| Some((agent.path.clone(), agent.key))),
        ..text
    };
    Server {
        kind: ServerKind::default(),
        gateway: Gateway::MUSTER,
        has_tls: false,
        agent: Some(agent.name.clone()),
        name: named(scope.text(&server.name)),
        namespace: scope.text(&server.namespace),
        description: scope.text(&server.description),
        url: scope.text(&server.url),
        protocol: protocol(server.protocol),
        allowed_namespaces: server.allowed_namespaces.clone(),
        headers: agent
            .calls
            .iter()
            .flat_map(|call| &call.static_headers)
            .filter(|header| header.is_sent_if(true))
            .cloned()
            .collect(),
    }
}

/// The URL at which agents reach the gateway: that of their own servers, else of the shared one.
pub(super) fn gateway(reader: &ValuesReader<'_>) -> Option<Text> {
    let root = ValuePath::root();
    let definition = &reader.contract.definition;
    let server = definition.server.as_ref().or(definition.shared.first())?;
    Some(TextScope::new(reader, &root).text(&server.url))
}

/// The namespace of agents and servers; `None` if it is the release's, which nobody said, or may be set elsewhere.
pub(super) fn namespace(reader: &ValuesReader<'_>) -> Option<String> {
    let root = ValuePath::root();
    let definition = &reader.contract.definition;
    let server = definition.server.as_ref().unwrap_or(&definition.listed);
    let namespace = TextScope::new(reader, &root).text(&server.namespace);
    let is_written = namespace.origin.is_some();
    let is_known = is_written || (reader.context.is_namespace_given && !reader.is_partial());
    is_known.then_some(namespace.text)
}

/// The namespace of the release; `None` if nobody said which.
pub(super) fn release_namespace(reader: &ValuesReader<'_>) -> Option<String> {
    let context = reader.context;
    context
        .is_namespace_given
        .then(|| context.namespace.clone())
}

/// What the templates require before they render the first object.
fn refuse_variables(reader: &ValuesReader<'_>, refusals: &mut Vec<Refusal>) {
    let root = ValuePath::root();
    let scope = TextScope::new(reader, &root);
    for variable in reader.contract.definition.variables.values() {
        if variable.required.is_none() {
            continue;
        }
        let path = ValuePath::parse(&variable.path);
        refusals.extend(unreadable(reader, &path).or_else(|| scope.refuse(variable)));
    }
    refusals.dedup();
}

fn refuse_obo(reader: &ValuesReader<'_>, agent: &Agent) -> Option<Refusal> {
    let obo = agent.obo()?;
    let is_wrong = obo.block.is_unknown() && !reader.is_open(&obo.block.path);
    is_wrong.then(|| Refusal {
        path: obo.block.path.clone(),
        place: obo.block.place,
        message: format!(
            "the template reads {}, but {} is no mapping",
            obo.enabled.path, obo.block.path
        ),
        help: "write `obo: {enabled: true}` or `obo: {enabled: false}`".into(),
    })
}

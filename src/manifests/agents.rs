//! The model of a set: its agents with their calls, and its servers.

use super::calls::Servers;
use super::environment::{environment, none};
use super::fields::{absent, field, text, written};
use super::servers::server;
use super::{Kind, Object, ObjectSet, tool_reference};
use crate::model::{Activity, Agent, Call, Field, Impersonation, Model, State, Text};
use crate::platform::{Gateways, Kagent, Runtime};
use crate::source::ValuePath;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What the objects of a set define.
pub fn model(set: &ObjectSet, kagent: &Kagent, gateways: &Gateways) -> Model {
    let mut servers = Vec::new();
    let mut indexes = BTreeMap::new();
    let services = services_in_use(set);
    for (index, object) in set.objects().iter().enumerate() {
        let is_server = Kind::of(&object.name).is_server() || services.contains(&index);
        if let Some(server) = is_server.then(|| server(object, gateways)).flatten() {
            indexes.insert(index, servers.len());
            servers.push(server);
        }
    }
    let calls = Servers {
        set,
        controller: &kagent.controller,
        servers: &servers,
        indexes: &indexes,
    };
    let agents = set.objects().iter();
    let mut agents: Vec<Agent> = agents
        .filter(|object| Kind::of(&object.name).is_agent())
        .map(|object| agent(object, &calls, kagent))
        .collect();
    agents.sort_by(|one, other| {
        let name = |agent: &Agent| {
            let namespace = agent.namespace.as_ref().map(|text| text.text.clone());
            (Arc::clone(&agent.name), namespace)
        };
        name(one).cmp(&name(other))
    });
    Model {
        agents,
        servers,
        ..Model::default()
    }
}

/// The Services that agents refer to; every other one is none of kagent's.
fn services_in_use(set: &ObjectSet) -> Vec<usize> {
    let mut found = Vec::new();
    for agent in set.objects() {
        if !Kind::of(&agent.name).is_agent() {
            continue;
        }
        let tools = tools_of(agent);
        let count = agent
            .get(&tools)
            .and_then(|node| node.as_list())
            .map_or(0, <[_]>::len);
        for index in 0..count {
            let Some(reference) = tool_reference(agent, &tools.join(index)) else {
                continue;
            };
            let namespace = reference.namespace.as_deref();
            let service = reference.kind.filter(|kind| *kind == Kind::Service);
            found.extend(
                service.and_then(|kind| set.find(kind, namespace, &reference.name, agent.source())),
            );
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Where an agent lists its tools.
pub(super) fn tools_of(agent: &Object) -> ValuePath {
    ValuePath::parse(match Kind::of(&agent.name) {
        Kind::FormerAgent => "spec.tools",
        _ => "spec.declarative.tools",
    })
}

/// Whether an agent is a container of its own, to which kagent gives neither tools nor headers.
fn is_byo(agent: &Object) -> bool {
    agent.str("spec.type") == Some("BYO")
}

fn agent(object: &Object, servers: &Servers<'_>, kagent: &Kagent) -> Agent {
    let at = |path: &str| ValuePath::parse(path);
    let deployment = at(match Kind::of(&object.name) {
        Kind::FormerAgent => "spec.deployment",
        _ if is_byo(object) => "spec.byo.deployment",
        _ => "spec.declarative.deployment",
    });
    let calls: Vec<Call> = match is_byo(object) {
        true => Vec::new(),
        false => servers.calls(object, &tools_of(object)),
    };
    let env = match object.get(&deployment) {
        Some(_) => environment(object, &deployment, reads_env_from(kagent)),
        None => none(object, &deployment),
    };
    let account = text(object, &deployment.join("serviceAccountName"));
    let name = at("metadata.name");
    Agent {
        name: Arc::clone(&object.name.name),
        namespace: Some(namespace(object)),
        key: object.name_place(),
        activity: Activity::Active,
        assumed_on: Vec::new(),
        enabled: known(object, &name, true),
        runtime: runtime(object),
        env,
        identity: identity(object, &deployment, kagent),
        secret: Text::default(),
        service_account: account,
        token_secret: absent(object, &name),
        model_config: text(object, &at("spec.declarative.modelConfig")),
        impersonation: Impersonation {
            enabled: absent(object, &name),
            user: absent(object, &name),
        },
        calls,
        definition: None,
        path: name,
    }
}

/// The namespace of an object. One that nobody says is taken for `default`, and has no origin.
fn namespace(object: &Object) -> Text {
    let path = ValuePath::parse("metadata.namespace");
    match &object.name.namespace {
        Some(namespace) => Text {
            origin: Some((path, object.name_place())),
            ..Text::from(&**namespace)
        },
        None => Text::from("default"),
    }
}

/// `envFrom` came with 0.10; an older API server drops it.
fn reads_env_from(kagent: &Kagent) -> bool {
    !kagent.version.is_stated() || kagent.version.value.is_from_prerelease("0.10.0-beta1")
}

fn known<T>(object: &Object, path: &ValuePath, value: T) -> Field<T> {
    Field {
        state: State::Set(value),
        ..absent(object, path)
    }
}

/// The runtime that a manifest says.
fn runtime(object: &Object) -> Field<Runtime> {
    let path = ValuePath::parse("spec.declarative.runtime");
    field(object, &path, |node| match node.as_str()? {
        "go" => Some(Runtime::Go),
        "python" => Some(Runtime::Python),
        _ => None,
    })
}

/// The ServiceAccount that an agent runs as (`deployments.go`): the one that it names, else the controller's default, else one
/// that is named like it.
fn identity(object: &Object, deployment: &ValuePath, kagent: &Kagent) -> Text {
    let named = written(object, &deployment.join("serviceAccountName"));
    let default = kagent.controller.default_service_account.as_deref();
    match (named.text.is_empty(), default) {
        (false, _) => named,
        (true, Some(default)) => Text::from(default),
        (true, None) => Text {
            origin: Some((ValuePath::parse("metadata.name"), object.name_place())),
            ..Text::from(&*object.name.name)
        },
    }
}

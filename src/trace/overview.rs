//! What manifests hold beside calls: agents that make none, and servers that no agent uses.

use crate::model::{Agent, CallTarget, Model};
use crate::wiring::SUBJECT_HEADER;
use std::collections::BTreeSet;

/// What there is beside calls.
#[derive(Debug, Clone, Default)]
pub struct Beside {
    /// Agents that have no server as a tool, `NAMESPACE/NAME`.
    pub without_servers: Vec<String>,
    /// Servers that no agent of what was read uses.
    pub unused: Vec<UnusedServer>,
}

/// A server that no agent of what was read uses.
#[derive(Debug, Clone)]
pub struct UnusedServer {
    /// `NAMESPACE/NAME`
    pub name: String,
    /// Whether kagent's controller sends it a static `Authorization`.
    pub has_credential: bool,
}

/// What a model holds beside the calls of the agents that are traced.
pub(super) fn beside(model: &Model, traced: &[&Agent], has_servers: bool) -> Beside {
    let idle = traced.iter().filter(|agent| agent.calls.is_empty());
    let called: BTreeSet<usize> = model
        .calls()
        .filter_map(|of| match of.call.target {
            CallTarget::Server(index) => Some(index),
            CallTarget::Own | CallTarget::Absent => None,
        })
        .collect();
    let servers = model.servers.iter().enumerate();
    let unused = servers.filter(|(index, _)| has_servers && !called.contains(index));
    Beside {
        without_servers: idle
            .map(|agent| {
                let namespace = agent.namespace.as_ref().map_or("", |text| &text.text);
                format!("{namespace}/{}", agent.name)
            })
            .collect(),
        unused: unused
            .map(|(_, server)| UnusedServer {
                name: qualified(&server.namespace.text, &server.name.text),
                has_credential: { server.headers.iter() }
                    .any(|header| header.name.eq_ignore_ascii_case(SUBJECT_HEADER)),
            })
            .collect(),
    }
}

/// A name with its namespace, where that is known.
pub(super) fn qualified(namespace: &str, name: &str) -> String {
    match namespace.is_empty() {
        true => name.to_owned(),
        false => format!("{namespace}/{name}"),
    }
}

//! The static headers of servers, and the flags of agents that decide whether they are sent.

use super::absence::{absent_flag, absent_in_block};
use super::reader::ValuesReader;
use super::scope::TextScope;
use crate::contract;
use crate::model::{Field, Header, HeaderValue, Protocol, State, Text, Undecided};
use crate::source::ValuePath;
use std::sync::Arc;

/// The static headers of an agent's server.
pub(super) fn agent_headers(
    reader: &ValuesReader<'_>,
    name: &Arc<str>,
    path: &ValuePath,
) -> Vec<Header> {
    let scope = TextScope::agent(reader, name, path);
    let Some(server) = &reader.contract.definition.server else {
        return Vec::new();
    };
    let Some(secret) = &server.secret else {
        return Vec::new();
    };
    let secret = scope.text(secret);
    let sent = server.headers.iter().filter_map(|header| {
        let undecided = match is_sent(reader, path, header) {
            Sending::Yes => None,
            Sending::No => return None,
            Sending::Depends(undecided) => Some(undecided),
        };
        Some(Header {
            undecided,
            ..of_secret(header, &secret)
        })
    });
    sent.collect()
}

/// Whether a header is sent.
enum Sending {
    Yes,
    No,
    Depends(Undecided),
}

fn is_sent(reader: &ValuesReader<'_>, agent: &ValuePath, header: &contract::HeaderSpec) -> Sending {
    let switches = [(&header.when, true), (&header.unless, false)];
    let mut sent = Sending::Yes;
    for (flag, sent_if) in switches {
        let Some(flag) = flag else { continue };
        let flag = flag_with_default(reader, agent, flag);
        if flag.is_unknown() {
            sent = Sending::Depends(Undecided {
                path: flag.path,
                sent_if,
            });
        } else if flag.is_on() != sent_if {
            return Sending::No;
        }
    }
    sent
}

/// A server's static headers, all from one Secret.
pub(super) fn headers<'h>(
    headers: impl IntoIterator<Item = &'h contract::HeaderSpec>,
    secret: &Text,
) -> Vec<Header> {
    let headers = headers.into_iter();
    headers.map(|header| of_secret(header, secret)).collect()
}

fn of_secret(header: &contract::HeaderSpec, secret: &Text) -> Header {
    Header {
        name: header.name.clone(),
        value: HeaderValue::Secret {
            name: secret.clone(),
            key: header.key.clone(),
        },
        undecided: None,
        site: None,
    }
}

/// A flag such as `obo.enabled` of a definition; where its block is absent, as the contract fills it in; where the block
/// is no mapping, unknown.
pub(super) fn flag_with_default(
    reader: &ValuesReader<'_>,
    agent: &ValuePath,
    flag: &str,
) -> Field<bool> {
    let mut field = flag_in_block(reader, agent, flag);
    let (block, rest) = flag.split_once('.').unwrap_or((flag, ""));
    let written = reader.block(&agent.join(block));
    if written.is_unknown() {
        field.state = State::Unknown;
    } else if written.is_absent() {
        let default = reader.contract.default_of(block);
        let default = default.and_then(|default| default.get(rest)?.as_bool());
        field.state = absent_flag(reader, flag, default);
    }
    field
}

/// A flag such as `obo.enabled` of a definition; where its block is there without it, as the templates take it.
pub(super) fn flag_in_block(
    reader: &ValuesReader<'_>,
    agent: &ValuePath,
    flag: &str,
) -> Field<bool> {
    let path = agent.append(&ValuePath::parse(flag));
    let mut field = reader.flag(&path);
    let block = path
        .split_last()
        .and_then(|(block, _)| reader.node(&block)?.as_map());
    if let Some(block) = block
        && field.is_absent()
        && reader.node(&path).is_none()
    {
        field.state = absent_in_block(reader, block.entries().is_empty());
    }
    field
}

/// The transport that a contract names.
pub(super) fn protocol(protocol: contract::Transport) -> Protocol {
    match protocol {
        contract::Transport::StreamableHttp => Protocol::StreamableHttp,
        contract::Transport::Sse => Protocol::Sse,
    }
}

//! The servers that the values list themselves.

use super::activity::{Gates, unreadable};
use super::headers::{headers, protocol};
use super::reader::ValuesReader;
use super::scope::TextScope;
use crate::contract::Derived;
use crate::model::{Field, ListedServer, Model, Refusal, Server, ServerKind, State};
use crate::platform::Gateway;
use crate::source::ValuePath;

/// Reads the listed servers, and notes what the template refuses of them.
pub(super) fn read_all(reader: &ValuesReader<'_>, gates: &Gates, model: &mut Model) {
    let definition = &reader.contract.definition;
    if !gates.are_on(&definition.listed.gates, None) {
        return;
    }
    let list = ValuePath::parse(&definition.layout.servers);
    if let Some(refusal) = unreadable(reader, &list).filter(|_| !reader.is_partial()) {
        let mut known = model.refusals.iter();
        if !known.any(|known| known.path == refusal.path) {
            model.refusals.push(refusal);
        }
    }
    let Some(node) = reader.node(&list).filter(|_| !reader.is_open(&list)) else {
        return;
    };
    let Some(items) = node.as_list() else {
        model.refusals.push(Refusal {
            place: node.place,
            message: format!("{list} is no list, so the template finds no servers in it"),
            help: "write one item for each server, with name and url".into(),
            path: list,
        });
        return;
    };
    for (index, item) in items.iter().enumerate() {
        let path = list.join(index);
        if item.as_map().is_some() {
            read(reader, &path, model);
            continue;
        }
        if reader.is_open(&path) {
            continue;
        }
        model.refusals.push(Refusal {
            place: item.place,
            message: format!("{path} is no mapping, so the template cannot read a server from it"),
            help: "write name and url below the item".into(),
            path,
        });
    }
}

/// The listed servers as they are in the values, whether they are rendered or not.
pub(super) fn entries(reader: &ValuesReader<'_>) -> Vec<ListedServer> {
    let definition = &reader.contract.definition;
    let list = ValuePath::parse(&definition.layout.servers);
    let items = reader.node(&list).and_then(|node| node.as_list());
    let paths = (0..items.map_or(0, <[_]>::len)).map(|index| list.join(index));
    paths
        .map(|path| ListedServer {
            name: value(reader, &path, &definition.listed.name),
            url: value(reader, &path, &definition.listed.url),
            token_secret: match &definition.listed.secret {
                Some(secret) => value(reader, &path, secret),
                None => reader.absent(&path),
            },
            protocol: protocol(definition.listed.protocol),
            path,
        })
        .collect()
}

/// A value of a listed server; an empty one counts as absent, one that a pattern makes as unknown.
fn value(reader: &ValuesReader<'_>, path: &ValuePath, derived: &Derived) -> Field<String> {
    let Derived::Value(variable) = derived else {
        let mut field = reader.text(path);
        field.state = State::Unknown;
        return field;
    };
    let mut field = reader.text(&path.append(&ValuePath::parse(&variable.path)));
    if field.get().is_some_and(String::is_empty) {
        field.state = State::Absent;
    }
    field
}

fn read(reader: &ValuesReader<'_>, path: &ValuePath, model: &mut Model) {
    let listed = &reader.contract.definition.listed;
    let scope = TextScope::new(reader, path);
    for field in [&listed.name, &listed.url] {
        if let Derived::Value(variable) = field {
            model.refusals.extend(scope.refuse(variable));
        }
    }
    let name = scope.text(&listed.name);
    let scope = scope.with("name", &*name.text);
    let secret = listed.secret.as_ref().map(|secret| scope.text(secret));
    let secret = secret.unwrap_or_default();
    let sent = (!secret.text.is_empty()).then(|| headers(&listed.headers, &secret));
    model.servers.push(Server {
        kind: ServerKind::default(),
        gateway: Gateway::default(),
        has_tls: false,
        agent: None,
        namespace: scope.text(&listed.namespace),
        description: scope.text(&listed.description),
        url: scope.text(&listed.url),
        protocol: protocol(listed.protocol),
        allowed_namespaces: listed.allowed_namespaces.clone(),
        headers: sent.unwrap_or_default(),
        name,
    });
}

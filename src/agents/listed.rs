//! The servers that the values list themselves.

use super::activity::unreadable;
use super::reader::Reader;
use super::scope::Scope;
use super::servers::headers;
use crate::contract::Derived;
use crate::model::{Model, Refusal, Server};
use crate::source::ValuePath;

/// Reads the listed servers, and notes what the template refuses of them.
pub(super) fn read_all(reader: &Reader<'_>, model: &mut Model) {
    let list = ValuePath::parse(&reader.contract.definition.layout.servers);
    if !reader.is_partial() {
        model.refusals.extend(unreadable(reader, &list));
    }
    let Some(node) = reader.node(&list) else {
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
        model.refusals.push(Refusal {
            place: item.place,
            message: format!("{path} is no mapping, so the template cannot read a server from it"),
            help: "write name and url below the item".into(),
            path,
        });
    }
}

fn read(reader: &Reader<'_>, path: &ValuePath, model: &mut Model) {
    let listed = &reader.contract.definition.listed;
    let scope = Scope::new(reader, path);
    for field in [&listed.name, &listed.url] {
        if let Derived::Value(variable) = field {
            model.refusals.extend(scope.refuse(variable));
        }
    }
    let name = scope.text(&listed.name);
    let scope = scope.with("name", &*name.text);
    let secret = scope.text(&listed.secret);
    let sent = (!secret.text.is_empty()).then(|| headers(&listed.headers, &secret));
    model.servers.push(Server {
        agent: None,
        namespace: scope.text(&listed.namespace),
        description: scope.text(&listed.description),
        url: scope.text(&listed.url),
        headers: sent.unwrap_or_default(),
        name,
    });
}

//! Static headers: `headersFrom` of servers and tools, and the literal headers of a ToolServer.

use super::fields::{field, written};
use super::{Kind, Object};
use crate::model::{Header, HeaderSite, HeaderValue};
use crate::source::ValuePath;
use std::collections::BTreeMap;

/// The headers of a server or a tool by their exact spelling, as the controller keeps them: of two entries of one spelling the
/// last one counts (`ResolveHeaders`).
pub(super) type ByName = BTreeMap<String, Header>;

/// The items of a list `headersFrom`, in order, each with its place.
pub(super) fn listed(object: &Object, path: &ValuePath) -> Vec<Header> {
    let items = object.get(path).and_then(|node| node.as_list());
    let count = items.map_or(0, <[_]>::len);
    let paths = (0..count).map(|index| path.join(index));
    paths.filter_map(|path| header(object, &path)).collect()
}

fn header(object: &Object, path: &ValuePath) -> Option<Header> {
    let name = object.get(&path.join("name"))?.as_str()?.to_owned();
    let site = |value: &ValuePath| HeaderSite {
        path: path.clone(),
        name: field(object, &path.join("name"), |_| Some(())).place,
        value: field(object, value, |_| Some(())).place,
    };
    let literal = path.join("value");
    let source = path.join("valueFrom");
    // A value that is not empty wins over `valueFrom` (`ValueRef.Resolve`).
    let is_written = written(object, &literal).text.is_empty() && object.get(&source).is_some();
    let (value, site) = if is_written {
        (sourced(object, &source), site(&source))
    } else {
        (
            HeaderValue::Literal(written(object, &literal)),
            site(&literal),
        )
    };
    Some(Header {
        name,
        value,
        undecided: None,
        site: Some(site),
    })
}

/// The value that a key of a Secret or a ConfigMap holds. A ToolServer of v1alpha1 says `valueRef` for its name.
fn sourced(object: &Object, path: &ValuePath) -> HeaderValue {
    let named = match Kind::of(&object.name) {
        Kind::ToolServer => "valueRef",
        _ => "name",
    };
    let name = written(object, &path.join(named));
    let key = written(object, &path.join("key")).text;
    match written(object, &path.join("type")).text.as_str() {
        "ConfigMap" => HeaderValue::ConfigMap { name, key },
        _ => HeaderValue::Secret { name, key },
    }
}

/// The entries of a map of literal headers, as a ToolServer has one.
pub(super) fn literals(object: &Object, path: &ValuePath) -> Vec<Header> {
    let map = object.get(path).and_then(|node| node.as_map());
    let entries = map.into_iter().flat_map(|map| map.entries());
    entries
        .map(|entry| {
            let path = path.join(&*entry.key);
            Header {
                name: entry.key.to_string(),
                value: HeaderValue::Literal(written(object, &path)),
                undecided: None,
                site: Some(HeaderSite {
                    path,
                    name: entry.key_place,
                    value: entry.node.place,
                }),
            }
        })
        .collect()
}

/// Those that are sent, by their exact spelling.
pub(super) fn by_name(headers: impl IntoIterator<Item = Header>) -> ByName {
    let headers = headers.into_iter();
    headers
        .map(|header| (header.name.clone(), header))
        .collect()
}

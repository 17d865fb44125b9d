//! What is written in a form of Kubernetes' own types, in the form that it has here.

use super::schema::Reshape;
use crate::source::Segment;
use crate::yaml::Node;
use serde_json::{Map, Value as Json};
use std::sync::Arc;

/// A mapping in its form here: as text, with `…` for what is not written, and as JSON if all of it is.
pub(super) fn reshaped(node: &Node, reshape: &Reshape) -> (String, Option<Json>) {
    let mut json = Map::new();
    let mut is_whole = true;
    let with = reshape.with.iter();
    json.extend(with.map(|(key, value)| (key.to_string(), value.clone())));
    for (from, to) in &reshape.keep {
        let value = node.get(from).and_then(Node::as_str);
        is_whole &= value.is_some();
        json.insert(to.to_string(), value.unwrap_or("…").into());
    }
    let entries = node
        .as_map()
        .map(crate::yaml::Mapping::entries)
        .unwrap_or_default();
    is_whole &= entries
        .iter()
        .all(|entry| reshape.keep.contains_key(&entry.key));
    let members = json
        .iter()
        .map(|(key, value)| format!("{key}: {}", super::limits::shown(value)));
    let text = format!("{{{}}}", members.collect::<Vec<_>>().join(", "));
    (text, is_whole.then_some(Json::Object(json)))
}

/// A list of keys and values as a mapping; `None` where an item has something else, or a key is there twice.
pub(super) fn unlisted(items: &[Node], (key, value): &(Arc<str>, Arc<str>)) -> Option<Json> {
    let mut map = Map::new();
    for item in items {
        let path = |field: &Arc<str>| vec![Segment::Key(Arc::clone(field))].into();
        let text = |field| item.at(&path(field)).and_then(Node::as_str);
        let is_all = item.as_map()?.entries().len() == 2;
        let (name, value) = (text(key)?, text(value)?);
        if !is_all || map.insert(name.to_owned(), value.into()).is_some() {
            return None;
        }
    }
    Some(Json::Object(map))
}

//! A node at another place: for what is written in a text that has no places of its own.

use super::node::{Entry, Mapping, Node, Value};
use crate::source::Place;
use std::sync::Arc;

/// The same values, all of them at one place.
pub fn replaced(node: &Node, place: Place) -> Node {
    let value = match &node.value {
        Value::Map(map) => {
            let entries = map.entries().iter().map(|entry| Entry {
                key: Arc::clone(&entry.key),
                key_place: place,
                node: replaced(&entry.node, place),
                merged: entry.merged,
            });
            Value::Map(Arc::new(entries.collect::<Mapping>()))
        }
        Value::List(items) => {
            let items = items.iter().map(|item| replaced(item, place));
            Value::List(Arc::new(items.collect()))
        }
        other => other.clone(),
    };
    Node {
        value,
        place,
        style: node.style,
        link: node.link,
    }
}

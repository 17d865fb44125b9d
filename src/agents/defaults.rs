//! The defaults that a contract fills into definitions.

use crate::contract::Contract;
use crate::source::{Name, Place, Segment, Sources, Span, ValuePath};
use crate::yaml::{Entry, Mapping, Node, Value, from_json};
use std::sync::Arc;

/// The values with the contract's defaults in every definition, active or not, that lacks them or has null there. What
/// is filled in is located in a source named after the contract.
pub fn fill_defaults(root: &Node, contract: &Contract, sources: &Sources) -> Node {
    let path = ValuePath::parse(&contract.definition.layout.definitions);
    let lacks = |agent: &Node| {
        agent.as_map().is_some_and(|_| {
            let mut keys = contract.definition.defaults.keys();
            keys.any(|key| agent.get(key).is_none_or(Node::is_null))
        })
    };
    let definitions = root.at(&path).and_then(Node::as_map);
    if !definitions.is_some_and(|map| map.entries().iter().any(|entry| lacks(&entry.node))) {
        return root.clone();
    }
    let place = sources
        .add(Name::Contract(contract.name().into()), String::new())
        .place(Span::default());
    let mut root = root.clone();
    if let Some(definitions) = map_at(&mut root, &path) {
        let names: Vec<Arc<str>> = definitions
            .entries()
            .iter()
            .filter(|entry| lacks(&entry.node))
            .map(|entry| entry.key.clone())
            .collect();
        for name in names {
            if let Some(agent) = definitions
                .get_mut(&name)
                .and_then(|entry| as_map(&mut entry.node))
            {
                fill(agent, contract, place);
            }
        }
    }
    root
}

fn fill(agent: &mut Mapping, contract: &Contract, place: Place) {
    for (key, default) in &contract.definition.defaults {
        if agent.get(key).is_none_or(|entry| entry.node.is_null()) {
            agent.insert(Entry {
                key: key.as_str().into(),
                key_place: place,
                node: from_json(default, place),
                merged: false,
            });
        }
    }
}

/// The mapping at a path, to be changed; what it shares with other trees is copied first.
pub(super) fn map_at<'n>(root: &'n mut Node, path: &ValuePath) -> Option<&'n mut Mapping> {
    let mut map = as_map(root)?;
    for segment in path.segments() {
        let Segment::Key(key) = segment else {
            return None;
        };
        map = as_map(&mut map.get_mut(key)?.node)?;
    }
    Some(map)
}

fn as_map(node: &mut Node) -> Option<&mut Mapping> {
    match &mut node.value {
        Value::Map(map) => Some(Arc::make_mut(map)),
        _ => None,
    }
}

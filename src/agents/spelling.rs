//! Values with misspelled keys put right.
//!
//! A key that is a near miss of a known one is read as if it were spelled right, so that a typo is reported once, and
//! not again by everything that depends on it.

use crate::contract::Contract;
use crate::source::{Segment, ValuePath, nearest};
use crate::values::Values;
use crate::yaml::{Entry, Mapping, Node, Value};
use std::sync::Arc;

/// The values as they were meant: in every mapping that the contract closes, and for the root key of the agents, a near
/// miss is under the key that was meant, unless that key is there too and comes from the same or a higher layer. `None`
/// if nothing is misspelled.
pub(super) fn as_meant(values: &Values, contract: &Contract) -> Option<Node> {
    let corrector = Corrector { values, contract };
    corrector.correct(&values.root, &ValuePath::root())
}

/// A node of a higher layer put on one of a lower layer: mappings are merged, all else is replaced.
fn laid_over(upper: &Node, lower: &Node) -> Node {
    let (Value::Map(above), Value::Map(below)) = (&upper.value, &lower.value) else {
        return upper.clone();
    };
    let mut merged = Mapping::clone(below);
    for entry in above.entries() {
        let node = match below.get(&entry.key) {
            Some(under) => laid_over(&entry.node, &under.node),
            None => entry.node.clone(),
        };
        merged.insert(Entry {
            node,
            ..entry.clone()
        });
    }
    Node {
        value: Value::Map(Arc::new(merged)),
        ..upper.clone()
    }
}

/// The value of an entry, nested below the rest of its key, which is split at dots.
fn nested(entry: &Entry, rest: &str) -> Node {
    rest.rsplit('.').fold(entry.node.clone(), |node, key| {
        let inner = Entry {
            key: key.into(),
            node,
            ..entry.clone()
        };
        let map: Mapping = std::iter::once(inner).collect();
        Node::implied(Value::Map(Arc::new(map)), entry.key_place)
    })
}

/// The value that a key has after its colon.
fn after_colon(entry: &Entry, text: &str) -> Node {
    let value = match text {
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        other => Value::String(other.into()),
    };
    Node::implied(value, entry.key_place)
}

struct Corrector<'a> {
    values: &'a Values,
    contract: &'a Contract,
}

impl Corrector<'_> {
    /// The node corrected; `None` if there is nothing to correct.
    fn correct(&self, node: &Node, path: &ValuePath) -> Option<Node> {
        let value = match &node.value {
            Value::Map(map) => Value::Map(Arc::new(self.correct_map(map, path)?)),
            Value::List(items) => Value::List(Arc::new(self.correct_items(items, path)?)),
            _ => return None,
        };
        Some(Node {
            value,
            ..node.clone()
        })
    }

    fn correct_map(&self, map: &Mapping, path: &ValuePath) -> Option<Mapping> {
        let mut corrected = self.unfolded(map, path);
        for (misspelled, meant) in self.misspelled(map, path) {
            let map = corrected.get_or_insert_with(|| map.clone());
            map.remove(&misspelled.key);
            let node = match map.get(meant) {
                Some(exact) => laid_over(&misspelled.node, &exact.node),
                None => misspelled.node.clone(),
            };
            map.insert(Entry {
                key: meant.into(),
                node,
                ..misspelled.clone()
            });
        }
        let keys: Vec<Arc<str>> = map
            .entries()
            .iter()
            .map(|entry| entry.key.clone())
            .collect();
        for key in keys {
            let below = path.join(Segment::Key(key.clone()));
            if !self.contract.schema.describes(&below) {
                continue;
            }
            let current = corrected.as_ref().unwrap_or(map).get(&key);
            let Some(node) = current.and_then(|entry| self.correct(&entry.node, &below)) else {
                continue;
            };
            let map = corrected.get_or_insert_with(|| map.clone());
            if let Some(entry) = map.get_mut(&key) {
                entry.node = node;
            }
        }
        corrected
    }

    /// An agent's mapping with its keys split that hold several keys in one, unless another entry sets the same value:
    /// `obo.enabled` in an agent that has no `obo`, and `enabled:false`, which lacks a space. `None` if there is no
    /// such key.
    fn unfolded(&self, map: &Mapping, path: &ValuePath) -> Option<Mapping> {
        let definitions = ValuePath::parse(&self.contract.definition.layout.definitions);
        let is_agents = definitions != *path && definitions.contains(path);
        if !is_agents || !self.contract.schema.is_closed(path) {
            return None;
        }
        let known = self.contract.schema.known_keys(path);
        let is_free = |key: &str| known.contains(&key) && map.get(key).is_none();
        let mut unfolded = None;
        for entry in map.entries() {
            let parts = match (entry.key.split_once('.'), entry.key.split_once(':')) {
                (Some((first, rest)), _) if !rest.is_empty() => Some((first, nested(entry, rest))),
                (None, Some((first, rest))) if entry.node.is_null() => {
                    Some((first, after_colon(entry, rest)))
                }
                _ => None,
            };
            let Some((first, node)) = parts.filter(|(first, _)| is_free(first)) else {
                continue;
            };
            let map: &mut Mapping = unfolded.get_or_insert_with(|| map.clone());
            map.remove(&entry.key);
            let node = match map.get(first) {
                Some(other) => laid_over(&node, &other.node),
                None => node,
            };
            map.insert(Entry {
                key: first.into(),
                node,
                ..entry.clone()
            });
        }
        unfolded
    }

    fn correct_items(&self, items: &[Node], path: &ValuePath) -> Option<Vec<Node>> {
        let corrected: Vec<Option<Node>> = items
            .iter()
            .enumerate()
            .map(|(index, item)| self.correct(item, &path.join(index)))
            .collect();
        corrected.iter().any(Option::is_some).then(|| {
            let items = items.iter().zip(corrected);
            items
                .map(|(item, corrected)| corrected.unwrap_or_else(|| item.clone()))
                .collect()
        })
    }

    /// The entries that were meant to have another key, with that key.
    fn misspelled<'m>(&self, map: &'m Mapping, path: &ValuePath) -> Vec<(&'m Entry, &str)> {
        let is_root = path.segments().is_empty();
        if !is_root && !self.contract.schema.is_closed(path) {
            return Vec::new();
        }
        let known = self.contract.schema.known_keys(path);
        let layout = ValuePath::parse(&self.contract.definition.layout.definitions);
        let entries = map
            .entries()
            .iter()
            .filter(|entry| !known.contains(&&*entry.key));
        entries
            .filter_map(|entry| {
                let meant = nearest(&entry.key, known.iter().copied())?;
                let is_agents = || {
                    let [Segment::Key(root), Segment::Key(below), ..] = layout.segments() else {
                        return false;
                    };
                    **root == *meant && entry.node.get(below).is_some()
                };
                let counts = !is_root || is_agents();
                (counts && self.outranks(entry, map.get(meant))).then_some((entry, meant))
            })
            .collect()
    }

    fn outranks(&self, misspelled: &Entry, exact: Option<&Entry>) -> bool {
        let rank = |entry: &Entry| self.values.layer_index(entry.key_place);
        exact.is_none_or(|exact| rank(misspelled) > rank(exact))
    }
}

//! The values that a file depends on: what it looked at of them, and what it found there.

use crate::source::ValuePath;
use crate::yaml::{Mapping, Node, Number, Value};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// All that a file looked at. On values where the same is there it makes the same.
#[derive(Debug, Default)]
pub struct Inputs {
    all: Vec<Input>,
    /// The one that was not the same last time. Where overlays differ they do so in the same values, so it is looked at first.
    differed: AtomicUsize,
}

/// What was looked at of one collection.
#[derive(Debug)]
pub(super) struct Input {
    path: ValuePath,
    found: Collection,
    seen: Seen,
}

/// A collection of the values.
#[derive(Debug, Clone)]
pub(super) enum Collection {
    Map(Arc<Mapping>),
    List(Arc<Vec<Node>>),
}

/// How much of a collection was looked at.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// How many entries or items it has.
    pub(super) len: bool,
    /// All of them, with scalars; of collections in it, that they are there.
    pub(super) all: bool,
    /// These keys, in the same way.
    pub(super) keys: BTreeSet<Arc<str>>,
}

impl Inputs {
    pub(super) fn new(inputs: impl Iterator<Item = Input>) -> Self {
        Self {
            all: inputs.collect(),
            differed: AtomicUsize::new(0),
        }
    }

    /// Whether the same is there in other values.
    pub fn are_same_in(&self, values: &Node) -> bool {
        let differs = |input: &Input| !input.is_same_in(values);
        let last = self.all.get(self.differed.load(Ordering::Relaxed));
        if last.is_some_and(differs) {
            return false;
        }
        let found = self.all.iter().position(differs);
        if let Some(found) = found {
            self.differed.store(found, Ordering::Relaxed);
        }
        found.is_none()
    }
}

impl Input {
    pub(super) fn new(path: ValuePath, found: Collection, seen: Seen) -> Self {
        Self { path, found, seen }
    }

    fn is_same_in(&self, values: &Node) -> bool {
        let Some(node) = values.at(&self.path) else {
            return false;
        };
        match (&self.found, &node.value) {
            (Collection::Map(one), Value::Map(other)) => {
                Arc::ptr_eq(one, other) || self.seen.is_same_of_maps(one, other)
            }
            (Collection::List(one), Value::List(other)) => {
                Arc::ptr_eq(one, other) || self.seen.is_same_of_lists(one, other)
            }
            _ => false,
        }
    }
}

impl Seen {
    fn is_same_of_maps(&self, one: &Mapping, other: &Mapping) -> bool {
        let is_same = |key: &str| match (one.get(key), other.get(key)) {
            (None, None) => true,
            (Some(one), Some(other)) => is_same_to_a_look(&one.node.value, &other.node.value),
            _ => false,
        };
        let (count, other_count) = (one.entries().len(), other.entries().len());
        if self.len && count != other_count {
            return false;
        }
        match self.all {
            true => count == other_count && one.entries().iter().all(|entry| is_same(&entry.key)),
            false => self.keys.iter().all(|key| is_same(key)),
        }
    }

    fn is_same_of_lists(&self, one: &[Node], other: &[Node]) -> bool {
        let mut items = one.iter().zip(other);
        one.len() == other.len()
            && (!self.all || items.all(|(one, other)| is_same_to_a_look(&one.value, &other.value)))
    }
}

/// Whether two values are one scalar, or both maps or both lists: what is in these is looked at apart.
fn is_same_to_a_look(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Null, Value::Null)
        | (Value::Map(_), Value::Map(_))
        | (Value::List(_), Value::List(_)) => true,
        (Value::Bool(one), Value::Bool(other)) => one == other,
        (Value::Number(Number::Int(one)), Value::Number(Number::Int(other))) => one == other,
        (Value::Number(Number::Float(one)), Value::Number(Number::Float(other))) => {
            one.to_bits() == other.to_bits()
        }
        (Value::String(one), Value::String(other)) => one == other,
        _ => false,
    }
}

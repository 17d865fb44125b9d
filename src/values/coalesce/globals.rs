//! `global`: what a chart hands to its subcharts.

use super::tables::{Nulls, overlay};
use super::{Effective, empty_map};
use crate::values::merge::{Pair, with_map, zip};
use crate::yaml::{Entry, Mapping, Node, Value};
use std::sync::Arc;

/// The key of the values that all charts below see.
pub(in crate::values) const GLOBAL: &str = "global";

/// A subchart's values with its parent's globals in them. The parent's win, except where one of the two is a table and
/// the other is not; a `global` that is no table on either side is left alone.
pub(super) fn pass_globals(values: &Node, parent: &Node, nulls: Nulls) -> Node {
    let Some(map) = values.as_map() else {
        return values.clone();
    };
    let (own, passed) = (map.get(GLOBAL), global_of(parent));
    let Some(node) = joined(own, passed, values, nulls) else {
        return values.clone();
    };
    let key_place = match (own, passed) {
        (Some(entry), _) | (None, Some(entry)) => entry.key_place,
        (None, None) => values.place,
    };
    let mut map = map.clone();
    map.insert(Entry {
        key: GLOBAL.into(),
        key_place,
        node,
        merged: false,
    });
    with_map(values, map)
}

fn global_of(values: &Node) -> Option<&Entry> {
    values.as_map()?.get(GLOBAL)
}

/// The globals of both; `None` if one of them is no table.
fn joined(
    own: Option<&Entry>,
    passed: Option<&Entry>,
    values: &Node,
    nulls: Nulls,
) -> Option<Node> {
    let own = own.map(|entry| &entry.node);
    let passed = passed.map(|entry| &entry.node);
    if own.is_some_and(|own| own.as_map().is_none()) {
        return None;
    }
    Some(match (own, passed) {
        (None, None) => empty_map(values.place),
        (Some(own), None) => own.clone(),
        (None, Some(passed)) => passed.as_map().map(|_| passed.clone())?,
        (Some(own), Some(passed)) => with_map(own, join(own.as_map()?, passed.as_map()?, nulls)),
    })
}

/// A chart's values after one of its subcharts was coalesced. Helm hands its globals down as a copy one table deep:
/// the tables below are the very same, so what a subchart adds to them shows in the chart, too.
pub(super) fn take_back_globals(values: &mut Node, before: &Node, after: &Node) {
    let own = before.get(GLOBAL);
    if own.is_some_and(|own| own.as_map().is_none()) {
        return;
    }
    let Some(after) = after.get(GLOBAL) else {
        return;
    };
    let Some(passed) = values.get(GLOBAL) else {
        return;
    };
    let is_shared = |key: &str| {
        let own = own.and_then(|own| own.get(key));
        own.is_none_or(|own| own.as_map().is_some())
    };
    let Some(globals) = replaced(passed, &|entry| {
        is_shared(&entry.key).then(|| {
            let after = after.get(&entry.key)?;
            replaced(&entry.node, &|entry| grown(entry, after.get(&entry.key)?))
        })?
    }) else {
        return;
    };
    put_globals(values, globals);
}

/// Shows in the charts below what later ones of them did to the tables that all of them share with this one.
pub(super) fn share_globals(chart: &Effective, values: &mut Node) {
    if chart.subcharts.is_empty() {
        return;
    }
    let passed = values.get(GLOBAL).cloned();
    let Value::Map(map) = &mut values.value else {
        return;
    };
    for subchart in &chart.subcharts {
        // Most of them already share all that they can, and keep sharing it with their origin.
        let Some(below) = map.get(&subchart.name).map(|entry| &entry.node) else {
            continue;
        };
        let mut node = below.clone();
        if let (Some(passed), Some(own)) = (&passed, below.get(GLOBAL))
            && let Some(globals) = shared(own, passed)
        {
            put_globals(&mut node, globals);
        }
        share_globals(subchart, &mut node);
        if let Some(entry) = Arc::make_mut(map).get_mut(&subchart.name) {
            entry.node = node;
        }
    }
}

/// A subchart's globals with the tables that it shares with its parent as they are there; `None` if they are the same.
fn shared(own: &Node, passed: &Node) -> Option<Node> {
    replaced(own, &|entry| {
        let passed = passed.get(&entry.key)?;
        replaced(&entry.node, &|entry| grown(entry, passed.get(&entry.key)?))
    })
}

fn put_globals(values: &mut Node, globals: Node) {
    if let Value::Map(map) = &mut values.value
        && let Some(entry) = Arc::make_mut(map).get_mut(GLOBAL)
    {
        entry.node = globals;
    }
}

/// The table that a subchart made of one that it shares with its parent; `None` if it left it alone.
fn grown(entry: &Entry, after: &Node) -> Option<Node> {
    match (&entry.node.value, &after.value) {
        (Value::Map(before), Value::Map(after)) if !Arc::ptr_eq(before, after) => Some(Node {
            value: Value::Map(Arc::clone(after)),
            ..entry.node.clone()
        }),
        _ => None,
    }
}

/// A mapping with other nodes for some of its keys; `None` if nothing changes, or it is no mapping.
fn replaced(node: &Node, other: &dyn Fn(&Entry) -> Option<Node>) -> Option<Node> {
    let map = node.as_map()?;
    let mut changed: Option<Mapping> = None;
    for entry in map.entries() {
        if let Some(other) = other(entry) {
            changed.get_or_insert_with(|| map.clone()).insert(Entry {
                node: other,
                ..entry.clone()
            });
        }
    }
    changed.map(|map| with_map(node, map))
}

fn join(own: &Mapping, passed: &Mapping, nulls: Nulls) -> Mapping {
    let nulls = match nulls {
        // The subchart's own defaults are yet to come.
        Nulls::Keep | Nulls::Delete => Nulls::Keep,
        Nulls::DeleteAll => nulls,
    };
    zip(own, passed, |pair| {
        Some(match pair {
            Pair::Lower(entry) | Pair::Upper(entry) => entry.clone(),
            Pair::Both { lower, upper } => match (&lower.node.value, &upper.node.value) {
                (Value::Map(_), Value::Map(_)) => Entry {
                    node: overlay(&lower.node, &upper.node, nulls),
                    key: Arc::clone(&upper.key),
                    ..upper.clone()
                },
                (Value::Map(_), _) | (_, Value::Map(_)) => lower.clone(),
                _ => upper.clone(),
            },
        })
    })
}

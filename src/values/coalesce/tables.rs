//! Two tables into one: what the upper one says wins, and its nulls delete.

use super::Effective;
use crate::values::HelmVersion;
use crate::values::merge::{Pair, with_map, zip};
use crate::yaml::{Entry, Mapping, Node, Value};
use std::sync::Arc;

/// What nulls do while values are coalesced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Nulls {
    /// They delete defaults.
    Delete,
    /// They are handed on, since tables are coalesced once more later.
    Keep,
    /// What Helm 3 does, which knows no other way: they delete whatever is there, and where nothing is on top of a default that is
    /// null, it stays.
    DeleteAll,
}

impl Nulls {
    /// How one Helm deletes.
    pub(super) fn deleting(version: HelmVersion) -> Self {
        match version {
            HelmVersion::V3 => Self::DeleteAll,
            HelmVersion::V4 => Self::Delete,
        }
    }

    /// How one Helm handles tables that it coalesces once more later.
    pub(super) fn keeping(version: HelmVersion) -> Self {
        match version {
            HelmVersion::V3 => Self::DeleteAll,
            HelmVersion::V4 => Self::Keep,
        }
    }
}

/// A chart's own defaults below `values`.
pub(super) fn coalesce_defaults(chart: &Effective, values: &Node, nulls: Nulls) -> Node {
    let (Some(defaults), Some(upper)) = (chart.values.as_map(), values.as_map()) else {
        return values.clone();
    };
    let clean = |key: &str| chart.clean.as_map().and_then(|map| map.get(key)).cloned();
    let map = zip(defaults, upper, |pair| match (pair, nulls) {
        (Pair::Upper(entry), _) | (Pair::Lower(entry), Nulls::Keep | Nulls::DeleteAll) => {
            Some(entry.clone())
        }
        (Pair::Lower(entry), Nulls::Delete) => clean(&entry.key),
        (Pair::Both { upper, .. }, Nulls::Delete | Nulls::DeleteAll) if upper.node.is_null() => {
            None
        }
        (Pair::Both { lower, upper }, Nulls::DeleteAll) => Some(overlay_entry(lower, upper, nulls)),
        // A subchart's table keeps its nulls: they are meant for the subchart's own defaults.
        (Pair::Both { lower, upper }, _) if nulls == Nulls::Keep || chart.has(&lower.key) => {
            Some(overlay_entry(lower, upper, Nulls::Keep))
        }
        (Pair::Both { lower, upper }, _) => Some(match clean(&lower.key) {
            Some(lower) => overlay_entry(&lower, upper, Nulls::Delete),
            None => upper.clone(),
        }),
    });
    with_map(values, map)
}

fn overlay_entry(lower: &Entry, upper: &Entry, nulls: Nulls) -> Entry {
    Entry {
        node: overlay(&lower.node, &upper.node, nulls),
        ..upper.clone()
    }
}

/// The upper node onto the lower one: tables deeply, else the upper one wins.
pub(super) fn overlay(lower: &Node, upper: &Node, nulls: Nulls) -> Node {
    let (Value::Map(low), Value::Map(up)) = (&lower.value, &upper.value) else {
        return upper.clone();
    };
    if up.entries().is_empty() {
        return Node {
            value: Value::Map(Arc::clone(low)),
            ..upper.clone()
        };
    }
    let map = zip(low, up, |pair| match pair {
        Pair::Lower(entry) | Pair::Upper(entry) => Some(entry.clone()),
        Pair::Both { lower, upper } => {
            let deletes = match nulls {
                Nulls::Keep => false,
                Nulls::Delete => upper.node.is_null() && !lower.node.is_null(),
                Nulls::DeleteAll => upper.node.is_null(),
            };
            (!deletes).then(|| overlay_entry(lower, upper, nulls))
        }
    });
    with_map(upper, map)
}

/// The node without the nulls at any depth of its mappings; those in lists stay. A mapping without any is shared.
pub(super) fn without_nulls(node: &Node) -> Node {
    match &node.value {
        Value::Map(map) if has_null(map) => {
            let kept = map.entries().iter().filter(|entry| !entry.node.is_null());
            let map = kept.map(|entry| Entry {
                node: without_nulls(&entry.node),
                ..entry.clone()
            });
            with_map(node, Mapping::from_iter(map))
        }
        _ => node.clone(),
    }
}

fn has_null(map: &Mapping) -> bool {
    map.entries().iter().any(|entry| match &entry.node.value {
        Value::Null => true,
        Value::Map(map) => has_null(map),
        _ => false,
    })
}

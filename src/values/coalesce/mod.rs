//! Coalescing: the user's values onto a chart's defaults, with its subcharts and their globals, as Helm 4.2 does it.
//!
//! Everything here shares what it does not change, so that one chart serves many overlays.

mod dependencies;
mod effective;
mod globals;
mod helm3;
mod tables;

pub(super) use effective::{Effective, Prepared};

use super::helm_version::HelmVersion;
use crate::source::{Place, ValuePath};
use crate::yaml::{Entry, Mapping, Node, Value};
pub(super) use globals::GLOBAL;
use globals::{pass_globals, share_globals, take_back_globals};
use std::sync::Arc;
use tables::{Nulls, coalesce_defaults};
use thiserror::Error;

/// A subchart's values are no mapping, which Helm refuses.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("`{path}` holds the values of a subchart, so it must be a mapping")]
pub struct NotATable {
    /// The subchart's key.
    pub path: ValuePath,
    /// Where it is written.
    pub place: Place,
}

/// The values of a chart and of all charts below it, with `values` on top.
pub(super) fn coalesce(
    chart: &Effective,
    values: &Node,
    version: HelmVersion,
) -> Result<Node, NotATable> {
    merge(chart, values, Nulls::deleting(version))
}

fn merge(chart: &Effective, values: &Node, nulls: Nulls) -> Result<Node, NotATable> {
    let mut values = descend(chart, values, nulls, &ValuePath::root())?;
    share_globals(chart, &mut values);
    Ok(values)
}

fn descend(
    chart: &Effective,
    values: &Node,
    nulls: Nulls,
    path: &ValuePath,
) -> Result<Node, NotATable> {
    let mut values = coalesce_defaults(chart, values, nulls);
    for subchart in &chart.subcharts {
        let path = path.join(&*subchart.name);
        let entry = subchart_entry(&values, subchart, &path)?;
        let node = pass_globals(&entry.node, &values, nulls);
        let node = descend(subchart, &node, nulls, &path)?;
        take_back_globals(&mut values, &entry.node, &node);
        if let Value::Map(map) = &mut values.value {
            Arc::make_mut(map).insert(Entry { node, ..entry });
        }
    }
    Ok(values)
}

/// The entry that holds a subchart's values, made where it is missing.
fn subchart_entry(
    values: &Node,
    subchart: &Effective,
    path: &ValuePath,
) -> Result<Entry, NotATable> {
    match values.as_map().and_then(|map| map.get(&subchart.name)) {
        Some(entry) if entry.node.as_map().is_some() => Ok(entry.clone()),
        Some(entry) => Err(NotATable {
            path: path.clone(),
            place: entry.key_place,
        }),
        None => Ok(Entry {
            key: Arc::clone(&subchart.name),
            key_place: subchart.start(),
            node: empty_map(subchart.start()),
            merged: false,
        }),
    }
}

/// A mapping that is written nowhere.
pub(super) fn empty_map(place: Place) -> Node {
    Node::implied(Value::Map(Arc::new(Mapping::default())), place)
}

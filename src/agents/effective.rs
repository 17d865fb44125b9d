//! The values as they are printed: with the contract's defaults, and so that Helm reads them back as the same.

use super::defaults::{fill_defaults, map_at};
use crate::contract::Contract;
use crate::source::{Place, Segment, Sources, ValuePath};
use crate::values::{LayerKind, Values};
use crate::yaml::{Entry, Node, Value};
use std::sync::Arc;

/// The values with the defaults of the contracts that apply filled in, and with a null for each default of the chart that the user
/// deleted: given back to Helm as an overlay of the same chart, they have the same effect.
pub fn effective<'c>(
    values: &Values,
    contracts: impl IntoIterator<Item = &'c Contract>,
    sources: &Sources,
) -> Node {
    let contracts = contracts.into_iter();
    let mut root = contracts.fold(values.root.clone(), |root, contract| {
        fill_defaults(&root, contract, sources)
    });
    for path in values.deleted() {
        let filled: Vec<Arc<str>> = match root.at(&path).and_then(Node::as_map) {
            Some(map) => map
                .entries()
                .iter()
                .map(|entry| entry.key.clone())
                .collect(),
            None => {
                put_null(&mut root, &path, values.locate_absent(&path));
                continue;
            }
        };
        // The default is now where the user deleted a block: the chart's other keys of that block must stay deleted.
        for key in chart_keys(values, &path)
            .iter()
            .filter(|key| !filled.contains(key))
        {
            let place = values.locate_absent(&path);
            put_null(&mut root, &path.join(Segment::Key(Arc::clone(key))), place);
        }
    }
    root
}

/// The keys that the chart's own values have in a block.
fn chart_keys(values: &Values, path: &ValuePath) -> Vec<Arc<str>> {
    let writers = values.layers_writing(path);
    let of_chart = writers
        .iter()
        .filter(|writer| {
            let kind = values.layers[writer.layer].kind;
            writer.exact && matches!(kind, LayerKind::Base | LayerKind::Subchart)
        })
        .filter_map(|writer| writer.node.as_map());
    of_chart
        .flat_map(|map| map.entries())
        // Helm drops the chart's own nulls; one of ours would stay where there is nothing to delete.
        .filter(|entry| !entry.node.is_null())
        .map(|entry| entry.key.clone())
        .collect()
}

/// Puts a null at a path whose parents are mappings; elsewhere nothing was deleted that could come back.
fn put_null(root: &mut Node, path: &ValuePath, place: Place) {
    let Some((parent, Segment::Key(key))) = path.split_last() else {
        return;
    };
    if let Some(map) = map_at(root, &parent) {
        map.insert(Entry {
            key: Arc::clone(key),
            key_place: place,
            node: Node::implied(Value::Null, place),
            merged: false,
        });
    }
}

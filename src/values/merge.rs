//! Merging the user's own sources: mappings deeply, all else replaces, a null is a plain value.

use crate::yaml::{Entry, Mapping, Node, Value};
use std::cmp::Ordering;
use std::sync::Arc;

/// What becomes of the entries of two mappings, key by key.
pub(super) enum Pair<'m> {
    Lower(&'m Entry),
    Upper(&'m Entry),
    Both { lower: &'m Entry, upper: &'m Entry },
}

/// Walks two mappings side by side, in the order of keys, and collects what `choose` keeps.
pub(super) fn zip(
    lower: &Mapping,
    upper: &Mapping,
    mut choose: impl FnMut(Pair<'_>) -> Option<Entry>,
) -> Mapping {
    let (mut low, mut up) = (lower.entries(), upper.entries());
    let mut kept = Vec::with_capacity(low.len() + up.len());
    loop {
        let pair = match (low.first(), up.first()) {
            (None, None) => break,
            (Some(lower), None) => Pair::Lower(lower),
            (None, Some(upper)) => Pair::Upper(upper),
            (Some(lower), Some(upper)) => match lower.key.cmp(&upper.key) {
                Ordering::Less => Pair::Lower(lower),
                Ordering::Greater => Pair::Upper(upper),
                Ordering::Equal => Pair::Both { lower, upper },
            },
        };
        low = &low[usize::from(!matches!(pair, Pair::Upper(_)))..];
        up = &up[usize::from(!matches!(pair, Pair::Lower(_)))..];
        kept.extend(choose(pair));
    }
    Mapping::from_iter(kept)
}

/// The upper node with another mapping in it.
pub(super) fn with_map(upper: &Node, map: Mapping) -> Node {
    Node {
        value: Value::Map(Arc::new(map)),
        ..upper.clone()
    }
}

/// A later file, or a JSON object, onto what came before. Both are mappings, else the upper one replaces.
pub fn merge_maps(lower: &Node, upper: &Node) -> Node {
    let (Some(low), Some(up)) = (lower.as_map(), upper.as_map()) else {
        return upper.clone();
    };
    let merged = zip(low, up, |pair| {
        Some(match pair {
            Pair::Lower(entry) | Pair::Upper(entry) => entry.clone(),
            Pair::Both { lower, upper } => Entry {
                node: merge_maps(&lower.node, &upper.node),
                ..upper.clone()
            },
        })
    });
    with_map(upper, merged)
}

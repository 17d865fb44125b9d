//! What of manifests must not be shown.

use crate::manifests::{Kind, LAST_APPLIED, Object, ObjectSet};
use crate::secrets::{Mask, SourceKind, WrittenValues};
use crate::source::SourceId;
use crate::yaml::{Node, Value};
use std::collections::BTreeMap;

/// Hides the content of Secrets, what a dump repeats of an object as it was applied, and what looks like a credential, of the files
/// that `is_shown` picks: a search of many takes its time.
pub(super) fn mask_of(set: &ObjectSet, is_shown: impl Fn(SourceId) -> bool) -> Mask {
    let mut mask = Mask::default();
    let mut objects: BTreeMap<SourceId, Vec<&Object>> = BTreeMap::new();
    for object in set
        .objects()
        .iter()
        .filter(|object| is_shown(object.source()))
    {
        objects.entry(object.source()).or_default().push(object);
    }
    for file in set.files.iter().filter(|file| is_shown(file.source.id())) {
        mask.search_text(&file.source);
        let objects = objects.get(&file.source.id()).into_iter().flatten();
        if let Some(root) = all_of(objects.copied()) {
            mask.extend(Mask::of_values(&WrittenValues {
                source: &file.source,
                root: &root,
                document: None,
                source_is: SourceKind::Object,
            }));
        }
    }
    for object in set
        .objects()
        .iter()
        .filter(|object| is_shown(object.source()))
    {
        hide_content(&object.node, Kind::of(&object.name), &mut mask);
    }
    mask
}

/// The objects of a file as one list, so that what surrounds a credential is seen in each.
fn all_of<'o>(objects: impl Iterator<Item = &'o Object>) -> Option<Node> {
    let nodes: Vec<Node> = objects.map(|object| object.node.clone()).collect();
    let place = nodes.first()?.place;
    Some(Node::implied(Value::List(nodes.into()), place))
}

fn hide_content(node: &Node, kind: Kind, mask: &mut Mask) {
    if kind == Kind::Secret {
        for block in ["data", "stringData"] {
            let map = node.get(block).and_then(Node::as_map);
            for entry in map.into_iter().flat_map(|map| map.entries()) {
                mask.hide_span(entry.node.place.source, entry.node.place.span);
                mask.hide_text(entry.node.as_str().unwrap_or_default());
            }
        }
    }
    let annotations = node
        .get("metadata")
        .and_then(|node| node.get("annotations"));
    if let Some(applied) = annotations.and_then(|node| node.get(LAST_APPLIED)) {
        mask.hide_span(applied.place.source, applied.place.span);
    }
}

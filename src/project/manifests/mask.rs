//! What of manifests must not be shown.

use crate::manifests::{Kind, LAST_APPLIED, ObjectSet};
use crate::secrets::Mask;
use crate::yaml::Node;

/// Hides the content of Secrets, what a dump repeats of an object as it was applied, and what looks like a credential.
pub(super) fn mask_of(set: &ObjectSet) -> Mask {
    let mut mask = Mask::default();
    for file in &set.files {
        mask.search_text(&file.source);
    }
    for object in set.objects() {
        if Kind::of(&object.name) == Kind::Secret {
            for block in ["data", "stringData"] {
                let map = object.node.get(block).and_then(Node::as_map);
                for entry in map.into_iter().flat_map(|map| map.entries()) {
                    mask.hide_span(entry.node.place.source, entry.node.place.span);
                    mask.hide_text(entry.node.as_str().unwrap_or_default());
                }
            }
        }
        let annotations = object
            .node
            .get("metadata")
            .and_then(|node| node.get("annotations"));
        if let Some(applied) = annotations.and_then(|node| node.get(LAST_APPLIED)) {
            mask.hide_span(applied.place.source, applied.place.span);
        }
    }
    mask
}

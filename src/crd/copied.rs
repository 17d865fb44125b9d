//! Annotations that are a copy of the object: `kubectl` keeps one as a string in an annotation, whose name and `|` are easily
//! lost when a dump is copied.

use super::violation::{Violation, ViolationKind};
use crate::source::ValuePath;
use crate::yaml::{Mapping, Node};

/// The violations, where those that such annotations bring about are one.
pub(super) fn told_once(object: &Node, mut found: Vec<Violation>) -> Vec<Violation> {
    let path = ValuePath::keys(["metadata", "annotations"]);
    let annotations = object.at(&path).and_then(Node::as_map);
    let Some(annotations) = annotations.filter(|map| is_object(map)) else {
        return found;
    };
    let metadata = object.get("metadata").and_then(Node::as_map);
    let entry = metadata.and_then(|metadata| metadata.get("annotations"));
    found.retain(|violation| !path.contains(&violation.path));
    found.extend(entry.map(|entry| Violation {
        path,
        place: entry.key_place,
        kind: ViolationKind::CopiedAnnotation,
        refuses: annotations.entries().iter().any(|entry| entry.node.as_str().is_none()),
        problem: "`annotations` is a copy of the object, and not a mapping of strings".into(),
        help: Some("write `kubectl.kubernetes.io/last-applied-configuration: |` before it, or take it out".into()),
        remedy: None,
    }));
    found
}

fn is_object(map: &Mapping) -> bool {
    ["apiVersion", "kind", "metadata"]
        .iter()
        .all(|key| map.get(key).is_some())
}

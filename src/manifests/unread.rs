//! What no rule reads of an object, and which makes most of a dump.

use super::controller::is_controller;
use crate::diagnostic::ObjectName;
use crate::yaml::{Mapping, Node, Value};
use std::sync::Arc;

/// Groups whose objects decide nothing about calls, are not referred to by those that do, and make nothing that is. (A Job may.)
const GROUPS: &[&str] = &[
    "apps",
    "coordination.k8s.io",
    "discovery.k8s.io",
    "events.k8s.io",
    "metrics.k8s.io",
];

/// The same kinds of Kubernetes' own first group.
const CORE: &[&str] = &[
    "Endpoints",
    "Event",
    "Node",
    "PersistentVolume",
    "PersistentVolumeClaim",
    "Pod",
    "ReplicationController",
];

/// What is kept of them: what they are called.
const KEPT: &[&str] = &["apiVersion", "kind", "metadata"];

/// Drops who manages which field, and what is below an object of which no rule reads more than its name.
pub(super) fn drop_unread(name: &ObjectName, node: &mut Node) {
    let Value::Map(map) = &mut node.value else {
        return;
    };
    let is_controller = &*name.kind == "Deployment" && is_controller(map);
    let is_read = match name.group() {
        _ if is_controller => true,
        "" => !CORE.contains(&&*name.kind),
        group => !GROUPS.contains(&group),
    };
    if !is_read {
        let kept = map.entries().iter();
        let kept = kept.filter(|entry| KEPT.contains(&&*entry.key));
        *map = Arc::new(kept.cloned().collect::<Mapping>());
    }
    let metadata = map
        .get("metadata")
        .and_then(|entry| entry.node.get("managedFields"));
    if metadata.is_none() {
        return;
    }
    let metadata = Arc::make_mut(map).get_mut("metadata");
    if let Some(Value::Map(metadata)) = metadata.map(|entry| &mut entry.node.value) {
        Arc::make_mut(metadata).remove("managedFields");
    }
}

//! Services that agents use as servers.

use crate::manifests::{
    Kind, KnownObjects, Object, ObjectSet, Reference, reference_of_tool, tool_paths,
};
use std::collections::BTreeMap;

/// The Services of a set that agents use as servers, each with the first reference to it. One whose name has variants is left out.
pub(in crate::rules) fn used_services<'s>(
    set: &'s ObjectSet,
    known: &KnownObjects<'s>,
) -> Vec<(&'s Object, Reference)> {
    let mut used = BTreeMap::new();
    let objects = set.objects().iter();
    for agent in objects.filter(|object| Kind::of(&object.name).is_agent()) {
        for tool in tool_paths(agent) {
            let reference = reference_of_tool(agent, &tool);
            let Some(reference) = reference.filter(|found| found.kind == Kind::Service) else {
                continue;
            };
            if let [service] = known.found(&reference)[..] {
                used.entry(service.node.place)
                    .or_insert((service, reference));
            }
        }
    }
    used.into_values().collect()
}

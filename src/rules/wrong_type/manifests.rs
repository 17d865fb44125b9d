//! Texts of Kubernetes' own kinds that are no strings, which the API server refuses.

use super::RULE;
use crate::manifests::{Kind, Object, references};
use crate::rules::support::used_services::used_services;
use crate::rules::{Draft, ManifestFacts, Sink};
use crate::source::{Place, ValuePath};
use crate::yaml::{Node, Value};
use std::collections::BTreeMap;

/// Checks the Services, Secrets and ConfigMaps that are of use to kagent.
pub(super) fn check(facts: &ManifestFacts<'_>, sink: &mut Sink<'_>) {
    for service in services(facts).values() {
        for block in ["metadata.labels", "metadata.annotations"] {
            report(service, block, sink);
        }
    }
    for object in sources(facts).values() {
        let blocks: &[&str] = match Kind::of(&object.name) {
            Kind::Secret => &["data", "stringData"],
            _ => &["data"],
        };
        for block in blocks {
            report(object, block, sink);
        }
    }
}

type ByPlace<'f> = BTreeMap<Place, &'f Object>;

/// The Services that agents use as servers, or that say to kagent that they are one.
fn services<'f>(facts: &ManifestFacts<'f>) -> ByPlace<'f> {
    let used = used_services(facts.set, facts.known()).into_iter();
    let used = used.map(|(service, _)| service);
    let of_kind = facts.set.of_kind(Kind::Service).map(|(_, object)| object);
    let meant = of_kind.filter(|service| says_so(service));
    used.chain(meant)
        .map(|service| (service.node.place, service))
        .collect()
}

/// Whether a label or an annotation is for kagent.
fn says_so(service: &Object) -> bool {
    ["metadata.labels", "metadata.annotations"]
        .iter()
        .filter_map(|block| service.get(&ValuePath::parse(block))?.as_map())
        .flat_map(|map| map.entries())
        .any(|entry| entry.key.starts_with("kagent.dev/"))
}

/// The Secrets and ConfigMaps that something refers to.
fn sources<'f>(facts: &ManifestFacts<'f>) -> ByPlace<'f> {
    let references = facts.set.objects().iter().flat_map(references);
    let of_data =
        references.filter(|reference| matches!(reference.kind, Kind::Secret | Kind::ConfigMap));
    let found = of_data.flat_map(|reference| facts.known().found(&reference));
    found.map(|object| (object.node.place, object)).collect()
}

/// Reports the numbers and booleans in a map of strings.
fn report(object: &Object, block: &str, sink: &mut Sink<'_>) {
    let path = ValuePath::parse(block);
    let map = object.get(&path).and_then(Node::as_map);
    for entry in map.into_iter().flat_map(|map| map.entries()) {
        let what = match entry.node.value {
            Value::Number(_) => "a number",
            Value::Bool(_) => "a boolean",
            _ => continue,
        };
        let kind = &object.name.kind;
        let message = format!(
            "`{}` must be a string, and is {what}: the API server refuses the {kind}",
            entry.key
        );
        let draft = Draft::new(&path.join(&*entry.key), entry.node.place, message);
        sink.report(&RULE, draft.label(what).help("write it in quotes"));
    }
}

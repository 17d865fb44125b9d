//! Sources of prompts of another kind than is read.

use super::{RULE, named};
use crate::diagnostic::Severity;
use crate::edit::Change;
use crate::manifests::{Kind, KnownObjects, Object, Reference, is_open, namespace_of};
use crate::rules::{Draft, Sink};
use crate::source::ValuePath;
use crate::yaml::Node;

/// Reports sources of prompts whose kind says something else than ConfigMap: one is read nonetheless.
pub(super) fn check(agent: &Object, known: &KnownObjects<'_>, sink: &mut Sink<'_>) {
    let list = ValuePath::parse("spec.declarative.promptTemplate.dataSources");
    let count = agent
        .get(&list)
        .and_then(Node::as_list)
        .map_or(0, <[_]>::len);
    for index in 0..count {
        let source = list.join(index);
        let path = source.join("kind");
        let Some(node) = agent.get(&path) else {
            continue;
        };
        let kind = node.as_str().filter(|kind| !is_open(kind));
        let Some(kind) = kind.filter(|kind| !matches!(*kind, "" | "ConfigMap")) else {
            continue;
        };
        let message = format!(
            "kagent's controller reads a ConfigMap, whatever `kind` says: it does not look up a {kind} for prompts"
        );
        let draft = Draft::new(&path, node.place, message)
            .severity(Severity::Warning)
            .label("read as ConfigMap");
        let draft = match is_there(agent, &source, known) {
            true => draft
                .help("write `kind: ConfigMap`")
                .fix("write `ConfigMap`", Change::Set(path, "ConfigMap".into())),
            false => draft.help("write `kind: ConfigMap`, and have the prompts in one"),
        };
        sink.report(&RULE, named(draft, agent));
    }
}

/// Whether the ConfigMap that is read is there.
fn is_there(agent: &Object, source: &ValuePath, known: &KnownObjects<'_>) -> bool {
    let path = source.join("name");
    let Some(node) = agent.get(&path) else {
        return false;
    };
    let reference = Reference {
        place: node.place,
        kind: Kind::ConfigMap,
        namespace: namespace_of(agent),
        says_namespace: false,
        name: node.as_str().unwrap_or_default().to_owned(),
        key: None,
        is_optional: false,
        path,
    };
    !known.found(&reference).is_empty()
}

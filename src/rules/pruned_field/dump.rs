//! Objects that the API server has taken: what `kubectl apply` gave it, and the object lacks, was dropped.

use super::RULE;
use crate::crd::{Release, ServedKind};
use crate::manifests::{LAST_APPLIED, Object};
use crate::rules::{Draft, Sink};
use crate::source::{Name, Sources, ValuePath};
use crate::words::{list, plural, ticked};
use crate::yaml::{Node, read_documents};
use std::collections::BTreeSet;

/// How many fields are named.
const MOST: usize = 5;

pub(super) fn check(
    object: &Object,
    kind: &ServedKind,
    release: Option<Release>,
    sink: &mut Sink<'_>,
) {
    let path = ValuePath::keys(["metadata", "annotations", LAST_APPLIED]);
    let above = object
        .node
        .at(&ValuePath::keys(["metadata", "annotations"]));
    let entry = above
        .and_then(Node::as_map)
        .and_then(|map| map.get(LAST_APPLIED));
    let (Some(entry), Some(applied)) = (entry, object.node.at(&path).and_then(read)) else {
        return;
    };
    let dropped = dropped(&applied, &object.node, kind, release);
    if dropped.is_empty() {
        return;
    }
    let named: Vec<String> = dropped.iter().take(MOST).map(ToString::to_string).collect();
    let more = dropped.len() - named.len();
    let mut named = ticked(named);
    if more > 0 {
        named.push(plural(more, "other field"));
    }
    let message = format!(
        "{} was applied, and the object lacks it: the API server dropped it in silence",
        list(&named, "and")
    );
    let mut draft = Draft::new(&path, entry.key_place, message);
    draft.help = Some("take it out of the manifest, or write the field's right name there".into());
    sink.report(&RULE, draft);
}

/// The object as it was applied. Nothing points into it, so it is no source of its own.
fn read(annotation: &Node) -> Option<Node> {
    let text = annotation.as_str()?.to_owned();
    let source = Sources::default().add(Name::Stdin, text);
    read_documents(&source).ok()?.into_iter().next()?.root
}

/// The fields that some release does not have, and the object lacks. What all releases have was taken out by somebody.
fn dropped(
    applied: &Node,
    object: &Node,
    kind: &ServedKind,
    release: Option<Release>,
) -> BTreeSet<ValuePath> {
    let releases = Release::ALL
        .into_iter()
        .filter(|one| release.is_none_or(|release| release == *one));
    let found = releases.filter_map(|release| kind.judge(applied, Some(release)));
    let dropped = found
        .flatten()
        .filter(|violation| violation.kind.is_dropped());
    let paths = dropped.map(|violation| violation.path);
    paths
        .filter(|path| {
            object.at(path).is_none() && applied.at(path).is_some_and(|node| !node.is_null())
        })
        .collect()
}

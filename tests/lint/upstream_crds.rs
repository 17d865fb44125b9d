//! Our writing of kagent's and kmcp's CRDs agrees with theirs, on real manifests with each of their values changed. Skips itself where
//! they are absent.

use crate::common::skip::skip;
use helm_obo::crd::{Definition, Known, Release, Served, Violation};
use helm_obo::edit::{Change, changed};
use helm_obo::source::{Name, Sources, ValuePath};
use helm_obo::yaml::{Node, Value, read_documents};
use std::collections::BTreeSet;
use std::path::Path;

const SHARED: &str = "../shared";

#[test]
fn ours_and_theirs_agree() {
    let crds = Path::new(SHARED).join("upstream/crds");
    if !crds.is_dir() {
        return skip("the upstream CRDs are not here");
    }
    let objects = objects_below(&Path::new(SHARED).join("manifests"));
    let mut judged = 0;
    for (release, folder) in [(Release::V0_9, "v0.9.12"), (Release::V0_10, "v0.10.0-rc3")] {
        let mut theirs = Known::released();
        for folder in [folder, "kmcp-v0.3.0"] {
            let read = objects_below(&crds.join(folder));
            theirs = theirs.with(read.iter().map(|crd| Definition::read(crd).unwrap()));
        }
        for object in &objects {
            for variant in variants(object) {
                let ours = outcome(&Known::released(), &variant, release);
                let theirs = outcome(&theirs, &variant, release);
                assert_eq!(ours, theirs, "{}", helm_obo::yaml::to_json(&variant));
                judged += usize::from(ours.is_some());
            }
        }
    }
    assert!(judged > 2000, "{judged}");
}

/// Whether an object is refused, and which of its fields are dropped.
fn outcome(known: &Known, object: &Node, release: Release) -> Option<(bool, BTreeSet<String>)> {
    let text = |key: &str| object.get(key).and_then(Node::as_str);
    let Served::Here(kind) = known.find(text("apiVersion")?, text("kind")?) else {
        return None;
    };
    let found = kind.judge(object, Some(release))?;
    let dropped = found.iter().filter(|violation| violation.kind.is_dropped());
    let paths = dropped.map(|violation| violation.path.to_string());
    let refused = found.iter().any(|Violation { refuses, .. }| *refuses);
    Some((refused, paths.collect()))
}

/// An object as it is, and with each value taken out, made null or a number, or misnamed, in turn.
fn variants(object: &Node) -> Vec<Node> {
    let mut paths = Vec::new();
    collect(object, &ValuePath::root(), &mut paths);
    let changes = paths.into_iter().enumerate().map(|(index, path)| {
        match (index % 4, path.last_key().map(|key| format!("{key}x"))) {
            (0, _) => Change::Remove(path),
            (1, _) => Change::Set(path, serde_json::Value::Null),
            (2, Some(key)) => Change::Rename(path, key),
            _ => Change::Set(path, 7.into()),
        }
    });
    let mut all = vec![object.clone()];
    all.extend(changes.filter_map(|change| changed(object, &change)));
    all
}

/// The paths of all values but those that say what the object is.
fn collect(node: &Node, path: &ValuePath, paths: &mut Vec<ValuePath>) {
    if !path.segments().is_empty() && !matches!(path.last_key(), Some("apiVersion" | "kind")) {
        paths.push(path.clone());
    }
    match &node.value {
        Value::Map(map) => {
            for entry in map.entries().iter().filter(|entry| &*entry.key != "status") {
                collect(&entry.node, &path.join(&*entry.key), paths);
            }
        }
        Value::List(items) => {
            for (index, item) in items.iter().enumerate().take(3) {
                collect(item, &path.join(index), paths);
            }
        }
        _ => {}
    }
}

/// The documents of all files in a folder that can be read.
fn objects_below(folder: &Path) -> Vec<Node> {
    let sources = Sources::default();
    let mut objects = Vec::new();
    for file in crate::common::files_below(folder) {
        let text = std::fs::read_to_string(&file).unwrap();
        let source = sources.add(Name::Stdin, text);
        let documents = read_documents(&source).unwrap_or_default();
        objects.extend(documents.into_iter().filter_map(|document| document.root));
    }
    objects
}

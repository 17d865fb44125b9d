//! Objects with what kustomizations patch in them.

use super::scope::Scope;
use crate::manifests::{Change, Naming, Object, Patch, SetFile};
use crate::source::ValuePath;
use crate::yaml::Node;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a patch does to an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Patching {
    /// An object is merged into it, by its place in the scope.
    Merge(usize),
    /// Something else.
    Other(Arc<Patch>),
}

/// An object of a scope, as its patches leave it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Patched<'s> {
    pub(super) object: &'s Object,
    pub(super) index: usize,
    pub(super) scope: &'s Scope,
}

impl<'s> Patched<'s> {
    /// The string at a path of keys, `spec.url`.
    pub(super) fn str(&self, path: &str) -> Option<&'s str> {
        self.get(&ValuePath::parse(path))?.as_str()
    }

    /// What is at a path, which is no mapping: the last one that says it has the last word.
    pub(super) fn get(&self, path: &ValuePath) -> Option<&'s Node> {
        let found = self.writers().rev().find_map(|object| object.node.at(path));
        found.filter(|node| !node.is_null())
    }

    /// Its namespace, as far as it is said.
    pub(super) fn namespace(&self) -> Option<&'s str> {
        self.object.name.namespace.as_deref()
    }

    /// The objects that are merged into it, weak to strong.
    pub(super) fn merged(&self) -> impl DoubleEndedIterator<Item = usize> + 's {
        let patchings = self.scope.patchings(self.index).iter();
        patchings.filter_map(|patching| match patching {
            Patching::Merge(index) => Some(*index),
            Patching::Other(_) => None,
        })
    }

    /// Itself and what is merged into it.
    fn writers(&self) -> impl DoubleEndedIterator<Item = &'s Object> + 's {
        let objects = self.scope.objects().objects();
        let merged = self.merged().filter_map(|index| objects.get(index));
        std::iter::once(self.object).chain(merged)
    }

    /// Whether a patch takes it away.
    pub(super) fn is_deleted(&self) -> bool {
        let directive = ValuePath::keys(["$patch"]);
        let mut writers = self.writers();
        writers.any(|object| {
            let said = object.get(&directive).and_then(Node::as_str);
            said == Some("delete")
        })
    }

    /// A kustomization that patches it in whatever way.
    pub(super) fn patched_by(&self) -> Option<String> {
        let merged = self.merged().next().map(|index| self.name_of(index));
        merged.or_else(|| self.unknown_at(&["/spec"]))
    }

    /// The file of an object.
    fn name_of(&self, index: usize) -> String {
        self.scope.file_of(index).unwrap_or_default()
    }

    /// The kustomization whose patch may change what is at one of some paths, written `/spec/values`, in a way that is not applied.
    pub(super) fn unknown_at(&self, paths: &[&str]) -> Option<String> {
        let patchings = self.scope.patchings(self.index).iter();
        let mut unknown = patchings.filter_map(|patching| match patching {
            Patching::Other(patch) if paths.iter().any(|path| patch.may_change(path)) => {
                Some(patch.kustomization.to_string_lossy().replace('\\', "/"))
            }
            _ => None,
        });
        unknown.next()
    }
}

/// What the patches of files do to the objects in these, by their places, and the files with the objects that are merged: those come
/// after `count` others.
pub(super) fn patchings(
    files: &[SetFile],
    count: usize,
) -> (Vec<SetFile>, BTreeMap<usize, Vec<Patching>>) {
    let mut merged = Vec::new();
    let mut starts = BTreeMap::new();
    let mut end = count;
    for patch in files.iter().flat_map(|file| &file.naming.patches) {
        if let Change::Merge(file) = &patch.change
            && !starts.contains_key(&patch.id())
        {
            starts.insert(patch.id(), end);
            end += file.objects.len();
            merged.push(SetFile {
                file: Arc::clone(file),
                naming: Naming::default(),
            });
        }
    }
    let objects = files
        .iter()
        .flat_map(|file| file.file.objects.iter().map(move |object| (file, object)));
    let mut found = BTreeMap::<_, Vec<_>>::new();
    for (index, (file, object)) in objects.enumerate() {
        let patches = file.naming.patches.iter();
        let patchings = patches.flat_map(|patch| {
            let start = starts.get(&patch.id()).copied().unwrap_or(end);
            match patch.merged_into(object) {
                Some(merged) => { merged.into_iter() }
                    .map(|one| Patching::Merge(start + one))
                    .collect(),
                None => vec![Patching::Other(Arc::clone(patch))],
            }
        });
        let patchings: Vec<Patching> = patchings.collect();
        if !patchings.is_empty() {
            found.insert(index, patchings);
        }
    }
    (merged, found)
}

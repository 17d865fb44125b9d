//! A set of objects: what is linted together, and in which references are looked up.

use super::{Kind, ManifestFile, Object};
use crate::source::{Place, SourceId};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Objects that refer to each other.
#[derive(Debug, Default)]
pub struct ObjectSet {
    /// The files.
    pub files: Vec<ManifestFile>,
    /// Whether there is nothing else: then a reference to nothing is a mistake.
    pub is_complete: bool,
    objects: Vec<Object>,
    by_name: BTreeMap<(Kind, String), Vec<usize>>,
    by_place: BTreeMap<(SourceId, u32), usize>,
    namespaces: BTreeSet<Arc<str>>,
}

impl ObjectSet {
    /// The set of some files.
    pub fn new(mut files: Vec<ManifestFile>, is_complete: bool) -> Self {
        let objects: Vec<Object> = files
            .iter_mut()
            .flat_map(|file| std::mem::take(&mut file.objects))
            .collect();
        let mut by_name: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        let mut by_place = BTreeMap::new();
        let mut namespaces = BTreeSet::new();
        for (index, object) in objects.iter().enumerate() {
            let key = (Kind::of(&object.name), object.name.name.to_string());
            by_name.entry(key).or_default().push(index);
            namespaces.extend(object.name.namespace.clone());
            if Kind::of(&object.name) == Kind::Namespace {
                namespaces.insert(Arc::clone(&object.name.name));
            }
            let place = object.node.place;
            by_place.insert((place.source, place.span.start), index);
        }
        Self {
            files,
            is_complete,
            objects,
            by_name,
            by_place,
            namespaces,
        }
    }

    /// All objects, in the order of files and texts.
    pub fn objects(&self) -> &[Object] {
        &self.objects
    }

    /// Those of a kind, each with its index.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = (usize, &Object)> {
        let objects = self.objects.iter().enumerate();
        objects.filter(move |(_, object)| Kind::of(&object.name) == kind)
    }

    /// The object of a kind and name in a namespace, by its index: one that is certainly there before one whose namespace
    /// is not said, and one of the same file as `from` before others.
    pub fn find(
        &self,
        kind: Kind,
        namespace: Option<&str>,
        name: &str,
        from: SourceId,
    ) -> Option<usize> {
        let known = self.by_name.get(&(kind, name.to_owned()))?;
        let fits = |index: &&usize| {
            let own = self.objects[**index].name.namespace.as_deref();
            own.is_none() || namespace.is_none() || own == namespace
        };
        let rank = |index: &&usize| {
            let object = &self.objects[**index];
            let is_exact = object.name.namespace.as_deref() == namespace;
            (!is_exact, object.source() != from, **index)
        };
        known.iter().filter(fits).min_by_key(rank).copied()
    }

    /// Whether a namespace is there: as an object, or by something in it.
    pub fn has_namespace(&self, name: &str) -> bool {
        self.namespaces.contains(name)
    }

    /// The object that a place is in.
    pub fn at(&self, place: Place) -> Option<&Object> {
        let upto = (place.source, place.span.start);
        let (_, index) = self.by_place.range(..=upto).next_back()?;
        let object = &self.objects[*index];
        (object.source() == place.source).then_some(object)
    }
}

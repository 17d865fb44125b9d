//! Objects that install charts, with those around them to which they may refer: sources of charts, ConfigMaps and Secrets.

use super::patched::{self, Patched, Patching};
use crate::manifests::{GeneratedObject, Kind, Object, ObjectSet, SetFile, is_open, namespace_of};
use crate::source::SourceId;
use crate::yaml::{Node, to_json};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Display, Formatter};
use std::sync::Arc;

/// The group of Flux's sources.
const SOURCES: &str = "source.toolkit.fluxcd.io";

/// What a reference names, whatever its namespace.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Referent {
    /// The group; empty for ConfigMaps and Secrets.
    pub group: Arc<str>,
    /// The kind.
    pub kind: Arc<str>,
    /// The name.
    pub name: Arc<str>,
}

impl Referent {
    /// A source of charts.
    pub(super) fn source(kind: &str, name: &str) -> Self {
        Self {
            group: SOURCES.into(),
            kind: kind.into(),
            name: name.into(),
        }
    }

    /// A ConfigMap or a Secret.
    pub(super) fn data(kind: &str, name: &str) -> Self {
        Self {
            group: "".into(),
            kind: kind.into(),
            name: name.into(),
        }
    }

    /// What an object is called that a reference may name.
    pub fn of(object: &Object) -> Option<Self> {
        let group = object.name.group();
        let kind = &*object.name.kind;
        let may_be = match group {
            SOURCES => true,
            "" => matches!(kind, "ConfigMap" | "Secret"),
            _ => false,
        };
        may_be.then(|| Self {
            group: group.into(),
            kind: Arc::clone(&object.name.kind),
            name: Arc::clone(&object.name.name),
        })
    }
}

impl Display for Referent {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{} `{}`", self.kind, self.name)
    }
}

/// What a reference comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    /// An object, by its place in the scope.
    One(usize),
    /// Several that differ: which one is meant is not known.
    Several(Vec<usize>),
    /// Nothing.
    Nothing,
}

/// The objects of a set, and after them those around it, and those that patches hold.
#[derive(Debug)]
pub struct Scope {
    objects: ObjectSet,
    own: usize,
    referents: BTreeMap<Referent, Vec<usize>>,
    patchings: BTreeMap<usize, Vec<Patching>>,
}

impl Scope {
    /// The scope of a set's files, with files around it.
    pub fn new(own: Vec<SetFile>, around: impl IntoIterator<Item = SetFile>) -> Self {
        let count = |files: &[SetFile]| files.iter().map(|file| file.file.objects.len()).sum();
        let own_count = count(&own);
        let mut files = own;
        files.extend(around);
        let all_count = count(&files);
        let (patches, patchings) = patched::patchings(&files, all_count);
        files.extend(patches);
        let objects = ObjectSet::of(files, false);
        let mut referents = BTreeMap::<_, Vec<_>>::new();
        for (index, object) in objects.objects().iter().take(all_count).enumerate() {
            if let Some(referent) = Referent::of(object) {
                referents.entry(referent).or_default().push(index);
            }
        }
        Self {
            objects,
            own: own_count,
            referents,
            patchings,
        }
    }

    /// The same with what is generated for the set.
    #[must_use]
    pub fn with_generated(mut self, generated: &[GeneratedObject]) -> Self {
        self.objects = self.objects.with_generated(generated.iter().cloned());
        self
    }

    /// All of them.
    pub fn objects(&self) -> &ObjectSet {
        &self.objects
    }

    /// Those of the set itself, as patches leave them.
    pub(super) fn own(&self) -> impl Iterator<Item = Patched<'_>> {
        (0..self.own).filter_map(|index| self.patched(index))
    }

    /// One of them, as patches leave it.
    pub(super) fn patched(&self, index: usize) -> Option<Patched<'_>> {
        Some(Patched {
            object: self.objects.objects().get(index)?,
            index,
            scope: self,
        })
    }

    /// The file that one of them is in.
    pub(super) fn file_of(&self, index: usize) -> Option<String> {
        let source = self.objects.objects().get(index)?.source();
        let mut files = self.objects.files.iter();
        let file = files.find(|file| file.source.id() == source)?;
        Some(file.source.name().to_string())
    }

    /// What patches do to one of them, in their order.
    pub(super) fn patchings(&self, index: usize) -> &[Patching] {
        self.patchings.get(&index).map_or(&[], Vec::as_slice)
    }

    /// What references of the set's own objects name, and the set does not hold.
    pub fn missing(&self) -> BTreeSet<Referent> {
        let named = self.own().flat_map(|one| {
            let named = super::helm_release::referents(one).into_iter();
            named.map(move |(referent, namespace)| (referent, namespace, one.object.source()))
        });
        let missing = named.filter(|(referent, namespace, from)| {
            let namespace = namespace.as_deref();
            self.find(referent, namespace, *from) == Found::Nothing
                && self.generated(referent, namespace).is_none()
        });
        missing.map(|(referent, ..)| referent).collect()
    }

    /// What is generated under a name.
    pub(super) fn generated(
        &self,
        referent: &Referent,
        namespace: Option<&str>,
    ) -> Option<&GeneratedObject> {
        let kind = match &*referent.kind {
            "ConfigMap" => Kind::ConfigMap,
            "Secret" => Kind::Secret,
            _ => return None,
        };
        let found = self.objects.generated_as(kind, namespace, &referent.name);
        found.into_iter().next()
    }

    /// What a reference means: what is in the same file before what is in the same set, and that before what is around it. Of these
    /// one whose namespace is the one that is meant before one whose namespace nobody says.
    pub(super) fn find(
        &self,
        referent: &Referent,
        namespace: Option<&str>,
        from: SourceId,
    ) -> Found {
        let namespace = namespace.filter(|name| !is_open(name));
        let objects = self.objects.objects();
        let known = self.referents.get(referent);
        let rank = |index: usize| {
            let own = namespace_of(&objects[index]);
            let distance = match index {
                _ if objects[index].source() == from => 0,
                index if index < self.own => 1,
                _ => 2,
            };
            (distance, own.as_deref() != namespace)
        };
        let may_be = |index: &&usize| {
            let own = namespace_of(&objects[**index]);
            own.is_none() || namespace.is_none() || own.as_deref() == namespace
        };
        let fitting: Vec<usize> = { known.into_iter().flatten().filter(may_be) }
            .copied()
            .collect();
        let Some(best) = fitting.iter().map(|index| rank(*index)).min() else {
            return Found::Nothing;
        };
        let best: Vec<usize> = { fitting.into_iter() }
            .filter(|index| rank(*index) == best)
            .collect();
        let are_one = best
            .iter()
            .all(|other| are_alike(&objects[best[0]], &objects[*other]));
        match are_one {
            true => Found::One(best[0]),
            false => Found::Several(best),
        }
    }
}

/// Whether two objects hold the same.
fn are_alike(one: &Object, other: &Object) -> bool {
    let content = |object: &Object| {
        let of = |key| object.node.get(key).map(|node: &Node| to_json(node));
        ["spec", "data", "stringData", "binaryData"].map(of)
    };
    one.node.place == other.node.place || content(one) == content(other)
}

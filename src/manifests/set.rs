//! A set of objects: what is linted together, and in which references are looked up.

use super::{GeneratedValue, Kind, ManifestFile, Naming, Object};
use crate::source::{Place, SourceId};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A file of a set.
#[derive(Debug, Clone)]
pub struct SetFile {
    /// What was read.
    pub file: Arc<ManifestFile>,
    /// What becomes of the names in it.
    pub naming: Naming,
}

/// An object that something makes which is no manifest itself, such as a kustomization's generator: it is there, and its content is
/// not known.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct GeneratedObject {
    /// A Secret or a ConfigMap.
    pub kind: Kind,
    /// Its namespace; `None` if that is not said.
    pub namespace: Option<Arc<str>>,
    /// Its name.
    pub name: Arc<str>,
    /// Its keys, where all of them are known.
    pub keys: Option<BTreeSet<String>>,
    /// What its keys hold, as far as that is known.
    pub values: BTreeMap<String, GeneratedValue>,
    /// Whether its name gets a hash that names of it elsewhere do not get.
    pub is_hashed: bool,
}

/// How the files of a set come to one cluster, as far as that is known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Togetherness {
    /// They are in one folder: some may be variants of others.
    #[default]
    Folder,
    /// They were named for one run.
    Named,
    /// One kustomization lists them.
    Kustomized,
}

/// The release for which a chart was rendered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenderedRelease {
    /// Its name.
    pub name: String,
    /// Whether somebody said it; else it stands for any.
    pub is_stated: bool,
    /// The objects in whose names it is, by their places in the set.
    pub named_after: BTreeSet<usize>,
    /// The names of servers of which it is told where the release's name is said that references do not find them.
    pub told: BTreeSet<&'static str>,
}

/// Objects of one kind and name, by their namespaces.
type ByNamespace = BTreeMap<Option<Arc<str>>, Vec<usize>>;

/// What is generated, by kind and name.
type Generated = BTreeMap<(Kind, Arc<str>), Vec<GeneratedObject>>;

/// Objects that refer to each other.
#[derive(Debug, Default)]
pub struct ObjectSet {
    /// The files.
    pub files: Vec<Arc<ManifestFile>>,
    /// Whether there is nothing else: then a reference to nothing is a mistake.
    pub is_complete: bool,
    /// How its files belong together.
    pub togetherness: Togetherness,
    /// The release of the chart that made the objects.
    pub release: Option<RenderedRelease>,
    objects: Vec<Object>,
    by_kind: BTreeMap<Kind, Vec<usize>>,
    by_name: BTreeMap<(Kind, Arc<str>), ByNamespace>,
    by_place: BTreeMap<(SourceId, u32), usize>,
    namespaces: BTreeSet<Arc<str>>,
    generated: Generated,
    hides_secrets: bool,
}

impl ObjectSet {
    /// How many bytes of text its files have.
    pub fn bytes(&self) -> usize {
        let files = self.files.iter();
        files.map(|file| file.source.text().len()).sum()
    }

    /// The set of some files.
    pub fn new(files: Vec<ManifestFile>, is_complete: bool) -> Self {
        let files = files.into_iter().map(|file| SetFile {
            file: Arc::new(file),
            naming: Naming::default(),
        });
        Self::of(files.collect(), is_complete)
    }

    /// The set of some files, with what kustomizations make of their names.
    pub fn of(files: Vec<SetFile>, is_complete: bool) -> Self {
        let mut set = Self {
            is_complete,
            ..Self::default()
        };
        for SetFile { file, naming } in files {
            for object in &file.objects {
                let mut object = object.clone();
                naming.apply(&mut object);
                set.add(object);
            }
            set.hides_secrets |= file.hides_secrets;
            set.files.push(file);
        }
        set
    }

    /// The same with objects that something else makes.
    #[must_use]
    pub fn with_generated(mut self, generated: impl IntoIterator<Item = GeneratedObject>) -> Self {
        for one in generated {
            let of_name = self.generated.entry((one.kind, Arc::clone(&one.name)));
            of_name.or_default().push(one);
        }
        self
    }

    fn add(&mut self, object: Object) {
        let index = self.objects.len();
        let kind = Kind::of(&object.name);
        let name = &object.name;
        self.by_kind.entry(kind).or_default().push(index);
        let of_name = self.by_name.entry((kind, Arc::clone(&name.name)));
        let of_name = of_name.or_default();
        let own = of_name.entry(name.namespace.clone());
        own.or_default().push(index);
        self.namespaces.extend(name.namespace.clone());
        if kind == Kind::Namespace {
            self.namespaces.insert(Arc::clone(&name.name));
        }
        let place = object.node.place;
        self.by_place
            .insert((place.source, place.span.start), index);
        self.objects.push(object);
    }

    /// All objects, in the order of files and texts.
    pub fn objects(&self) -> &[Object] {
        &self.objects
    }

    /// Those of a kind, each with its index.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = (usize, &Object)> {
        let indexes = self.by_kind.get(&kind).into_iter().flatten();
        indexes.map(|index| (*index, &self.objects[*index]))
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
        let known = self.by_name.get(&(kind, Arc::from(name)))?;
        let best = |indexes: &Vec<usize>| {
            let mut own = indexes.iter();
            let own = own.find(|index| self.objects[**index].source() == from);
            own.or(indexes.first()).copied()
        };
        let Some(namespace) = namespace else {
            let rank = |index: &usize| (self.objects[*index].source() != from, *index);
            let unsaid = known.get(&None).and_then(best);
            return unsaid.or_else(|| known.values().filter_map(best).min_by_key(rank));
        };
        let exact = known.get(&Some(Arc::from(namespace)));
        exact.or_else(|| known.get(&None)).and_then(best)
    }

    /// Whether a namespace is there: as an object, or by something in it.
    pub fn has_namespace(&self, name: &str) -> bool {
        self.namespaces.contains(name)
    }

    /// The objects of a kind and name that something makes which is no manifest itself, and that may be in a namespace.
    pub fn generated_as(
        &self,
        kind: Kind,
        namespace: Option<&str>,
        name: &str,
    ) -> Vec<&GeneratedObject> {
        let found = self.generated.get(&(kind, Arc::from(name)));
        let may_be = |one: &&GeneratedObject| match (&one.namespace, namespace) {
            (Some(own), Some(namespace)) => &**own == namespace,
            _ => true,
        };
        found.into_iter().flatten().filter(may_be).collect()
    }

    /// All that something makes which is no manifest itself.
    pub fn generated(&self) -> impl Iterator<Item = &GeneratedObject> {
        self.generated.values().flatten()
    }

    /// Whether a file leaves out Secrets, so that any of them may be there.
    pub fn hides_secrets(&self) -> bool {
        self.hides_secrets
    }

    /// The object that a place is in.
    pub fn at(&self, place: Place) -> Option<&Object> {
        let upto = (place.source, place.span.start);
        let (_, index) = self.by_place.range(..=upto).next_back()?;
        let object = &self.objects[*index];
        (object.source() == place.source).then_some(object)
    }
}

//! Which kinds are known, at which versions, and what the API server makes of an object of one.

use super::admitted::admit;
use super::assemble::Assembler;
use super::copied;
use super::definition::Definition;
use super::form;
use super::judge::Judge;
use super::release::Release;
use super::schema::{Kind, Schema};
use super::together;
use super::violation::Violation;
use super::written::{ByRelease, Library, WrittenKind};
use crate::source::nearest;
use crate::yaml::{Mapping, Node};
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, Mutex};

/// What is written in `schemas/crds`, made one JSON by the build.
static LIBRARY: LazyLock<Option<Library>> = LazyLock::new(|| {
    serde_json::from_str(include_str!(concat!(env!("OUT_DIR"), "/crds.json"))).ok()
});

/// The schemas that were made, by the names of their types.
type Made = BTreeMap<(String, Release), Arc<Schema>>;
static MADE: LazyLock<Mutex<Made>> = LazyLock::new(Mutex::default);

/// The group of kagent's kinds, and of kmcp's.
const GROUP: &str = "kagent.dev";
/// The group of kagent 1.0's kinds.
const NEXT_GROUP: &str = "api.kagent.dev";
/// A version of kinds that were never released together with the others.
const NEXT_VERSION: &str = "v1alpha3";

/// Kinds of which a CRD is known.
#[derive(Debug, Clone, Default)]
pub struct Known {
    definitions: Vec<Definition>,
}

/// What is known of a kind.
#[derive(Debug, Clone)]
pub enum Served {
    /// The API server has it.
    Here(ServedKind),
    /// It has the kind at other versions only.
    OtherVersions(Vec<String>),
    /// It has no such kind, but one of nearly this name, at these versions.
    OtherKind(String, Vec<String>),
    /// It has no such kind, in whose name is the one of a kind that it has.
    NoKind(String),
    /// It has the kind at these versions, in a group of nearly this name.
    OtherGroup(Vec<String>),
    /// It is of a kagent whose CRDs are not known: nothing is said of it.
    OtherDialect,
    /// It has nothing to do with what is known.
    NotOurs,
}

/// A kind at a version.
#[derive(Debug, Clone)]
pub struct ServedKind {
    /// Its schema in each release that has it, the latest first; with no release for a CRD that was given.
    schemas: Vec<(Option<Release>, Arc<Schema>)>,
    /// The kind at the latest version, if this is another one.
    later: Option<(String, Box<ServedKind>)>,
}

impl Known {
    /// The kinds of the releases of kagent and kmcp that are known.
    pub fn released() -> Self {
        Self::default()
    }

    /// The same with CRDs that are given, which replace those of the same group and kind.
    #[must_use]
    pub fn with(mut self, definitions: impl IntoIterator<Item = Definition>) -> Self {
        self.definitions
            .extend(definitions.into_iter().map(advised));
        self
    }

    /// What is known of an object's kind.
    pub fn find(&self, api_version: &str, kind: &str) -> Served {
        let (group, version) = api_version.split_once('/').unwrap_or(("", api_version));
        let is_given =
            |definition: &&Definition| definition.group == group && definition.kind == kind;
        if let Some(definition) = self.definitions.iter().rfind(is_given) {
            return given(definition, version);
        }
        if group == NEXT_GROUP || (group == GROUP && version == NEXT_VERSION) {
            return Served::OtherDialect;
        }
        let kinds = LIBRARY
            .as_ref()
            .map(|library| &library.kinds[..])
            .unwrap_or_default();
        let known = kinds.iter().find(|known| known.kind == kind);
        match known {
            Some(known) if known.group == group => known.at(version),
            // Without a group it is one of Kubernetes' own, which has no such kind.
            Some(known) if group.is_empty() => Served::OtherVersions(known.api_versions()),
            Some(known) if is_near_group(group) => Served::OtherGroup(known.api_versions()),
            _ if group == GROUP => misspelled(kinds, kind),
            _ => Served::NotOurs,
        }
    }
}

/// Whether a group was probably meant to be kagent's: `kagent.io`, `kagent`.
fn is_near_group(group: &str) -> bool {
    let first = group.split('.').next().unwrap_or_default();
    nearest(group, [GROUP]).is_some() || first.eq_ignore_ascii_case("kagent")
}

/// Kinds of the group whose CRDs are not known: no near miss of a known one is made of them.
const OTHERS: [&str; 2] = ["AgentTemplate", "Harness"];

fn misspelled(kinds: &[WrittenKind], kind: &str) -> Served {
    let names = kinds.iter().map(|known| &*known.kind);
    let near = nearest(kind, names).filter(|_| !OTHERS.contains(&kind));
    let known = near.and_then(|near| kinds.iter().find(|known| known.kind == near));
    if let Some(known) = known {
        return Served::OtherKind(known.kind.clone(), known.api_versions());
    }
    let alike = kinds.iter().find(|known| is_alike(kind, &known.kind));
    match alike.filter(|_| !OTHERS.contains(&kind)) {
        Some(known) => Served::NoKind(known.kind.clone()),
        None => Served::NotOurs,
    }
}

/// Whether a kind is called like another one with something left out or added: `RemoteMCP`, `KagentAgent`. Others have kinds in
/// the group too, such as khook's `Hook`.
fn is_alike(kind: &str, known: &str) -> bool {
    let is_begun = kind.len() >= 5 && known.starts_with(kind);
    is_begun || kind.ends_with(known) || (known != "Agent" && kind.starts_with(known))
}

/// A definition with the advice of ours, where it has the fields that advice is about.
fn advised(mut definition: Definition) -> Definition {
    let known = LIBRARY.as_ref().and_then(|library| {
        let mut kinds = library.kinds.iter();
        kinds.find(|known| known.kind == definition.kind && known.group == definition.group)
    });
    for (version, schema) in &mut definition.versions {
        let spec = known.and_then(|known| known.versions.get(version));
        let latest = spec.and_then(|spec| spec.at(Release::V0_10));
        let ours = latest.and_then(|spec| made(&spec, Release::V0_10));
        let advised = ours.map(|ours| schema.advised_by(&ours));
        *schema = Arc::new(of_object(advised.unwrap_or_else(|| (**schema).clone())));
    }
    definition
}

fn given(definition: &Definition, version: &str) -> Served {
    match definition.versions.get(version) {
        Some(schema) => Served::Here(ServedKind {
            schemas: vec![(None, Arc::clone(schema))],
            later: None,
        }),
        None => {
            let versions = definition.versions.keys();
            Served::OtherVersions(
                versions
                    .map(|version| format!("{}/{version}", definition.group))
                    .collect(),
            )
        }
    }
}

impl WrittenKind {
    fn api_versions(&self) -> Vec<String> {
        let versions = self.versions.keys();
        versions
            .map(|version| format!("{}/{version}", self.group))
            .collect()
    }

    fn at(&self, version: &str) -> Served {
        let Some(spec) = self.versions.get(version) else {
            return Served::OtherVersions(self.api_versions());
        };
        let latest = self.versions.last_key_value();
        let later = latest.filter(|(latest, _)| *latest != version);
        let later = later.map(|(version, spec)| {
            let kind = ServedKind::of(spec, None);
            (format!("{}/{version}", self.group), Box::new(kind))
        });
        Served::Here(ServedKind::of(spec, later))
    }
}

/// The schema of objects whose `spec` is of a type, made once.
fn made(spec: &str, release: Release) -> Option<Arc<Schema>> {
    let key = (spec.to_owned(), release);
    let mut made = MADE.lock().ok()?;
    if let Some(schema) = made.get(&key) {
        return Some(Arc::clone(schema));
    }
    let mut assembler = Assembler::new(LIBRARY.as_ref()?, release);
    let schema = Arc::new(of_object(Schema {
        fields: [("spec".into(), assembler.named(spec).ok()?)].into(),
        ..Schema::of(Kind::Object)
    }));
    made.insert(key, Arc::clone(&schema));
    Some(schema)
}

impl ServedKind {
    fn of(spec: &ByRelease<String>, later: Option<(String, Box<Self>)>) -> Self {
        let schemas = Release::ALL.into_iter().filter_map(|release| {
            let schema = made(&spec.at(release)?, release)?;
            Some((Some(release), schema))
        });
        Self {
            schemas: schemas.collect(),
            later,
        }
    }

    /// What the API server has against an object, in the order of its text. Without a release: what all of them have
    /// against it that have the kind. `None` if the stated release has no such kind, as far as is known.
    pub fn judge(&self, object: &Node, release: Option<Release>) -> Option<Vec<Violation>> {
        let is_meant = |of: Option<Release>| of.is_none() || release.is_none() || of == release;
        let schemas = self.schemas.iter().filter(|(of, _)| is_meant(*of));
        let judged: Vec<_> = schemas
            .map(|(of, schema)| (*of, judged(object, schema)))
            .collect();
        if judged.is_empty() {
            return None;
        }
        let found = together::agreed(&judged);
        let (later, kind) = match &self.later {
            Some(later) if form::is_foreign(&found) => later,
            _ => return Some(found),
        };
        Some(match kind.judge(object, release) {
            Some(of_later) => form::told_once(object, later, found, of_later),
            None => found,
        })
    }
}

/// What one schema has against an object. `status` is what kagent writes, and is not looked at.
fn judged(object: &Node, schema: &Schema) -> Vec<Violation> {
    let entries = object.as_map().map(Mapping::entries).unwrap_or_default();
    let looked_at = entries
        .iter()
        .filter(|entry| !matches!(&*entry.key, "apiVersion" | "kind" | "status"));
    let bare = Node {
        value: crate::yaml::Value::Map(Arc::new(looked_at.cloned().collect())),
        ..object.clone()
    };
    let anchor = object
        .as_map()
        .and_then(|map| map.get("kind"))
        .map_or(object.place, |entry| entry.node.place);
    let admitted = admit(&bare, schema);
    let mut judge = Judge::new(object);
    judge.check(&admitted, schema, anchor);
    copied::told_once(object, judge.finish())
}

/// A schema of whole objects: with `metadata`, and without what is not judged.
fn of_object(mut schema: Schema) -> Schema {
    for own in ["apiVersion", "kind", "status"] {
        schema.fields.remove(own);
        schema.required.retain(|field| &**field != own);
    }
    schema.fields.insert("metadata".into(), metadata());
    // Without it an object has no name.
    schema.required.push("metadata".into());
    schema
}

/// The schema of `metadata`, which all kinds share.
fn metadata() -> Arc<Schema> {
    static META: LazyLock<Arc<Schema>> = LazyLock::new(|| {
        let library = LIBRARY.as_ref();
        let made = library.and_then(|library| {
            Assembler::new(library, Release::V0_10)
                .named("ObjectMeta")
                .ok()
        });
        made.unwrap_or_else(|| Arc::new(Schema::any()))
    });
    Arc::clone(&META)
}

#[cfg(test)]
mod tests {
    use super::{LIBRARY, Release};
    use crate::crd::assemble::Assembler;

    #[test]
    fn all_that_is_written_can_be_read() {
        let text = include_str!(concat!(env!("OUT_DIR"), "/crds.json"));
        serde_json::from_str::<crate::crd::written::Library>(text).unwrap();
        let library = LIBRARY.as_ref().unwrap();
        for release in Release::ALL {
            let mut assembler = Assembler::new(library, release);
            for name in library.types.keys() {
                assembler.named(name).unwrap();
            }
        }
        for kind in &library.kinds {
            let specs = kind.versions.values();
            let mut names =
                specs.flat_map(|spec| Release::ALL.into_iter().filter_map(|at| spec.at(at)));
            assert!(
                names.all(|name| library.types.contains_key(&name)),
                "{kind:?}"
            );
        }
    }
}

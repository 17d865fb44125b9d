//! A set of objects as rules see it.

use super::{DocumentId, Origins, Sought, WiringFacts};
use crate::contract::{HeaderShape, SentWhen};
use crate::crd::{Known, Release, Served, Violation};
use crate::diagnostic::{ObjectName, Related};
use crate::manifests::{KnownObjects, Object, ObjectSet};
use crate::model::{Model, Server};
use crate::platform::Platform;
use crate::rules::support::taken::TakenItem;
use crate::source::{Place, Sources, ValuePath};
use crate::yaml::{Mapping, Node};
use std::sync::OnceLock;

/// A set of objects as rules see it. Paths are those in an object; the place says in which one.
pub struct ManifestFacts<'a> {
    /// The objects.
    pub set: &'a ObjectSet,
    /// The agents and servers that they define.
    pub model: &'a Model,
    /// The same once more, for those who ask how it is written.
    pub written: &'a (dyn Fn() -> Model + Sync),
    /// The software that runs them.
    pub platform: &'a Platform,
    /// The sources that were read.
    pub sources: &'a Sources,
    /// The CRDs that objects are held to.
    pub crds: &'a Known,
    /// What is made once it is asked for.
    pub made: MadeFacts<'a>,
}

/// What several rules ask for, made once.
#[derive(Debug, Default)]
pub struct MadeFacts<'a> {
    admissions: OnceLock<Vec<Admission>>,
    known: OnceLock<KnownObjects<'a>>,
}

/// What the API server makes of an object.
#[derive(Debug)]
pub struct Admission {
    /// The object's place in the set.
    pub object: usize,
    /// Whether it has the kind.
    pub served: Served,
    /// What it has against the object.
    pub violations: Vec<Violation>,
}

/// No contract says what servers send: each manifest does.
const UNKNOWN_SHAPE: HeaderShape = HeaderShape {
    subject: SentWhen::Never,
    actor: SentWhen::Never,
};

impl<'a> ManifestFacts<'a> {
    /// What rules about wiring may see of it.
    pub fn wiring(&self) -> WiringFacts<'_> {
        WiringFacts {
            model: self.model,
            written: self.written,
            platform: self.platform,
            shape: UNKNOWN_SHAPE,
            is_partial: false,
            has_unread_parts: false,
            namesakes: &[],
            origins: self,
        }
    }

    /// What the API server makes of each object whose kind is known.
    pub fn admissions(&self) -> &[Admission] {
        self.made.admissions.get_or_init(|| {
            let objects = self.set.objects().iter().enumerate();
            let admissions = objects.filter_map(|(index, object)| {
                let served = self.crds.find(&object.name.api_version, &object.name.kind);
                let violations = match &served {
                    Served::OtherDialect | Served::NotOurs => return None,
                    _ if self.has_other_kinds() || is_ambiguous(object) => return None,
                    // It passed the API server, which has dropped what it does not know.
                    Served::Here(_) if object.is_admitted() => None,
                    Served::Here(kind) => kind.judge(&object.node, self.release()),
                    Served::OtherVersions(_)
                    | Served::OtherKind(..)
                    | Served::NoKind(_)
                    | Served::OtherGroup(_) => None,
                };
                Some(Admission {
                    object: index,
                    served,
                    violations: violations.unwrap_or_default(),
                })
            });
            admissions.collect()
        })
    }

    /// The objects that references can mean.
    pub fn known(&self) -> &KnownObjects<'a> {
        let known = &self.made.known;
        known.get_or_init(|| KnownObjects::of(self.set))
    }

    /// The release of kagent that is stated, if its CRDs are known.
    pub fn release(&self) -> Option<Release> {
        let version = &self.platform.kagent.version;
        match &version.value {
            _ if !version.is_stated() => None,
            version if version.is_from(0, 10, 0) => Some(Release::V0_10),
            version if version.is_from(0, 9, 0) => Some(Release::V0_9),
            _ => None,
        }
    }

    /// Whether a release is stated that has other kinds than the known ones: `v1alpha2` came with 0.6.0, and 1.0 has others.
    fn has_other_kinds(&self) -> bool {
        let version = &self.platform.kagent.version;
        let is_known = version.value.is_from(0, 6, 0) && !version.value.is_from(1, 0, 0);
        version.is_stated() && !is_known
    }

    /// The object that a place is in.
    pub fn object_at(&self, place: Place) -> Option<&Object> {
        self.set.at(place)
    }

    /// What a document that a place is in has at a path; nulls count as absent.
    pub fn node_at(&self, place: Place, path: &ValuePath) -> Option<&Node> {
        self.object_at(place)?.get(path)
    }
}

/// Whether an object says twice what it is or what it holds: which one was meant is not known.
fn is_ambiguous(object: &Object) -> bool {
    let map = object.node.as_map();
    let mut twice = map.into_iter().flat_map(Mapping::duplicates);
    twice.any(|key| matches!(&*key.key, "apiVersion" | "kind" | "spec"))
}

impl Origins for ManifestFacts<'_> {
    fn document(&self, place: Place) -> DocumentId {
        match self.object_at(place) {
            Some(object) => DocumentId::Object(object.source(), object.node.place.span.start),
            None => DocumentId::Text(place.source),
        }
    }

    /// A path alone names no object.
    fn locate(&self, _: &ValuePath) -> Option<Place> {
        None
    }

    fn layer(&self, _: Place) -> Option<usize> {
        None
    }

    fn called(&self, place: Place) -> String {
        format!("`{}`", self.sources.get(place.source).name())
    }

    fn is_unread(&self, _: &ValuePath) -> bool {
        false
    }

    fn history(&self, _: &ValuePath, _: Place) -> Option<Related> {
        None
    }

    fn header(&self, server: &Server, name: &str) -> Option<Related> {
        let mut headers = server.headers.iter();
        let header = headers.find(|header| header.name.eq_ignore_ascii_case(name))?;
        Some(Related {
            message: format!("the header `{}` is set here", header.name),
            place: header.site.as_ref()?.name,
            is_aside: false,
        })
    }

    fn object(&self, place: Place) -> Option<ObjectName> {
        self.object_at(place).map(|object| object.name.clone())
    }

    fn taken(&self, _: &ValuePath, _: Sought) -> Option<TakenItem> {
        None
    }
}

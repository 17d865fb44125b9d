//! A set of objects as rules see it.

use super::{DocumentId, Origins, Sought, WiringFacts};
use crate::contract::{HeaderShape, SentWhen};
use crate::diagnostic::{ObjectName, Related};
use crate::manifests::{Object, ObjectSet};
use crate::model::{Model, Server};
use crate::platform::Platform;
use crate::rules::support::taken::TakenItem;
use crate::source::{Place, Sources, ValuePath};
use crate::yaml::Node;

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
}

/// No contract says what servers send: each manifest does.
const UNKNOWN_SHAPE: HeaderShape = HeaderShape {
    subject: SentWhen::Never,
    actor: SentWhen::Never,
};

impl ManifestFacts<'_> {
    /// What rules about wiring may see of it.
    pub fn wiring(&self) -> WiringFacts<'_> {
        WiringFacts {
            model: self.model,
            written: self.written,
            platform: self.platform,
            shape: UNKNOWN_SHAPE,
            is_partial: false,
            namesakes: &[],
            origins: self,
        }
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

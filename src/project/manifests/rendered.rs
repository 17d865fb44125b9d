//! The objects that a chart's own templates make, judged as manifests, with places in values and templates.

use super::crds::known;
use crate::diagnostic::{Diagnostic, Related};
use crate::manifests::{self, ManifestFile, Object, ObjectSet, RenderedRelease};
use crate::model::Model;
use crate::platform::{GatewayKind, Gateways, UrlPattern};
use crate::project::helm_template::rendered_files;
use crate::project::rendering::{FailureReader, RenderedDocument};
use crate::project::{Loaded, Project};
use crate::rules::{self, MadeFacts, ManifestFacts};
use crate::source::{Place, SourceId, Sources};
use crate::template::output::arrange;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What the objects of a chart define, and what is wrong with them.
#[derive(Debug, Default)]
pub struct RenderedObjects {
    /// Their agents and servers. Its places are in texts that are not kept.
    pub model: Model,
    /// What rules find in them, at values and templates.
    pub(in crate::project) diagnostics: Vec<Diagnostic>,
}

impl RenderedObjects {
    /// The agents, `NAMESPACE/NAME`.
    pub(in crate::project) fn agents(&self) -> impl Iterator<Item = String> {
        let agents = self.model.agents.iter();
        agents.map(|agent| {
            let namespace = agent.namespace.as_ref().map_or("", |text| &text.text);
            format!("{namespace}/{}", agent.name)
        })
    }
}

impl Project<'_> {
    /// Judges what the templates of a target make, if no contract applies to it and they make objects of kagent's.
    pub fn rendered_objects(&self, loaded: &Loaded) -> Option<RenderedObjects> {
        let base = loaded.base.as_ref()?;
        let is_asked = loaded.contract().is_none()
            && loaded.at.segments().is_empty()
            && loaded.apart.is_empty();
        if !is_asked || !self.rendering_of(loaded).holds_objects {
            return None;
        }
        let namespace = self.namespace(loaded);
        let config = self.config(&loaded.target.anchor()).ok()?;
        let made = |reader: &FailureReader<'_>| {
            let sources = Sources::default();
            let (files, by_writer) = documents(reader, namespace, &sources)?;
            let mut set = ObjectSet::new(files, false);
            set.release = Some(RenderedRelease {
                named_after: named_after(&set, &by_writer),
                ..self.rendered_release(loaded)
            });
            let stated = (loaded, &config.gateways);
            Some(judged(&set, stated, &sources, &by_writer))
        };
        let is_lenient = loaded.values.are_of_a_chart_alone();
        self.with_rendering(&loaded.target, base, &loaded.values, is_lenient, made)?
    }

    /// What the templates of a target that follows a contract make, read as manifests whose servers are muster's; `None` where
    /// that cannot be known.
    pub fn rendered_model(&self, loaded: &Loaded) -> Option<Model> {
        let base = loaded.base.as_ref()?;
        let is_asked = loaded.contract().is_some() && self.rendering_of(loaded).holds_objects;
        let namespace = self.namespace(loaded);
        let made = |reader: &FailureReader<'_>| {
            let sources = Sources::default();
            let (files, _) = documents(reader, namespace, &sources)?;
            let set = ObjectSet::new(files, false);
            let of_muster = Gateways {
                patterns: vec![(UrlPattern::new("*"), GatewayKind::Muster)],
            };
            Some(manifests::model(&set, &loaded.platform.kagent, &of_muster))
        };
        is_asked
            .then(|| self.with_rendering(&loaded.target, base, &loaded.values, false, made))
            .flatten()?
    }

    /// The release that the templates of a target are run for.
    fn rendered_release(&self, loaded: &Loaded) -> RenderedRelease {
        let stated = { self.request.release.as_ref() }.or(loaded.target.release.as_ref());
        RenderedRelease {
            name: self.release(&loaded.target).0,
            is_stated: stated.is_some(),
            named_after: BTreeSet::new(),
            told: self.servers_told(loaded),
        }
    }

    /// The namespace that objects get which name none; `None` if nobody said which.
    fn namespace(&self, loaded: &Loaded) -> Option<Arc<str>> {
        let request = self.request;
        let stated = { request.namespace.as_ref() }.or(loaded.target.namespace.as_ref());
        stated
            .or(request.default_namespace.as_ref())
            .map(|name| name.as_str().into())
    }
}

/// The objects in whose names the templates put the name of the release, by their places in the set.
fn named_after(set: &ObjectSet, documents: &ByWriter<'_>) -> BTreeSet<usize> {
    let objects = set.objects().iter().enumerate();
    let is_it = |object: &Object| {
        let place = object.name_place();
        let document = documents.get(&place.source);
        document.is_some_and(|document| document.is_named_after_release(&place.span.range()))
    };
    objects
        .filter_map(|(index, object)| is_it(object).then_some(index))
        .collect()
}

/// Documents that templates made, by their sources.
type ByWriter<'r> = BTreeMap<SourceId, RenderedDocument<'r>>;

/// The documents in what a rendering made, with what wrote them; `None` if Helm does not take it.
fn documents<'r>(
    reader: &'r FailureReader<'r>,
    namespace: Option<Arc<str>>,
    sources: &Sources,
) -> Option<(Vec<ManifestFile>, ByWriter<'r>)> {
    let files = rendered_files(reader.program, reader.rendering);
    let arranged = arrange(&files, reader.version).ok()?;
    let mut by_writer = BTreeMap::new();
    let mut read = Vec::new();
    for document in arranged.manifests.iter().chain(&arranged.hooks) {
        let name = arranged.file(document).map(|file| &*file.name);
        let rendered =
            name.and_then(|name| RenderedDocument::among(reader, name, document, sources));
        let Some(rendered) = rendered else { continue };
        let mut file = manifests::read(&rendered.source);
        for object in &mut file.objects {
            if object.name.namespace.is_none() {
                object.name.keep_written();
                object.name.namespace.clone_from(&namespace);
            }
        }
        by_writer.insert(rendered.source.id(), rendered);
        read.push(file);
    }
    Some((read, by_writer))
}

fn judged(
    set: &ObjectSet,
    (loaded, gateways): (&Loaded, &Gateways),
    sources: &Sources,
    documents: &ByWriter<'_>,
) -> RenderedObjects {
    let platform = &loaded.platform;
    let model = || manifests::model(set, &platform.kagent, gateways);
    let own = model();
    let reported = rules::check_manifests(&ManifestFacts {
        set,
        model: &own,
        written: &model,
        platform,
        sources,
        crds: &known(&[], set),
        made: MadeFacts::default(),
    });
    let diagnostics = reported.into_iter();
    RenderedObjects {
        diagnostics: diagnostics
            .filter_map(|reported| relocated(reported.diagnostic, documents))
            .collect(),
        model: own,
    }
}

/// A finding at the value that wrote what it is about, else at the template's line; the other one is related.
fn relocated(mut diagnostic: Diagnostic, documents: &ByWriter<'_>) -> Option<Diagnostic> {
    let document = documents.get(&diagnostic.place.source)?;
    let range = diagnostic.place.span.range();
    let writer = document.writer_of(&range)?;
    let mut related: Vec<Related> = Vec::new();
    if writer.is_of_value {
        let line = document.template_at(range.start);
        related.extend(line.map(|line| Related {
            message: "the template writes it here".to_owned(),
            place: line.place,
            is_aside: false,
        }));
    }
    for mut other in diagnostic.related {
        let Some(place) = place_of(other.place, documents) else {
            continue;
        };
        other.place = place;
        related.push(other);
    }
    diagnostic.related = related;
    diagnostic.place = writer.place;
    Some(diagnostic)
}

fn place_of(place: Place, documents: &ByWriter<'_>) -> Option<Place> {
    let document = documents.get(&place.source)?;
    Some(document.writer_of(&place.span.range())?.place)
}

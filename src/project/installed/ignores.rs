//! Comments in objects that hold values: they silence findings there, and in the strings that are values by themselves.

use super::InstalledValues;
use crate::project::{Loaded, Project};
use crate::source::SourceId;
use crate::suppress::{CommentedText, Ignores, JudgedPart};
use crate::values::{Layer, PartForm};
use crate::yaml::read_stream;
use std::collections::BTreeSet;

impl Project<'_> {
    /// The comments in the objects that hold the values of a target.
    pub(in crate::project) fn ignores_of_holders(&self, loaded: &Loaded) -> Vec<Ignores> {
        let Some(values) = self.installed_values(&loaded.target) else {
            return Vec::new();
        };
        let holders = values.holders.iter();
        let sources: BTreeSet<SourceId> = holders.map(|holder| holder.place.source).collect();
        let ignores = sources.into_iter().filter_map(|id| {
            let ignores = self.ignores_in(id)?;
            Some(ignores.judging(values.judged(id)))
        });
        ignores.collect()
    }

    /// The comments in a file of objects, and in the strings of it that are values by themselves. Many targets may ask for them.
    fn ignores_in(&self, id: SourceId) -> Option<Ignores> {
        self.caches.ignores.get_or_make(id, || {
            let source = self.sources.get(id);
            if !self.may_hold_ignores(&source) {
                return None;
            }
            let parts = read_stream(&source).into_iter();
            let documents: Vec<_> = parts.filter_map(|part| part.read.ok()).collect();
            let layers = self.caches.literals.get(&id).unwrap_or_default();
            let texts: Vec<_> = layers.values().filter_map(text).collect();
            Ignores::read_stream(&source, &documents, &texts)
        })
    }

    /// Notes the strings of files that are values by themselves.
    pub(super) fn note_literals(&self, values: &InstalledValues) {
        let literals = values.layers.iter().filter(|layer| text(layer).is_some());
        for layer in literals {
            let part = layer.part.as_ref().map(|part| part.span);
            let noted = &self.caches.literals;
            noted.update(layer.source.id(), |known| {
                known.insert(part.unwrap_or_default(), layer.clone());
            });
        }
    }
}

/// The text of a layer that is one by itself.
fn text(layer: &Layer) -> Option<CommentedText<'_>> {
    let part = layer.part.as_ref()?;
    let document = layer.document.as_deref()?;
    (part.form == PartForm::Literal).then_some(CommentedText {
        document,
        span: part.span,
        path: &part.path,
    })
}

impl InstalledValues {
    /// The parts of a source that are about these values alone.
    fn judged(&self, id: SourceId) -> Vec<JudgedPart> {
        let mut parts = Vec::new();
        let holders = self.holders.iter();
        for holder in holders.filter(|holder| holder.place.source == id) {
            let layers = self.layers.iter().filter(|layer| {
                layer.part.is_some() && self.holder_of(layer.root.place) == Some(holder)
            });
            let is_editable = layers.clone().all(|layer| !is_left_alone(layer));
            let spans = layers.map(|layer| layer.root.place.span);
            parts.extend(spans.chain(holder.own).map(|span| JudgedPart {
                span,
                object: Some(holder.name.clone()),
                is_editable,
            }));
        }
        parts
    }
}

/// Whether nothing is edited where a layer is.
fn is_left_alone(layer: &Layer) -> bool {
    let form = layer.part.as_ref().map(|part| part.form);
    matches!(
        form,
        Some(PartForm::Dump | PartForm::Json | PartForm::Sealed)
    )
}

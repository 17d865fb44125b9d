//! The objects that hold values.

use super::InstalledValues;
use crate::diagnostic::{Diagnostic, ObjectName};
use crate::gitops::{Installation, ValuesPart};
use crate::manifests::{Kind, Object, ObjectSet};
use crate::project::{Loaded, Project, Target};
use crate::secrets::Mask;
use crate::source::{Place, SourceId, Span};
use crate::yaml::{Node, Value};
use std::collections::BTreeSet;

/// An object that holds values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::project) struct Holder {
    pub(super) name: ObjectName,
    pub(super) place: Place,
    /// What of its source is about nothing else than these values; `None` if it is about more.
    pub(super) own: Option<Span>,
    /// What must not be shown of it: the content of a Secret.
    hidden: Vec<Span>,
}

/// The objects that hold the values of what is installed; whether it is all that its object installs.
pub(super) fn holders(one: &Installation, objects: &ObjectSet, is_all: bool) -> Vec<Holder> {
    let indexes = one.parts.iter().filter_map(|part| match part {
        ValuesPart::Mapping { object, .. } | ValuesPart::Text { object, .. } => Some(*object),
        ValuesPart::Set { .. } | ValuesPart::Content { .. } | ValuesPart::Absent(_) => {
            Some(one.object)
        }
        ValuesPart::File { .. } | ValuesPart::Generated { .. } => None,
    });
    let indexes: BTreeSet<usize> = indexes.collect();
    let found = indexes.into_iter().filter_map(|index| {
        let object = objects.objects().get(index)?;
        Some(holder(object, objects, is_all || index != one.object))
    });
    found.collect()
}

fn holder(object: &Object, objects: &ObjectSet, is_all: bool) -> Holder {
    let mut files = objects.files.iter();
    let file = files.find(|file| file.source.id() == object.source());
    let document = file.and_then(|file| file.documents.get(object.document));
    let place = object.node.place;
    let own = match object.at.segments() {
        [] => document.copied(),
        _ => Some(place.span),
    };
    Holder {
        name: object.name.clone(),
        place,
        own: own.filter(|_| is_all),
        hidden: match Kind::of(&object.name) {
            Kind::Secret => content(object),
            _ => Vec::new(),
        },
    }
}

/// The values of a Secret.
fn content(object: &Object) -> Vec<Span> {
    let blocks = ["data", "stringData"].map(|block| object.node.get(block));
    let maps = blocks.into_iter().flatten().filter_map(Node::as_map);
    let entries = maps.flat_map(|map| map.entries());
    entries.map(|entry| entry.node.place.span).collect()
}

/// Hides the strings that come from Secrets wherever they are shown, such as in a difference.
fn hide_strings(values: &InstalledValues, root: &Node, mask: &mut Mask) {
    let mut open = vec![root];
    while let Some(node) = open.pop() {
        match &node.value {
            Value::String(text) if values.is_hidden(node.place) => mask.hide_text(text),
            Value::Map(map) => open.extend(map.entries().iter().map(|entry| &entry.node)),
            Value::List(items) => open.extend(items.iter()),
            _ => {}
        }
    }
}

impl InstalledValues {
    /// Whether a Secret holds some of them.
    fn has_hidden(&self) -> bool {
        self.holders.iter().any(|holder| !holder.hidden.is_empty())
    }

    /// Whether a place is in the content of a Secret.
    pub(super) fn is_hidden(&self, place: Place) -> bool {
        let mut holders = self.holders.iter();
        holders.any(|holder| {
            let is_in = |span: &Span| span.start <= place.span.start && place.span.end <= span.end;
            holder.place.source == place.source && holder.hidden.iter().any(is_in)
        })
    }

    /// Whether an object of a source holds some of them, or one that is made of it.
    pub(super) fn is_held(&self, source: SourceId) -> bool {
        let mut holders = self.holders.iter();
        self.files.contains(&source) || holders.any(|holder| holder.place.source == source)
    }

    /// Whether two are made of the same parts.
    pub(super) fn are_same(&self, other: &Self) -> bool {
        let parts = |values: &Self| -> Vec<_> {
            let layers = values.doubtful.iter().chain(&values.layers);
            layers
                .map(|layer| (layer.source.name().clone(), layer.root.place.span))
                .collect()
        };
        self.holders == other.holders && parts(self) == parts(other)
    }

    /// The object that a place is in.
    pub(super) fn holder_of(&self, place: Place) -> Option<&Holder> {
        let holds = |holder: &&Holder| {
            let own = holder.place;
            own.source == place.source
                && own.span.start <= place.span.start
                && place.span.end <= own.span.end
        };
        self.holders.iter().find(holds)
    }
}

impl Project<'_> {
    /// What must not be shown of the objects that hold a target's values.
    pub(in crate::project) fn mask_of_holders(&self, target: &Target) -> Mask {
        let mut mask = Mask::default();
        let values = self.installed_values(target);
        for holder in values.iter().flat_map(|values| &values.holders) {
            for span in &holder.hidden {
                mask.hide_span(holder.place.source, *span);
            }
        }
        for values in values.iter().filter(|values| values.has_hidden()) {
            for layer in values.layers.iter().chain(&values.doubtful) {
                hide_strings(values, &layer.root, &mut mask);
            }
        }
        mask
    }

    /// Has findings say which object holds their place, where that is one with values.
    pub(in crate::project) fn name_holders(&self, loaded: &Loaded, diagnostics: &mut [Diagnostic]) {
        let Some(values) = self.installed_values(&loaded.target) else {
            return;
        };
        for diagnostic in diagnostics.iter_mut().filter(|one| one.object.is_none()) {
            let holder = values.holder_of(diagnostic.place);
            diagnostic.object = holder.map(|holder| holder.name.clone());
        }
    }
}

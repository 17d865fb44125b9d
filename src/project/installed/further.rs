//! Further documents in values that objects hold, or that are made into objects: Flux reads the first one alone (`ReadValues`), and
//! Argo CD hands them to Helm.

use super::unreadable::in_block;
use crate::gitops::{Controller, Installation, ValuesPart};
use crate::manifests::{Kind, Object, ObjectSet};
use crate::project::Project;
use crate::rules::{Refused, RefusedBy};
use crate::source::{Name, Place, Sources, ValuePath};
use crate::values::HelmVersion;
use crate::yaml::{Style, read_first_values};

const BY_FLUX: &str =
    "Flux reads the first document alone, and drops this one: what it sets does not count";
const BY_HELM: &str = "Helm 4 merges this document over what is above, Helm 3 drops it: one text gives two sets of values";

impl Project<'_> {
    /// Whether of values in a text the first document counts alone.
    pub(super) fn reads_first_alone(&self, by: Controller) -> bool {
        by == Controller::Flux || self.request.helm.version == HelmVersion::V3
    }

    /// What is found of further documents.
    pub(super) fn further_documents(
        &self,
        one: &Installation,
        objects: &ObjectSet,
    ) -> Vec<Refused> {
        let found = one.parts.iter().filter_map(|part| match part {
            ValuesPart::Text { object, path } => {
                let place = self.further_in(objects.objects().get(*object)?, path)?;
                Some((path.clone(), place))
            }
            ValuesPart::Generated { file } => {
                let source = self.loader.text(file).ok()?;
                let values = read_first_values(&source).ok()?;
                Some((ValuePath::root(), *values.further.first()?))
            }
            _ => None,
        });
        let message = match one.by {
            Controller::Flux => BY_FLUX,
            Controller::Argo => BY_HELM,
        };
        let found = found.map(|(path, place)| Refused {
            by: RefusedBy::Document,
            path,
            place,
            message: message.to_owned(),
            help: "merge it into the mapping above, and remove the `---` between them".to_owned(),
        });
        found.collect()
    }

    /// Where a string of an object has a further document. No line of a Secret is shown.
    fn further_in(&self, object: &Object, path: &ValuePath) -> Option<Place> {
        let node = object.get(path)?;
        let text = { node.as_str() }.filter(|_| Kind::of(&object.name) != Kind::Secret)?;
        let alone = Sources::default().add(Name::Stdin, text.to_owned());
        let values = read_first_values(&alone).ok()?;
        let further = values.further.first()?;
        let source = self.sources.get(node.place.source);
        let placed = in_block(&source, node, further.span);
        Some(
            placed
                .filter(|_| node.style == Style::Literal)
                .unwrap_or(node.place),
        )
    }
}

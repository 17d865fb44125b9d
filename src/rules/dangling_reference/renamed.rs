//! A reference to an object that its own chart makes under another name, since it names the object after the release.

use crate::manifests::{Kind, KnownObjects, Object, ObjectSet, Reference, references};
use crate::rules::Draft;
use std::collections::BTreeSet;

/// The objects of a chart that are named after its release and that nothing of it refers to.
pub(super) struct Renamed<'s> {
    objects: Vec<&'s Object>,
    release: &'s str,
    is_stated: bool,
}

impl<'s> Renamed<'s> {
    /// Those of a set; `None` if no chart made it.
    pub(super) fn of(set: &'s ObjectSet) -> Option<Self> {
        let release = set.release.as_ref()?;
        let all = set.objects().iter().flat_map(references);
        let used: BTreeSet<(Kind, String)> = all
            .map(|reference| (reference.kind, reference.name))
            .collect();
        let is_unused = |object: &&Object| {
            let kind = Kind::of(&object.name);
            let is_meant = kind.is_server() || kind.is_agent() || kind == Kind::ModelConfig;
            is_meant && !used.contains(&(kind, object.name.name.to_string()))
        };
        let named = release.named_after.iter();
        let named = named.filter_map(|index| set.objects().get(*index));
        Some(Self {
            objects: named.filter(is_unused).collect(),
            release: &release.name,
            is_stated: release.is_stated,
        })
    }

    /// What is reported of a reference that finds nothing in the set.
    pub(super) fn draft(&self, reference: &Reference, known: &KnownObjects<'_>) -> Option<Draft> {
        if !known.found(reference).is_empty() {
            return None;
        }
        let mut objects = self.objects.iter();
        let object = objects.find(|object| {
            Kind::of(&object.name) == reference.kind
                && self.is_same(&object.name.name, &reference.name)
        })?;
        let word = reference.kind.word();
        let message = format!(
            "the chart makes no {word} `{}`: the one that it makes is named after the release, and is `{}` in this one; what \
             refers to it finds nothing, unless something else makes `{}`",
            reference.name, object.name.name, reference.name
        );
        let mut help = format!(
            "write the name as the {word}'s own template does, with the release's name in it"
        );
        if let Some(release) = self.meant_release(&object.name.name, &reference.name) {
            help = format!("name the release `{release}`, or {help}");
        }
        let draft = Draft::new(&reference.path, reference.place, message).label("another name");
        let draft = draft.help(help);
        Some(draft.related(object.name_place(), format!("the {word} is made here")))
    }

    /// Whether an object's name is a reference's, but for the release: `RELEASE-docs` for `docs`, and, where the release's name
    /// is stated, `RELEASE-docs` for `kagent-docs`.
    fn is_same(&self, made: &str, written: &str) -> bool {
        self.rest(made) == Some(written)
            || (self.is_stated && self.meant_release(made, written).is_some())
    }

    /// The name of a release that would make an object's name the one that is written.
    fn meant_release<'w>(&self, made: &str, written: &'w str) -> Option<&'w str> {
        let release = written.strip_suffix(self.rest(made)?)?.strip_suffix('-')?;
        (!release.is_empty()).then_some(release)
    }

    /// What follows the release in an object's name.
    fn rest<'n>(&self, made: &'n str) -> Option<&'n str> {
        made.strip_prefix(self.release)?.strip_prefix('-')
    }
}

//! What a run lints, and what other parts of it do, where `--shard` divides it.

use super::manifests::ManifestSet;
use super::{Project, ProjectError, Target};
use crate::config::Config;
use crate::source::Name;
use std::sync::Arc;

/// A target, and the config file that applies to it.
pub(super) type Configured<'t> = (&'t Target, &'t Arc<Config>);

/// The targets and sets of a request, by who lints them.
pub(super) struct Parts<'t> {
    pub(super) targets: Vec<Configured<'t>>,
    pub(super) sets: Vec<(ManifestSet, Arc<Config>)>,
    targets_elsewhere: Vec<Configured<'t>>,
    sets_elsewhere: Vec<ManifestSet>,
}

impl<'t> Parts<'t> {
    /// Divides targets, each with its config file, and sets.
    pub(super) fn new(
        project: &Project<'_>,
        targets: impl Iterator<Item = Configured<'t>>,
        sets: Vec<ManifestSet>,
    ) -> Result<Self, ProjectError> {
        let shard = project.request.shard;
        let is_here = |label: &str| shard.is_none_or(|shard| shard.holds(label));
        let (targets, targets_elsewhere) =
            targets.partition(|(target, _)| is_here(&project.label(target)));
        let (sets, sets_elsewhere): (Vec<_>, _) =
            sets.into_iter().partition(|set| is_here(&set.label));
        let sets = sets.into_iter().map(|set| {
            let config = project.config(&set.anchor())?;
            Ok((set, config))
        });
        Ok(Self {
            targets,
            sets: sets.collect::<Result<_, ProjectError>>()?,
            targets_elsewhere,
            sets_elsewhere,
        })
    }

    /// How many targets and sets are linted here.
    pub(super) fn count(&self) -> usize {
        self.targets.len() + self.sets.len()
    }

    /// How many there are in all parts.
    pub(super) fn count_of_all(&self) -> usize {
        self.count() + self.targets_elsewhere.len() + self.sets_elsewhere.len()
    }

    /// The config files of what is linted here.
    pub(super) fn configs(&self) -> impl Iterator<Item = &Arc<Config>> {
        let of_targets = self.targets.iter().map(|(_, config)| *config);
        of_targets.chain(self.sets.iter().map(|(_, config)| config))
    }

    /// The files that other parts read: which comments in them silence something is not known here.
    pub(super) fn names_elsewhere(&self, project: &Project<'_>) -> Vec<Name> {
        let targets = self.targets_elsewhere.iter();
        let of_targets = targets.flat_map(|(target, _)| project.input_names(target));
        let of_sets = self.sets_elsewhere.iter().flat_map(ManifestSet::names);
        of_targets.chain(of_sets).collect()
    }
}

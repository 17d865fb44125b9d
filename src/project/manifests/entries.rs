//! Sets that the config file describes: `targets: [{manifests: […]}]`.

use super::ManifestSet;
use super::plan::{SetPlan, Walked};
use crate::config::{Config, ManifestsEntry};
use crate::project::exclude::globs;
use crate::project::{Project, ProjectError};
use globset::GlobSet;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// The entries of one config file, with the files that each describes.
type OfConfig = (Arc<Config>, Vec<(usize, SetPlan)>);

/// The entries of the config files of a run.
#[derive(Debug, Default)]
pub(super) struct Entries(BTreeMap<Option<PathBuf>, OfConfig>);

/// A set that an entry describes.
#[derive(Debug)]
pub(super) struct EntryPlan {
    pub(super) plan: SetPlan,
    config: Arc<Config>,
    index: usize,
}

impl EntryPlan {
    /// What the entry says of the set.
    pub(super) fn describe(&self, set: ManifestSet) -> ManifestSet {
        let Some(entry) = self.config.manifests.get(self.index) else {
            return set;
        };
        ManifestSet {
            is_complete: set.is_complete || entry.is_complete,
            platform: entry.platform.clone(),
            gateways: entry.gateways.clone(),
            ..set
        }
    }
}

impl Entries {
    /// Takes in the entries of a config file.
    fn of(
        &mut self,
        project: &Project<'_>,
        config: &Arc<Config>,
    ) -> Result<&OfConfig, ProjectError> {
        if !self.0.contains_key(&config.file) {
            let plans = config.manifests.iter().enumerate();
            let plans = plans.map(|(index, entry)| Ok((index, project.entry(config, entry)?)));
            let plans = plans.collect::<Result<_, ProjectError>>()?;
            self.0
                .insert(config.file.clone(), (Arc::clone(config), plans));
        }
        Ok(self.0.entry(config.file.clone()).or_default())
    }

    /// All sets that a config file describes.
    pub(super) fn all(
        &mut self,
        project: &Project<'_>,
        config: &Arc<Config>,
    ) -> Result<Vec<EntryPlan>, ProjectError> {
        let (config, plans) = self.of(project, config)?;
        let plans = plans.iter().map(|(index, plan)| EntryPlan {
            plan: plan.clone(),
            config: Arc::clone(config),
            index: *index,
        });
        Ok(plans.collect())
    }

    /// The sets of entries that describe a file; whoever names one of their files has all of them linted.
    pub(super) fn with(
        &mut self,
        project: &Project<'_>,
        file: &Path,
    ) -> Result<BTreeSet<(Option<PathBuf>, usize)>, ProjectError> {
        let config = project.config(file)?;
        if config.manifests.is_empty() {
            return Ok(BTreeSet::new());
        }
        let (_, plans) = self.of(project, &config)?;
        let has = |plan: &SetPlan| plan.members.iter().any(|(member, _)| member == file);
        let found = plans.iter().filter(|(_, plan)| has(plan));
        Ok(found
            .map(|(index, _)| (config.file.clone(), *index))
            .collect())
    }

    /// The sets of some entries.
    pub(super) fn plans(self, wanted: &BTreeSet<(Option<PathBuf>, usize)>) -> Vec<EntryPlan> {
        let mut found = Vec::new();
        for (file, (config, plans)) in self.0 {
            for (index, plan) in plans {
                if wanted.contains(&(file.clone(), index)) {
                    let config = Arc::clone(&config);
                    found.push(EntryPlan {
                        plan,
                        config,
                        index,
                    });
                }
            }
        }
        found
    }
}

impl Project<'_> {
    /// The files that an entry describes. Where a kustomization is among them, all that it lists is.
    fn entry(&self, config: &Config, entry: &ManifestsEntry) -> Result<SetPlan, ProjectError> {
        let globs = self.globs_of(config, entry)?;
        let folder = self.here.at(&config.folder);
        let matches = |path: &Path| {
            let path = folder.relative(&self.here.absolute(path));
            path.components().next() != Some(Component::ParentDir) && globs.is_match(path)
        };
        let mut enter = |folder: &Path| {
            let name = folder.file_name().unwrap_or_default().to_string_lossy();
            !name.starts_with('.')
        };
        let root = self.here.relative(&config.folder);
        let folders = self.files.directories(&root, &mut enter);
        let folders = folders.map_err(|source| ProjectError::Walk {
            path: root.clone(),
            source,
        })?;
        let folders = folders
            .iter()
            .map(|folder| self.here.relative(folder))
            .collect();
        let mut plans = Walked::through(self, &folders)?.plans(self);
        for plan in &mut plans {
            if !plan.kustomizations.iter().any(|file| matches(file)) {
                plan.members.retain(|(file, _)| matches(file));
                plan.generated.clear();
            }
        }
        plans.retain(|plan| !plan.members.is_empty());
        let label = entry.globs.join(", ");
        match super::sets::joined(plans) {
            Some(plan) => Ok(SetPlan { label, ..plan }),
            None => Err(self.unmatched(config, entry)),
        }
    }

    fn globs_of(&self, config: &Config, entry: &ManifestsEntry) -> Result<GlobSet, ProjectError> {
        globs(&entry.globs).map_err(|error| {
            let setting = entry.setting.join("manifests");
            let mistake = config.mistake(&setting, format!("this is no glob: {error}"), None);
            mistake.map_or(error, ProjectError::from)
        })
    }

    fn unmatched(&self, config: &Config, entry: &ManifestsEntry) -> ProjectError {
        let setting = entry.setting.join("manifests");
        let help =
            "correct the globs or remove the entry: they count from the config file's own folder";
        let message = "no file matches these globs".to_owned();
        let mistake = config.mistake(&setting, message, Some(help.to_owned()));
        let path = self.here.relative(&config.folder);
        mistake.map_or(ProjectError::Missing { path }, ProjectError::from)
    }
}

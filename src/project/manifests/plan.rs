//! Which files are one set.

use super::kustomize::Kustomizations;
use super::walk::Folder;
use crate::manifests::{GeneratedObject, Naming, Togetherness};
use crate::project::{Project, ProjectError};
use crate::source::display_path;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// A set before its files are read.
#[derive(Debug, Clone, Default)]
pub(super) struct SetPlan {
    /// Its name in reports.
    pub(super) label: String,
    /// A file that it is known by.
    pub(super) home: PathBuf,
    /// Its files, with what becomes of the names in them.
    pub(super) members: Vec<(PathBuf, Naming)>,
    /// How they belong together.
    pub(super) togetherness: Togetherness,
    /// What is generated beside them.
    pub(super) generated: Vec<GeneratedObject>,
    /// The kustomizations that were followed.
    pub(super) kustomizations: BTreeSet<PathBuf>,
}

impl SetPlan {
    pub(super) fn new(label: String, home: PathBuf) -> Self {
        Self {
            label,
            home,
            ..Self::default()
        }
    }
}

/// What a run found in folders.
#[derive(Debug, Default)]
pub(super) struct Walked(BTreeMap<PathBuf, Folder>);

impl Walked {
    /// Lists the files of folders.
    pub(super) fn through(
        project: &Project<'_>,
        folders: &BTreeSet<PathBuf>,
    ) -> Result<Self, ProjectError> {
        let listed = folders.par_iter();
        let listed = listed.map(|folder| Ok((folder.clone(), project.folder(folder)?)));
        listed.collect::<Result<_, _>>().map(Self)
    }

    /// The sets of all that was found: what each kustomization lists, and else the files of one folder.
    pub(super) fn plans(&self, project: &Project<'_>) -> Vec<SetPlan> {
        let with_kustomization = self.0.iter();
        let with_kustomization = with_kustomization
            .filter(|(_, folder)| folder.kustomization.is_some())
            .map(|(path, _)| path.clone());
        let mut listed = BTreeSet::new();
        let folders = with_kustomization.collect();
        let mut plans = Kustomizations::default().plans(project, &folders, &mut listed);
        for (path, folder) in &self.0 {
            let unlisted = folder.files.iter().filter(|file| !listed.contains(*file));
            let members: Vec<_> = unlisted
                .map(|file| (file.clone(), Naming::default()))
                .collect();
            if let Some((first, _)) = members.first() {
                plans.push(SetPlan {
                    members: members.clone(),
                    ..SetPlan::new(display_path(path), first.clone())
                });
            }
        }
        plans
    }

    /// Those of these sets that a file is in.
    pub(super) fn plans_with(
        project: &Project<'_>,
        files: &BTreeSet<PathBuf>,
    ) -> Result<Vec<SetPlan>, ProjectError> {
        let folder_of = |file: &PathBuf| project.here.relative(&file.join(".."));
        let own: BTreeSet<PathBuf> = files.iter().map(folder_of).collect();
        let above = own.iter().flat_map(|folder| project.upward_from(folder));
        let all: BTreeSet<PathBuf> = above.collect();
        let walked = Self::through(project, &all)?;
        let mut plans = walked.plans(project);
        plans.retain(|plan| {
            let mut members = plan.members.iter().map(|(file, _)| file);
            !plan.kustomizations.is_disjoint(files) || members.any(|file| files.contains(file))
        });
        Ok(plans)
    }
}

impl Project<'_> {
    /// A folder and those above it, up to the working directory.
    fn upward_from(&self, folder: &Path) -> Vec<PathBuf> {
        let upward = self.here.upward(folder);
        let end = upward.iter().position(|one| one == Path::new("."));
        match end {
            Some(end) => upward.into_iter().take(end + 1).collect(),
            None => vec![folder.to_owned()], // it is outside of it
        }
    }
}

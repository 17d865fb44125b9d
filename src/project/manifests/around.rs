//! Files of a repository that hold what others refer to.

use super::Sets;
use super::plan::{SetPlan, Walked};
use super::read::companion;
use crate::gitops::Referent;
use crate::manifests::{GeneratedObject, ObjectSet, SetFile};
use crate::project::{Project, ProjectError};
use aho_corasick::AhoCorasick;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// How many folders of a repository are looked into.
const FOLDERS: usize = 20_000;

/// What a repository has of that to which is referred.
#[derive(Debug, Default)]
pub(in crate::project) struct Around {
    /// The files that hold it, with the names that kustomizations give them.
    pub(in crate::project) files: Vec<SetFile>,
    /// What kustomizations generate, with the files that each of them lists.
    generators: Vec<(BTreeSet<PathBuf>, Vec<GeneratedObject>)>,
}

impl Around {
    /// What is generated beside files: what all kustomizations that list one of them agree on.
    pub(in crate::project) fn generated_beside(
        &self,
        files: &BTreeSet<PathBuf>,
    ) -> Vec<GeneratedObject> {
        let lists = |listed: &&(BTreeSet<PathBuf>, _)| !listed.0.is_disjoint(files);
        let mut by_name = BTreeMap::<_, BTreeSet<&GeneratedObject>>::new();
        for (_, generated) in self.generators.iter().filter(lists) {
            for one in generated {
                by_name
                    .entry((one.kind, &one.name))
                    .or_default()
                    .insert(one);
            }
        }
        let alike = by_name.into_values().filter(|found| found.len() == 1);
        alike.flatten().cloned().collect()
    }
}

impl Project<'_> {
    /// What there is below a folder of what is referred to.
    pub(in crate::project) fn files_with(
        &self,
        root: &Path,
        wanted: &BTreeSet<Referent>,
    ) -> Result<Around, ProjectError> {
        let names: BTreeSet<&str> = wanted.iter().map(|one| &*one.name).collect();
        let Ok(words) = AhoCorasick::new(names) else {
            return Ok(Around::default());
        };
        let plans = Walked::through(self, &self.folders_of_manifests(root))?.plans(self);
        let mut found = self.holding(&plans, &words);
        found.retain(|file| {
            let objects = ObjectSet::of(vec![file.clone()], false);
            let mut referents = objects.objects().iter().filter_map(Referent::of);
            referents.any(|referent| wanted.contains(&referent))
        });
        let generators = plans.iter().filter(|plan| !plan.generated.is_empty());
        let generators = generators.map(|plan| {
            let listed = plan.members.iter().map(|(file, _)| file.clone());
            (listed.collect(), plan.generated.clone())
        });
        Ok(Around {
            files: found,
            generators: generators.collect(),
        })
    }

    /// The files below a folder that hold a text.
    pub(in crate::project) fn files_holding(
        &self,
        root: &Path,
        word: &str,
    ) -> Result<Vec<SetFile>, ProjectError> {
        let Ok(words) = AhoCorasick::new([word]) else {
            return Ok(Vec::new());
        };
        let plans = Walked::through(self, &self.folders_of_manifests(root))?.plans(self);
        Ok(self.holding(&plans, &words))
    }

    /// The files of sets that hold one of some words, once for each of the names that kustomizations give them.
    fn holding(&self, plans: &[SetPlan], words: &AhoCorasick) -> Vec<SetFile> {
        let members = plans.iter().flat_map(|plan| &plan.members);
        let files: BTreeSet<_> = members.clone().map(|(file, _)| file).collect();
        let files = self.read_if(files, &|bytes| words.is_match(bytes), companion);
        let mut known = BTreeMap::<_, Vec<_>>::new();
        let mut found = Vec::new();
        for (path, naming) in members {
            let Some(file) = files.get(path) else {
                continue;
            };
            let of_file = known.entry(path).or_default();
            if !of_file.contains(&naming) {
                of_file.push(naming);
                found.push(SetFile {
                    file: file.clone(),
                    naming: naming.clone(),
                });
            }
        }
        found
    }

    /// The sets below a folder with something that a controller installs, and with a text that has one of some words.
    pub(in crate::project) fn sets_naming(
        &self,
        root: &Path,
        words: &BTreeSet<String>,
    ) -> Result<Sets, ProjectError> {
        let Ok(words) = AhoCorasick::new(words) else {
            return Ok(Sets::default());
        };
        let mut plans = Walked::through(self, &self.folders_of_manifests(root))?.plans(self);
        let files: BTreeSet<_> = { plans.iter() }
            .flat_map(|plan| {
                let members = plan.members.iter().map(|(file, _)| file);
                members.chain(&plan.kustomizations)
            })
            .cloned()
            .collect();
        let naming = files.into_par_iter().filter(|file| {
            let bytes = self.files.read(file).unwrap_or_default();
            words.is_match(&bytes)
        });
        let naming: BTreeSet<PathBuf> = naming.collect();
        plans.retain(|plan| {
            let mut members = plan.members.iter().map(|(file, _)| file);
            !plan.kustomizations.is_disjoint(&naming) || members.any(|file| naming.contains(file))
        });
        let mut found = Sets::default();
        self.add_plans(
            plans.into_iter().map(|plan| (plan, None)).collect(),
            &mut found,
        );
        Ok(found)
    }

    /// The folders below one in which manifests are looked for. Of what cannot be walked through nothing is known.
    pub(in crate::project) fn folders_of_manifests(&self, root: &Path) -> BTreeSet<PathBuf> {
        let mut count = 0;
        let mut enter = |folder: &Path| {
            count += 1;
            let name = folder.file_name().unwrap_or_default().to_string_lossy();
            count < FOLDERS && !name.starts_with('.')
        };
        let folders = self.files.directories(root, &mut enter);
        let folders = folders.unwrap_or_default();
        let folders: Vec<_> = { folders.iter() }
            .map(|folder| self.here.relative(folder))
            .collect();
        let mut found = BTreeSet::new();
        self.outside_charts(root, &folders, &mut found);
        found
    }
}

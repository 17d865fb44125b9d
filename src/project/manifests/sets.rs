//! The sets of a request, read.

use super::ManifestSet;
use super::kustomize::Kustomizations;
use super::plan::{SetPlan, Walked};
use super::read::{JudgedFile, companion, judged};
use super::sniff::{is_manifest, may_be_any, may_be_ours};
use crate::diagnostic::LeftOut;
use crate::manifests::{ManifestFile, Naming, SetFile};
use crate::project::{Project, ProjectError};
use crate::source::{Name, Source, Sources, decode, display_path, nature};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How many files a set's name lists before it counts the rest.
const NAMES: usize = 3;

/// What a request names of manifests.
#[derive(Debug, Default)]
pub(in crate::project) struct NamedManifests {
    /// Files that were named, and standard input: they are one set.
    pub(in crate::project) files: Vec<(PathBuf, Arc<Source>)>,
    /// Files that a hook names: each is linted with what belongs to it.
    pub(in crate::project) changed: BTreeSet<PathBuf>,
    /// Folders to look into.
    pub(in crate::project) folders: BTreeSet<PathBuf>,
    /// Folders whose kustomization was named.
    pub(in crate::project) kustomized: BTreeSet<PathBuf>,
}

/// The sets of a request.
#[derive(Debug, Default)]
pub(in crate::project) struct Sets {
    /// The sets.
    pub(in crate::project) sets: Vec<ManifestSet>,
    /// What is not judged.
    pub(in crate::project) left_out: BTreeSet<LeftOut>,
}

impl Sets {
    /// Whether one of them has a file below a folder.
    pub(in crate::project) fn are_below(&self, root: &Path) -> bool {
        let mut files = self.sets.iter().flat_map(|set| &set.files);
        files.any(|file| match file.file.source.name() {
            Name::File(path) => root == Path::new(".") || path.starts_with(root),
            _ => false,
        })
    }
}

/// Files that were read, by their names.
type Read<T> = BTreeMap<PathBuf, T>;

impl Project<'_> {
    /// The manifests in a named file, or on standard input; `None` if it holds none, or cannot be read.
    pub(in crate::project) fn manifests_in(&self, path: &Path) -> Option<Arc<Source>> {
        let source = self.loader.text_or_stdin(path).ok()?;
        is_manifest(&source).then_some(source)
    }

    /// Whether a file holds manifests of kagent.
    pub(in crate::project) fn holds_ours(&self, path: &Path) -> bool {
        let bytes = self.files.read(path).unwrap_or_default();
        if !may_be_ours(&bytes) || nature::of(&bytes).is_some() {
            return false;
        }
        let name = Name::File(path.to_owned());
        is_manifest(&Sources::default().add_decoded(name, decode(bytes)))
    }

    /// Reads all sets that a request names.
    pub(in crate::project) fn sets(&self, named: &NamedManifests) -> Result<Sets, ProjectError> {
        let mut found = Sets::default();
        self.add_named(&named.files, &mut found);
        let mut plans = Vec::new();
        if !named.folders.is_empty() {
            let walked = Walked::through(self, &named.folders)?;
            plans.extend(walked.plans(self));
        }
        if !named.changed.is_empty() {
            plans.extend(Walked::plans_with(self, &named.changed)?);
        }
        let mut listed = BTreeSet::new();
        let kustomized = &named.kustomized;
        plans.extend(Kustomizations::default().plans(self, kustomized, &mut listed));
        if self.request.complete {
            plans = joined(plans).into_iter().collect();
        }
        self.add_plans(plans, &mut found);
        Ok(found)
    }

    fn add_named(&self, files: &[(PathBuf, Arc<Source>)], found: &mut Sets) {
        let Some((home, _)) = files.first() else {
            return;
        };
        let judged: Vec<JudgedFile> = files
            .par_iter()
            .map(|(_, source)| judged(source, true))
            .collect();
        let mut members = Vec::new();
        for ((path, _), judged) in files.iter().zip(judged) {
            note(path, &judged, &mut found.left_out);
            let is_empty = judged.file.objects.is_empty() && judged.file.faults.is_empty();
            if judged.left_out.is_empty() || !is_empty {
                members.push((path, judged.file));
            }
        }
        let names: Vec<String> = members.iter().map(|(path, _)| display_path(path)).collect();
        let files = members.into_iter().map(|(_, file)| SetFile {
            file,
            naming: Naming::default(),
        });
        if !names.is_empty() {
            found.sets.push(ManifestSet {
                files: files.collect(),
                home: Some(home.clone()),
                is_complete: self.request.complete,
                ..ManifestSet::called(label(&names))
            });
        }
    }

    /// Reads the files of sets: all that may hold something of kagent, and then what is beside those.
    fn add_plans(&self, plans: Vec<SetPlan>, found: &mut Sets) {
        let members = plans.iter().flat_map(|plan| &plan.members);
        let all: BTreeSet<&PathBuf> = members.map(|(file, _)| file).collect();
        let ours: Read<JudgedFile> = all
            .par_iter()
            .filter_map(|path| {
                let source = self.source_if(path, may_be_ours)?;
                Some(((*path).clone(), judged(&source, false)))
            })
            .collect();
        for (path, judged) in &ours {
            note(path, judged, &mut found.left_out);
        }
        let is_ours =
            |(path, _): &&(PathBuf, Naming)| ours.get(path).is_some_and(JudgedFile::is_ours);
        let plans: Vec<SetPlan> = plans
            .into_iter()
            .filter(|plan| plan.members.iter().any(|member| is_ours(&member)))
            .collect();
        let members = plans.iter().flat_map(|plan| &plan.members);
        let beside: BTreeSet<&PathBuf> = members
            .map(|(file, _)| file)
            .filter(|file| !ours.contains_key(*file))
            .collect();
        let beside: Read<Arc<ManifestFile>> = beside
            .par_iter()
            .filter_map(|path| {
                let source = self.source_if(path, may_be_any)?;
                Some(((*path).clone(), companion(&source)))
            })
            .collect();
        for plan in plans {
            let files = plan.members.iter().filter_map(|(path, naming)| {
                let judged = ours.get(path).map(|judged| &judged.file);
                let file = judged.or_else(|| beside.get(path))?;
                Some(SetFile {
                    file: Arc::clone(file),
                    naming: naming.clone(),
                })
            });
            found.sets.push(ManifestSet {
                files: files.collect(),
                generated: plan.generated,
                home: Some(plan.home),
                is_complete: self.request.complete,
                ..ManifestSet::called(plan.label)
            });
        }
    }

    /// The source of a file whose bytes look as if it were worth it.
    fn source_if(&self, path: &Path, is_worth: fn(&[u8]) -> bool) -> Option<Arc<Source>> {
        let bytes = self.files.read(path).ok()?;
        if !is_worth(&bytes) || nature::of(&bytes).is_some() {
            return None;
        }
        let name = Name::File(path.to_owned());
        Some(self.sources.add_decoded(name, decode(bytes)))
    }
}

/// Notes what is not judged of a file.
fn note(path: &Path, judged: &JudgedFile, left_out: &mut BTreeSet<LeftOut>) {
    left_out.extend(judged.left_out.iter().map(|why| LeftOut {
        file: display_path(path),
        why,
    }));
}

/// Sets that are one, since there is nothing else. A file that several have is named as the first one says.
fn joined(plans: Vec<SetPlan>) -> Option<SetPlan> {
    let mut plans = plans.into_iter();
    let mut all = plans.next()?;
    let mut labels = vec![all.label.clone()];
    let mut known: BTreeSet<PathBuf> = all.members.iter().map(|(file, _)| file.clone()).collect();
    for plan in plans {
        labels.push(plan.label);
        all.generated.extend(plan.generated);
        let new = plan
            .members
            .into_iter()
            .filter(|(file, _)| known.insert(file.clone()));
        all.members.extend(new);
    }
    all.label = label(&labels);
    Some(all)
}

/// What a set is called that has several parts.
fn label(names: &[String]) -> String {
    let mut shown = names.iter().take(NAMES).cloned().collect::<Vec<_>>();
    if names.len() > NAMES {
        shown.push(format!("{} more", names.len() - NAMES));
    }
    shown.join(" + ")
}

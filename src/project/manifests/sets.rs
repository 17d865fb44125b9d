//! The sets of a request, read.

use super::ManifestSet;
use super::entries::{Entries, EntryPlan};
use super::kustomize::Kustomizations;
use super::plan::{SetPlan, Walked};
use super::read::{JudgedFile, companion, holds_ours, judged};
use super::sniff::{is_manifest, may_be_any, may_be_ours};
use crate::config::Config;
use crate::diagnostic::LeftOut;
use crate::manifests::{Naming, SetFile, Togetherness};
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
    /// Files that a hook names, and that what controllers install may be read from: values, sources of charts, patches.
    pub(in crate::project) read_by_releases: BTreeSet<PathBuf>,
    /// Charts of which a hook names a file.
    pub(in crate::project) changed_charts: BTreeSet<PathBuf>,
    /// Folders to look into.
    pub(in crate::project) folders: BTreeSet<PathBuf>,
    /// Folders whose kustomization was named.
    pub(in crate::project) kustomized: BTreeSet<PathBuf>,
    /// The config file of which all entries are meant.
    pub(in crate::project) entries: Option<Arc<Config>>,
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
    /// Leaves out the sets that were read only for the charts that they install; what was named is left if none is linted.
    pub(in crate::project) fn drop_without_kagent(&mut self, keeps_named: bool) {
        self.sets.retain(|set| {
            (keeps_named && set.togetherness == Togetherness::Named)
                || set.files.iter().any(|file| holds_ours(&file.file))
        });
    }

    /// Whether one of them has such a file.
    pub(in crate::project) fn have_any(&self, is_such: impl Fn(&PathBuf) -> bool) -> bool {
        self.sets.iter().flat_map(files_of).any(is_such)
    }

    /// The files of those that are known by a file below a folder, wherever they are.
    pub(in crate::project) fn listed_from(&self, root: &Path) -> BTreeSet<PathBuf> {
        let is_known_by = |set: &&ManifestSet| {
            let home = set.home.as_deref();
            home.is_some_and(|home| is_in(home, root))
        };
        let sets = self.sets.iter().filter(is_known_by);
        sets.flat_map(files_of).cloned().collect()
    }
}

/// The files of a set.
fn files_of(set: &ManifestSet) -> impl Iterator<Item = &PathBuf> {
    set.files
        .iter()
        .filter_map(|file| match file.file.source.name() {
            Name::File(path) => Some(path),
            _ => None,
        })
}

/// Whether a file is in a folder or below it.
pub(in crate::project) fn is_in(file: &Path, folder: &Path) -> bool {
    folder == Path::new(".") || file.starts_with(folder)
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

    /// Reads all sets that a request names. What an entry of the config file describes is taken from there.
    pub(in crate::project) fn sets(&self, named: &NamedManifests) -> Result<Sets, ProjectError> {
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
        let mut entries = Entries::default();
        let mut wanted = BTreeSet::new();
        let mut is_described = |path: &Path| {
            let of_entries = entries.with(self, path)?;
            let is_any = !of_entries.is_empty();
            wanted.extend(of_entries);
            Ok::<_, ProjectError>(is_any)
        };
        let mut files = Vec::new();
        for (path, source) in &named.files {
            if path == Path::new("-") || !is_described(path)? {
                files.push((path.clone(), Arc::clone(source)));
            }
        }
        files.sort_by(|(one, _), (other, _)| one.cmp(other));
        files.dedup_by(|(one, _), (other, _)| one == other);
        for plan in &mut plans {
            let mut members = Vec::new();
            for member in std::mem::take(&mut plan.members) {
                if !is_described(&member.0)? {
                    members.push(member);
                }
            }
            plan.members = members;
        }
        if self.request.complete {
            plans = joined(plans).into_iter().collect();
        }
        let mut described = match &named.entries {
            Some(config) => entries.all(self, config)?,
            None => Vec::new(),
        };
        described.extend(entries.plans(&wanted));
        let mut found = Sets::default();
        self.add_named(&files, &mut found);
        let plans = plans.into_iter().map(|plan| (plan, None));
        let described = described.into_iter();
        let described = described.map(|entry| (entry.plan.clone(), Some(entry)));
        self.add_plans(plans.chain(described).collect(), &mut found);
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
            if self.is_listed_as_patch(path) {
                found.left_out.insert(LeftOut {
                    file: display_path(path),
                    why: "is what a kustomization has as a patch, which is not judged by itself",
                });
                continue;
            }
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
                togetherness: Togetherness::Named,
                ..ManifestSet::called(label(&names))
            });
        }
    }

    /// Reads the files of sets: all that may hold something of kagent, and then what is beside those.
    pub(super) fn add_plans(&self, plans: Vec<(SetPlan, Option<EntryPlan>)>, found: &mut Sets) {
        let ours = self.read_if(members(&plans).collect(), &may_be_ours, |source| {
            judged(source, false)
        });
        for (path, judged) in &ours {
            note(path, judged, &mut found.left_out);
        }
        let is_ours = |path: &PathBuf| {
            let judged = ours.get(path);
            judged.is_some_and(|judged| judged.is_ours() || judged.installs())
        };
        let plans = plans.into_iter();
        let plans: Vec<_> = plans
            .filter(|(plan, _)| plan.members.iter().any(|(path, _)| is_ours(path)))
            .collect();
        let beside = members(&plans).filter(|file| !ours.contains_key(*file));
        let beside = self.read_if(beside.collect(), &may_be_any, companion);
        for (plan, entry) in plans {
            let files = plan.members.iter().filter_map(|(path, naming)| {
                let judged = ours.get(path).map(|judged| &judged.file);
                let file = judged.or_else(|| beside.get(path))?;
                Some(SetFile {
                    file: Arc::clone(file),
                    naming: naming.clone(),
                })
            });
            let set = ManifestSet {
                files: files.collect(),
                generated: plan.generated,
                togetherness: plan.togetherness,
                home: Some(plan.home),
                is_complete: self.request.complete,
                ..ManifestSet::called(plan.label)
            };
            found.sets.push(match entry {
                Some(entry) => entry.describe(set),
                None => set,
            });
        }
    }

    /// Reads the files that are worth it, several at once.
    pub(super) fn read_if<T: Send>(
        &self,
        files: BTreeSet<&PathBuf>,
        is_worth: &(dyn Fn(&[u8]) -> bool + Sync),
        read: impl Fn(&Arc<Source>) -> T + Sync,
    ) -> Read<T> {
        let files = files.into_par_iter();
        let read = files.filter_map(|path| {
            let source = self.source_if(path, is_worth)?;
            Some((path.clone(), read(&source)))
        });
        read.collect()
    }

    /// The source of a file whose bytes look as if it were worth it.
    pub(super) fn source_if(
        &self,
        path: &Path,
        is_worth: &dyn Fn(&[u8]) -> bool,
    ) -> Option<Arc<Source>> {
        let bytes = self.files.read(path).ok()?;
        if !is_worth(&bytes) || nature::of(&bytes).is_some() {
            return None;
        }
        let name = Name::File(path.to_owned());
        Some(self.sources.add_decoded(name, decode(bytes)))
    }
}

/// The files of some sets.
fn members(plans: &[(SetPlan, Option<EntryPlan>)]) -> impl Iterator<Item = &PathBuf> {
    let members = plans.iter().flat_map(|(plan, _)| &plan.members);
    members.map(|(file, _)| file)
}

/// Notes what is not judged of a file.
fn note(path: &Path, judged: &JudgedFile, left_out: &mut BTreeSet<LeftOut>) {
    left_out.extend(judged.left_out.iter().map(|why| LeftOut {
        file: display_path(path),
        why,
    }));
}

/// Sets that are one, since there is nothing else. A file that several have is named as the first one says.
pub(super) fn joined(plans: Vec<SetPlan>) -> Option<SetPlan> {
    let mut plans = plans.into_iter();
    let mut all = plans.next()?;
    let mut labels = vec![all.label.clone()];
    let mut known: BTreeSet<PathBuf> = all.members.iter().map(|(file, _)| file.clone()).collect();
    for plan in plans {
        labels.push(plan.label);
        all.togetherness = Togetherness::Folder;
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

//! Kustomizations, followed to all that they list.

use super::generate::{add_generated, is_followed};
use super::plan::SetPlan;
use crate::config::Config;
use crate::manifests::{KUSTOMIZATIONS, Kustomization, Naming, Togetherness, kustomization};
use crate::project::Project;
use crate::source::{FileKind, Name, Sources, decode, display_path};
use crate::yaml::read_first;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How deep kustomizations may include each other.
const DEPTH: usize = 50;

/// The kustomizations of a run, by their folders.
#[derive(Debug, Default)]
pub(super) struct Kustomizations(BTreeMap<PathBuf, Option<(PathBuf, Kustomization)>>);

impl Kustomizations {
    /// Takes in the kustomization of a folder.
    fn get(&mut self, project: &Project<'_>, folder: &Path) -> Option<&(PathBuf, Kustomization)> {
        let known = self.0.entry(folder.to_owned());
        known
            .or_insert_with(|| {
                let (file, mut found) = project.kustomization(folder)?;
                found.naming.patches = project.patches(folder, &file, &found.patches);
                Some((file, found))
            })
            .as_ref()
    }

    /// Those of these folders that no other one of them includes, each with all that it lists. What any of these lists, or leaves
    /// out, is in `listed`.
    pub(super) fn plans(
        &mut self,
        project: &Project<'_>,
        folders: &BTreeSet<PathBuf>,
        listed: &mut BTreeSet<PathBuf>,
    ) -> Vec<SetPlan> {
        let mut plans = BTreeMap::new();
        for folder in folders {
            let Some((file, _)) = self.get(project, folder) else {
                continue;
            };
            let mut plan = SetPlan::new(display_path(file), file.clone());
            plan.togetherness = Togetherness::Kustomized;
            let mut follow = Follow {
                project,
                known: self,
                entered: BTreeSet::new(),
                left_out: BTreeSet::new(),
                names_are_followed: false,
            };
            follow.folder(folder, &Naming::default(), &mut plan, 0);
            let Follow {
                entered,
                left_out,
                names_are_followed,
                ..
            } = follow;
            for one in &mut plan.generated {
                one.is_hashed &= !names_are_followed;
            }
            plan.members.retain(|(file, _)| !left_out.contains(file));
            listed.extend(plan.members.iter().map(|(file, _)| file.clone()));
            listed.extend(left_out);
            plans.insert(folder.clone(), (plan, entered));
        }
        roots(plans)
    }
}

/// The plans of kustomizations that no other one includes; of those that include each other the first.
fn roots(plans: BTreeMap<PathBuf, (SetPlan, BTreeSet<PathBuf>)>) -> Vec<SetPlan> {
    let mut included: BTreeSet<PathBuf> = BTreeSet::new();
    for (folder, (_, entered)) in &plans {
        included.extend(entered.iter().filter(|other| *other != folder).cloned());
    }
    let is_root = |folder: &PathBuf| !included.contains(folder);
    let (first, others): (Vec<_>, Vec<_>) =
        plans.into_iter().partition(|(folder, _)| is_root(folder));
    let mut covered = BTreeSet::new();
    let mut found = Vec::new();
    for (folder, (plan, entered)) in first.into_iter().chain(others) {
        if !covered.contains(&folder) {
            covered.extend(entered);
            found.push(plan);
        }
    }
    found
}

/// One kustomization on its way to all that it lists.
struct Follow<'f, 'p> {
    project: &'f Project<'p>,
    known: &'f mut Kustomizations,
    /// The folders whose kustomizations were followed, each once.
    entered: BTreeSet<PathBuf>,
    left_out: BTreeSet<PathBuf>,
    /// Whether kustomize is told that `valuesFrom` names what is generated, and changes the names there too.
    names_are_followed: bool,
}

impl Follow<'_, '_> {
    fn folder(&mut self, folder: &Path, outer: &Naming, plan: &mut SetPlan, depth: usize) {
        if depth > DEPTH || !self.entered.insert(folder.to_owned()) {
            return;
        }
        let Some((file, found)) = self.known.get(self.project, folder) else {
            return;
        };
        let (file, found) = (file.clone(), found.clone());
        plan.kustomizations.insert(file);
        let naming = found.naming.within(outer);
        let project = self.project;
        let reached = |name: &String| project.here.relative(&folder.join(name));
        self.left_out.extend(found.left_out.iter().map(reached));
        let mut configurations = found.configurations.iter().map(reached);
        self.names_are_followed |= configurations.any(|file| is_followed(self.project, &file));
        for name in &found.resources {
            if name.contains("://") {
                continue; // what is elsewhere is not fetched
            }
            let path = self.project.here.relative(&folder.join(name));
            match self.project.files.kind(&path) {
                Some(FileKind::Directory) => self.folder(&path, &naming, plan, depth + 1),
                Some(FileKind::File) if self.project.is_taken(&path) => {
                    plan.members.push((path, naming.clone()));
                }
                _ => {}
            }
        }
        for one in &found.generated {
            add_generated(project, one, &naming, &reached, &mut plan.generated);
        }
    }
}

impl Project<'_> {
    /// Whether a file that a kustomization lists is read: it is no link, and nothing leaves it out.
    fn is_taken(&self, path: &Path) -> bool {
        let is_excluded = |config: Arc<Config>| self.is_excluded(path, &config).ok();
        self.is_plain_file(path) && self.config(path).ok().and_then(is_excluded) != Some(true)
    }

    /// Whether the kustomization of a file's folder, or of the one above, lists it as something that is no object by itself.
    pub(super) fn is_listed_as_patch(&self, path: &Path) -> bool {
        let folders = ["..", "../.."].map(|up| self.here.relative(&path.join(up)));
        folders.iter().any(|folder| {
            let found = self.kustomization(folder);
            found.is_some_and(|(_, found)| {
                let mut left_out = found.left_out.iter();
                left_out.any(|name| self.here.relative(&folder.join(name)) == path)
            })
        })
    }

    /// The kustomization of a folder, with its file.
    fn kustomization(&self, folder: &Path) -> Option<(PathBuf, Kustomization)> {
        let mut files = KUSTOMIZATIONS
            .iter()
            .map(|name| self.here.relative(&folder.join(name)));
        let file = files.find(|file| self.is_plain_file(file))?;
        let text = decode(self.files.read(&file).ok()?);
        let source = Sources::default().add_decoded(Name::File(file.clone()), text);
        Some((file, kustomization(&read_first(&source).ok()?)))
    }
}

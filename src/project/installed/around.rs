//! What the objects of a set refer to, in the repository around it.

use crate::gitops::Scope;
use crate::manifests::{SetFile, Togetherness};
use crate::project::above::above;
use crate::project::manifests::ManifestSet;
use crate::project::{Project, ProjectError};
use crate::source::Name;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

impl Project<'_> {
    /// The scopes of sets, in their order: each with the files of its repository that hold what it refers to and lacks.
    pub(super) fn scopes(&self, sets: &[ManifestSet]) -> Result<Vec<Scope>, ProjectError> {
        let alone = sets.iter().map(|set| {
            let scope = Scope::new(set.files.clone(), []);
            scope.with_generated(&set.generated)
        });
        let mut scopes: Vec<Scope> = alone.collect();
        let mut by_root = BTreeMap::<PathBuf, BTreeSet<_>>::new();
        let mut lacking = Vec::new();
        for (index, (set, scope)) in sets.iter().zip(&scopes).enumerate() {
            let missing = scope.missing();
            let root = self.repository_of(set);
            if let (Some(root), false) = (root, missing.is_empty()) {
                by_root.entry(root.clone()).or_default().extend(missing);
                lacking.push((index, root));
            }
        }
        let mut around = BTreeMap::new();
        for (root, wanted) in by_root {
            let found = self.files_with(&root, &wanted)?;
            around.insert(root, found);
        }
        for (index, root) in lacking {
            let (Some(set), Some(around)) = (sets.get(index), around.get(&root)) else {
                continue;
            };
            let is_other = |file: &&SetFile| !has(set, file);
            let others = around.files.iter().filter(is_other).cloned();
            let scope = Scope::new(set.files.clone(), others);
            scopes[index] = match set.togetherness {
                // Who names a release names it without the kustomization that lists it.
                Togetherness::Named => {
                    scope.with_generated(&around.generated_beside(&files_of(set)))
                }
                _ => scope.with_generated(&set.generated),
            };
        }
        Ok(scopes)
    }

    /// The root of the repository that a set is in; `None` if there is nothing beside the set.
    pub(super) fn repository_of(&self, set: &ManifestSet) -> Option<PathBuf> {
        let home = { set.home.as_deref() }.filter(|home| *home != Path::new("-"));
        let folder = home.filter(|_| !set.is_complete)?.join("..");
        above(self.files, &self.here, &folder).pop()
    }
}

/// The files of a set.
fn files_of(set: &ManifestSet) -> BTreeSet<PathBuf> {
    let files = set
        .files
        .iter()
        .filter_map(|file| match file.file.source.name() {
            Name::File(path) => Some(path.clone()),
            _ => None,
        });
    files.collect()
}

/// Whether a file is one of a set, under the same names.
fn has(set: &ManifestSet, file: &SetFile) -> bool {
    let is_it = |own: &SetFile| {
        own.naming == file.naming && own.file.source.name() == file.file.source.name()
    };
    set.files.iter().any(is_it)
}

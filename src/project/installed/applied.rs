//! What Flux's Kustomizations make of the sets that they apply: the namespace of the objects in them, and what they patch.

use crate::gitops::{self, FLUX_KUSTOMIZATION, FluxKustomization};
use crate::manifests::{GeneratedObject, KUSTOMIZATIONS, Naming, SetFile, Togetherness};
use crate::project::manifests::ManifestSet;
use crate::project::{Project, ProjectError};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

impl Project<'_> {
    /// Sets as Flux applies them: once for each of the repository's Kustomizations that does so otherwise than others. Files that are
    /// named are taken as they are.
    pub(super) fn applied(
        &self,
        sets: Vec<&ManifestSet>,
    ) -> Result<Vec<ManifestSet>, ProjectError> {
        let mut known = BTreeMap::<PathBuf, Vec<FluxKustomization>>::new();
        let mut found = Vec::new();
        for set in sets {
            let root = self.repository_of(set);
            let root = root.filter(|_| set.togetherness != Togetherness::Named);
            let Some(root) = root else {
                found.push(set.clone());
                continue;
            };
            if !known.contains_key(&root) {
                let files = self.files_holding(&root, FLUX_KUSTOMIZATION)?;
                known.insert(root.clone(), gitops::flux_kustomizations(&files));
            }
            let all = known.get(&root).into_iter().flatten();
            let applying = all.filter(|one| self.is_applied(set, &root.join(&one.path)));
            let mut outer: Vec<&Naming> = Vec::new();
            for one in applying {
                if !outer.contains(&&one.naming) {
                    outer.push(&one.naming);
                }
            }
            match outer.is_empty() {
                true => found.push(set.clone()),
                false => found.extend(outer.iter().map(|naming| named(set, naming))),
            }
        }
        Ok(found)
    }

    /// Whether what is applied from a folder has a set in it: no kustomization there, or in between, leaves it out.
    fn is_applied(&self, set: &ManifestSet, folder: &Path) -> bool {
        let Some(home) = &set.home else {
            return false;
        };
        let folder = self.here.absolute(folder);
        let own = self.here.absolute(&home.join(".."));
        let has_kustomization = |folder: &Path| {
            let mut names = KUSTOMIZATIONS.iter();
            names.any(|name| {
                let path = self.here.relative(&folder.join(name));
                self.files.kind(&path).is_some()
            })
        };
        let is_kustomized = set.togetherness == Togetherness::Kustomized;
        let between = { own.ancestors() }.take_while(|above| above.starts_with(&folder));
        let mut between = between.skip(usize::from(is_kustomized));
        own.starts_with(&folder) && !between.any(has_kustomization)
    }
}

/// A set with what else becomes of its objects.
fn named(set: &ManifestSet, outer: &Naming) -> ManifestSet {
    let files = set.files.iter().map(|file| SetFile {
        file: file.file.clone(),
        naming: file.naming.within(outer),
    });
    let generated = set.generated.iter().map(|one| GeneratedObject {
        namespace: outer.namespace.clone().or_else(|| one.namespace.clone()),
        name: outer.of(&one.name),
        ..one.clone()
    });
    ManifestSet {
        files: files.collect(),
        generated: generated.collect(),
        ..set.clone()
    }
}

//! CRDs that are given by `--crd`: files that hold them, alone or among other objects.

use crate::crd::{Definition, Known};
use crate::manifests::{self, Object, ObjectSet};
use crate::project::{Project, ProjectError};

impl Project<'_> {
    /// The CRDs that a request names, in its order.
    ///
    /// # Errors
    /// When a file cannot be read, or holds no CRD.
    pub(in crate::project) fn given_crds(&self) -> Result<Vec<Definition>, ProjectError> {
        let mut all = Vec::new();
        for path in &self.request.crds {
            let path = self.here.relative(path);
            let file = manifests::read(&self.loader.text(&path)?);
            let found: Vec<Definition> = file.objects.iter().filter_map(definition).collect();
            if found.is_empty() {
                return Err(ProjectError::NoDefinition { path });
            }
            all.extend(found);
        }
        Ok(all)
    }
}

/// The CRDs of the known releases, those that are given in their place, and those of a set in the place of both.
pub(super) fn known(given: &[Definition], set: &ObjectSet) -> Known {
    let own = set.objects().iter().filter_map(definition);
    Known::released().with(given.iter().cloned().chain(own))
}

fn definition(object: &Object) -> Option<Definition> {
    Definition::read(&object.node).ok()
}

//! The sets of a request, read for what they define.

use super::mask::mask_of;
use crate::model::Model;
use crate::platform::{Platform, Statement};
use crate::project::{Project, ProjectError};
use crate::secrets::Mask;

/// What the manifests of a request define.
#[derive(Debug)]
pub struct LoadedManifests {
    /// Its agents and servers, by set.
    pub models: Vec<Model>,
    /// What they run on, as far as it is stated for all of them.
    pub platform: Platform,
    /// What must not be shown of them.
    pub mask: Mask,
}

/// Reads the manifests that a request names; `None` if it names a chart or values.
///
/// # Errors
/// When it is not known which targets are named, or a config file cannot be used.
pub fn load_manifests(project: &Project<'_>) -> Result<Option<LoadedManifests>, ProjectError> {
    let found = project.targets(true)?;
    if !found.targets.is_empty() || !found.failures.is_empty() || found.sets.sets.is_empty() {
        return Ok(None);
    }
    let mut loaded = LoadedManifests {
        models: Vec::new(),
        platform: Platform::new(&project.request.platform, &Statement::default()),
        mask: Mask::default(),
    };
    for set in &found.sets.sets {
        let config = project.config(&set.anchor())?;
        let read = project.load_set(set, &config);
        loaded.mask.extend(mask_of(&read.objects, |_| true));
        loaded.models.push(read.model);
        loaded.platform = read.platform;
    }
    Ok(Some(loaded))
}

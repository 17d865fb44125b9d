//! The sets of a request, read for what they define.

use super::mask::mask_of;
use crate::model::Model;
use crate::platform::Platform;
use crate::project::{Project, ProjectError};
use crate::secrets::Mask;
use std::path::Path;

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
    if !found.targets.is_empty() || !found.failures.is_empty() {
        return Ok(None);
    }
    let Some(set) = project.named_set(&found.manifests) else {
        return Ok(None);
    };
    let anchor = found.manifests.first();
    let config = project.config(anchor.map_or(Path::new("."), |path| path))?;
    let loaded = project.load_set(set.files, set.is_complete, &config);
    Ok(Some(LoadedManifests {
        mask: mask_of(&loaded.objects),
        models: vec![loaded.model],
        platform: loaded.platform,
    }))
}

//! The sets of a request, read for what they define.

use super::mask::mask_of;
use crate::model::{Model, Spelling};
use crate::platform::{Platform, Statement};
use crate::project::discover::Discovered;
use crate::project::installed::told_not_rendered;
use crate::project::{Loaded, Project, ProjectError, Target};
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
    /// What else is worth knowing of them.
    pub notes: Vec<String>,
}

/// What a request names that is in files of manifests.
#[derive(Debug)]
pub struct LoadedReleases {
    /// The charts that are installed, with their values.
    pub releases: Vec<Loaded>,
    /// The objects of kagent beside them.
    pub manifests: LoadedManifests,
}

/// Reads the charts that manifests install, and the manifests; `None` if there is nothing else than one chart, or something that is no
/// manifest.
///
/// # Errors
/// When it is not known which targets are named, one cannot be read, or a config file cannot be used.
pub fn load_releases(
    project: &Project<'_>,
    spelling: Spelling,
) -> Result<Option<LoadedReleases>, ProjectError> {
    let found = project.targets(true)?;
    let is_other = |target: &Target| target.installed.is_none();
    let is_one = found.targets.len() == 1 && found.sets.sets.is_empty();
    if found.targets.is_empty()
        || is_one
        || found.targets.iter().any(is_other)
        || !found.failures.is_empty()
    {
        return Ok(None);
    }
    let releases = found.targets.iter().map(|target| {
        let config = project.config(&target.anchor())?;
        project.load_one(target, &config, spelling)
    });
    Ok(Some(LoadedReleases {
        releases: releases.collect::<Result<_, _>>()?,
        manifests: loaded(project, &found)?,
    }))
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
    loaded(project, &found).map(Some)
}

fn loaded(project: &Project<'_>, found: &Discovered) -> Result<LoadedManifests, ProjectError> {
    let mut loaded = LoadedManifests {
        models: Vec::new(),
        platform: Platform::new(&project.request.platform, &Statement::default()),
        mask: Mask::default(),
        notes: told_not_rendered(&found.without_chart),
    };
    for set in &found.sets.sets {
        let config = project.config(&set.anchor())?;
        let read = project.load_set(set, &config);
        loaded.mask.extend(mask_of(&read.objects, |_| true));
        loaded.models.push(read.model);
        loaded.platform = read.platform;
    }
    Ok(loaded)
}

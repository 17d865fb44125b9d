//! The files of folders in which manifests are looked for.

use crate::manifests::KUSTOMIZATIONS;
use crate::project::exclude::Excluded;
use crate::project::{Project, ProjectError};
use crate::source::FileKind;
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// The endings of files that may hold manifests.
const ENDINGS: [&str; 3] = ["yaml", "yml", "json"];

/// What a folder holds.
#[derive(Debug, Default)]
pub(super) struct Folder {
    /// Its files that may hold manifests, sorted.
    pub(super) files: Vec<PathBuf>,
    /// Its kustomization.
    pub(super) kustomization: Option<PathBuf>,
}

impl Project<'_> {
    /// The files of a folder. Links are left out, and so is what `exclude` covers.
    pub(super) fn folder(&self, folder: &Path) -> Result<Folder, ProjectError> {
        let mut found = Folder::default();
        let Ok(entries) = self.files.list(folder) else {
            return Ok(found);
        };
        let config = self.config(folder)?;
        let is_any_excluded = !(config.exclude.is_empty() && self.request.exclude.is_empty());
        let excluded = match is_any_excluded {
            true => vec![
                Excluded::new(&config, &self.here)?,
                Excluded::of(&self.request.exclude, self.here.clone())?,
            ],
            false => Vec::new(),
        };
        for entry in entries {
            let path = self.here.relative(&entry);
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let is_kustomization = KUSTOMIZATIONS.contains(&&*name);
            if !(is_kustomization || may_hold_manifests(&path)) || !self.is_plain_file(&path) {
                continue;
            }
            if excluded.iter().any(|one| one.covers(&path, &self.here)) {
                continue;
            }
            match is_kustomization {
                true => found.kustomization = found.kustomization.or(Some(path)),
                false => found.files.push(path),
            }
        }
        found.files.sort();
        Ok(found)
    }

    /// Whether a path is a file itself, and no link to one.
    pub(super) fn is_plain_file(&self, path: &Path) -> bool {
        let entry = self.files.look(path);
        entry.is_ok_and(|entry| entry.kind == FileKind::File && !entry.is_link)
    }

    /// The folders below a root that are in no chart, of those that a walk came through.
    pub(in crate::project) fn outside_charts(
        &self,
        root: &Path,
        folders: &[PathBuf],
        found: &mut BTreeSet<PathBuf>,
    ) {
        if self.is_below_rendered(root) {
            return;
        }
        let mut chart: Option<&PathBuf> = None;
        for folder in folders {
            if chart.is_some_and(|chart| folder.starts_with(chart)) {
                continue;
            }
            if self.is_chart(folder) {
                chart = Some(folder);
            } else {
                found.insert(folder.clone());
            }
        }
    }
}

fn may_hold_manifests(path: &Path) -> bool {
    let ending = path.extension().and_then(OsStr::to_str);
    let name = path.file_name().and_then(OsStr::to_str);
    ending.is_some_and(|ending| ENDINGS.contains(&ending))
        && name.is_some_and(|name| !name.starts_with('.'))
}

//! Which of the files that a request names hold manifests.

use super::ManifestSet;
use crate::manifests::{self, ManifestFile};
use crate::project::Project;
use crate::source::display_path;
use std::path::{Path, PathBuf};

impl Project<'_> {
    /// The manifests in a named file, or on standard input; `None` if it holds none, or cannot be read.
    pub(in crate::project) fn manifests_in(&self, path: &Path) -> Option<ManifestFile> {
        let source = self.loader.text_or_stdin(path).ok()?;
        let has = |key: &str| source.text().contains(key);
        if !(has("apiVersion") && has("kind")) {
            return None;
        }
        let file = manifests::read(&source).ok()?;
        (!file.objects.is_empty()).then_some(file)
    }

    /// The set of the files that were named.
    pub(in crate::project) fn named_set(&self, paths: &[PathBuf]) -> Option<ManifestSet> {
        let files: Vec<ManifestFile> = paths
            .iter()
            .filter_map(|path| self.manifests_in(path))
            .collect();
        let labels: Vec<String> = paths.iter().map(|path| display_path(path)).collect();
        (!files.is_empty()).then(|| ManifestSet {
            label: labels.join(" + "),
            files,
            home: paths.first().cloned(),
            is_complete: self.request.complete,
        })
    }
}

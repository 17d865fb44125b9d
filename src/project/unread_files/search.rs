//! Where values files of a chart usually are: below its folder, and in certain folders beside it.

use crate::project::above::above;
use crate::source::{FileKind, FileSystem, WorkingDirectory};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Larger files are no values that somebody wrote.
const LARGEST: u64 = 1 << 20;

/// How many files one run looks into.
const FILES: usize = 2_000;

/// How many folders one run enters.
const FOLDERS: usize = 4_000;

/// How deep a folder is searched.
const DEPTH: usize = 5;

/// How deep a folder is searched that is not called as those usually are.
const SHALLOW: usize = 3;

/// How many folders above a chart are looked through.
const ABOVE: usize = 4;

/// What folders beside a chart are called that hold values for it.
const USUAL: &[&str] = &[
    "cluster",
    "clusters",
    "config",
    "configs",
    "deploy",
    "deployment",
    "deployments",
    "env",
    "environment",
    "environments",
    "envs",
    "instances",
    "overlay",
    "overlays",
    "releases",
    "stages",
    "tenants",
    "values",
];

/// Folders of other tools, which may be large.
const FOREIGN: &[&str] = &["node_modules", "target", "vendor"];

/// A search through folders, bounded as a whole.
pub(super) struct Search<'a> {
    files: &'a dyn FileSystem,
    here: &'a WorkingDirectory,
    folders: usize,
    looked_into: usize,
    beside: BTreeSet<PathBuf>,
}

impl<'a> Search<'a> {
    pub(super) fn new(files: &'a dyn FileSystem, here: &'a WorkingDirectory) -> Self {
        Self {
            files,
            here,
            folders: 0,
            looked_into: 0,
            beside: BTreeSet::new(),
        }
    }

    /// The YAML files below a chart's folder that may be values for it, without those that `skips` names and without its
    /// own metadata and defaults.
    pub(super) fn below(&mut self, chart: &Path, skips: &[&str]) -> Vec<PathBuf> {
        let mut found = self.walk(chart, skips, DEPTH);
        let is_own = |file: &PathBuf| {
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            let name = name.to_ascii_lowercase();
            let own = [
                "chart.yaml",
                "chart.yml",
                "values.yaml",
                "values.yml",
                "values.schema.json",
            ];
            self.here.relative(&file.join("..")) == self.here.relative(chart)
                && own.contains(&&*name)
        };
        found.retain(|file| !is_own(file));
        found
    }

    /// The YAML files in the folders above a chart and in the usual folders there, up to the repository's root, else up to the
    /// working directory; where it `is_wide`, also those in other folders there. Each folder is searched once.
    pub(super) fn beside(&mut self, chart: &Path, is_wide: bool) -> Vec<PathBuf> {
        let mut found = Vec::new();
        let above = above(self.files, self.here, &chart.join(".."));
        for folder in above.into_iter().take(ABOVE) {
            if !self.beside.insert(folder.clone()) {
                continue;
            }
            found.extend(self.yaml(&folder));
            for name in USUAL {
                let below = self.here.relative(&folder.join(name));
                if self.files.kind(&below) == Some(FileKind::Directory) && !self.is_chart(&below) {
                    found.extend(self.walk(&below, &[], DEPTH));
                }
            }
            if !is_wide {
                continue;
            }
            found.extend(self.walk(&folder, USUAL, SHALLOW));
        }
        found.sort();
        found.dedup();
        found
    }

    /// A file's content, if it is small and there is still room.
    pub(super) fn text(&mut self, file: &Path) -> Option<String> {
        let is_small = self.files.size(file).is_ok_and(|size| size <= LARGEST);
        if !is_small || self.looked_into >= FILES {
            return None;
        }
        self.looked_into += 1;
        let bytes = self.files.read(file).ok()?;
        Some(String::from_utf8_lossy(&bytes).into_owned())
    }

    fn walk(&mut self, root: &Path, skips: &[&str], deepest: usize) -> Vec<PathBuf> {
        let from = self.here.at(root);
        let mut left = FOLDERS.saturating_sub(self.folders);
        let mut enter = |folder: &Path| {
            let name = folder.file_name().unwrap_or_default().to_string_lossy();
            let path = from.relative(&self.here.absolute(folder));
            let depth = path.components().count();
            let is_skipped = depth == 1 && skips.contains(&&*name);
            let is_entered = !name.starts_with('.')
                && !is_skipped
                && !FOREIGN.contains(&&*name)
                && depth <= deepest
                && left > 0
                && !self.is_chart(folder);
            left = left.saturating_sub(usize::from(is_entered));
            is_entered
        };
        let folders = self.files.directories(root, &mut enter).unwrap_or_default();
        self.folders = FOLDERS.saturating_sub(left);
        let found = folders.iter().flat_map(|folder| self.yaml(folder));
        found.collect()
    }

    /// The YAML files directly in a folder.
    fn yaml(&self, folder: &Path) -> Vec<PathBuf> {
        let is_yaml = |file: &PathBuf| {
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            let is_yaml = [".yaml", ".yml", ".json"]
                .iter()
                .any(|end| name.ends_with(end));
            is_yaml && !name.starts_with('.') && self.files.kind(file) == Some(FileKind::File)
        };
        let files = self.files.list(folder).unwrap_or_default().into_iter();
        files
            .filter(is_yaml)
            .map(|file| self.here.relative(&file))
            .collect()
    }

    fn is_chart(&self, folder: &Path) -> bool {
        self.files.kind(&folder.join("Chart.yaml")) == Some(FileKind::File)
    }
}

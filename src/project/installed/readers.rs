//! What is installed from files that a hook names: values, ConfigMaps, sources of charts, patches, and the charts themselves.

use super::InstalledTargets;
use crate::gitops;
use crate::manifests;
use crate::project::above::above;
use crate::project::{Project, ProjectError, Target};
use crate::source::{Name, Sources, decode};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

impl Project<'_> {
    /// What the repository around some files and charts installs from them.
    ///
    /// # Errors
    /// When a folder cannot be read, or a config file cannot be used.
    pub(in crate::project) fn installed_from(
        &self,
        files: &BTreeSet<PathBuf>,
        charts: &BTreeSet<PathBuf>,
    ) -> Result<InstalledTargets, ProjectError> {
        let mut by_root = BTreeMap::<PathBuf, BTreeSet<&PathBuf>>::new();
        for path in files.iter().chain(charts) {
            if let Some(root) = above(self.files, &self.here, &path.join("..")).pop() {
                by_root.entry(root).or_default().insert(path);
            }
        }
        let mut all = InstalledTargets::default();
        for (root, paths) in by_root {
            let (charts, files): (BTreeSet<&PathBuf>, BTreeSet<&PathBuf>) =
                paths.into_iter().partition(|path| charts.contains(*path));
            let referents: BTreeSet<_> =
                files.iter().flat_map(|file| self.referents(file)).collect();
            let names =
                { files.iter() }.filter_map(|file| Some(file.file_name()?.to_str()?.to_owned()));
            let words = names.chain(referents.iter().map(|one| one.name.to_string()));
            let words = words.chain(charts.iter().flat_map(|chart| self.names_of_chart(chart)));
            let sets = self.sets_naming(&root, &words.collect())?;
            let found = self.installed(&sets)?;
            let reads = |target: &Target| {
                let own = self.files_read(target);
                own.iter().any(|file| files.contains(file))
                    || target.chart().is_some_and(|chart| charts.contains(chart))
                    || self.names_one(target, &referents)
            };
            let targets: BTreeSet<Target> = found.targets.into_iter().filter(reads).collect();
            let is_told = |file: &Path| {
                let mut targets = targets
                    .iter()
                    .filter_map(|target| target.installed.as_ref());
                targets.any(|by| by.file == file)
            };
            let without = found.without_chart.into_iter();
            all.without_chart
                .extend(without.filter(|one| is_told(one.file())));
            let told = targets
                .iter()
                .flat_map(|target| self.told_of_installed(target));
            all.told.extend(told);
            all.kagents.extend(found.kagents);
            all.targets.extend(targets);
        }
        Ok(all)
    }

    /// What a chart is called by those who install it.
    fn names_of_chart(&self, chart: &Path) -> Vec<String> {
        let own = self.identity(chart).map(|chart| chart.name.to_string());
        let folder = chart.file_name().and_then(|name| name.to_str());
        own.into_iter().chain(folder.map(str::to_owned)).collect()
    }

    /// Whether a file may be values that a controller reads, or hold what such an object refers to.
    pub(in crate::project) fn may_be_read_by_releases(&self, file: &Path) -> bool {
        let bytes = self.files.read(file).unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        let is_manifest = ["apiVersion", "kind"].iter().all(|key| text.contains(key));
        let words = ["toolkit.fluxcd.io/", "ConfigMap", "Secret"];
        !is_manifest || words.iter().any(|word| text.contains(word))
    }

    /// What objects of a file may be referred to as.
    fn referents(&self, file: &Path) -> Vec<gitops::Referent> {
        let bytes = self.files.read(file).unwrap_or_default();
        let name = Name::File(file.to_owned());
        let source = Sources::default().add_decoded(name, decode(bytes));
        let objects = manifests::read(&source).objects;
        objects.iter().filter_map(gitops::Referent::of).collect()
    }

    /// Whether the file of what installs a target names one of some objects.
    fn names_one(&self, target: &Target, referents: &BTreeSet<gitops::Referent>) -> bool {
        let Some(by) = target.installed.as_ref().filter(|_| !referents.is_empty()) else {
            return false;
        };
        let bytes = self.files.read(&by.file).unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        let mut referents = referents.iter();
        referents.any(|one| text.contains(&*one.kind) && text.contains(&*one.name))
    }
}

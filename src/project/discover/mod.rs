//! Which targets a request names.

mod charts;
mod each;
mod walk;

use super::exclude::Excluded;
use super::installed::ChartNotHere;
use super::load::url;
use super::manifests::{NamedManifests, Sets};
use super::role::{KUSTOMIZATION, Part, Role, sentence};
use super::{Project, ProjectError, Target};
use crate::config::{self, Config, Only};
use crate::source::{FileKind, ValuePath, display_path};
use crate::values::{self, CHART, VALUES};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use walk::Chartless;

/// What a request names.
#[derive(Debug, Default)]
pub(super) struct Discovered {
    /// All targets, sorted, each once.
    pub(super) targets: BTreeSet<Target>,
    /// What is named of manifests.
    pub(super) manifests: NamedManifests,
    /// The sets that come of it.
    pub(super) sets: Sets,
    /// Folders that were walked through, and in which no chart was found.
    chartless: Vec<Chartless>,
    /// What was named in vain.
    pub(super) failures: Vec<ProjectError>,
    /// What was named and is passed over, each in a sentence.
    pub(super) skipped: Vec<String>,
    /// Files that were meant to be a `Chart.yaml`, in folders that were walked through or named by a hook.
    pub(super) misnamed: Vec<PathBuf>,
    /// What `exclude` leaves out of what was found.
    pub(super) excluded: Vec<PathBuf>,
    /// Charts that GitOps controllers install and that were not found.
    pub(super) without_chart: BTreeSet<ChartNotHere>,
    /// Values of such charts that could not be read, each in a sentence.
    pub(super) unread_values: BTreeSet<String>,
    /// Objects that install charts which are not here and of which nothing is known.
    pub(super) left_alone: BTreeSet<String>,
    /// The names of charts that are installed and not here.
    pub(super) lacking: BTreeSet<String>,
    /// Charts that are named by more than values.
    pub(super) whole: BTreeSet<PathBuf>,
    /// Whether a chart is its own target only, without its `ci/` files.
    one: bool,
}

impl Project<'_> {
    /// All targets, and the named files that are no targets. With `one`, a chart is its own target only, without its
    /// `ci/` files.
    ///
    /// # Errors
    /// When a config file cannot be used.
    pub(super) fn targets(&self, one: bool) -> Result<Discovered, ProjectError> {
        let mut found = Discovered {
            one,
            ..Discovered::default()
        };
        if !self.request.each.is_empty() {
            self.add_each(&mut found)?;
        } else if self.request.targets.is_empty() && self.request.chart.is_some() {
            // The chart alone is named, or only `-f` beside it.
            if let Some(chart) = self.named_chart(&mut found) {
                self.add_whole(&chart, &mut found)?;
            }
        } else if self.request.targets.is_empty() {
            let config = self.config(Path::new("."))?;
            if config.targets.is_empty() && config.manifests.is_empty() {
                self.add(Path::new("."), &mut found)?;
            }
            found.manifests.entries = Some(Arc::clone(&config));
            self.add_entries(&config, &mut found)?;
        }
        let named = &self.request.targets;
        for path in named.iter().filter(|_| self.request.each.is_empty()) {
            self.add(path, &mut found)?;
        }
        found.sets = self.sets(&found.manifests)?;
        self.note_listed(&mut found);
        let installed = self.installed(&found.sets)?;
        found.unread_values.extend(installed.told());
        self.note_kagents(installed.kagents, &found.sets);
        found.sets.drop_without_kagent(installed.targets.is_empty());
        found.targets.extend(installed.targets);
        found.without_chart = installed.without_chart;
        found.left_alone = installed.left_alone;
        found.lacking = installed.lacking;
        self.add_readers(&mut found)?;
        // What is installed is rendered, though only its values are named.
        let installed = found.targets.iter();
        let installed = installed.filter(|target| target.installed.is_some());
        let charts: Vec<PathBuf> = installed.filter_map(Target::chart).cloned().collect();
        found.whole.extend(charts);
        self.note_chartless(&mut found);
        Ok(found)
    }

    /// Takes in what is installed from files that a hook names. Values that one of these reads are none by themselves.
    fn add_readers(&self, found: &mut Discovered) -> Result<(), ProjectError> {
        let files = std::mem::take(&mut found.manifests.read_by_releases);
        let charts = std::mem::take(&mut found.manifests.changed_charts);
        if files.is_empty() && charts.is_empty() {
            return Ok(());
        }
        let readers = self.installed_from(&files, &charts)?;
        for target in &readers.targets {
            for file in self.files_read(target) {
                let start = sentence(&file, "");
                found.skipped.retain(|skipped| !skipped.starts_with(&start));
                found.targets.remove(&Target::partial(vec![file]));
            }
        }
        found.unread_values.extend(readers.told());
        found.targets.extend(readers.targets);
        found.without_chart.extend(readers.without_chart);
        Ok(())
    }

    fn add(&self, named: &Path, found: &mut Discovered) -> Result<(), ProjectError> {
        if named == Path::new("-") {
            self.add_on_chart(named.to_path_buf(), None, found);
            return Ok(());
        }
        if let Some(path) = url(named) {
            let error = values::Error::Url { path };
            found.failures.push(error.into());
            return Ok(());
        }
        let path = self.here.relative(named);
        let config = self.config(&path)?;
        if self.is_excluded(&path, &config)? {
            match self.chart_of_defaults(&path) {
                // What they change below the chart's other files is not excluded.
                Some(chart) if !self.is_excluded(&chart, &config)? => {
                    self.add_chart(&chart, found)?;
                }
                _ => found.skipped.push(self.excluded(&path, &config)?),
            }
            return Ok(());
        }
        match self.files.kind(&path) {
            None if self.files.is_link(&path) => {
                found.failures.push(values::Error::Link { path }.into());
            }
            None => found.failures.push(ProjectError::Missing { path }),
            Some(FileKind::Directory) if self.is_chart(&path) => {
                if self.request.changed && self.request.only != Some(Only::Charts) {
                    found.manifests.changed_charts.insert(path.clone());
                }
                self.add_whole(&path, found)?;
            }
            Some(FileKind::Directory) => self.walk(&path, found)?,
            Some(FileKind::File | FileKind::Irregular) => self.add_file(&path, &config, found)?,
        }
        Ok(())
    }

    /// The chart of which a hook names the `values.yaml`.
    fn chart_of_defaults(&self, path: &Path) -> Option<PathBuf> {
        let is_defaults = path.file_name().is_some_and(|name| name == VALUES);
        let chart = self.here.relative(&path.join(".."));
        (self.request.changed && is_defaults && self.is_chart(&chart)).then_some(chart)
    }

    fn add_file(
        &self,
        path: &Path,
        config: &Config,
        found: &mut Discovered,
    ) -> Result<(), ProjectError> {
        if self.request.changed && self.request.only != Some(Only::Charts) {
            self.note_changed(path, found);
        }
        if self.request.changed && self.request.only == Some(Only::Manifests) {
            self.add_manifests_alone(path, found);
            return Ok(());
        }
        let of_file = |entry: &&config::TargetEntry| entry.values.iter().any(|file| file == path);
        let entries: Vec<_> = config.targets.iter().filter(of_file).collect();
        match self.role(path) {
            Role::Skipped(reason) => {
                found.skipped.push(sentence(path, reason));
                return Ok(());
            }
            // A file that the config file lists as values is one, whatever its name is. But a chart's own values belong
            // to the chart.
            _ if !entries.is_empty() && path.file_name().is_none_or(|name| name != VALUES) => {}
            Role::Chart(chart, part) => {
                match part {
                    Part::Rendering => self.add_whole(&chart, found)?,
                    Part::Other => self.add_chart(&chart, found)?,
                }
                if found.one {
                    return Ok(());
                }
            }
            Role::Packed => return self.add_whole(path, found),
            Role::MisnamedChart if self.request.changed => found.misnamed.push(path.to_path_buf()),
            Role::Other(KUSTOMIZATION) if self.request.changed => {
                found.manifests.changed.insert(path.to_path_buf());
            }
            Role::Other(KUSTOMIZATION) => {
                let folder = self.here.relative(&path.join(".."));
                found.manifests.kustomized.insert(folder);
            }
            Role::MisnamedChart => found.failures.push(ProjectError::misnamed_chart(path)),
            Role::Other(what) => self.pass_by(path, ProjectError::other(path, what), found),
            Role::Values => {
                let folder = self.here.relative(&path.join(".."));
                let nearest = self.nearest_chart(&folder);
                self.add_on_chart(path.to_path_buf(), nearest, found);
            }
        }
        for entry in entries {
            self.add_entry(entry, config, found);
        }
        Ok(())
    }

    /// What is no TARGET: a hook names it among others.
    fn pass_by(&self, path: &Path, error: ProjectError, found: &mut Discovered) {
        if self.request.changed {
            found.skipped.push(sentence(path, "holds no values"));
        } else {
            found.failures.push(error);
        }
    }

    /// All entries of a config file, and what each of their charts has by itself.
    fn add_entries(&self, config: &Config, found: &mut Discovered) -> Result<(), ProjectError> {
        for entry in &config.targets {
            self.add_entry(entry, config, found);
        }
        let charts: BTreeSet<&PathBuf> = config.targets.iter().map(|entry| &entry.chart).collect();
        for chart in charts.into_iter().filter(|chart| self.is_chart(chart)) {
            if !found.one && !self.is_excluded(chart, config)? {
                found.whole.insert(chart.clone());
                self.add_own(chart, config, found)?;
            }
        }
        Ok(())
    }

    /// What an entry of the config file describes, if all of it is there.
    fn add_entry(&self, entry: &config::TargetEntry, config: &Config, found: &mut Discovered) {
        let values = entry.values.iter().enumerate();
        let values = values.map(|(index, file)| (file, entry.setting.join("values").join(index)));
        let chart = (&entry.chart, entry.setting.join("chart"));
        let mut named = std::iter::once(chart).chain(values);
        match named.find(|(path, _)| self.files.kind(path).is_none()) {
            None => match self.manifests_of_entry(entry, config) {
                Ok(None) => {
                    found.targets.insert(entry.into());
                }
                Ok(Some(file)) => {
                    found.manifests.changed.insert(file);
                }
                Err(error) => found.failures.push(error),
            },
            Some((path, setting)) => found.failures.push(absent(entry, path, &setting, config)),
        }
    }

    /// A values file on the chart that `--chart` names, else on the one found for it, else on its own.
    fn add_on_chart(&self, file: PathBuf, nearest: Option<PathBuf>, found: &mut Discovered) {
        if self.add_manifests(&file, found) {
            return;
        }
        let chart = if self.request.chart.is_some() {
            match self.named_chart(found) {
                Some(chart) => Some(chart),
                None => return,
            }
        } else {
            nearest
        };
        found.targets.insert(match chart {
            Some(chart) => Target::of_chart(chart, vec![file]),
            None => Target::partial(vec![file]),
        });
    }

    /// Notes what releases may read of a file that a hook names, or of the chart that it belongs to.
    fn note_changed(&self, path: &Path, found: &mut Discovered) {
        let is_defaults = path.file_name().is_some_and(|name| name == VALUES);
        match self.role(path) {
            Role::Chart(chart, part) if part == Part::Rendering || is_defaults => {
                found.manifests.changed_charts.insert(chart);
            }
            Role::Values | Role::Packed | Role::MisnamedChart | Role::Other(KUSTOMIZATION) => {}
            _ => {
                found.manifests.read_by_releases.insert(path.to_owned());
            }
        }
    }

    /// Takes in a file that a hook for manifests names: it is given files of all kinds.
    fn add_manifests_alone(&self, path: &Path, found: &mut Discovered) {
        match self.role(path) {
            Role::Values if self.add_manifests(path, found) => {}
            Role::Other(KUSTOMIZATION) => {
                found.manifests.changed.insert(path.to_path_buf());
            }
            Role::Values if found.manifests.read_by_releases.contains(path) => {}
            _ => found
                .skipped
                .push(sentence(path, "holds no manifest of kagent")),
        }
    }

    /// Takes in a file if it holds manifests. A hook names files of all kinds: then only those of kagent are read.
    fn add_manifests(&self, file: &Path, found: &mut Discovered) -> bool {
        if self.request.changed && file != Path::new("-") {
            let is_ours = self.request.only != Some(Only::Charts) && self.holds_ours(file);
            if is_ours {
                found.manifests.changed.insert(file.to_path_buf());
            }
            if self.request.only != Some(Only::Charts) && self.may_be_read_by_releases(file) {
                found.manifests.read_by_releases.insert(file.to_path_buf());
            }
            return is_ours;
        }
        let source = self.manifests_in(file);
        let named = source.map(|source| (file.to_path_buf(), source));
        let is_any = named.is_some();
        found.manifests.files.extend(named);
        is_any
    }

    pub(super) fn is_excluded(&self, path: &Path, config: &Config) -> Result<bool, ProjectError> {
        let typed = Excluded::of(&self.request.exclude, self.here.clone())?;
        Ok(typed.covers(path, &self.here)
            || Excluded::new(config, &self.here)?.covers(path, &self.here))
    }

    /// What left a path out.
    fn excluded(&self, path: &Path, config: &Config) -> Result<String, ProjectError> {
        let typed = Excluded::of(&self.request.exclude, self.here.clone())?;
        let by = match (typed.covers(path, &self.here), &config.file) {
            (false, Some(file)) => format!("`exclude` in `{}`", display_path(file)),
            _ => "`--exclude`".to_owned(),
        };
        Ok(sentence(path, &format!("is left out by {by}")))
    }

    /// Whether a folder, or a packed chart, holds `Chart.yaml`, even one that cannot be read.
    pub(super) fn is_chart(&self, folder: &Path) -> bool {
        let file = folder.join(CHART);
        match self.files.kind(&file) {
            Some(FileKind::File | FileKind::Irregular) => true,
            Some(FileKind::Directory) => false,
            None => self.files.is_link(&file),
        }
    }
}

/// The error if an entry of the config file's `targets` names a file that does not exist.
fn absent(
    entry: &config::TargetEntry,
    path: &Path,
    setting: &ValuePath,
    config: &Config,
) -> ProjectError {
    let what = if path == entry.chart {
        "folder"
    } else {
        "file"
    };
    // As it is written, so that a credential in it is known and hidden.
    let named = config.written(setting).unwrap_or_default();
    let message = format!("`targets` names `{named}`, and there is no such {what}");
    let help = "correct the entry or remove it: paths in the config file count from its own folder";
    let mistake = config.mistake(setting, message, Some(help.to_owned()));
    let path = path.to_path_buf();
    mistake.map_or(ProjectError::Missing { path }, ProjectError::from)
}

/// What a `Chart.yaml` that is spelled otherwise comes to.
pub(super) fn no_chart(file: &Path) -> String {
    let rest =
        "makes no chart of its folder, which is not linted as one: Helm reads `Chart.yaml` only";
    sentence(file, rest)
}

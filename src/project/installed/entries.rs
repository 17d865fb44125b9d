//! Entries of the config file that name the chart of what a file of manifests installs.

use crate::config::{Config, TargetEntry};
use crate::gitops::{self, Installation, Scope};
use crate::manifests::{self, Naming, SetFile};
use crate::project::{Project, ProjectError};
use std::path::{Path, PathBuf};

impl Project<'_> {
    /// The entry that names the chart of what a file installs.
    pub(super) fn entry_of<'c>(
        &self,
        one: &Installation,
        file: &Path,
        config: &'c Config,
    ) -> Option<&'c TargetEntry> {
        let has = |entry: &&TargetEntry| entry.values.iter().any(|own| own == file);
        let mut entries = config.targets.iter().filter(has);
        let mut fitting = entries
            .clone()
            .filter(|entry| self.may_be_of(one, &entry.chart));
        let is_alone = || self.installations_in(file).len() == 1;
        // Where there is but one, the entry can mean no other, whatever its chart is called where it is published.
        fitting
            .next()
            .or_else(|| entries.next().filter(|_| is_alone()))
    }

    /// Whether what is installed may be of a chart, by its name.
    fn may_be_of(&self, one: &Installation, chart: &Path) -> bool {
        let chart = self.identity(chart);
        let name = one.chart.name.as_ref();
        name.is_none_or(|name| chart.is_some_and(|chart| *chart.name == **name))
    }

    /// The file of manifests among an entry's values; `None` if these are values.
    ///
    /// # Errors
    /// When it installs nothing of the entry's chart, or there are others beside it.
    pub(in crate::project) fn manifests_of_entry(
        &self,
        entry: &TargetEntry,
        config: &Config,
    ) -> Result<Option<PathBuf>, ProjectError> {
        let values = entry.values.iter().enumerate();
        let mut read = values.filter_map(|(index, file)| {
            let installed = self.installations_in(file);
            (!installed.is_empty()).then_some((index, file, installed))
        });
        let Some((index, file, installed)) = read.next() else {
            return Ok(None);
        };
        let setting = entry.setting.join("values").join(index);
        let named = config.written(&setting).unwrap_or_default();
        let message = if entry.values.len() > 1 {
            format!("`{named}` holds manifests, and nothing else can be beside it in `values`")
        } else if installed.len() == 1 || { installed.iter() }
            .any(|one| self.may_be_of(one, &entry.chart))
        {
            return Ok(Some(file.clone()));
        } else {
            format!("nothing in `{named}` installs the chart that this entry names")
        };
        let path = file.clone();
        let mistake = config.mistake(&setting, message, None);
        Err(mistake.map_or(ProjectError::Missing { path }, ProjectError::from))
    }

    /// What the objects of one file install.
    fn installations_in(&self, file: &Path) -> Vec<Installation> {
        let source = self.manifests_in(file);
        let files = source.map(|source| SetFile {
            file: manifests::read(&source).into(),
            naming: Naming::default(),
        });
        gitops::installations(&Scope::new(files.into_iter().collect(), []))
    }
}

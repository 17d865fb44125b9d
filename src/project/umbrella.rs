//! Values files that must agree, as `umbrella:` in a config file says.

use super::outcome::{Linted, Silenced, Subject};
use super::{Project, ProjectError, Target};
use crate::config::{Config, ConfigError, Umbrella};
use crate::rules::{UMBRELLA_DRIFT, ValuesFile, drift};
use crate::secrets::Mask;
use crate::source::{Name, display_path};
use crate::values;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The files of the entries, each read once.
type Copies = BTreeMap<PathBuf, Result<ValuesFile, Arc<values::Error>>>;

impl Project<'_> {
    /// Compares what the config files in use say to compare, each file's entries once, where one of the files is linted.
    pub(super) fn umbrellas(
        &self,
        configs: &[Arc<Config>],
        targets: &[Target],
    ) -> Result<Vec<Linted>, ProjectError> {
        let read: BTreeSet<PathBuf> = targets
            .iter()
            .flat_map(|target| self.input_files(target))
            .collect();
        let own = { &self.request.targets }.is_empty();
        let own = own.then(|| self.config(Path::new("."))).transpose()?;
        let in_use: BTreeMap<_, _> = { configs.iter().chain(&own) }
            .map(|config| (&config.file, config))
            .collect();
        let mut linted = Vec::new();
        for config in in_use.into_values() {
            let mut copies = Copies::new();
            let is_linted = |entry: &&Umbrella| entry.files.iter().any(|file| read.contains(file));
            for entry in config.umbrella.iter().filter(is_linted) {
                linted.extend(self.umbrella(config, entry, &mut copies)?);
            }
        }
        Ok(linted)
    }

    /// What came of the later files of one entry, and of files that cannot be read.
    fn umbrella(
        &self,
        config: &Config,
        entry: &Umbrella,
        copies: &mut Copies,
    ) -> Result<Vec<Linted>, ProjectError> {
        let mut files = Vec::new();
        for file in &entry.files {
            if !self.is_excluded(file, config)? {
                files.push(file);
            }
        }
        for file in &files {
            if !copies.contains_key(*file) {
                copies.insert((*file).clone(), self.copy(file).map_err(Arc::new));
            }
        }
        let read = |file: &PathBuf| copies.get(file).map(Result::as_ref);
        let unread = files.iter().filter_map(|file| {
            let error = read(file)?.err()?;
            Some(self.not_compared(config, (entry, file), error))
        });
        let mut linted: Vec<Linted> = unread.collect();
        let Some((first_file, later)) = files.split_first() else {
            return Ok(linted);
        };
        let Some(Ok(first)) = read(first_file) else {
            return Ok(linted);
        };
        let readable = later
            .iter()
            .filter_map(|file| Some((*file, read(file)?.ok()?)));
        linted.extend(readable.map(|(file, later)| {
            let mut linted = Linted {
                label: display_path(file),
                diagnostics: drift(first, later, &entry.path),
                files: [*first_file, file].map(|file| display_path(file)).into(),
                subject: Subject::UmbrellaFile,
                fail_on: self.fail_on(config),
                ..Linted::default()
            };
            self.apply_rule_settings(config, false, &mut linted.diagnostics);
            self.silence_drift(config, later, &mut linted);
            linted.mask = mask([first, later], &linted);
            linted
        }));
        Ok(linted)
    }

    /// Takes out what the comments of a later file silence.
    fn silence_drift(&self, config: &Config, later: &ValuesFile, linted: &mut Linted) {
        let layer = later.layer();
        let id = UMBRELLA_DRIFT.id;
        linted.silenced = Silenced {
            own: [layer.source.name().clone()].into(),
            ran: self.runs(id, config).then_some(id).into_iter().collect(),
            severity: self.unused_severity(config),
            ..Silenced::default()
        };
        self.remove_suppressed(linted, [layer], Vec::new());
    }

    fn copy(&self, file: &Path) -> Result<ValuesFile, values::Error> {
        ValuesFile::new(self.loader.overlay(file)?)
    }

    fn not_compared(
        &self,
        config: &Config,
        (entry, file): (&Umbrella, &PathBuf),
        error: &Arc<values::Error>,
    ) -> Linted {
        if matches!(**error, values::Error::Missing { .. })
            && let Some(mistake) = absent(config, entry, file)
            && let Ok(linted) = self.linted_config(mistake.into())
        {
            return linted;
        }
        let unjudged = [Name::File(file.to_owned())].into();
        Linted {
            subject: Subject::UmbrellaFile,
            ..self.unread(display_path(file), Arc::clone(error), unjudged)
        }
    }
}

/// The mistake of an entry that names a file which is not there.
fn absent(config: &Config, entry: &Umbrella, file: &PathBuf) -> Option<ConfigError> {
    let index = entry.files.iter().position(|known| known == file)?;
    let setting = entry.setting.join("files").join(index);
    let named = config.written(&setting)?;
    let message = format!("`umbrella` names `{named}`, and there is no such file");
    let help = "correct the entry or remove it: paths in the config file count from its own folder";
    config.mistake(&setting, message, Some(help.to_owned()))
}

/// What must not be shown of two files, where anything is shown of them.
fn mask(copies: [&ValuesFile; 2], linted: &Linted) -> Mask {
    let mut mask = Mask::default();
    if !linted.diagnostics.is_empty() || !linted.silenced.ignores.is_empty() {
        for copy in copies {
            mask.extend(copy.layer().mask());
        }
    }
    mask
}

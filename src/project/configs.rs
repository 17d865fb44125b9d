//! Which config file applies to a target; each is read once.

use super::{Project, ProjectError};
use crate::config::{self, Config};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// The config files read so far, by name; none for the settings without a file.
#[derive(Debug, Default)]
pub(super) struct Configs {
    read: Mutex<BTreeMap<Option<PathBuf>, Arc<Config>>>,
}

impl Project<'_> {
    /// The config file that applies to a path, read; the empty one where there is none.
    pub(super) fn config(&self, path: &Path) -> Result<Arc<Config>, ProjectError> {
        let file = match self.request.config.as_deref() {
            Some(named) => Some(self.reached(named)),
            None => config::find(self.files, &self.here, path)?,
        };
        let mut read = self
            .configs
            .read
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(config) = read.get(&file) {
            return Ok(Arc::clone(config));
        }
        let config = Arc::new(match &file {
            Some(file) => config::load(&self.loader, &self.here, file)?,
            None => Config {
                folder: PathBuf::from("."),
                ..Config::default()
            },
        });
        read.insert(file, Arc::clone(&config));
        Ok(config)
    }
}

//! Which contract a target is read by, and why; each is loaded once.

use super::{Project, ProjectError, Target};
use crate::config::Config;
use crate::contract::{self, Contract};
use crate::schema::Validator;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

/// A contract with its schemas compiled.
#[derive(Debug)]
pub struct Prepared {
    /// The contract.
    pub contract: Contract,
    /// Its schema for whole targets.
    pub values: Validator,
    /// Its schema for partial ones.
    pub overlay: Validator,
}

/// The contracts in use, by the name or folder they were asked for.
#[derive(Debug, Default)]
pub(super) struct Contracts {
    loaded: Mutex<BTreeMap<String, Arc<Prepared>>>,
}

/// The contract of a target.
pub(super) struct Choice {
    pub(super) prepared: Arc<Prepared>,
    /// Why this one, as the end of a sentence.
    pub(super) reason: String,
}

impl Project<'_> {
    /// The contract of a target: from the command line, else the target's entry in the config file, else the config
    /// file, else the default.
    pub(super) fn contract(
        &self,
        target: &Target,
        config: &Config,
    ) -> Result<Choice, ProjectError> {
        let file = config
            .file
            .as_ref()
            .map(|file| crate::source::shown(file))
            .unwrap_or_default();
        let (name, folder, reason) = if let Some(name) = &self.request.contract {
            (
                name.as_str(),
                Path::new("."),
                "given by --contract".to_owned(),
            )
        } else if let Some(name) = &target.contract {
            (
                name.as_str(),
                config.folder.as_path(),
                format!("set for this target in {file}"),
            )
        } else if let Some(name) = &config.contract {
            (
                name.as_str(),
                config.folder.as_path(),
                format!("set in {file}"),
            )
        } else {
            (contract::DEFAULT, Path::new("."), "the default".to_owned())
        };
        Ok(Choice {
            prepared: self.prepared(name, folder)?,
            reason,
        })
    }

    fn prepared(&self, name: &str, folder: &Path) -> Result<Arc<Prepared>, ProjectError> {
        let directory = self.here.relative(&folder.join(name));
        let key = if contract::BUILT_IN.contains(&name) {
            name.to_owned()
        } else {
            crate::source::shown(&directory)
        };
        let mut loaded = self
            .contracts
            .loaded
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(prepared) = loaded.get(&key) {
            return Ok(Arc::clone(prepared));
        }
        let contract = contract::find(self.files, name, &directory)?;
        let contract = contract.ok_or_else(|| ProjectError::NoContract {
            name: name.to_owned(),
        })?;
        let prepared = Arc::new(Prepared {
            values: Validator::new(contract.schema.values().clone())?,
            overlay: Validator::new(contract.schema.overlay())?,
            contract,
        });
        loaded.insert(key, Arc::clone(&prepared));
        Ok(prepared)
    }
}

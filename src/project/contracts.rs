//! Which contract a target is read by, and why; each is loaded once.

use super::templates::Templates;
use super::{Project, ProjectError, Target};
use crate::config::Config;
use crate::contract::{self, Contract};
use crate::schema::Validator;
use crate::source::shown;
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

/// What asks for a contract.
pub(super) struct Asked<'a> {
    pub(super) name: &'a str,
    /// Where the name of a folder starts.
    pub(super) folder: &'a Path,
    reason: String,
}

impl Project<'_> {
    /// The contract of a target: from the command line, else the target's entry in the config file, else the config
    /// file, else what the chart's own template shows, else the default.
    pub(super) fn contract(
        &self,
        target: &Target,
        config: &Config,
        chart: Option<&Templates>,
    ) -> Result<Choice, ProjectError> {
        let asked = self.asked(target, config).unwrap_or_else(|| {
            let (name, reason) = self.detected(chart);
            Asked {
                name,
                folder: Path::new("."),
                reason,
            }
        });
        Ok(Choice {
            prepared: self.prepared(asked.name, asked.folder)?,
            reason: asked.reason,
        })
    }

    /// The contract that somebody names.
    pub(super) fn asked<'a>(&'a self, target: &'a Target, config: &'a Config) -> Option<Asked<'a>> {
        let file = || config.file.as_deref().map(shown).unwrap_or_default();
        if let Some(name) = &self.request.contract {
            return Some(Asked {
                name,
                folder: Path::new("."),
                reason: "given by --contract".to_owned(),
            });
        }
        let (name, reason) = match (&target.contract, &config.contract) {
            (Some(name), _) => (name, format!("set for this target in {}", file())),
            (None, Some(name)) => (name, format!("set in {}", file())),
            (None, None) => return None,
        };
        Some(Asked {
            name,
            folder: &config.folder,
            reason,
        })
    }

    /// The contract that a chart's own template shows, else the default.
    fn detected(&self, chart: Option<&Templates>) -> (&'static str, String) {
        let Some(found) = chart.and_then(|chart| chart.shown(self.files, self.sources)) else {
            return (contract::DEFAULT, "the default".to_owned());
        };
        let template = &found.template;
        found.contract.map_or_else(
            || {
                let reason = format!("the default, since {template} does not show which");
                (contract::DEFAULT, reason)
            },
            |name| (name, format!("shown by {template}")),
        )
    }

    /// The contract of this name, or in this folder below `folder`, read once.
    pub(super) fn prepared(
        &self,
        name: &str,
        folder: &Path,
    ) -> Result<Arc<Prepared>, ProjectError> {
        let directory = self.here.relative(&folder.join(name));
        let key = if contract::BUILT_IN.contains(&name) {
            name.to_owned()
        } else {
            shown(&directory)
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

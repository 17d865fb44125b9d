//! Which contract a target is read by, and why; each is loaded once.

use super::charts::LoadedChart;
use super::installed::Maker;
use super::{Project, ProjectError, Target};
use crate::config::Config;
use crate::contract::{self, Basis, Contract};
use crate::published::Followed;
use crate::schema::{SchemaError, Validator};
use crate::source::{FileKind, ValuePath, display_path};
use std::path::Path;
use std::sync::{Arc, OnceLock};

/// A contract with its schemas, which are compiled when they are first used.
#[derive(Debug)]
pub struct CompiledContract {
    /// The contract.
    pub contract: Contract,
    values: OnceLock<Validator>,
    overlay: OnceLock<Validator>,
}

impl CompiledContract {
    fn new(contract: Contract) -> Self {
        Self {
            contract,
            values: OnceLock::new(),
            overlay: OnceLock::new(),
        }
    }

    /// Its schema for whole targets.
    ///
    /// # Errors
    /// When it is none: never once `check` has passed.
    pub fn values(&self) -> Result<&Validator, SchemaError> {
        let schema = || self.contract.schema.values().clone();
        compiled(&self.values, schema)
    }

    /// Its schema for partial ones.
    ///
    /// # Errors
    /// When it is none: never once `check` has passed.
    pub fn overlay(&self) -> Result<&Validator, SchemaError> {
        compiled(&self.overlay, || self.contract.schema.overlay())
    }

    /// Checks that its schemas are such.
    fn check(&self) -> Result<(), SchemaError> {
        self.values()?;
        self.overlay()?;
        Ok(())
    }
}

fn compiled(
    known: &OnceLock<Validator>,
    schema: impl FnOnce() -> serde_json::Value,
) -> Result<&Validator, SchemaError> {
    if let Some(known) = known.get() {
        return Ok(known);
    }
    let validator = Validator::new(schema())?;
    Ok(known.get_or_init(|| validator))
}

/// The contract of a target.
pub(super) struct Choice {
    /// The contract; the default where none applies, whose layout says where agents would be.
    pub(super) compiled: Arc<CompiledContract>,
    pub(super) basis: Basis,
    /// Why this one, as the end of a sentence.
    pub(super) reason: String,
}

/// What asks for a contract.
pub(super) struct AskedContract<'a> {
    pub(super) name: &'a str,
    /// Where the name of a folder starts.
    pub(super) folder: &'a Path,
    reason: String,
    /// The setting in the config file that asks for it, if one does.
    setting: Option<ValuePath>,
}

impl Project<'_> {
    /// The contract of a target: from the command line, else the target's entry in the config file, else the config
    /// file, else what the chart's own templates show, else, only where no template is at hand, the default.
    pub(super) fn contract(
        &self,
        target: &Target,
        config: &Config,
        chart: Option<&LoadedChart>,
    ) -> Result<Choice, ProjectError> {
        if let Some(asked) = self.asked(target, config) {
            return Ok(Choice {
                compiled: self.asked_contract(&asked, config)?,
                basis: Basis::Stated,
                reason: asked.reason,
            });
        }
        let default = self.compiled_contract(contract::DEFAULT, Path::new("."))?;
        if let Some(maker) = self.maker(target).filter(|_| chart.is_none()) {
            return self.followed(&maker, default);
        }
        let Some(chart) = chart.filter(|chart| chart.templates.are_at_hand(self.files)) else {
            return Ok(Choice {
                compiled: default,
                basis: Basis::Assumed,
                reason: "assumed: no template is at hand".to_owned(),
            });
        };
        let definitions = ValuePath::parse(&default.contract.definition.layout.definitions);
        let found = self.shown(chart, &ValuePath::root());
        Ok(
            match found
                .as_deref()
                .map(|found| (found.contract, &found.template))
            {
                Some((Some(name), template)) => Choice {
                    compiled: self.compiled_contract(name, Path::new("."))?,
                    basis: Basis::Shown,
                    reason: format!("shown by {template}"),
                },
                Some((None, template)) => Choice {
                    compiled: default,
                    basis: Basis::None,
                    reason: format!(
                        "{template} does not show which contract it follows; `--contract` states it"
                    ),
                },
                None => Choice {
                    reason: self.why_none(chart, &definitions),
                    compiled: default,
                    basis: Basis::None,
                },
            },
        )
    }

    /// The contract that a release is known to follow.
    fn followed(
        &self,
        maker: &Maker,
        default: Arc<CompiledContract>,
    ) -> Result<Choice, ProjectError> {
        let release = &maker.release;
        Ok(match release.followed() {
            Followed::One(name) => Choice {
                compiled: self.compiled_contract(name, Path::new("."))?,
                basis: Basis::Known,
                reason: maker.reason.clone(),
            },
            Followed::None => Choice {
                compiled: default,
                basis: Basis::None,
                reason: format!("its chart is {release}, which has none"),
            },
            Followed::Several => Choice {
                compiled: default,
                basis: Basis::Assumed,
                reason: format!(
                    "assumed: no template is at hand, and releases of {} `{}` follow different ones",
                    release.chart.name, release.stated
                ),
            },
        })
    }

    /// The contracts that the templates of the charts below a chart show, each with the key of that chart.
    pub(super) fn contracts_below(&self, base: &LoadedChart) -> Vec<(ValuePath, Choice)> {
        let Ok(default) = self.compiled_contract(contract::DEFAULT, Path::new(".")) else {
            return Vec::new();
        };
        let definitions = ValuePath::parse(&default.contract.definition.layout.definitions);
        let keys = base.templates.readers(self.files, &definitions).into_iter();
        let choices = keys.filter_map(|at| {
            let shown = self.shown(base, &at)?;
            let compiled = self.compiled_below(shown.contract?, Path::new("."), &at);
            let choice = Choice {
                compiled: compiled.ok()?,
                basis: Basis::Shown,
                reason: format!("shown by {} for what is below `{at}`", shown.template),
            };
            Some((at, choice))
        });
        choices.collect()
    }

    /// The contract that somebody names.
    pub(super) fn asked<'a>(
        &'a self,
        target: &'a Target,
        config: &'a Config,
    ) -> Option<AskedContract<'a>> {
        let file = || config.file.as_deref().map(display_path).unwrap_or_default();
        if let Some(name) = &self.request.contract {
            return Some(AskedContract {
                name,
                folder: Path::new("."),
                reason: "given by --contract".to_owned(),
                setting: None,
            });
        }
        let setting = ValuePath::keys(["contract"]);
        let (name, reason, setting) = match (&target.contract, &config.contract) {
            (Some(name), _) => {
                let mut entries = config.targets.iter();
                let entry = entries.find(|entry| Target::from(*entry) == *target);
                let setting = entry.map(|entry| entry.setting.append(&setting));
                (name, format!("set for this target in {}", file()), setting)
            }
            (None, Some(name)) => (name, format!("set in {}", file()), Some(setting)),
            (None, None) => return None,
        };
        Some(AskedContract {
            name,
            folder: &config.folder,
            reason,
            setting,
        })
    }

    /// A contract that somebody names. If there is none of this name, the error is about the setting that names it.
    pub(super) fn asked_contract(
        &self,
        asked: &AskedContract<'_>,
        config: &Config,
    ) -> Result<Arc<CompiledContract>, ProjectError> {
        let compiled = self.compiled_contract(asked.name, asked.folder);
        compiled.map_err(|error| match (&error, &asked.setting) {
            (
                ProjectError::NoContract { .. } | ProjectError::NoTargetFile { .. },
                Some(setting),
            ) => {
                let mistake = config.mistake(setting, error.to_string(), error.help());
                mistake.map_or(error, ProjectError::from)
            }
            _ => error,
        })
    }

    /// The contract of this name, or in this folder below `folder`, read once.
    pub(super) fn compiled_contract(
        &self,
        name: &str,
        folder: &Path,
    ) -> Result<Arc<CompiledContract>, ProjectError> {
        let directory = self.here.relative(&folder.join(name));
        let key = if contract::BUILT_IN.contains(&name) {
            name.to_owned()
        } else {
            display_path(&directory)
        };
        self.caches
            .contracts
            .get_or_read(key, || self.compile(name, &directory))
    }

    /// The same for a chart at a key of the values.
    pub(super) fn compiled_below(
        &self,
        name: &str,
        folder: &Path,
        at: &ValuePath,
    ) -> Result<Arc<CompiledContract>, ProjectError> {
        let compiled = self.compiled_contract(name, folder)?;
        if at.segments().is_empty() {
            return Ok(compiled);
        }
        let key = format!("{name} below {at}");
        self.caches.contracts.get_or_read(key, || {
            let contract = compiled.contract.below(at);
            Ok(Arc::new(CompiledContract::new(contract)))
        })
    }

    fn compile(&self, name: &str, directory: &Path) -> Result<Arc<CompiledContract>, ProjectError> {
        let contract = contract::find(self.files, name, directory)?;
        let contract = contract.ok_or_else(|| match self.files.kind(directory) {
            Some(FileKind::File | FileKind::Irregular) => {
                ProjectError::no_contract_folder(directory)
            }
            _ => ProjectError::NoContract {
                name: name.to_owned(),
            },
        })?;
        let compiled = CompiledContract::new(contract);
        if !contract::BUILT_IN.contains(&name) {
            compiled.check()?;
        }
        Ok(Arc::new(compiled))
    }
}

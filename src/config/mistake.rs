//! Mistakes in a config file, as findings that point at its settings.

use super::{Config, ConfigError};
use crate::diagnostic::{Diagnostic, Related};
use crate::rules::INVALID_CONFIG;
use crate::source::{Place, ValuePath};

/// The finding that a setting cannot be used.
pub(super) fn mistake(
    path: ValuePath,
    place: Place,
    message: String,
    help: Option<String>,
) -> Diagnostic {
    Diagnostic {
        rule: INVALID_CONFIG.id,
        severity: INVALID_CONFIG.severity,
        message,
        help,
        path,
        agent: None,
        object: None,
        place,
        label: None,
        related: Vec::new(),
        fix: None,
        unfixable: None,
    }
}

impl Config {
    /// A setting's value as it is written; `None` if it is not there, or is no string.
    pub fn written(&self, path: &ValuePath) -> Option<&str> {
        self.content.as_ref()?.at(path)?.as_str()
    }

    /// A mistake: the value of a setting cannot be used; `None` if the config file does not have the setting.
    pub fn mistake(
        &self,
        path: &ValuePath,
        message: String,
        help: Option<String>,
    ) -> Option<ConfigError> {
        let place = self.content.as_ref()?.at(path)?.place;
        Some(ConfigError::Mistakes {
            file: self.file.clone()?,
            mistakes: vec![mistake(path.clone(), place, message, help)],
        })
    }
}

impl ConfigError {
    /// What is wrong in the file, as findings; empty where it is not the content of a file.
    pub fn findings(&self) -> Vec<Diagnostic> {
        match self {
            Self::Mistakes { mistakes, .. } => mistakes.clone(),
            Self::Read(error) => {
                let finding = error.place().map(|place| Diagnostic {
                    related: Vec::from_iter(error.related().map(|(message, place)| Related {
                        message: message.to_owned(),
                        place,
                        is_aside: false,
                    })),
                    ..mistake(ValuePath::root(), place, error.to_string(), error.help())
                });
                Vec::from_iter(finding)
            }
            Self::Several { .. } => Vec::new(),
        }
    }

    /// What to do about it.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::Read(error) => error.help(),
            Self::Several { .. } => {
                Some("keep one of them, or name one with `--config FILE`".to_owned())
            }
            Self::Mistakes { .. } => None,
        }
    }
}

//! Values that choose among names, and choose none that is known.

use super::JudgedRelease;
use crate::source::ValuePath;

/// What is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChoiceOf {
    /// The provider of kagent's default model; the chart's templates refuse another one.
    Provider,
    /// The same, of an entry that does not say which provider it is.
    NamelessProvider,
    /// How kagent's controller knows its callers; it refuses another one.
    AuthMode,
}

/// A name that is none of those that are known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownChoice {
    /// What is chosen.
    pub of: ChoiceOf,
    /// Where.
    pub path: ValuePath,
    /// The name.
    pub written: String,
    /// Those that are known.
    pub known: Vec<String>,
    /// By which release that is known; `None` where the chart itself is here.
    pub release: Option<JudgedRelease>,
}

impl UnknownChoice {
    /// A choice in a chart that is here.
    pub fn new(of: ChoiceOf, path: ValuePath, written: &str, known: Vec<String>) -> Self {
        Self {
            of,
            path,
            written: written.to_owned(),
            known,
            release: None,
        }
    }
}

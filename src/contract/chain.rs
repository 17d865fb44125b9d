//! Chains of fields that templates read, such as `$agent.obo.enabled`, and what a chart does where one leads nowhere.

use super::definition::{Definition, IntentSpec, NeedSpec};
use std::fmt;

/// A chain of fields that a contract's templates read without asking whether all of it is there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Chain {
    /// The fields, from a variable or from `.Values` on.
    pub fields: Vec<String>,
    /// Whether it starts at `.Values`.
    pub is_of_values: bool,
    /// Whether the value at its end must be there too, since a function takes it that refuses nil.
    pub takes_value: bool,
}

impl Chain {
    /// The chain of an agent's, or of a listed server's, own fields.
    pub fn of_entry(path: &str) -> Self {
        Self::new(path, false)
    }

    /// The chain from `.Values` on.
    pub fn of_values(path: &str) -> Self {
        Self::new(path, true)
    }

    fn new(path: &str, is_of_values: bool) -> Self {
        Self {
            fields: path.split('.').map(str::to_owned).collect(),
            is_of_values,
            takes_value: false,
        }
    }

    /// The same up to a value that must be there.
    #[must_use]
    pub fn with_value(mut self, takes_value: bool) -> Self {
        self.takes_value = takes_value;
        self
    }
}

impl fmt::Display for Chain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let start = if self.is_of_values { ".Values" } else { "" };
        write!(f, "{start}.{}", self.fields.join("."))
    }
}

/// What templates do with a chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// Nothing: none of them reads it.
    None,
    /// They read it without asking, so that Helm fails where something before its end is nil.
    Unguarded,
    /// They ask first, or have a default, and take what is absent for off, or for on; `None` if that is not known.
    Guarded(Option<bool>),
}

/// What a chart's templates do where a value is absent that a contract's templates read. They are run for each answer, and none
/// is given where they cannot be.
pub trait Absences {
    /// What they do with a chain.
    fn use_of(&self, chain: &Chain) -> Option<Use>;
    /// What they do without an agent's flag in its block, which is empty or holds something else.
    fn use_of_flag_alone(&self, is_block_empty: bool) -> Option<Use>;
    /// What they take a switch for whose value is absent, where that is known.
    fn taken_for(&self, chain: &Chain) -> Option<bool>;
    /// Whether they refuse to go on where no audience of tokens is to be found.
    fn needs_audience(&self) -> Option<bool>;
}

impl Definition {
    /// The flag of an agent that says that calls are meant to run as the user, if there is one.
    pub fn flag(&self) -> Option<&str> {
        match &self.intent {
            IntentSpec::Flag { flag } => Some(flag),
            IntentSpec::Word(_) => None,
        }
    }
}

impl NeedSpec {
    /// The chain on which templates fail where a part before its end is absent; `None` if there is no such part.
    pub fn chain(&self, is_of_values: bool) -> Option<Chain> {
        let chain = Chain::new(&self.path, is_of_values);
        (chain.fields.len() > 1).then_some(chain)
    }

    /// The chain on which they fail where the value itself is absent; `None` if they do not.
    pub fn value_chain(&self, is_of_values: bool) -> Option<Chain> {
        let chain = Chain::new(&self.path, is_of_values).with_value(true);
        self.value.then_some(chain)
    }
}

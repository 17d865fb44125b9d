//! Words that a shell completes, where others are taken too: for any other word we report the nearest one.

use crate::contract;
use crate::rules;
use clap::builder::{PossibleValue, StringValueParser, TypedValueParser};
use clap::{Arg, Command, Error};
use std::ffi::OsStr;

/// Accepts any string, and suggests these words.
#[derive(Debug, Clone, Copy)]
pub(super) struct Suggested(pub(super) fn() -> Vec<PossibleValue>);

impl TypedValueParser for Suggested {
    type Value = String;

    fn parse_ref(
        &self,
        command: &Command,
        argument: Option<&Arg>,
        value: &OsStr,
    ) -> Result<String, Error> {
        StringValueParser::new().parse_ref(command, argument, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new((self.0)().into_iter()))
    }
}

/// The ids of all rules.
pub(super) fn rules() -> Vec<PossibleValue> {
    let rules = rules::RULES.iter();
    rules
        .map(|rule| PossibleValue::new(rule.id).help(rule.summary))
        .collect()
}

/// The names of the built-in contracts.
pub(super) fn contracts() -> Vec<PossibleValue> {
    contract::BUILT_IN.iter().map(PossibleValue::new).collect()
}

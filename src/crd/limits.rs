//! What a value of the right type may be: enums, lengths, ranges, patterns, formats.

use super::admitted::{Admitted, Shape};
use super::format::Format;
use crate::words::{list, plural, ticked};
use regex::Regex;
use serde_json::Value as Json;
use std::sync::Arc;

/// Bounds of a value.
#[derive(Debug, Clone, Default)]
pub(super) struct Limits {
    /// The values that are allowed; all if there are none here.
    pub(super) one_of: Vec<Json>,
    pub(super) pattern: Option<Regex>,
    /// What the pattern asks for.
    pub(super) meaning: Option<Arc<str>>,
    pub(super) format: Option<Format>,
    pub(super) min_length: Option<u64>,
    pub(super) max_length: Option<u64>,
    pub(super) min_items: Option<u64>,
    pub(super) max_items: Option<u64>,
    pub(super) min_properties: Option<u64>,
    pub(super) max_properties: Option<u64>,
    pub(super) minimum: Option<Bound>,
    pub(super) maximum: Option<Bound>,
    pub(super) multiple_of: Option<f64>,
}

/// The end of a range.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bound {
    pub(super) value: f64,
    /// Whether the value itself is out of the range.
    pub(super) is_exclusive: bool,
}

/// A bound that a value does not meet, in words.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Excess {
    /// It is none of the allowed values.
    NotInEnum(String),
    /// There is too much of it.
    TooMany(String),
    /// Anything else.
    Other(String),
}

impl Limits {
    /// What is wrong with a value of the right type, to follow its name: `must be …`.
    pub(super) fn excess(&self, value: &Admitted<'_>) -> Option<Excess> {
        if !self.one_of.is_empty() && !self.one_of.iter().any(|one| value.equals(one)) {
            let ones = self.one_of.iter().filter(|one| one.as_str() != Some(""));
            let ones = ticked(ones.map(shown));
            return Some(Excess::NotInEnum(format!("must be {}", list(&ones, "or"))));
        }
        match &value.shape {
            Shape::String(text) => self.excess_of_text(text),
            Shape::Number(number) => self.excess_of_number(*number).map(Excess::Other),
            Shape::List(items) => size(items.len(), self.min_items, self.max_items, "item"),
            Shape::Map(map) => size(
                map.members.len(),
                self.min_properties,
                self.max_properties,
                "key",
            ),
            Shape::Null | Shape::Bool(_) | Shape::Unknown => None,
        }
    }

    fn excess_of_text(&self, text: &str) -> Option<Excess> {
        if self.min_length.is_some() || self.max_length.is_some() {
            let length = text.chars().count();
            if length == 0 && self.min_length == Some(1) {
                return Some(Excess::Other("must not be empty".into()));
            }
            let excess = size(length, self.min_length, self.max_length, "character");
            if excess.is_some() {
                return excess;
            }
        }
        if let Some(pattern) = self
            .pattern
            .as_ref()
            .filter(|pattern| !pattern.is_match(text))
        {
            let meaning = self.meaning.as_deref();
            return Some(Excess::Other(match meaning {
                Some(meaning) => format!("must be {meaning}"),
                None => format!("must match `{}`", pattern.as_str()),
            }));
        }
        let format = self.format.filter(|format| !format.admits_text(text))?;
        Some(Excess::Other(format!("must be {}", format.in_words())))
    }

    fn excess_of_number(&self, number: f64) -> Option<String> {
        if let Some(format) = self.format.filter(|format| !format.admits_number(number)) {
            return Some(format!("must be {}", format.in_words()));
        }
        let below = self
            .minimum
            .filter(|bound| number < bound.value || (bound.is_exclusive && number <= bound.value));
        if let Some(bound) = below {
            let words = if bound.is_exclusive {
                "more than"
            } else {
                "at least"
            };
            return Some(format!("must be {words} {}", bound.value));
        }
        let above = self
            .maximum
            .filter(|bound| number > bound.value || (bound.is_exclusive && number >= bound.value));
        if let Some(bound) = above {
            let words = if bound.is_exclusive {
                "less than"
            } else {
                "at most"
            };
            return Some(format!("must be {words} {}", bound.value));
        }
        let factor = self
            .multiple_of
            .filter(|factor| (number / factor).fract() != 0.0)?;
        Some(format!("must be a multiple of {factor}"))
    }
}

/// What is wrong with how much of a thing there is.
fn size(count: usize, least: Option<u64>, most: Option<u64>, thing: &str) -> Option<Excess> {
    let exact = u64::try_from(count).unwrap_or(u64::MAX);
    if let Some(most) = most.filter(|most| exact > *most) {
        let has = plural(count, thing);
        return Some(Excess::TooMany(format!("has {has}, and may have {most}")));
    }
    let least = least.filter(|least| exact < *least)?;
    let least = plural(usize::try_from(least).unwrap_or(usize::MAX), thing);
    Some(Excess::Other(format!("must have at least {least}")))
}

/// An allowed value as it is written.
pub(super) fn shown(value: &Json) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

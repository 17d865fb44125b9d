//! One field of a schedule: a list of values, ranges and steps.

use super::{FieldFault, ScheduleError};

/// The values that a field selects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CronField {
    /// A bit for each selected value.
    bits: u64,
    /// Whether it leaves the choice of days to the other of the two fields for days.
    pub(super) is_star: bool,
}

impl CronField {
    /// Whether it selects a value.
    pub(super) fn has(&self, value: u32) -> bool {
        self.bits & (1 << value) != 0
    }

    /// The values that it selects, ascending.
    pub(super) fn values(&self) -> impl Iterator<Item = u32> {
        (0..u64::BITS).filter(|value| self.has(*value))
    }
}

/// What a field may hold.
pub(super) struct FieldKind {
    name: &'static str,
    least: u32,
    most: u32,
    /// Names of the values, the first for the least.
    names: &'static [&'static str],
    /// The first and the last of them, for people.
    range_of_names: &'static str,
}

const fn numbers(name: &'static str, least: u32, most: u32) -> FieldKind {
    FieldKind {
        name,
        least,
        most,
        names: &[],
        range_of_names: "",
    }
}

pub(super) const MINUTE: FieldKind = numbers("minute", 0, 59);
pub(super) const HOUR: FieldKind = numbers("hour", 0, 23);
pub(super) const DAY_OF_MONTH: FieldKind = numbers("day of month", 1, 31);
pub(super) const MONTH: FieldKind = FieldKind {
    names: &[
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ],
    range_of_names: "JAN to DEC",
    ..numbers("month", 1, 12)
};
pub(super) const DAY_OF_WEEK: FieldKind = FieldKind {
    names: &["sun", "mon", "tue", "wed", "thu", "fri", "sat"],
    range_of_names: "SUN to SAT",
    ..numbers("day of week", 0, 6)
};

/// Reads a field; empty items of its list count for nothing.
pub(super) fn parse(text: &str, kind: &FieldKind) -> Result<CronField, ScheduleError> {
    let mut field = CronField {
        bits: 0,
        is_star: false,
    };
    for item in text.split(',').filter(|item| !item.is_empty()) {
        let selected = kind.item(item).map_err(|fault| ScheduleError::Field {
            field: kind.name,
            item: item.to_owned(),
            fault,
        })?;
        field.bits |= selected.bits;
        field.is_star |= selected.is_star;
    }
    Ok(field)
}

impl FieldKind {
    /// `*`, `5`, `1-5`, each with `/2` after it where wanted; `5/2` goes on to the greatest value.
    fn item(&self, item: &str) -> Result<CronField, FieldFault> {
        let (range, step) = match item.split_once('/') {
            None => (item, None),
            Some((_, step)) if step.contains('/') => return Err(FieldFault::Separators),
            Some((range, step)) => (range, Some(step)),
        };
        let (first, last) = match range.split_once('-') {
            None => (range, None),
            Some((first, last)) => (first, Some(last)),
        };
        let is_star = matches!(first, "*" | "?");
        let (start, end) = match last {
            _ if is_star => (self.least, self.most),
            Some(last) if last.contains('-') => return Err(FieldFault::Separators),
            Some(last) => (self.value(first)?, self.value(last)?),
            None => {
                let value = self.value(first)?;
                (value, if step.is_some() { self.most } else { value })
            }
        };
        let step = step.map_or(Ok(1), number)?;
        self.check(start, end, step)?;
        Ok(CronField {
            bits: (start..=end)
                .step_by(step as usize)
                .fold(0, |bits, value| bits | 1 << value),
            is_star: is_star && step == 1,
        })
    }

    fn check(&self, start: u32, end: u32, step: u32) -> Result<(), FieldFault> {
        if start < self.least || start.max(end) > self.most {
            let is_sunday = self.most == 6 && start.max(end) == 7;
            return Err(if is_sunday {
                FieldFault::Seven
            } else {
                FieldFault::Range {
                    least: self.least,
                    most: self.most,
                }
            });
        }
        if start > end {
            return Err(FieldFault::Backwards);
        }
        if step == 0 {
            return Err(FieldFault::NoStep);
        }
        Ok(())
    }

    /// A number, or a name in letters of any case.
    fn value(&self, text: &str) -> Result<u32, FieldFault> {
        let mut names = (self.least..).zip(self.names);
        if let Some((value, _)) = names.find(|(_, name)| name.eq_ignore_ascii_case(text)) {
            return Ok(value);
        }
        number(text).map_err(|fault| match fault {
            FieldFault::Number if !self.names.is_empty() => FieldFault::Name(self.range_of_names),
            fault => fault,
        })
    }
}

/// A number as Go reads it: `+5` and `05` are 5. What is too large for us is as large as can be.
fn number(text: &str) -> Result<u32, FieldFault> {
    if text.len() > 9 && text.bytes().all(|b| b.is_ascii_digit()) {
        return Ok(u32::MAX);
    }
    let is_extension = |c| matches!(c, 'L' | 'W' | '#' | 'l' | 'w');
    text.parse().map_err(|_| {
        let rest = text.trim_matches(|c: char| c.is_ascii_digit() || is_extension(c));
        if rest.is_empty() && text.contains(is_extension) || text.contains('#') {
            FieldFault::Extension
        } else {
            FieldFault::Number
        }
    })
}

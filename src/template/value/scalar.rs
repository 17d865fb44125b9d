//! Scalars of Go's libraries: times and versions.

use super::calendar::Parts;
use std::fmt;

/// A `time.Time`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// Seconds since 1970, in UTC.
    pub seconds: i64,
    /// Nanoseconds of the second.
    pub nanoseconds: u32,
    /// Seconds east of UTC.
    pub offset: i32,
    /// The zone's abbreviation, up to sixteen bytes; empty for a mere offset.
    pub zone: Zone,
}

impl Moment {
    /// `2006-01-02T15:04:05Z`, as Go's encoders write it.
    pub fn rfc3339(&self) -> String {
        let zone = match self.offset {
            0 => "Z".to_owned(),
            _ => self.numeric_zone(":"),
        };
        format!("{}T{}{zone}", self.date(), self.time())
    }

    /// `time.Date(2006, time.January, 2, …)`, as `%#v` writes it.
    pub fn go_syntax(&self) -> String {
        let parts = Parts::of(self);
        let Parts {
            year,
            day,
            hour,
            minute,
            second,
            ..
        } = parts;
        let month = parts.month_name();
        let nanoseconds = self.nanoseconds;
        // A zone of an offset alone has no name.
        let location = match self.zone.name().is_empty() {
            true => "time.Location(\"\")",
            false => "time.Local",
        };
        format!(
            "time.Date({year}, time.{month}, {day}, {hour}, {minute}, {second}, {nanoseconds}, {location})"
        )
    }

    fn date(&self) -> String {
        let Parts {
            year, month, day, ..
        } = Parts::of(self);
        let sign = if year < 0 { "-" } else { "" };
        format!("{sign}{:04}-{month:02}-{day:02}", year.unsigned_abs())
    }

    fn time(&self) -> String {
        let Parts {
            hour,
            minute,
            second,
            ..
        } = Parts::of(self);
        let time = format!("{hour:02}:{minute:02}:{second:02}");
        match self.nanoseconds {
            0 => time,
            _ => {
                let fraction = format!("{:09}", self.nanoseconds);
                format!("{time}.{}", fraction.trim_end_matches('0'))
            }
        }
    }

    fn numeric_zone(&self, between: &str) -> String {
        let minutes = self.offset.abs() / 60;
        let sign = if self.offset < 0 { '-' } else { '+' };
        format!("{sign}{:02}{between}{:02}", minutes / 60, minutes % 60)
    }
}

impl fmt::Display for Moment {
    /// As Go's `String` method writes it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let offset = self.numeric_zone("");
        let zone = match self.zone.name() {
            "" => &offset,
            name => name,
        };
        write!(f, "{} {} {offset} {zone}", self.date(), self.time())
    }
}

/// The abbreviation of a zone, such as `UTC` and `CEST`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Zone([u8; 16]);

impl Zone {
    /// A zone's abbreviation; what is beyond sixteen bytes is dropped.
    pub fn new(name: &str) -> Self {
        let mut bytes = [0; 16];
        for (byte, named) in bytes.iter_mut().zip(name.bytes()) {
            *byte = named;
        }
        Self(bytes)
    }

    /// The abbreviation.
    pub fn name(&self) -> &str {
        let end = self.0.iter().position(|byte| *byte == 0);
        let bytes = &self.0[..end.unwrap_or(self.0.len())];
        std::str::from_utf8(bytes).unwrap_or_default()
    }
}

/// A version as Masterminds' library reads it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SemanticVersion {
    /// The three numbers.
    pub numbers: [u64; 3],
    /// What follows `-`.
    pub prerelease: String,
    /// What follows `+`.
    pub metadata: String,
    /// As it was written.
    pub original: String,
    /// Whether Go has it as the struct itself, which methods give, and not as a pointer to it.
    pub is_struct: bool,
}

impl fmt::Display for SemanticVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [major, minor, patch] = self.numbers;
        write!(f, "{major}.{minor}.{patch}")?;
        if !self.prerelease.is_empty() {
            write!(f, "-{}", self.prerelease)?;
        }
        if !self.metadata.is_empty() {
            write!(f, "+{}", self.metadata)?;
        }
        Ok(())
    }
}

//! Scalars of Go's libraries: times and versions.

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
        const MONTHS: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        let (year, month, day) = civil(self.local().div_euclid(86_400));
        let second = self.local().rem_euclid(86_400);
        let month = usize::try_from(month - 1).ok();
        let month = month.and_then(|month| MONTHS.get(month)).unwrap_or(&"");
        let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
        let nanoseconds = self.nanoseconds;
        format!(
            "time.Date({year}, time.{month}, {day}, {hour}, {minute}, {second}, {nanoseconds}, time.Local)"
        )
    }

    fn local(&self) -> i64 {
        self.seconds.saturating_add(i64::from(self.offset))
    }

    fn date(&self) -> String {
        let (year, month, day) = civil(self.local().div_euclid(86_400));
        let sign = if year < 0 { "-" } else { "" };
        format!("{sign}{:04}-{month:02}-{day:02}", year.unsigned_abs())
    }

    fn time(&self) -> String {
        let second = self.local().rem_euclid(86_400);
        let (hour, minute) = (second / 3600, second / 60 % 60);
        let time = format!("{hour:02}:{minute:02}:{:02}", second % 60);
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

/// Year, month and day of the so many-th day since 1970, by the Gregorian calendar. Its years begin in March, so that the leap
/// day comes last.
fn civil(day: i64) -> (i64, i64, i64) {
    let day = day + 719_468;
    let (era, day) = (day.div_euclid(146_097), day.rem_euclid(146_097));
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + i64::from(month <= 2), month, day)
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

//! Cron schedules as Kubernetes reads them: robfig/cron v3, `ParseStandard`.
//!
//! Libraries for cron are more liberal (`7` for Sunday, `L`, `W`, `#`, names in any field, no `@every`), so that none can
//! say what Kubernetes refuses.

mod error;
mod field;
mod interval;

pub use error::{FieldFault, ScheduleError};
pub use interval::Interval;

use crate::go::parse_duration;
use field::{CronField, DAY_OF_MONTH, DAY_OF_WEEK, HOUR, MINUTE, MONTH};

/// When a job is started.
#[derive(Debug, Clone, PartialEq)]
pub enum Schedule {
    /// At the times that five fields select.
    At(CronFields),
    /// Again and again after this many seconds.
    Every(u64),
}

/// The five fields of a schedule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CronFields {
    minute: CronField,
    hour: CronField,
    day_of_month: CronField,
    month: CronField,
    day_of_week: CronField,
}

impl Schedule {
    /// Reads a schedule.
    ///
    /// # Errors
    /// When Kubernetes would refuse it.
    pub fn parse(text: &str) -> Result<Self, ScheduleError> {
        if text.trim().is_empty() {
            return Err(ScheduleError::Empty);
        }
        // Kubernetes looks for these letters anywhere (`validateScheduleFormat`).
        if text.contains("TZ") {
            return Err(ScheduleError::TimeZone);
        }
        if text.starts_with('@') {
            return descriptor(text);
        }
        let fields: Vec<&str> = text.split_whitespace().collect();
        let [minute, hour, day_of_month, month, day_of_week] = fields[..] else {
            return Err(ScheduleError::Count(fields.len()));
        };
        Ok(Self::At(CronFields {
            minute: field::parse(minute, &MINUTE)?,
            hour: field::parse(hour, &HOUR)?,
            day_of_month: field::parse(day_of_month, &DAY_OF_MONTH)?,
            month: field::parse(month, &MONTH)?,
            day_of_week: field::parse(day_of_week, &DAY_OF_WEEK)?,
        }))
    }

    /// The longest interval between two firings; `None` if it never fires.
    pub fn longest_interval(&self) -> Option<Interval> {
        match self {
            Self::Every(seconds) => Some(Interval {
                seconds: *seconds,
                is_regular: true,
            }),
            Self::At(fields) => interval::longest(fields),
        }
    }
}

/// A schedule that begins with `@`; letters count as they are written.
fn descriptor(text: &str) -> Result<Schedule, ScheduleError> {
    if let Some(duration) = text.strip_prefix("@every ") {
        let duration = parse_duration(duration.as_bytes()).map_err(|_| ScheduleError::Every)?;
        // A fraction is cut, and no interval is shorter than a second.
        let seconds = u64::try_from(duration / 1_000_000_000).unwrap_or(0);
        return Ok(Schedule::Every(seconds.max(1)));
    }
    match text {
        "@yearly" | "@annually" => Schedule::parse("0 0 1 1 *"),
        "@monthly" => Schedule::parse("0 0 1 * *"),
        "@weekly" => Schedule::parse("0 0 * * 0"),
        "@daily" | "@midnight" => Schedule::parse("0 0 * * *"),
        "@hourly" => Schedule::parse("0 * * * *"),
        _ => Err(ScheduleError::Descriptor),
    }
}

#[cfg(test)]
mod tests;

//! Why Kubernetes refuses a schedule.

/// What is wrong, as the end of a sentence that begins with the schedule's name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ScheduleError {
    /// It is empty.
    #[error("is empty")]
    Empty,
    /// It names a time zone.
    #[error("names a time zone, which Kubernetes does not take within a schedule")]
    TimeZone,
    /// It begins with `@`, and is none of those known.
    #[error(
        "begins with `@`, but is none of @yearly, @annually, @monthly, @weekly, @daily, @midnight, @hourly and \
         `@every` with a duration, in small letters"
    )]
    Descriptor,
    /// `@every` without a duration of Go's.
    #[error("says `@every` without a duration such as `15m` or `1h30m`")]
    Every,
    /// It has another number of fields than five.
    #[error("has {}", count(*.0))]
    Count(usize),
    /// A field holds something else than it may.
    #[error("has {} as {field}, {fault}", shown(item))]
    Field {
        /// The field's name: `day of week`.
        field: &'static str,
        /// What it holds, or the item of its list that is wrong.
        item: String,
        /// What is wrong with it.
        fault: FieldFault,
    },
}

/// What is wrong with an item of a field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FieldFault {
    /// Sunday as the seventh day.
    #[error("where Sunday is 0 and the last day is 6")]
    Seven,
    /// A number outside of the field's range.
    #[error("which goes from {least} to {most}")]
    Range {
        /// The smallest number allowed.
        least: u32,
        /// The greatest number allowed.
        most: u32,
    },
    /// A range whose end comes first.
    #[error("a range that ends before it begins")]
    Backwards,
    /// A step of zero.
    #[error("a step that leads nowhere")]
    NoStep,
    /// `L`, `W`, `#`: what other cron programs have.
    #[error("but Kubernetes knows no `L`, `W` or `#`")]
    Extension,
    /// A name that is none of the field's.
    #[error("which is neither a number nor one of the names {0}")]
    Name(&'static str),
    /// No number, where there are no names.
    #[error("which is no number")]
    Number,
    /// More than one `-` or `/`.
    #[error("with a `-` or a `/` too many")]
    Separators,
}

fn count(fields: usize) -> String {
    match fields {
        6 => "six fields, but Kubernetes reads five, without seconds".into(),
        1 => "one field, but Kubernetes reads five".into(),
        _ => format!("{fields} fields, but Kubernetes reads five"),
    }
}

/// Long strings are not shown: they may be anything.
fn shown(item: &str) -> String {
    if item.chars().count() <= 12 {
        format!("`{item}`")
    } else {
        "something".into()
    }
}

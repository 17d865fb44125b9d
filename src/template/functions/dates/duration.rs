//! Durations, in nanoseconds: printed, and rounded as Sprig rounds them. `go` reads them.

/// Nanoseconds of a second.
pub(super) const SECOND: u64 = 1_000_000_000;

/// A duration's `String()`.
pub(super) fn print(nanoseconds: i64) -> String {
    let sign = if nanoseconds < 0 { "-" } else { "" };
    let size = nanoseconds.unsigned_abs();
    let printed = match size {
        0 => return "0s".to_owned(),
        1..1_000 => format!("{size}ns"),
        1_000..1_000_000 => with_fraction(size, 1_000, 3) + "µs",
        1_000_000..SECOND => with_fraction(size, 1_000_000, 6) + "ms",
        _ => in_hours(size),
    };
    format!("{sign}{printed}")
}

fn in_hours(size: u64) -> String {
    let minutes = size / (60 * SECOND);
    let seconds = with_fraction(size % (60 * SECOND), SECOND, 9) + "s";
    match (minutes / 60, minutes % 60) {
        (0, 0) => seconds,
        (0, minutes) => format!("{minutes}m{seconds}"),
        (hours, minutes) => format!("{hours}h{minutes}m{seconds}"),
    }
}

/// A number of units, with so many decimals but for zeros at their end.
fn with_fraction(size: u64, unit: u64, decimals: usize) -> String {
    let fraction = format!("{:0decimals$}", size % unit);
    match fraction.trim_end_matches('0') {
        "" => (size / unit).to_string(),
        fraction => format!("{}.{fraction}", size / unit),
    }
}

/// A duration in the largest unit that it is more than one of, as Sprig's `durationRound` gives it.
pub(super) fn round(nanoseconds: i64) -> String {
    let size = nanoseconds.unsigned_abs();
    let day = 24 * 3600 * SECOND;
    let units = [
        (365 * day, "y"),
        (30 * day, "mo"),
        (day, "d"),
        (3600 * SECOND, "h"),
        (60 * SECOND, "m"),
        (SECOND, "s"),
    ];
    let unit = units.iter().find(|(unit, _)| size > *unit);
    match unit {
        Some((unit, name)) => format!("{}{name}", size / unit),
        None => "0s".to_owned(),
    }
}

//! Durations as Go's `time.ParseDuration` reads them.

/// The units, longer names before their beginnings, with their seconds.
const UNITS: [(&str, f64); 8] = [
    ("ns", 1e-9),
    ("us", 1e-6),
    ("µs", 1e-6),
    ("μs", 1e-6),
    ("ms", 1e-3),
    ("s", 1.0),
    ("m", 60.0),
    ("h", 3600.0),
];

/// Go's durations end here, at 2^63 nanoseconds.
const LONGEST: f64 = 9_223_372_036.854_775;

/// The seconds of a duration such as `1h30m` or `-1.5s`; `None` for what Go refuses.
pub(super) fn seconds(text: &str) -> Option<f64> {
    let (sign, mut rest) = match text.strip_prefix('-') {
        Some(rest) => (-1.0, rest),
        None => (1.0, text.strip_prefix('+').unwrap_or(text)),
    };
    if rest == "0" {
        return Some(0.0);
    }
    let mut sum = 0.0;
    loop {
        let end = rest.find(|c: char| !(c.is_ascii_digit() || c == '.'))?;
        let (number, behind) = rest.split_at(end);
        let (unit, seconds) = UNITS.iter().find(|(unit, _)| behind.starts_with(unit))?;
        sum += number.parse::<f64>().ok()? * seconds;
        rest = &behind[unit.len()..];
        if rest.is_empty() {
            return (sum <= LONGEST).then_some(sign * sum);
        }
    }
}

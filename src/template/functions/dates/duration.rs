//! Durations: `1h30m`, in nanoseconds.

use super::quote;
use crate::template::functions::Fault;

/// Nanoseconds of a second.
pub(super) const SECOND: u64 = 1_000_000_000;

/// How many nanoseconds a duration is at most, and one more.
const LIMIT: u64 = 1 << 63;

const UNITS: &[(&str, u64)] = &[
    ("ns", 1),
    ("us", 1_000),
    ("µs", 1_000),
    ("μs", 1_000),
    ("ms", 1_000_000),
    ("s", SECOND),
    ("m", 60 * SECOND),
    ("h", 3600 * SECOND),
];

/// `time.ParseDuration`
pub(super) fn parse(text: &[u8]) -> Result<i64, Fault> {
    let invalid = || Fault::new(format!("time: invalid duration {}", quote(text)));
    let (is_negative, mut rest) = match text.split_first() {
        Some((b'-', rest)) => (true, rest),
        Some((b'+', rest)) => (false, rest),
        _ => (false, text),
    };
    if rest == b"0" {
        return Ok(0);
    }
    if rest.is_empty() {
        return Err(invalid());
    }
    let mut total = 0_u64;
    while !rest.is_empty() {
        let (number, after) = Number::parse(rest).ok_or_else(invalid)?;
        let is_unit = |byte: &u8| *byte != b'.' && !byte.is_ascii_digit();
        let length = after.iter().take_while(|byte| is_unit(byte)).count();
        let (unit, after) = after.split_at(length);
        if unit.is_empty() {
            let message = format!("time: missing unit in duration {}", quote(text));
            return Err(Fault::new(message));
        }
        let known = UNITS.iter().find(|(name, _)| name.as_bytes() == unit);
        let Some((_, size)) = known else {
            let (unit, text) = (quote(unit), quote(text));
            let message = format!("time: unknown unit {unit} in duration {text}");
            return Err(Fault::new(message));
        };
        let sum = number.times(*size).and_then(|part| total.checked_add(part));
        total = sum.filter(|sum| *sum <= LIMIT).ok_or_else(invalid)?;
        rest = after;
    }
    match (is_negative, i64::try_from(total)) {
        (true, _) => Ok(0_i64.wrapping_sub_unsigned(total)),
        (false, Ok(total)) => Ok(total),
        (false, Err(_)) => Err(invalid()),
    }
}

/// A number with a fraction.
struct Number {
    whole: u64,
    fraction: u64,
    /// What the fraction is to be divided by.
    scale: f64,
}

impl Number {
    fn parse(text: &[u8]) -> Option<(Self, &[u8])> {
        let (digits, rest) = digits(text);
        let mut number = Self {
            whole: 0,
            fraction: 0,
            scale: 1.0,
        };
        for digit in digits {
            let longer = number.whole.checked_mul(10)?;
            number.whole = longer.checked_add(u64::from(digit - b'0'))?;
            if number.whole > LIMIT {
                return None;
            }
        }
        let Some(after) = rest.strip_prefix(b".") else {
            return (!digits.is_empty()).then_some((number, rest));
        };
        let (decimals, rest) = self::digits(after);
        for digit in decimals {
            // Digits that do not fit any more change nothing.
            let longer = number.fraction.checked_mul(10);
            let longer = longer.and_then(|f| f.checked_add(u64::from(digit - b'0')));
            let Some(longer) = longer.filter(|longer| *longer <= LIMIT) else {
                break;
            };
            number.fraction = longer;
            number.scale *= 10.0;
        }
        (!digits.is_empty() || !decimals.is_empty()).then_some((number, rest))
    }

    fn times(&self, unit: u64) -> Option<u64> {
        let whole = self
            .whole
            .checked_mul(unit)
            .filter(|whole| *whole <= LIMIT)?;
        let part = self.fraction as f64 * (unit as f64 / self.scale);
        whole.checked_add(part as u64).filter(|sum| *sum <= LIMIT)
    }
}

fn digits(text: &[u8]) -> (&[u8], &[u8]) {
    let length = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    text.split_at(length)
}

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

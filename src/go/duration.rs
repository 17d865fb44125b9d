//! Durations as Go's `time.ParseDuration` reads them: `1h30m`, in nanoseconds.

/// How many nanoseconds a duration is at most, and one more.
const LIMIT: u64 = 1 << 63;

/// Nanoseconds of a second.
const SECOND: u64 = 1_000_000_000;

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

/// Why Go refuses a duration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DurationError<'t> {
    /// It is no duration, or too long a one.
    #[error("is no duration")]
    Invalid,
    /// A number has no unit.
    #[error("has a number without a unit")]
    NoUnit,
    /// The unit is none of Go's.
    #[error("has an unknown unit")]
    UnknownUnit(&'t [u8]),
}

/// The nanoseconds of a duration such as `1h30m` or `-1.5s`.
///
/// # Errors
/// For what Go refuses.
pub fn parse_duration(text: &[u8]) -> Result<i64, DurationError<'_>> {
    use DurationError::{Invalid, NoUnit, UnknownUnit};
    let (is_negative, mut rest) = match text.split_first() {
        Some((b'-', rest)) => (true, rest),
        Some((b'+', rest)) => (false, rest),
        _ => (false, text),
    };
    if rest == b"0" {
        return Ok(0);
    }
    if rest.is_empty() {
        return Err(Invalid);
    }
    let mut total = 0_u64;
    while !rest.is_empty() {
        let (number, after) = Number::parse(rest).ok_or(Invalid)?;
        let is_unit = |byte: &u8| *byte != b'.' && !byte.is_ascii_digit();
        let length = after.iter().take_while(|byte| is_unit(byte)).count();
        let (unit, after) = after.split_at(length);
        if unit.is_empty() {
            return Err(NoUnit);
        }
        let known = UNITS.iter().find(|(name, _)| name.as_bytes() == unit);
        let (_, size) = known.ok_or(UnknownUnit(unit))?;
        let sum = number.times(*size).and_then(|part| total.checked_add(part));
        total = sum.filter(|sum| *sum <= LIMIT).ok_or(Invalid)?;
        rest = after;
    }
    match (is_negative, i64::try_from(total)) {
        (true, _) => Ok(0_i64.wrapping_sub_unsigned(total)),
        (false, Ok(total)) => Ok(total),
        (false, Err(_)) => Err(Invalid),
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

#[cfg(test)]
mod tests {
    use super::{DurationError, parse_duration};

    #[test]
    fn durations_are_gos() {
        for (text, seconds) in [
            ("15m", 900.0),
            ("1h30m", 5400.0),
            ("1.5h", 5400.0),
            (".5h", 1800.0),
            ("1.m", 60.0),
            ("+10s", 10.0),
            ("-1m", -60.0),
            ("1000ms", 1.0),
            ("2000000µs", 2.0),
            ("30m1h", 5400.0),
        ] {
            let nanoseconds = parse_duration(text.as_bytes()).unwrap();
            assert_eq!(nanoseconds as f64 / 1e9, seconds, "{text}");
        }
        for (text, why) in [
            ("", DurationError::Invalid),
            ("m", DurationError::Invalid),
            ("15", DurationError::NoUnit),
            (".h", DurationError::Invalid),
            ("1..5h", DurationError::NoUnit),
            ("1 h", DurationError::UnknownUnit(b" h")),
            ("1H", DurationError::UnknownUnit(b"H")),
            ("1d", DurationError::UnknownUnit(b"d")),
            ("-", DurationError::Invalid),
            ("--1m", DurationError::Invalid),
            ("1h30", DurationError::NoUnit),
            ("9999999h", DurationError::Invalid),
        ] {
            assert_eq!(parse_duration(text.as_bytes()), Err(why), "{text}");
        }
    }
}

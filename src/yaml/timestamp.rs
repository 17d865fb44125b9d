//! Timestamps, which matter only under a `!!timestamp` tag: they must be valid there, and stay strings.

/// Whether go-yaml takes a scalar for a timestamp: a date, or a date and a time of day in one of three layouts.
pub fn is_timestamp(text: &str) -> bool {
    let Some((rest, valid)) = date(text) else {
        return false;
    };
    if !valid {
        return false;
    }
    match rest.bytes().next() {
        None => true,
        Some(b' ') => time(&rest[1..]) == Some(""),
        Some(b'T' | b't') => time(&rest[1..]).is_some_and(is_zone),
        Some(_) => false,
    }
}

/// Reads year, month and day; returns what is left, and whether there is such a day.
fn date(text: &str) -> Option<(&str, bool)> {
    let (year, rest) = text.split_at_checked(4)?;
    let year: u32 = digits(year)?;
    let (month, rest) = number(rest.strip_prefix('-')?)?;
    let (day, rest) = number(rest.strip_prefix('-')?)?;
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    Some((rest, (1..=days).contains(&day)))
}

/// Reads hours, minutes, seconds and their fraction; returns what is left.
fn time(text: &str) -> Option<&str> {
    let (hour, rest) = number(text)?;
    let (minute, rest) = number(rest.strip_prefix(':')?)?;
    let (second, rest) = number(rest.strip_prefix(':')?)?;
    if hour >= 24 || minute >= 60 || second >= 60 {
        return None;
    }
    let Some(fraction) = rest.strip_prefix(['.', ',']) else {
        return Some(rest);
    };
    let after = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
    Some(if after.len() == fraction.len() {
        rest
    } else {
        after
    })
}

/// Whether this is `Z` or an offset such as `+01:00`.
fn is_zone(text: &str) -> bool {
    if text == "Z" {
        return true;
    }
    let Some(offset) = text.strip_prefix(['+', '-']) else {
        return false;
    };
    let Some((hours, minutes)) = offset.split_once(':') else {
        return false;
    };
    let part = |part: &str| (part.len() == 2).then(|| digits(part)).flatten();
    matches!((part(hours), part(minutes)), (Some(0..=24), Some(0..=60)))
}

/// Reads a number of one or two digits.
fn number(text: &str) -> Option<(u32, &str)> {
    let length = text.bytes().take(2).take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at_checked(length)?;
    Some((digits(number)?, rest))
}

fn digits(text: &str) -> Option<u32> {
    if text.bytes().all(|b| b.is_ascii_digit()) {
        text.parse().ok()
    } else {
        None
    }
}

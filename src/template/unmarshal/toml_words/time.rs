//! Whether a token is a time of TOML.

/// Whether it is a date, a time, or both with or without a zone.
pub(super) fn is_time(token: &str) -> bool {
    match token.split_once('T') {
        Some((date, time)) => is_date(date) && is_time_of_day(time, true),
        None => is_date(token) || is_time_of_day(token, false),
    }
}

fn is_date(token: &str) -> bool {
    let parts: Vec<&str> = token.split('-').collect();
    let [year, month, day] = parts[..] else {
        return false;
    };
    let (Some(year), Some(month), Some(day)) = (number(year, 4), number(month, 2), number(day, 2))
    else {
        return false;
    };
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day)
}

/// `07:32`, with seconds and their fraction, and with a zone if it follows a date.
fn is_time_of_day(token: &str, may_have_zone: bool) -> bool {
    let zone = token.find(['Z', '+', '-']).filter(|_| may_have_zone);
    let (time, zone) = token.split_at(zone.unwrap_or(token.len()));
    let is_zone = match zone.strip_prefix(['+', '-']) {
        Some(offset) => is_offset(offset),
        None => matches!(zone, "" | "Z"),
    };
    let (time, fraction) = match time.split_once('.') {
        Some((time, fraction)) => (time, Some(fraction)),
        None => (time, None),
    };
    let parts: Vec<&str> = time.split(':').collect();
    let is_fraction = fraction.is_none_or(|fraction| {
        parts.len() == 3 && !fraction.is_empty() && fraction.bytes().all(|b| b.is_ascii_digit())
    });
    let is_part = |(index, part): (usize, &&str)| {
        let limit = if index == 0 { 23 } else { 59 };
        number(part, 2).is_some_and(|number| number <= limit)
    };
    let has_parts = matches!(parts.len(), 2 | 3) && parts.iter().enumerate().all(is_part);
    is_zone && is_fraction && has_parts
}

fn is_offset(token: &str) -> bool {
    match token.split_once(':') {
        Some((hours, minutes)) => {
            let is_within = |part, limit| number(part, 2).is_some_and(|number| number <= limit);
            is_within(hours, 24) && is_within(minutes, 60)
        }
        None => false,
    }
}

/// A number of so many digits.
fn number(token: &str, digits: usize) -> Option<u32> {
    let is_number = token.len() == digits && token.bytes().all(|byte| byte.is_ascii_digit());
    token.parse().ok().filter(|_| is_number)
}

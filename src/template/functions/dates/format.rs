//! Times written by a layout.

use super::layout::{Fraction, Offset, Part, next};
use crate::template::value::Moment;
use crate::template::value::calendar::{Parts, short};

/// A time as a layout writes it.
pub(super) fn format(moment: &Moment, layout: &[u8]) -> Vec<u8> {
    let parts = Parts::of(moment);
    let mut out = Vec::new();
    let mut rest = layout;
    loop {
        let (before, part, after) = next(rest);
        out.extend_from_slice(before);
        let Some((part, _)) = part else {
            return out;
        };
        out.extend_from_slice(written(part, moment, &parts).as_bytes());
        rest = after;
    }
}

fn written(part: Part, moment: &Moment, parts: &Parts) -> String {
    let hour12 = match parts.hour % 12 {
        0 => 12,
        hour => hour,
    };
    let half = if parts.hour < 12 { "AM" } else { "PM" };
    match part {
        Part::LongMonth => parts.month_name().to_owned(),
        Part::Month => short(parts.month_name()).to_owned(),
        Part::NumberMonth => parts.month.to_string(),
        Part::ZeroMonth => padded(parts.month, 2),
        Part::LongWeekday => parts.weekday_name().to_owned(),
        Part::Weekday => short(parts.weekday_name()).to_owned(),
        Part::Day => parts.day.to_string(),
        Part::BlankDay => format!("{:>2}", parts.day),
        Part::ZeroDay => padded(parts.day, 2),
        Part::BlankYearDay => format!("{:>3}", parts.year_day),
        Part::ZeroYearDay => padded(parts.year_day, 3),
        Part::Hour => padded(parts.hour, 2),
        Part::Hour12 => hour12.to_string(),
        Part::ZeroHour12 => padded(hour12, 2),
        Part::Minute => parts.minute.to_string(),
        Part::ZeroMinute => padded(parts.minute, 2),
        Part::Second => parts.second.to_string(),
        Part::ZeroSecond => padded(parts.second, 2),
        Part::LongYear => padded(parts.year, 4),
        Part::Year => padded(parts.year.max(0) % 100, 2),
        Part::UpperNoon => half.to_owned(),
        Part::LowerNoon => half.to_lowercase(),
        Part::ZoneName => match moment.zone.name() {
            "" => offset(moment.offset, PLAIN),
            name => name.to_owned(),
        },
        Part::Offset(form) if form.has_z && moment.offset == 0 => "Z".to_owned(),
        Part::Offset(form) => offset(moment.offset, form),
        Part::Fraction(form) => fraction(moment.nanoseconds, form),
    }
}

/// A zone without a name is written so.
const PLAIN: Offset = Offset {
    has_z: false,
    has_colons: false,
    numbers: 2,
};

fn padded(number: i64, width: usize) -> String {
    let sign = if number < 0 { "-" } else { "" };
    format!("{sign}{:0width$}", number.unsigned_abs())
}

fn offset(seconds: i32, form: Offset) -> String {
    // Go cuts the offset to minutes before it looks at the sign.
    let sign = if seconds / 60 < 0 { '-' } else { '+' };
    let seconds = seconds.abs();
    let numbers = [seconds / 3600, seconds / 60 % 60, seconds % 60];
    let numbers = numbers.iter().take(form.numbers);
    let numbers: Vec<String> = numbers.map(|number| format!("{number:02}")).collect();
    let between = if form.has_colons { ":" } else { "" };
    format!("{sign}{}", numbers.join(between))
}

fn fraction(nanoseconds: u32, form: Fraction) -> String {
    if form.trims && nanoseconds == 0 {
        return String::new();
    }
    let mut digits = format!("{nanoseconds:09}");
    digits.truncate(form.digits);
    let digits = match form.trims {
        true => digits.trim_end_matches('0'),
        false => &digits,
    };
    match digits {
        "" if form.trims => String::new(),
        digits => format!("{}{digits}", char::from(form.separator)),
    }
}

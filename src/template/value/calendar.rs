//! The calendar: days and seconds since 1970, and the dates that they are.

use super::Moment;

/// Seconds of a day.
pub(in crate::template) const DAY: i64 = 86_400;

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

const WEEKDAYS: [&str; 7] = [
    "Sunday",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
];

/// A time in its zone, in parts.
#[derive(Debug, Clone, Copy)]
pub(in crate::template) struct Parts {
    pub(in crate::template) year: i64,
    /// From 1.
    pub(in crate::template) month: i64,
    /// From 1.
    pub(in crate::template) day: i64,
    /// From 1.
    pub(in crate::template) year_day: i64,
    /// From 0, a Sunday.
    pub(in crate::template) weekday: i64,
    pub(in crate::template) hour: i64,
    pub(in crate::template) minute: i64,
    pub(in crate::template) second: i64,
}

impl Parts {
    pub(in crate::template) fn of(moment: &Moment) -> Self {
        let local = moment.seconds.saturating_add(i64::from(moment.offset));
        let (days, second) = (local.div_euclid(DAY), local.rem_euclid(DAY));
        let (year, month, day) = civil(days);
        Self {
            year,
            month,
            day,
            year_day: days - days_before(year, 1, 1) + 1,
            weekday: (days + 4).rem_euclid(7),
            hour: second / 3600,
            minute: second / 60 % 60,
            second: second % 60,
        }
    }

    pub(in crate::template) fn month_name(&self) -> &'static str {
        name(&MONTHS, self.month - 1)
    }

    pub(in crate::template) fn weekday_name(&self) -> &'static str {
        name(&WEEKDAYS, self.weekday)
    }
}

fn name(names: &[&'static str], index: i64) -> &'static str {
    let index = usize::try_from(index).ok();
    index
        .and_then(|index| names.get(index))
        .copied()
        .unwrap_or("")
}

/// The names of months and weekdays, whole or their first three letters.
pub(in crate::template) fn month_names() -> &'static [&'static str] {
    &MONTHS
}

pub(in crate::template) fn weekday_names() -> &'static [&'static str] {
    &WEEKDAYS
}

/// The first three letters of a name.
pub(in crate::template) fn short(name: &str) -> &str {
    name.get(..3).unwrap_or(name)
}

/// Year, month and day of the so many-th day since 1970. Its years begin in March, so that the leap day comes last.
fn civil(days: i64) -> (i64, i64, i64) {
    let day = days + 719_468;
    let (era, day) = (day.div_euclid(146_097), day.rem_euclid(146_097));
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + i64::from(month <= 2), month, day)
}

/// Days from 1970 to a date; the day need not be one of the month.
pub(in crate::template) fn days_before(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let month = if month > 2 { month - 3 } else { month + 9 };
    let (era, year) = (year.div_euclid(400), year.rem_euclid(400));
    let day = (153 * month + 2) / 5 + day - 1;
    era * 146_097 + year * 365 + year / 4 - year / 100 + day - 719_468
}

pub(in crate::template) fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// How many days a month has.
pub(in crate::template) fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Month and day of a day of a year, which counts from 1.
pub(in crate::template) fn of_year_day(year: i64, year_day: i64) -> (i64, i64) {
    let (_, month, day) = civil(days_before(year, 1, 1) + year_day - 1);
    (month, day)
}

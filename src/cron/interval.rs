//! How long it is at most between two firings of a schedule.

use super::CronFields;

/// The longest interval between two firings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interval {
    /// How long it is.
    pub seconds: u64,
    /// Whether all intervals are as long.
    pub is_regular: bool,
}

const MINUTES_OF_A_DAY: u32 = 24 * 60;

/// The calendar repeats itself after as many years, weekdays and leap years included, until 2100.
const CYCLE: std::ops::Range<u32> = 2024..2052;

/// The weekday on which the cycle begins: a Monday.
const FIRST_WEEKDAY: u32 = 1;

/// The longest interval of five fields; `None` if they select no day that exists.
pub(super) fn longest(fields: &CronFields) -> Option<Interval> {
    let minutes: Vec<u32> = fields
        .hour
        .values()
        .flat_map(|hour| fields.minute.values().map(move |minute| hour * 60 + minute))
        .collect();
    let (first, last) = (*minutes.first()?, *minutes.last()?);
    let days = longest_between_days(fields)?;
    let mut intervals: Vec<u32> = minutes.windows(2).map(|pair| pair[1] - pair[0]).collect();
    intervals.push(days * MINUTES_OF_A_DAY + first - last);
    let longest = *intervals.iter().max()?;
    Some(Interval {
        seconds: u64::from(longest) * 60,
        is_regular: days == 1 && intervals.iter().all(|interval| *interval == longest),
    })
}

/// The most days from one on which it fires to the next.
fn longest_between_days(fields: &CronFields) -> Option<u32> {
    let mut count = 0;
    let (mut first, mut last, mut longest) = (None, 0, 0);
    for year in CYCLE {
        for month in 1..=12 {
            for day in 1..=days_of(month, year) {
                let weekday = (FIRST_WEEKDAY + count) % 7;
                if fields.month.has(month) && fires(fields, day, weekday) {
                    if first.is_some() {
                        longest = longest.max(count - last);
                    }
                    first = first.or(Some(count));
                    last = count;
                }
                count += 1;
            }
        }
    }
    // The next cycle begins as this one.
    Some(longest.max(count + first? - last))
}

/// Where both fields for days choose, either is enough; else both must agree.
fn fires(fields: &CronFields, day: u32, weekday: u32) -> bool {
    let by_month = fields.day_of_month.has(day);
    let by_week = fields.day_of_week.has(weekday);
    if fields.day_of_month.is_star || fields.day_of_week.is_star {
        by_month && by_week
    } else {
        by_month || by_week
    }
}

fn days_of(month: u32, year: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

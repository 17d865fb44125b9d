//! Times read by a layout: `time.Parse`.

use super::layout::{Fraction, Offset, Part, next};
use super::quote;
use super::scan::{Bad, Scan};
use crate::template::functions::Fault;
use crate::template::value::calendar::{
    DAY, days_before, days_in, is_leap, month_names, of_year_day, short, weekday_names,
};
use crate::template::value::{Moment, Zone};
use crate::template::version::HelmVersion;

/// What was read of a time.
#[derive(Debug, Default)]
pub(super) struct Reading {
    year: i64,
    month: Option<i64>,
    day: Option<i64>,
    year_day: Option<i64>,
    hour: i64,
    minute: i64,
    second: i64,
    nanoseconds: u32,
    /// Whether it is after noon, if that was said.
    is_afternoon: Option<bool>,
    is_utc: bool,
    offset: Option<i32>,
    zone: Option<String>,
}

/// A time as a layout reads it; without a zone it is in UTC.
pub(super) fn parse(layout: &[u8], value: &[u8], version: HelmVersion) -> Result<Moment, Fault> {
    let mut reading = Reading::default();
    let mut scan = Scan::new(value);
    let mut rest = layout;
    loop {
        let (before, part, after) = next(rest);
        if scan.skip(before).is_err() {
            return Err(unfit(layout, value, before, scan.rest()));
        }
        let Some((part, written)) = part else {
            break;
        };
        rest = after;
        let hold = scan.rest();
        match reading.read(part, &mut scan, after, version) {
            Ok(()) => {}
            Err(Bad::Range(what)) => return Err(refused(value, &format!("{what} out of range"))),
            Err(Bad::Text) => return Err(unfit(layout, value, written, hold)),
        }
    }
    if !scan.rest().is_empty() {
        let message = format!("extra text: {}", quote(scan.rest()));
        return Err(refused(value, &message));
    }
    reading.finish().map_err(|message| refused(value, message))
}

fn unfit(layout: &[u8], value: &[u8], part: &[u8], rest: &[u8]) -> Fault {
    let (value, layout, rest, part) = (quote(value), quote(layout), quote(rest), quote(part));
    Fault::new(format!(
        "parsing time {value} as {layout}: cannot parse {rest} as {part}"
    ))
}

fn refused(value: &[u8], message: &str) -> Fault {
    Fault::new(format!("parsing time {}: {message}", quote(value)))
}

impl Reading {
    fn read(
        &mut self,
        part: Part,
        scan: &mut Scan<'_>,
        after: &[u8],
        version: HelmVersion,
    ) -> Result<(), Bad> {
        match part {
            Part::Year => {
                let year = scan.number_of(2)?;
                self.year = if year >= 69 { year + 1900 } else { year + 2000 };
            }
            Part::LongYear => self.year = scan.long_year()?,
            Part::Month => self.month = Some(scan.name(month_names().iter().map(|n| short(n)))?),
            Part::LongMonth => self.month = Some(scan.name(month_names().iter().copied())?),
            Part::NumberMonth | Part::ZeroMonth => {
                let month = scan.number(part == Part::ZeroMonth)?;
                self.month = Some(within(month, 1..=12, "month")?);
            }
            Part::Weekday => {
                scan.name(weekday_names().iter().map(|name| short(name)))?;
            }
            Part::LongWeekday => {
                scan.name(weekday_names().iter().copied())?;
            }
            Part::Day | Part::BlankDay | Part::ZeroDay => {
                if part == Part::BlankDay {
                    scan.blank();
                }
                self.day = Some(scan.number(part == Part::ZeroDay)?);
            }
            Part::BlankYearDay | Part::ZeroYearDay => {
                if part == Part::BlankYearDay {
                    scan.blank();
                    scan.blank();
                }
                self.year_day = Some(scan.year_day(part == Part::ZeroYearDay)?);
            }
            Part::Hour => self.hour = within(scan.number(false)?, 0..=23, "hour")?,
            Part::Hour12 | Part::ZeroHour12 => {
                let hour = scan.number(part == Part::ZeroHour12)?;
                self.hour = within(hour, 0..=12, "hour")?;
            }
            Part::Minute | Part::ZeroMinute => {
                let minute = scan.number(part == Part::ZeroMinute)?;
                self.minute = within(minute, 0..=59, "minute")?;
            }
            Part::Second | Part::ZeroSecond => {
                let second = scan.number(part == Part::ZeroSecond)?;
                self.second = within(second, 0..=59, "second")?;
                // A fraction may follow that the layout does not have.
                let has_fraction = matches!(next(after).1, Some((Part::Fraction(_), _)));
                if !has_fraction && scan.is_at_fraction() {
                    self.nanoseconds = scan.fraction()?;
                }
            }
            Part::UpperNoon => self.is_afternoon = Some(scan.either(b"AM", b"PM")?),
            Part::LowerNoon => self.is_afternoon = Some(scan.either(b"am", b"pm")?),
            Part::ZoneName => self.read_zone(scan)?,
            Part::Offset(form) => self.read_offset(scan, form, version)?,
            Part::Fraction(form) => self.read_fraction(scan, form)?,
        }
        Ok(())
    }

    fn read_zone(&mut self, scan: &mut Scan<'_>) -> Result<(), Bad> {
        if scan.take(b"UTC") {
            self.is_utc = true;
            return Ok(());
        }
        self.zone = Some(scan.zone_name()?);
        Ok(())
    }

    fn read_offset(
        &mut self,
        scan: &mut Scan<'_>,
        form: Offset,
        version: HelmVersion,
    ) -> Result<(), Bad> {
        if form.has_z && scan.take(b"Z") {
            self.is_utc = true;
            return Ok(());
        }
        let (sign, [hours, minutes, seconds]) = scan.offset(form)?;
        if version == HelmVersion::V4 {
            within(hours, 0..=24, "time zone offset hour")?;
            within(minutes, 0..=60, "time zone offset minute")?;
            within(seconds, 0..=60, "time zone offset second")?;
        }
        let offset = sign * ((hours * 60 + minutes) * 60 + seconds);
        self.offset = i32::try_from(offset).ok();
        Ok(())
    }

    fn read_fraction(&mut self, scan: &mut Scan<'_>, form: Fraction) -> Result<(), Bad> {
        match (form.trims, scan.is_at_fraction()) {
            (true, true) => self.nanoseconds = scan.fraction()?,
            (true, false) => {}
            (false, _) => self.nanoseconds = scan.fraction_of(form.digits)?,
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Moment, &'static str> {
        match self.is_afternoon {
            Some(true) if self.hour < 12 => self.hour += 12,
            Some(false) if self.hour == 12 => self.hour = 0,
            _ => {}
        }
        let (month, day) = self.month_and_day()?;
        if !(1..=days_in(self.year, month)).contains(&day) {
            return Err("day out of range");
        }
        let time = (self.hour * 60 + self.minute) * 60 + self.second;
        let seconds = days_before(self.year, month, day) * DAY + time;
        Ok(self.in_zone(seconds))
    }

    fn month_and_day(&self) -> Result<(i64, i64), &'static str> {
        let Some(year_day) = self.year_day else {
            return Ok((self.month.unwrap_or(1), self.day.unwrap_or(1)));
        };
        if !(1..=365 + i64::from(is_leap(self.year))).contains(&year_day) {
            return Err("day-of-year out of range");
        }
        let (month, day) = of_year_day(self.year, year_day);
        if self.month.is_some_and(|other| other != month) {
            return Err("day-of-year does not match month");
        }
        if self.day.is_some_and(|other| other != day) {
            return Err("day-of-year does not match day");
        }
        Ok((month, day))
    }

    /// These seconds in the zone that was read.
    fn in_zone(&self, seconds: i64) -> Moment {
        let zone = self.zone.as_deref().unwrap_or("");
        let (shift, offset, zone) = match self.offset {
            _ if self.is_utc => (0, 0, "UTC"),
            Some(0) if zone.is_empty() => (0, 0, "UTC"),
            Some(offset) => (offset, offset, zone),
            None if zone.is_empty() => (0, 0, "UTC"),
            // A zone that Go does not know: the time is taken for UTC, and shown in it.
            None => (0, unknown_offset(zone), zone),
        };
        Moment {
            seconds: seconds - i64::from(shift),
            nanoseconds: self.nanoseconds,
            offset,
            zone: Zone::new(zone),
        }
    }
}

/// The offset of a zone that is only known by its name: `GMT+3` says it.
fn unknown_offset(zone: &str) -> i32 {
    let hours = zone.strip_prefix("GMT").unwrap_or("");
    hours.parse::<i32>().map_or(0, |hours| hours * 3600)
}

fn within(
    number: i64,
    range: std::ops::RangeInclusive<i64>,
    what: &'static str,
) -> Result<i64, Bad> {
    match range.contains(&number) {
        true => Ok(number),
        false => Err(Bad::Range(what)),
    }
}

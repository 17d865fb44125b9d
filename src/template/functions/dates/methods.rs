//! Methods of times: `(toDate …).Unix`.

use super::calendar::{DAY, Parts, days_before};
use super::{duration, format};
use crate::template::functions::Parameter;
use crate::template::origin::Origin;
use crate::template::value::{Data, Method, Moment, Value, Zone};

/// Another time as an argument.
const OTHER: &[Parameter] = &[Parameter::Named("time.Time")];

/// Seconds from 1970 back to the year 1, where Go's times begin.
pub(super) const YEAR_ONE: i64 = -62_135_596_800;

/// A method of a time of this origin.
pub(in crate::template) fn method(moment: Moment, origin: Origin, name: &str) -> Option<Method> {
    if let Some(value) = value(&moment, name) {
        let value = value.all_from(&origin);
        return Some(Method::of(move || value.clone()));
    }
    Some(match name {
        "Format" => Method::new(&[Parameter::Text], move |_, args| {
            let text = Value::string(format::format(&moment, args.text(0).bytes()));
            Ok(text.all_from(&origin.and(&args.origins())))
        }),
        "AddDate" => Method::new(&[Parameter::Int; 3], move |_, args| {
            let later = later(&moment, [args.int(0), args.int(1), args.int(2)]);
            let origin = origin.and(&args.origins());
            Ok(Value::new(Data::Time(later)).with_origin(origin))
        }),
        "Before" => compared(moment, origin, |one, two| Value::bool(one < two)),
        "After" => compared(moment, origin, |one, two| Value::bool(one > two)),
        "Equal" => compared(moment, origin, |one, two| Value::bool(one == two)),
        "Compare" => compared(moment, origin, |one, two| Value::int(one.cmp(&two) as i64)),
        "Sub" => compared(moment, origin, |one, two| {
            let nanoseconds = (one - two).clamp(i64::MIN.into(), i64::MAX.into());
            Value::string(duration::print(i64::try_from(nanoseconds).unwrap_or(0)))
        }),
        _ => return None,
    })
}

/// What a method without parameters gives.
fn value(moment: &Moment, name: &str) -> Option<Value> {
    let parts = Parts::of(moment);
    let scaled = |unit: i128| {
        // Go's result is wrong, too, where it does not fit.
        Value::int64((nanoseconds(moment).div_euclid(unit)) as i64)
    };
    Some(match name {
        "Unix" => Value::int64(moment.seconds),
        "UnixMilli" => scaled(1_000_000),
        "UnixMicro" => scaled(1_000),
        "UnixNano" => scaled(1),
        "Year" => Value::int(parts.year),
        "Month" => Value::string(parts.month_name()),
        "Day" => Value::int(parts.day),
        "YearDay" => Value::int(parts.year_day),
        "Weekday" => Value::string(parts.weekday_name()),
        "Hour" => Value::int(parts.hour),
        "Minute" => Value::int(parts.minute),
        "Second" => Value::int(parts.second),
        "Nanosecond" => Value::int(moment.nanoseconds.into()),
        "IsZero" => Value::bool(moment.seconds == YEAR_ONE && moment.nanoseconds == 0),
        "String" => Value::string(moment.to_string()),
        "UTC" | "Local" => Value::new(Data::Time(Moment {
            offset: 0,
            zone: Zone::new("UTC"),
            ..*moment
        })),
        _ => return None,
    })
}

fn nanoseconds(moment: &Moment) -> i128 {
    i128::from(moment.seconds) * 1_000_000_000 + i128::from(moment.nanoseconds)
}

fn compared(own: Moment, origin: Origin, tell: fn(i128, i128) -> Value) -> Method {
    Method::new(OTHER, move |_, args| {
        let other = match args.value(0).data {
            Data::Time(other) => other,
            _ => own,
        };
        let told = tell(nanoseconds(&own), nanoseconds(&other));
        Ok(told.all_from(&origin.and(&args.origins())))
    })
}

/// A time so many years, months and days later; a day beyond a month's end is one of the next.
fn later(moment: &Moment, [years, months, days]: [i64; 3]) -> Moment {
    let parts = Parts::of(moment);
    // What is beyond a million years is cut, so that nothing overflows.
    let bound = |number: i64| number.clamp(-400_000_000, 400_000_000);
    let months = parts.month - 1 + bound(months);
    let year = (parts.year + bound(years)).clamp(-1_000_000, 1_000_000) + months.div_euclid(12);
    let first = days_before(year, months.rem_euclid(12) + 1, 1);
    let day = first + parts.day - 1 + bound(days);
    let time = (parts.hour * 60 + parts.minute) * 60 + parts.second;
    Moment {
        seconds: day * DAY + time - i64::from(moment.offset),
        ..*moment
    }
}

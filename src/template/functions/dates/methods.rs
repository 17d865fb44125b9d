//! Methods of times: `(toDate …).Unix`.

use super::{duration, format};
use crate::template::functions::{Fault, Parameter};
use crate::template::origin::Origin;
use crate::template::value::calendar::{DAY, Parts, days_before};
use crate::template::value::{
    Data, Kind, Map, MapType, Method, Moment, NamedNumber, NumberType, Object, Value, Zone,
};
use std::rc::Rc;

/// A zone as an argument.
const LOCATION: &[Parameter] = &[Parameter::Named("*time.Location")];

/// A duration as an argument.
const LENGTH: &[Parameter] = &[Parameter::Named("time.Duration")];

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
        "In" => Method::new(LOCATION, move |_, args| match &args.value(0).data {
            Data::Object(_) => {
                // The zone of another time has its offset, which only that time knows.
                Ok(Value::new(Data::Time(moment)).with_origin(origin.clone()))
            }
            _ => Err(Fault::new("time: missing Location in call to Time.In")),
        }),
        "Before" => compared(moment, origin, |one, two| Value::bool(one < two)),
        "After" => compared(moment, origin, |one, two| Value::bool(one > two)),
        "Equal" => compared(moment, origin, |one, two| Value::bool(one == two)),
        "Compare" => compared(moment, origin, |one, two| Value::int(one.cmp(&two) as i64)),
        "Sub" => compared(moment, origin, |one, two| {
            let nanoseconds = (one - two).clamp(i64::MIN.into(), i64::MAX.into());
            duration_of(i64::try_from(nanoseconds).unwrap_or(0))
        }),
        "Add" => lasting(moment, origin, |time, length| time + length),
        "Truncate" => lasting(moment, origin, truncated),
        "Round" => lasting(moment, origin, |time, length| {
            let down = truncated(time, length);
            let rest = time - down;
            down + if length > 0 && rest + rest >= length {
                length
            } else {
                0
            }
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
        "Month" => Value::named_number(parts.month, NumberType::Month, parts.month_name()),
        "Day" => Value::int(parts.day),
        "YearDay" => Value::int(parts.year_day),
        "Weekday" => Value::named_number(
            (moment.seconds + i64::from(moment.offset))
                .div_euclid(DAY)
                .saturating_add(4)
                .rem_euclid(7),
            NumberType::Weekday,
            parts.weekday_name(),
        ),
        "Hour" => Value::int(parts.hour),
        "Minute" => Value::int(parts.minute),
        "Second" => Value::int(parts.second),
        "Nanosecond" => Value::int(moment.nanoseconds.into()),
        "IsZero" => Value::bool(moment.seconds == YEAR_ONE && moment.nanoseconds == 0),
        "String" => Value::string(moment.to_string()),
        "GoString" => Value::string(moment.go_syntax()),
        "IsDST" if moment.offset == 0 => Value::bool(false),
        "Location" => Value::new(Data::Object(Rc::new(Location(moment.zone)))),
        "MarshalText" => bytes(&moment.rfc3339()),
        "MarshalJSON" => bytes(&format!("\"{}\"", moment.rfc3339())),
        "UTC" | "Local" => Value::new(Data::Time(Moment {
            offset: 0,
            zone: Zone::new("UTC"),
            ..*moment
        })),
        _ => return None,
    })
}

fn bytes(text: &str) -> Value {
    Value::new(Data::Bytes(text.as_bytes().into()))
}

/// `*time.Location`
#[derive(Debug)]
struct Location(Zone);

impl Object for Location {
    fn type_name(&self) -> &'static str {
        "*time.Location"
    }

    fn kind(&self) -> Kind {
        Kind::Pointer
    }

    fn field(&self, _: &str) -> Option<Value> {
        None
    }

    fn method(&self, name: &str) -> Option<Method> {
        let zone = self.0;
        (name == "String").then(|| Method::of(move || Value::string(zone.name())))
    }

    fn string(&self) -> Option<String> {
        Some(self.0.name().to_owned())
    }

    fn to_data(&self) -> Value {
        Value::map(Map::new(MapType::Any))
    }
}

/// A `time.Duration`.
fn duration_of(nanoseconds: i64) -> Value {
    let name = duration::print(nanoseconds);
    Value::named_number(nanoseconds, NumberType::Duration, &name)
}

/// A method of a duration.
pub(in crate::template) fn duration_method(number: &NamedNumber, name: &str) -> Option<Method> {
    let value = match (number.number_type, name) {
        (NumberType::Month | NumberType::Weekday | NumberType::Duration, "String") => {
            Value::string(number.name.as_deref().unwrap_or_default())
        }
        (NumberType::Duration, _) => length(number.number, name)?,
        _ => return None,
    };
    Some(Method::of(move || value.clone()))
}

/// A duration in a unit.
fn length(nanoseconds: i128, name: &str) -> Option<Value> {
    let whole = |unit: i128| Value::int64(i64::try_from(nanoseconds / unit).unwrap_or(0));
    let second = i128::from(duration::SECOND);
    let float = |unit: i128| {
        let parts = (nanoseconds / unit) as f64;
        Value::float(parts + (nanoseconds % unit) as f64 / unit as f64)
    };
    Some(match name {
        "Hours" => float(3600 * second),
        "Minutes" => float(60 * second),
        "Seconds" => float(second),
        "Milliseconds" => whole(1_000_000),
        "Microseconds" => whole(1_000),
        "Nanoseconds" => whole(1),
        "Abs" => duration_of(i64::try_from(nanoseconds.abs()).unwrap_or(i64::MAX)),
        _ => return None,
    })
}

/// A time that a duration changes, both in nanoseconds.
fn lasting(own: Moment, origin: Origin, change: fn(i128, i128) -> i128) -> Method {
    Method::new(LENGTH, move |_, args| {
        let length = match args.value(0).data {
            Data::Number(number) => number.number,
            _ => args.int(0).into(),
        };
        let changed = change(nanoseconds(&own), length);
        let second = i128::from(duration::SECOND);
        let seconds = i64::try_from(changed.div_euclid(second));
        let nanoseconds = u32::try_from(changed.rem_euclid(second));
        let moment = Moment {
            seconds: seconds.unwrap_or(own.seconds),
            nanoseconds: nanoseconds.unwrap_or(0),
            ..own
        };
        let origin = origin.and(&args.origins());
        Ok(Value::new(Data::Time(moment)).with_origin(origin))
    })
}

/// The last multiple of a duration since the year 1.
fn truncated(time: i128, length: i128) -> i128 {
    let start = i128::from(YEAR_ONE) * i128::from(duration::SECOND);
    match length > 0 {
        true => time - (time - start).rem_euclid(length),
        false => time,
    }
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

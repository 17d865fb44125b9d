//! TOML, read as Helm's `fromToml` reads it.

use super::{Unmarshalled, toml_words};
use crate::template::value::{Data, List, ListType, Map, Moment, Text, Value, Zone};
use toml_edit::{Datetime, Document, Item, TableLike, TomlError};

/// A text as a table of TOML.
pub fn from_toml(text: &Text) -> Unmarshalled {
    let origin = text.origins();
    let source = text.lossy();
    match Document::parse(&*source) {
        Ok(document) => Unmarshalled {
            value: table(document.as_table()).all_from(&origin),
            error: None,
        },
        Err(error) => Unmarshalled::failed(in_words(&source, &error)),
    }
}

fn table(table: &dyn TableLike) -> Value {
    let entries = table.iter();
    let entries = entries.map(|(key, item)| (key.into(), value(item)));
    Value::map(Map::from_entries(entries))
}

fn value(item: &Item) -> Value {
    match item {
        Item::None => Value::nil(),
        Item::Value(value) => scalar(value),
        Item::Table(inner) => table(inner),
        Item::ArrayOfTables(tables) => {
            let tables = tables.iter().map(|inner| table(inner));
            let list_type = ListType::Named("[]map[string]interface {}");
            Value::new(Data::List(List::new(list_type, tables)))
        }
    }
}

fn scalar(value: &toml_edit::Value) -> Value {
    match value {
        toml_edit::Value::String(text) => Value::string(text.value()),
        toml_edit::Value::Integer(int) => Value::int64(*int.value()),
        toml_edit::Value::Float(float) => Value::float(*float.value()),
        toml_edit::Value::Boolean(bool) => Value::bool(*bool.value()),
        toml_edit::Value::Datetime(time) => Value::new(Data::Time(moment(time.value()))),
        toml_edit::Value::Array(items) => Value::list(items.iter().map(scalar)),
        toml_edit::Value::InlineTable(inner) => table(inner),
    }
}

/// A time; what TOML leaves out of it is named in its zone, and is Go's zero.
fn moment(time: &Datetime) -> Moment {
    let days = time.date.map_or(-719_528, |date| {
        days_since_1970(date.year.into(), date.month.into(), date.day.into())
    });
    let second = time.time.map_or(0, |time| {
        let (hour, minute) = (i64::from(time.hour), i64::from(time.minute));
        (hour * 60 + minute) * 60 + i64::from(time.second.unwrap_or(0))
    });
    let offset = match time.offset {
        Some(toml_edit::Offset::Custom { minutes }) => i32::from(minutes) * 60,
        _ => 0,
    };
    let zone = match (time.offset, time.date, time.time) {
        (Some(toml_edit::Offset::Z), ..) => "UTC",
        (Some(_), ..) => "",
        (None, None, _) => "time-local",
        (None, _, None) => "date-local",
        _ => "datetime-local",
    };
    Moment {
        seconds: days * 86_400 + second - i64::from(offset),
        nanoseconds: time.time.and_then(|time| time.nanosecond).unwrap_or(0),
        offset,
        zone: Zone::new(zone),
    }
}

/// The days of the Gregorian calendar before a date, whose years begin in March.
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let year = if month > 2 { year } else { year - 1 };
    let month = (month + 9) % 12;
    365 * year + year.div_euclid(4) - year.div_euclid(100)
        + year.div_euclid(400)
        + (153 * month + 2) / 5
        + day
        - 719_469
}

/// What Helm says of a text that is no TOML; the reader's own words where Helm would read it.
fn in_words(source: &str, error: &TomlError) -> String {
    toml_words::complaint(source).unwrap_or_else(|| {
        let at = error.span().map_or(source.len(), |span| span.start);
        let before = source.get(..at).unwrap_or(source);
        let line = before.matches('\n').count() + 1;
        let words = error.message().replace('\n', ", ");
        format!("toml: line {line}: {words}")
    })
}

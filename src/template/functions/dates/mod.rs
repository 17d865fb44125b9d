//! Times, dates and durations, in UTC: a machine's own zone decides nothing.

mod duration;
mod format;
mod layout;
mod methods;
mod parse;
mod scan;
#[cfg(test)]
mod tests;
mod zone;

pub(in crate::template) use methods::{duration_method, method};

use super::Parameter::{Any, Named, Text};
use super::ResultOrigin::{self, Arguments, Kept};
use super::{Answer, Args, Context, Fault, Function};
use crate::go::{DurationError, parse_duration};
use crate::template::origin::Unknown;
use crate::template::value::{Data, Moment, Value, Zone};

const TIME: super::Parameter = Named("time.Time");

const CLOCK: ResultOrigin = ResultOrigin::Unknown(Unknown::Clock);

/// The table.
pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("ago", &[Any], CLOCK, ago),
    Function::new("date", &[Text, Any], Kept, date),
    Function::new("dateInZone", &[Text, Any, Text], Kept, date_in_zone),
    Function::new("dateModify", &[Text, TIME], Arguments, date_modify),
    Function::new("date_in_zone", &[Text, Any, Text], Kept, date_in_zone),
    Function::new("date_modify", &[Text, TIME], Arguments, date_modify),
    Function::new("duration", &[Any], Arguments, duration),
    Function::new("durationRound", &[Any], Kept, duration_round),
    Function::new("htmlDate", &[Any], Kept, html_date),
    Function::new("htmlDateInZone", &[Any, Text], Kept, html_date_in_zone),
    Function::new("mustDateModify", &[Text, TIME], Arguments, must_date_modify),
    Function::new("mustToDate", &[Text, Text], Arguments, must_to_date),
    Function::new(
        "must_date_modify",
        &[Text, TIME],
        Arguments,
        must_date_modify,
    ),
    Function::new("now", &[], CLOCK, now),
    Function::new("toDate", &[Text, Text], Arguments, to_date),
    Function::new("unixEpoch", &[TIME], Arguments, unix_epoch),
];

/// What stands in for the time at which a chart will be installed.
const NOW: i64 = 1_767_225_600;

/// How `htmlDate` writes dates.
const HTML: &[u8] = b"2006-01-02";

fn utc(seconds: i64) -> Moment {
    Moment {
        seconds,
        nanoseconds: 0,
        offset: 0,
        zone: Zone::new("UTC"),
    }
}

fn time(moment: Moment) -> Value {
    Value::new(Data::Time(moment))
}

/// The time that a value is, if it is one.
fn moment_of(value: &Value) -> Option<Moment> {
    match value.data {
        Data::Time(moment) => Some(moment),
        Data::Int(seconds) | Data::Int64(seconds) => Some(utc(seconds)),
        _ => None,
    }
}

/// An argument of the type `time.Time`.
fn time_argument(args: &Args, index: usize) -> Moment {
    match args.value(index).data {
        Data::Time(moment) => moment,
        _ => utc(methods::YEAR_ONE),
    }
}

fn now(_: &mut Context<'_>, _: &mut Args) -> Answer {
    Ok(time(utc(NOW)))
}

fn ago(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let then = moment_of(&args.value(0)).map_or(NOW, |moment| moment.seconds);
    let nanoseconds = NOW.saturating_sub(then).saturating_mul(1_000_000_000);
    Ok(Value::string(duration::print(nanoseconds)))
}

fn date(context: &mut Context<'_>, args: &mut Args) -> Answer {
    Ok(dated(context, args, args.text(0).bytes(), 1, b"Local"))
}

fn date_in_zone(context: &mut Context<'_>, args: &mut Args) -> Answer {
    let zone = args.text(2);
    Ok(dated(context, args, args.text(0).bytes(), 1, zone.bytes()))
}

fn html_date(context: &mut Context<'_>, args: &mut Args) -> Answer {
    Ok(dated(context, args, HTML, 0, b"Local"))
}

fn html_date_in_zone(context: &mut Context<'_>, args: &mut Args) -> Answer {
    Ok(dated(context, args, HTML, 0, args.text(1).bytes()))
}

/// An argument as a layout writes it in a zone. What is no time is the time now.
fn dated(context: &Context<'_>, args: &Args, layout: &[u8], index: usize, zone: &[u8]) -> Value {
    let given = moment_of(&args.value(index));
    let moment = zone::in_zone(&given.unwrap_or(utc(NOW)), zone);
    let text = Value::string(format::format(&moment, layout));
    let origins = if given.is_some() { Arguments } else { CLOCK };
    context.finish(origins, &args.origins(), text)
}

fn date_modify(context: &mut Context<'_>, args: &mut Args) -> Answer {
    let moment = time_argument(args, 1);
    Ok(must_date_modify(context, args).unwrap_or_else(|_| time(moment)))
}

fn must_date_modify(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let moment = time_argument(args, 1);
    let text = args.text(0);
    let by = parse_duration(text.bytes()).map_err(|error| unreadable(error, text.bytes()).of(0))?;
    let nanoseconds = i64::from(moment.nanoseconds) + by % 1_000_000_000;
    let whole = by / 1_000_000_000 + nanoseconds.div_euclid(1_000_000_000);
    let nanoseconds = nanoseconds.rem_euclid(1_000_000_000);
    Ok(time(Moment {
        seconds: moment.seconds.saturating_add(whole),
        nanoseconds: u32::try_from(nanoseconds).unwrap_or(0),
        ..moment
    }))
}

fn duration(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let seconds = match &args.value(0).data {
        Data::String(text) => crate::go::atoi(&text.lossy()),
        Data::Int64(seconds) => *seconds,
        _ => 0,
    };
    Ok(Value::string(duration::print(
        seconds.wrapping_mul(1_000_000_000),
    )))
}

fn duration_round(context: &mut Context<'_>, args: &mut Args) -> Answer {
    let (nanoseconds, origins) = match &args.value(0).data {
        Data::String(text) => (parse_duration(text.bytes()).unwrap_or(0), Arguments),
        Data::Int64(nanoseconds) => (*nanoseconds, Arguments),
        Data::Time(moment) => {
            let since = NOW.saturating_sub(moment.seconds);
            (since.saturating_mul(1_000_000_000), CLOCK)
        }
        _ => (0, Arguments),
    };
    let text = Value::string(duration::round(nanoseconds));
    Ok(context.finish(origins, &args.origins(), text))
}

fn to_date(context: &mut Context<'_>, args: &mut Args) -> Answer {
    let never = || time(utc(methods::YEAR_ONE));
    Ok(must_to_date(context, args).unwrap_or_else(|_| never()))
}

fn must_to_date(context: &mut Context<'_>, args: &mut Args) -> Answer {
    let (layout, text) = (args.text(0), args.text(1));
    let moment = parse::parse(layout.bytes(), text.bytes(), context.version);
    Ok(time(moment.map_err(|fault| fault.of(1))?))
}

fn unix_epoch(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let seconds = time_argument(args, 0).seconds;
    Ok(Value::string(seconds.to_string()))
}

/// What Go says of a duration that it refuses.
fn unreadable(error: DurationError<'_>, text: &[u8]) -> Fault {
    let text = quote(text);
    Fault::new(match error {
        DurationError::Invalid => format!("time: invalid duration {text}"),
        DurationError::NoUnit => format!("time: missing unit in duration {text}"),
        DurationError::UnknownUnit(unit) => {
            format!("time: unknown unit {} in duration {text}", quote(unit))
        }
    })
}

/// A text in quotes as the package `time` writes it: what is no plain ASCII is told byte by byte.
fn quote(text: &[u8]) -> String {
    let mut quoted = String::from("\"");
    for byte in text {
        match byte {
            b'"' | b'\\' => quoted.extend(['\\', char::from(*byte)]),
            b' '..0x80 => quoted.push(char::from(*byte)),
            _ => quoted.push_str(&format!("\\x{byte:02x}")),
        }
    }
    quoted.push('"');
    quoted
}

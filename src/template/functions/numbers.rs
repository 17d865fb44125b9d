//! Numbers: conversions, integers and what is made of them. The functions on floats are in `floats`.

use super::Parameter::{Any, Int, Text as TextParameter};
use super::ResultOrigin::Arguments;
use super::limit::hold_items;
use super::{Answer, Args, Context, Fault, Function};
use crate::go;
use crate::template::print::print_value;
use crate::template::value::{Data, List, ListType, NamedNumber, NumberType, Value};
use crate::template::version::HelmVersion;

/// The table.
pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("add", &[], Arguments, add).rest(Any),
    Function::new("add1", &[Any], Arguments, add1),
    Function::new("atoi", &[TextParameter], Arguments, atoi),
    Function::new("biggest", &[Any], Arguments, max).rest(Any),
    Function::new("div", &[Any, Any], Arguments, div),
    Function::new("float64", &[Any], Arguments, float64),
    Function::new("int", &[Any], Arguments, int),
    Function::new("int64", &[Any], Arguments, int64),
    Function::new("max", &[Any], Arguments, max).rest(Any),
    Function::new("min", &[Any], Arguments, min).rest(Any),
    Function::new("mod", &[Any, Any], Arguments, modulo),
    Function::new("mul", &[Any], Arguments, mul).rest(Any),
    Function::new("seq", &[], Arguments, seq).rest(Int),
    Function::new("sub", &[Any, Any], Arguments, sub),
    Function::new("toDecimal", &[Any], Arguments, to_decimal),
    Function::new("until", &[Int], Arguments, until),
    Function::new("untilStep", &[Int, Int, Int], Arguments, until_step),
];

/// A value as an integer; 0 where it is none.
pub(super) fn to_int(value: &Value, version: HelmVersion) -> i64 {
    match &value.data {
        Data::Int(int) | Data::Int64(int) => *int,
        Data::Number(number) => cast(number, version),
        Data::Float(float) => go::truncate(*float),
        Data::Bool(bool) => i64::from(*bool),
        Data::String(text) => {
            let text = text.lossy();
            let text = match version {
                HelmVersion::V3 => &text,
                HelmVersion::V4 => without_zero_decimals(&text),
            };
            go::parse_int(text).unwrap_or(0)
        }
        _ => 0,
    }
}

/// A number of another type as an integer. The library that Sprig uses knows months and weekdays only in Helm 4, and never
/// durations.
fn cast(number: &NamedNumber, version: HelmVersion) -> i64 {
    match number.number_type {
        NumberType::Uint8 | NumberType::Uint64 => {
            // Go cuts off what is too large.
            number.number as i64
        }
        NumberType::Month | NumberType::Weekday if version == HelmVersion::V4 => {
            number.number as i64
        }
        NumberType::Month | NumberType::Weekday | NumberType::Duration => 0,
    }
}

/// Without `.0` and its like at the end.
fn without_zero_decimals(text: &str) -> &str {
    let whole = text.trim_end_matches('0');
    match whole.len() < text.len() {
        true => whole.strip_suffix('.').unwrap_or(text),
        false => text,
    }
}

/// A value as a float; 0 where it is none.
pub(super) fn to_float(value: &Value) -> f64 {
    match &value.data {
        #[expect(clippy::cast_precision_loss, reason = "Go rounds as well")]
        Data::Int(int) | Data::Int64(int) => *int as f64,
        Data::Number(number) => cast(number, HelmVersion::V4) as f64,
        Data::Float(float) => *float,
        Data::Bool(bool) => f64::from(u8::from(*bool)),
        Data::String(text) => go::parse_float(&text.lossy()).unwrap_or(0.0),
        _ => 0.0,
    }
}

fn int(context: &mut Context<'_>, args: &mut Args) -> Answer {
    Ok(Value::int(to_int(&args.value(0), context.version)))
}

fn int64(context: &mut Context<'_>, args: &mut Args) -> Answer {
    Ok(Value::int64(to_int(&args.value(0), context.version)))
}

fn float64(_: &mut Context<'_>, args: &mut Args) -> Answer {
    Ok(Value::float(to_float(&args.value(0))))
}

fn atoi(_: &mut Context<'_>, args: &mut Args) -> Answer {
    Ok(Value::int(go::atoi(&args.text(0).lossy())))
}

/// What is written in octal digits.
fn to_decimal(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let printed = print_value(&args.value(0));
    let octal = go::parse_int_of_base(&printed.lossy(), 8);
    Ok(Value::int64(octal.unwrap_or(0)))
}

fn add(context: &mut Context<'_>, args: &mut Args) -> Answer {
    Ok(folded(context, args, 0, i64::wrapping_add))
}

fn mul(context: &mut Context<'_>, args: &mut Args) -> Answer {
    Ok(folded(context, args, 1, i64::wrapping_mul))
}

fn folded(context: &Context<'_>, args: &Args, first: i64, fold: fn(i64, i64) -> i64) -> Value {
    let values = args.all().iter();
    Value::int64(values.fold(first, |result, value| {
        fold(result, to_int(value, context.version))
    }))
}

fn max(context: &mut Context<'_>, args: &mut Args) -> Answer {
    let ints = args
        .all()
        .iter()
        .map(|value| to_int(value, context.version));
    Ok(Value::int64(ints.max().unwrap_or(0)))
}

fn min(context: &mut Context<'_>, args: &mut Args) -> Answer {
    let ints = args
        .all()
        .iter()
        .map(|value| to_int(value, context.version));
    Ok(Value::int64(ints.min().unwrap_or(0)))
}

fn add1(context: &mut Context<'_>, args: &mut Args) -> Answer {
    let int = to_int(&args.value(0), context.version);
    Ok(Value::int64(int.wrapping_add(1)))
}

fn two(context: &Context<'_>, args: &Args) -> (i64, i64) {
    let version = context.version;
    (
        to_int(&args.value(0), version),
        to_int(&args.value(1), version),
    )
}

fn sub(context: &mut Context<'_>, args: &mut Args) -> Answer {
    let (one, two) = two(context, args);
    Ok(Value::int64(one.wrapping_sub(two)))
}

fn div(context: &mut Context<'_>, args: &mut Args) -> Answer {
    match two(context, args) {
        (_, 0) => Err(by_zero()),
        (one, two) => Ok(Value::int64(one.wrapping_div(two))),
    }
}

fn modulo(context: &mut Context<'_>, args: &mut Args) -> Answer {
    match two(context, args) {
        (_, 0) => Err(by_zero()),
        (one, two) => Ok(Value::int64(one.wrapping_rem(two))),
    }
}

fn by_zero() -> Fault {
    Fault::new("runtime error: integer divide by zero").of(1)
}

fn until(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let count = args.int(0);
    let step = if count < 0 { -1 } else { 1 };
    Ok(ints(&range(0, count, step)?))
}

fn until_step(_: &mut Context<'_>, args: &mut Args) -> Answer {
    Ok(ints(&range(args.int(0), args.int(1), args.int(2))?))
}

fn ints(ints: &[i64]) -> Value {
    let ints = ints.iter().map(|int| Value::int(*int));
    Value::new(Data::List(List::new(ListType::Int, ints)))
}

/// The numbers from one up or down to before another; none if the step leads away.
fn range(start: i64, stop: i64, step: i64) -> Result<Vec<i64>, Fault> {
    let distance = i128::from(stop) - i128::from(start);
    let step = i128::from(step);
    if step == 0 || distance == 0 || (distance < 0) != (step < 0) {
        return Ok(Vec::new());
    }
    let count = distance.unsigned_abs().div_ceil(step.unsigned_abs());
    hold_items(usize::try_from(count).unwrap_or(usize::MAX))?;
    let numbers =
        (0..i128::try_from(count).unwrap_or(0)).map(|index| i128::from(start) + index * step);
    Ok(numbers
        .filter_map(|number| i64::try_from(number).ok())
        .collect())
}

/// `seq END`, `seq START END`, `seq START STEP END`, all with their end; other counts give nothing.
fn seq(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let (start, step, end) = match args.len() {
        1 => (1, None, args.int(0)),
        2 => (args.int(0), None, args.int(1)),
        3 => (args.int(0), Some(args.int(1)), args.int(2)),
        _ => return Ok(Value::string("")),
    };
    let toward = if end < start { -1 } else { 1 };
    if end < start && step.is_some_and(|step| step > 0) {
        return Ok(Value::string(""));
    }
    let numbers = range(start, end.wrapping_add(toward), step.unwrap_or(toward))?;
    let numbers: Vec<String> = numbers.iter().map(i64::to_string).collect();
    Ok(Value::string(numbers.join(" ")))
}

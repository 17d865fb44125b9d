//! Go's comparisons: `eq`, `ne`, `lt`, `le`, `gt`, `ge`.

use super::Parameter::Reflect;
use super::ResultOrigin::Arguments;
use super::{Answer, Args, Context, Fault, Function};
use crate::template::print::{print_value, sprintf};
use crate::template::value::{Data, Kind, Text, Value};
use crate::template::version::HelmVersion;
use std::cmp::Ordering;
use std::rc::Rc;

/// The table.
pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("eq", &[Reflect], Arguments, eq)
        .reads_subtrees()
        .rest(Reflect),
    Function::new("ge", &[Reflect, Reflect], Arguments, ge),
    Function::new("gt", &[Reflect, Reflect], Arguments, gt),
    Function::new("le", &[Reflect, Reflect], Arguments, le),
    Function::new("lt", &[Reflect, Reflect], Arguments, lt),
    Function::new("ne", &[Reflect, Reflect], Arguments, ne).reads_subtrees(),
];

/// The kinds that Go compares by their values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Basic {
    Bool,
    Int,
    Uint,
    Float,
    String,
}

impl Basic {
    /// Whether values of both can be compared.
    fn goes_with(self, other: Self) -> bool {
        let is_whole = |basic| matches!(basic, Self::Int | Self::Uint);
        self == other || is_whole(self) && is_whole(other)
    }
}

fn basic(value: &Value) -> Option<Basic> {
    match &value.data {
        Data::Bool(_) => Some(Basic::Bool),
        Data::Int(_) | Data::Int64(_) => Some(Basic::Int),
        Data::Number(number) if number.number_type.is_unsigned() => Some(Basic::Uint),
        Data::Number(_) => Some(Basic::Int),
        Data::Float(_) => Some(Basic::Float),
        Data::String(_) => Some(Basic::String),
        _ => None,
    }
}

fn eq(context: &mut Context<'_>, args: &mut Args) -> Answer {
    let first = args.value(0);
    if context.version == HelmVersion::V3 && !first.is_nil() && !is_comparable(&first) {
        return Err(uncomparable(&first));
    }
    let others = args.all().get(1..).unwrap_or_default();
    if others.is_empty() {
        return Err(Fault::new("missing argument for comparison"));
    }
    for other in others {
        if equal(&first, other, context.version)? {
            return Ok(Value::bool(true));
        }
    }
    Ok(Value::bool(false))
}

fn ne(context: &mut Context<'_>, args: &mut Args) -> Answer {
    let equal = eq(context, args)?;
    Ok(Value::bool(!equal.is_true()))
}

fn equal(one: &Value, two: &Value, version: HelmVersion) -> Result<bool, Fault> {
    match (basic(one), basic(two)) {
        (Some(first), Some(second)) if first.goes_with(second) => {
            Ok(order(one, two) == Some(Ordering::Equal))
        }
        (None, None) => equal_others(one, two, version),
        _ if one.is_nil() || two.is_nil() => Ok(false),
        _ => Err(incompatible(one, two, version)),
    }
}

/// What is neither a number nor a string nor a boolean.
fn equal_others(one: &Value, two: &Value, version: HelmVersion) -> Result<bool, Fault> {
    if version == HelmVersion::V4 {
        if is_nil(one) || is_nil(two) {
            return Ok(is_nil(one) && is_nil(two));
        }
        if one.kind() != two.kind() {
            return Err(non_comparable(one, Some(two)));
        }
        if !is_comparable(two) {
            return Err(non_comparable(two, None));
        }
    }
    if one.is_nil() || two.is_nil() {
        return Ok(one.is_nil() && two.is_nil());
    }
    match is_comparable(two) {
        true => Ok(is_same(one, two)),
        false => Err(uncomparable(two)),
    }
}

/// Nil, or a nil slice or map.
fn is_nil(value: &Value) -> bool {
    match &value.data {
        Data::Nil => true,
        Data::List(list) => list.is_nil(),
        Data::Map(map) => map.is_nil(),
        _ => false,
    }
}

fn is_comparable(value: &Value) -> bool {
    match value.kind() {
        Kind::Slice | Kind::Map => false,
        // A struct without a name is that of `.Chart`, which holds slices.
        Kind::Struct => !value.type_name().starts_with("struct {"),
        _ => true,
    }
}

fn is_same(one: &Value, two: &Value) -> bool {
    match (&one.data, &two.data) {
        (Data::Version(one), Data::Version(two)) => Rc::ptr_eq(one, two),
        _ => one.deep_equal(two),
    }
}

fn lt(context: &mut Context<'_>, args: &mut Args) -> Answer {
    let order = ordered(context, args)?;
    Ok(Value::bool(order == Some(Ordering::Less)))
}

fn le(context: &mut Context<'_>, args: &mut Args) -> Answer {
    let order = ordered(context, args)?;
    Ok(Value::bool(matches!(
        order,
        Some(Ordering::Less | Ordering::Equal)
    )))
}

/// Go negates `le`, so that this holds for what is no number.
fn gt(context: &mut Context<'_>, args: &mut Args) -> Answer {
    let order = ordered(context, args)?;
    Ok(Value::bool(!matches!(
        order,
        Some(Ordering::Less | Ordering::Equal)
    )))
}

/// Likewise.
fn ge(context: &mut Context<'_>, args: &mut Args) -> Answer {
    let order = ordered(context, args)?;
    Ok(Value::bool(order != Some(Ordering::Less)))
}

fn ordered(context: &Context<'_>, args: &Args) -> Result<Option<Ordering>, Fault> {
    let (one, two) = (args.value(0), args.value(1));
    let invalid = || Fault::new("invalid type for comparison");
    let first = basic(&one).ok_or_else(|| invalid().of(0))?;
    let second = basic(&two).ok_or_else(|| invalid().of(1))?;
    match first.goes_with(second) {
        false => Err(incompatible(&one, &two, context.version)),
        true if first == Basic::Bool => Err(invalid()),
        true => Ok(order(&one, &two)),
    }
}

/// The order of two values of one basic kind; `None` where one is no number.
fn order(one: &Value, two: &Value) -> Option<Ordering> {
    match (&one.data, &two.data) {
        (Data::Bool(one), Data::Bool(two)) => Some(one.cmp(two)),
        (Data::Float(one), Data::Float(two)) => one.partial_cmp(two),
        (Data::String(one), Data::String(two)) => Some(one.bytes().cmp(two.bytes())),
        _ => Some(whole(one)?.cmp(&whole(two)?)),
    }
}

fn whole(value: &Value) -> Option<i128> {
    match &value.data {
        Data::Int(int) | Data::Int64(int) => Some((*int).into()),
        Data::Number(number) => Some(number.number),
        _ => None,
    }
}

fn incompatible(one: &Value, two: &Value, version: HelmVersion) -> Fault {
    let message = "incompatible types for comparison";
    let types = match version {
        HelmVersion::V3 => String::new(),
        HelmVersion::V4 => format!(": {} and {}", one.type_name(), two.type_name()),
    };
    Fault::new(format!("{message}{types}")).within(one.origins().and(&two.origins()))
}

/// Helm 3's words.
fn uncomparable(value: &Value) -> Fault {
    let name = value.type_name();
    let printed = print_value(value);
    let message = format!("uncomparable type {name}: {}", printed.lossy());
    Fault::new(message).within(value.origins())
}

/// Helm 4's words, in which Go mixes up a type and a value.
fn non_comparable(one: &Value, two: Option<&Value>) -> Fault {
    let name = |value: &Value| value.type_name();
    let printed = sprintf(&Text::plain("%s"), std::slice::from_ref(one));
    let printed = printed.unwrap_or_default();
    let printed = printed.lossy();
    let origin = one.origins();
    let origin = two.map_or(origin.clone(), |two| origin.and(&two.origins()));
    let message = match two {
        None => format!("non-comparable type {printed}: {}", name(one)),
        Some(two) => format!(
            "non-comparable types {printed}: {}, {}: {}",
            name(one),
            name(two),
            print_value(two).lossy()
        ),
    };
    Fault::new(message).within(origin)
}

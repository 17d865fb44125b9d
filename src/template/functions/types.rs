//! Types: `typeOf`, `kindIs` and their like.

use super::Parameter::{Any, Text};
use super::ResultOrigin::Arguments;
use super::{Answer, Args, Context, Fault, Function, MAX_ITEMS};
use crate::template::value::Value;
use crate::template::version::HelmVersion;
use std::borrow::Cow;

/// The table.
pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("deepEqual", &[Any, Any], Arguments, deep_equal).reads_subtrees(),
    Function::new("kindIs", &[Text, Any], Arguments, kind_is),
    Function::new("kindOf", &[Any], Arguments, kind_of),
    Function::new("typeIs", &[Text, Any], Arguments, type_is),
    Function::new("typeIsLike", &[Text, Any], Arguments, type_is_like),
    Function::new("typeOf", &[Any], Arguments, type_of),
];

fn deep_equal(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let mut left = MAX_ITEMS;
    let is_equal = args.value(0).deep_equal_within(&args.value(1), &mut left);
    match left {
        0 => Err(Fault::limit("the values are too large to compare")),
        _ => Ok(Value::bool(is_equal)),
    }
}

fn kind_is(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let kind = args.value(1).kind().name();
    Ok(Value::bool(args.text(0).bytes() == kind.as_bytes()))
}

fn kind_of(_: &mut Context<'_>, args: &mut Args) -> Answer {
    Ok(Value::string(args.value(0).kind().name()))
}

fn type_is(context: &mut Context<'_>, args: &mut Args) -> Answer {
    let name = type_name(&args.value(1), context.version);
    Ok(Value::bool(args.text(0).bytes() == name.as_bytes()))
}

fn type_is_like(context: &mut Context<'_>, args: &mut Args) -> Answer {
    let name = type_name(&args.value(1), context.version);
    let wanted = args.text(0);
    let is_pointer_to = name.strip_prefix('*').map(str::as_bytes) == Some(wanted.bytes());
    let is_like = wanted.bytes() == name.as_bytes() || is_pointer_to;
    Ok(Value::bool(is_like))
}

fn type_of(context: &mut Context<'_>, args: &mut Args) -> Answer {
    let name = type_name(&args.value(0), context.version);
    Ok(Value::string(name.as_bytes()))
}

/// The name of a value's type. Helm 4 has Helm 3's types of charts in another package.
fn type_name(value: &Value, version: HelmVersion) -> Cow<'static, str> {
    let name = value.type_name();
    match version {
        HelmVersion::V3 => Cow::Borrowed(name),
        HelmVersion::V4 => match name.split_once("chartutil.") {
            Some((before, after)) => Cow::Owned(format!("{before}common.{after}")),
            None => Cow::Borrowed(name),
        },
    }
}

//! Choices: `not`, `default`, `empty`, `coalesce`, `ternary` and their like.

use super::Parameter::{Any, Bool, Reflect};
use super::ResultOrigin::{Arguments, Kept};
use super::{Answer, Args, Context, Control, Fault, Function};
use crate::template::origin::Origin;
use crate::template::value::{Data, Value};

/// The table.
pub(super) const FUNCTIONS: &[Function] = &[
    Function::control("and", &[Reflect], Control::And).rest(Reflect),
    Function::control("or", &[Reflect], Control::Or).rest(Reflect),
    Function::new("not", &[Reflect], Arguments, not),
    Function::new("default", &[Any], Kept, default).rest(Any),
    Function::new("empty", &[Any], Arguments, empty),
    Function::new("coalesce", &[], Kept, coalesce).rest(Any),
    Function::new("all", &[], Arguments, all).rest(Any),
    Function::new("any", &[], Arguments, any).rest(Any),
    Function::new("ternary", &[Any, Any, Bool], Kept, ternary),
];

fn not(_: &mut Context<'_>, args: &mut Args) -> Answer {
    Ok(Value::bool(!args.value(0).is_true()))
}

fn empty(_: &mut Context<'_>, args: &mut Args) -> Answer {
    Ok(Value::bool(args.value(0).is_empty()))
}

fn default(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let fallback = args.value(0);
    let given = match args.rest().first() {
        Some(given) => given.clone(),
        None => return Ok(fallback.in_interface()),
    };
    if !given.is_empty() {
        return Ok(given.in_interface());
    }
    Ok(fallback.instead_of(&given).in_interface())
}

fn coalesce(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let all = args.rest();
    let chosen = all.iter().position(|value| !value.is_empty());
    let passed = all.iter().take(chosen.unwrap_or(all.len()));
    let passed = passed.fold(Origin::default(), |origin, value| {
        origin.and(&value.origins())
    });
    let chosen = chosen.and_then(|index| all.get(index)).cloned();
    let passed = Value::nil().with_origin(passed);
    Ok(chosen
        .unwrap_or_default()
        .instead_of(&passed)
        .in_interface())
}

fn all(_: &mut Context<'_>, args: &mut Args) -> Answer {
    Ok(Value::bool(!args.rest().iter().any(Value::is_empty)))
}

fn any(_: &mut Context<'_>, args: &mut Args) -> Answer {
    Ok(Value::bool(!args.rest().iter().all(Value::is_empty)))
}

fn ternary(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let chosen = match &args.value(2).data {
        Data::Bool(true) => args.value(0),
        Data::Bool(false) => args.value(1),
        _ => return Err(Fault::new("the condition is no bool").of(2)),
    };
    Ok(chosen.in_interface())
}

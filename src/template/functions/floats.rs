//! Floats: rounding, and Sprig's arithmetic in decimal digits.

use super::Parameter::{Any, Float, Int};
use super::ResultOrigin::Arguments;
use super::decimal::Decimal;
use super::numbers::to_float;
use super::{Answer, Args, Context, Fault, Function};
use crate::go;
use crate::template::value::Value;

/// The table.
pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("add1f", &[Any], Arguments, add1f),
    Function::new("addf", &[], Arguments, addf).rest(Any),
    Function::new("ceil", &[Any], Arguments, ceil),
    Function::new("divf", &[Any], Arguments, divf).rest(Any),
    Function::new("floor", &[Any], Arguments, floor),
    Function::new("maxf", &[Any], Arguments, maxf).rest(Any),
    Function::new("minf", &[Any], Arguments, minf).rest(Any),
    Function::new("mulf", &[Any], Arguments, mulf).rest(Any),
    Function::new("round", &[Any, Int], Arguments, round).rest(Float),
    Function::new("subf", &[Any], Arguments, subf).rest(Any),
];

fn floor(_: &mut Context<'_>, args: &mut Args) -> Answer {
    Ok(Value::float(to_float(&args.value(0)).floor()))
}

fn ceil(_: &mut Context<'_>, args: &mut Args) -> Answer {
    Ok(Value::float(to_float(&args.value(0)).ceil()))
}

/// `round VALUE PLACES [FROM]`: up where the rest is `FROM` or more, a half unless it is said.
fn round(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let up_from = if args.rest().is_empty() {
        0.5
    } else {
        args.float(2)
    };
    let power = go::power_of_ten(args.int(1));
    let digits = power * to_float(&args.value(0));
    let rounded = match digits.fract() >= up_from {
        true => digits.ceil(),
        false => digits.floor(),
    };
    Ok(Value::float(rounded / power))
}

fn maxf(_: &mut Context<'_>, args: &mut Args) -> Answer {
    Ok(Value::float(most(args, f64::INFINITY, |one, two| {
        one > two
    })))
}

fn minf(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let negated = |one: f64, two: f64| one < two;
    Ok(Value::float(most(args, f64::NEG_INFINITY, negated)))
}

/// The most extreme float: an infinity beats what is no number, which beats all else; of two zeros the sign decides.
fn most(args: &Args, infinity: f64, is_more: impl Fn(f64, f64) -> bool) -> f64 {
    let floats = args.all().iter().map(to_float);
    let chosen = floats.reduce(|one, two| {
        if one == infinity || two == infinity {
            infinity
        } else if one.is_nan() || two.is_nan() {
            f64::NAN
        } else if one == 0.0 && two == 0.0 {
            let is_one = is_more(1.0_f64.copysign(one), 1.0_f64.copysign(two));
            if is_one { one } else { two }
        } else if is_more(one, two) {
            one
        } else {
            two
        }
    });
    chosen.unwrap_or(0.0)
}

fn add1f(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let one = [Value::float(1.0)];
    computed(&args.value(0), &one, |one, two| Ok(one.add(two)))
}

fn addf(_: &mut Context<'_>, args: &mut Args) -> Answer {
    computed(&Value::float(0.0), args.all(), |one, two| Ok(one.add(two)))
}

fn subf(_: &mut Context<'_>, args: &mut Args) -> Answer {
    computed(
        &args.value(0),
        args.rest(),
        |one, two| Ok(one.subtract(two)),
    )
}

fn mulf(_: &mut Context<'_>, args: &mut Args) -> Answer {
    computed(
        &args.value(0),
        args.rest(),
        |one, two| Ok(one.multiply(two)),
    )
}

fn divf(_: &mut Context<'_>, args: &mut Args) -> Answer {
    computed(&args.value(0), args.rest(), |one, two| {
        let quotient = one.divide(two);
        quotient.ok_or_else(|| Fault::new("decimal division by 0"))
    })
}

type Operation = fn(&Decimal, &Decimal) -> Result<Decimal, Fault>;

fn computed(first: &Value, others: &[Value], operation: Operation) -> Answer {
    let mut result = decimal(first).map_err(|fault| fault.within(first.origins()))?;
    for other in others {
        let next = decimal(other).and_then(|other| operation(&result, &other));
        result = next.map_err(|fault| fault.within(other.origins()))?;
    }
    Ok(Value::float(result.to_float()))
}

fn decimal(value: &Value) -> Result<Decimal, Fault> {
    let float = to_float(value);
    Decimal::from_float(float).ok_or_else(|| {
        let printed = match (float.is_nan(), float > 0.0) {
            (true, _) => "NaN",
            (false, true) => "+Inf",
            (false, false) => "-Inf",
        };
        Fault::new(format!("Cannot create a Decimal from {printed}"))
    })
}

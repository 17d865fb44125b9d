//! What is random: fixed stand-ins of the right type, length and shape.

use super::Parameter::{Int, Text as TextParameter};
use super::limit::hold_bytes;
use super::{Answer, Args, Context, Fault, Function, ResultOrigin};
use crate::template::origin::Unknown;
use crate::template::value::Value;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

const RANDOM: ResultOrigin = ResultOrigin::Unknown(Unknown::Random);

/// The table.
pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("randAlpha", &[Int], RANDOM, letters),
    Function::new("randAlphaNum", &[Int], RANDOM, alphanumerics),
    Function::new("randAscii", &[Int], RANDOM, letters),
    Function::new("randBytes", &[Int], RANDOM, bytes),
    Function::new("randInt", &[Int, Int], RANDOM, int),
    Function::new("randNumeric", &[Int], RANDOM, digits),
    Function::new("shuffle", &[TextParameter], RANDOM, shuffle),
    Function::new("uuidv4", &[], RANDOM, uuid),
];

fn letters(_: &mut Context<'_>, args: &mut Args) -> Answer {
    repeated(args, "StandInForWhatIsRandom")
}

fn alphanumerics(_: &mut Context<'_>, args: &mut Args) -> Answer {
    repeated(args, "Stand1InForWhatIsRandom2")
}

fn digits(_: &mut Context<'_>, args: &mut Args) -> Answer {
    repeated(args, "1234567890")
}

/// As many characters as are asked for; none for a negative count.
fn repeated(args: &Args, characters: &str) -> Answer {
    let count = usize::try_from(args.int(0)).unwrap_or(0);
    let count = hold_bytes(Some(count))?;
    let text: String = characters.chars().cycle().take(count).collect();
    Ok(Value::string(text))
}

fn bytes(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let count = usize::try_from(args.int(0));
    let out_of_range = |_| Fault::new("runtime error: makeslice: len out of range");
    let count = hold_bytes(Some(count.map_err(out_of_range)?))?;
    Ok(Value::string(STANDARD.encode(vec![0x5a; count])))
}

fn int(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let (min, max) = (args.int(0), args.int(1));
    match max.wrapping_sub(min) > 0 {
        true => Ok(Value::int(min)),
        false => Err(Fault::new("invalid argument to Intn")),
    }
}

fn shuffle(_: &mut Context<'_>, args: &mut Args) -> Answer {
    Ok(Value::text(args.text(0)))
}

fn uuid(_: &mut Context<'_>, _: &mut Args) -> Answer {
    Ok(Value::string("00000000-0000-4000-8000-000000000000"))
}

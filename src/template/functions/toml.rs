//! TOML: `toToml`, `mustToToml` and `fromToml`.

use super::Parameter::{Any, Text};
use super::ResultOrigin::Kept;
use super::{Answer, Args, Context, Fault, Function, Since};
use crate::template::marshal::{Unwritable, to_toml};
use crate::template::unmarshal::from_toml;
use crate::template::value::Value;
use crate::template::version::HelmVersion;

/// The table.
pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("fromToml", &[Text], Kept, read).since(Since::Helm4),
    Function::new("mustToToml", &[Any], Kept, must_write)
        .reads_subtrees()
        .since(Since::Helm4),
    Function::new("toToml", &[Any], Kept, write).reads_subtrees(),
];

fn read(_: &mut Context<'_>, args: &mut Args) -> Answer {
    Ok(super::read::map(&args.value(0), from_toml(&args.text(0))))
}

/// What cannot be written gives the error as the text.
fn write(context: &mut Context<'_>, args: &mut Args) -> Answer {
    hold_to_something(context, args)?;
    let value = args.value(0);
    match to_toml(&value, context.version) {
        Ok(text) => Ok(Value::text(text)),
        Err(long @ Unwritable::Long) => Err(Fault::limit(long.to_string())),
        Err(unwritable) => Ok(Value::string(unwritable.to_string()).with_origin(value.origins())),
    }
}

fn must_write(context: &mut Context<'_>, args: &mut Args) -> Answer {
    hold_to_something(context, args)?;
    match to_toml(&args.value(0), context.version) {
        Ok(text) => Ok(Value::text(text)),
        Err(unwritable) => Err(Fault::new(unwritable.to_string())),
    }
}

fn hold_to_something(context: &Context<'_>, args: &Args) -> Result<(), Fault> {
    let asked = match context.version {
        HelmVersion::V3 => "Interface",
        HelmVersion::V4 => "Type",
    };
    match args.value(0).is_nil() {
        true => Err(Fault::new(format!(
            "reflect: call of reflect.Value.{asked} on zero Value"
        ))),
        false => Ok(()),
    }
}

//! YAML: `toYaml`, `fromYaml` and their like.

use super::Parameter::{self, Any};
use super::ResultOrigin::Kept;
use super::{Answer, Args, Context, Fault, Function, Since};
use crate::template::marshal::{Unwritable, to_yaml, to_yaml_pretty};
use crate::template::unmarshal::from_yaml;
use crate::template::value::{Text, Value};

/// The table.
pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("fromYaml", &[Parameter::Text], Kept, read),
    Function::new("fromYamlArray", &[Parameter::Text], Kept, read_array),
    Function::new("mustToYaml", &[Any], Kept, must_write)
        .reads_subtrees()
        .since(Since::Helm4),
    Function::new("toYaml", &[Any], Kept, write).reads_subtrees(),
    Function::new("toYamlPretty", &[Any], Kept, write_pretty)
        .reads_subtrees()
        .since(Since::Helm4),
];

fn write(_: &mut Context<'_>, args: &mut Args) -> Answer {
    or_nothing(args, to_yaml)
}

fn write_pretty(_: &mut Context<'_>, args: &mut Args) -> Answer {
    or_nothing(args, to_yaml_pretty)
}

fn must_write(_: &mut Context<'_>, args: &mut Args) -> Answer {
    match to_yaml(&args.value(0)) {
        Ok(text) => Ok(Value::text(text)),
        Err(json @ (Unwritable::Number(_) | Unwritable::Cycle(_))) => {
            let message = format!("error marshaling into JSON: {json}");
            Err(Fault::new(message))
        }
        Err(unwritable) => Err(Fault::new(unwritable.to_string())),
    }
}

/// What Helm cannot write is an empty text.
fn or_nothing(args: &Args, write: fn(&Value) -> Result<Text, Unwritable>) -> Answer {
    let value = args.value(0);
    match write(&value) {
        Ok(text) => Ok(Value::text(text)),
        Err(long @ Unwritable::Long) => Err(Fault::limit(long.to_string())),
        Err(_) => Ok(Value::string("").with_origin(value.origins())),
    }
}

fn read(context: &mut Context<'_>, args: &mut Args) -> Answer {
    let read = from_yaml(&args.text(0), "map[string]interface {}", context.version);
    Ok(super::read::map(&args.value(0), read))
}

fn read_array(context: &mut Context<'_>, args: &mut Args) -> Answer {
    let read = from_yaml(&args.text(0), "[]interface {}", context.version);
    Ok(super::read::list(&args.value(0), read))
}

//! JSON: `toJson`, `fromJson` and their like.

use super::Parameter::{Any, Text};
use super::ResultOrigin::Kept;
use super::{Answer, Args, Context, Fault, Function};
use crate::template::marshal::{JsonForm, Unwritable, to_json};
use crate::template::unmarshal::{from_json, from_json_into};
use crate::template::value::{Data, List, ListType, Map, MapType, Value};

/// The table.
pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("fromJson", &[Text], Kept, read),
    Function::new("fromJsonArray", &[Text], Kept, read_array),
    Function::new("mustFromJson", &[Text], Kept, must_read),
    Function::new("mustToJson", &[Any], Kept, must_write).reads_subtrees(),
    Function::new("mustToPrettyJson", &[Any], Kept, must_write_pretty).reads_subtrees(),
    Function::new("mustToRawJson", &[Any], Kept, must_write_raw).reads_subtrees(),
    Function::new("toJson", &[Any], Kept, write).reads_subtrees(),
    Function::new("toPrettyJson", &[Any], Kept, write_pretty).reads_subtrees(),
    Function::new("toRawJson", &[Any], Kept, must_write_raw).reads_subtrees(),
];

fn write(context: &mut Context<'_>, args: &mut Args) -> Answer {
    or_nothing(context, args, JsonForm::Compact)
}

fn write_pretty(context: &mut Context<'_>, args: &mut Args) -> Answer {
    or_nothing(context, args, JsonForm::Pretty)
}

fn must_write(context: &mut Context<'_>, args: &mut Args) -> Answer {
    or_fault(context, args, JsonForm::Compact)
}

fn must_write_pretty(context: &mut Context<'_>, args: &mut Args) -> Answer {
    or_fault(context, args, JsonForm::Pretty)
}

fn must_write_raw(context: &mut Context<'_>, args: &mut Args) -> Answer {
    or_fault(context, args, JsonForm::Raw)
}

fn or_fault(context: &Context<'_>, args: &Args, form: JsonForm) -> Answer {
    match to_json(&args.value(0), form, context.version) {
        Ok(text) => Ok(Value::text(text)),
        Err(unwritable) => Err(Fault::new(unwritable.to_string())),
    }
}

/// What Helm cannot write is an empty text.
fn or_nothing(context: &Context<'_>, args: &Args, form: JsonForm) -> Answer {
    let value = args.value(0);
    match to_json(&value, form, context.version) {
        Ok(text) => Ok(Value::text(text)),
        Err(long @ Unwritable::Long) => Err(Fault::limit(long.to_string())),
        Err(_) => Ok(Value::string("").with_origin(value.origins())),
    }
}

fn read(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let read = from_json_into(&args.text(0), "map[string]interface {}");
    if read.error.is_none() && read.value.is_nil() {
        let nil = Value::map(Map::nil(MapType::Any));
        return Ok(nil.with_origin(args.origin(0)));
    }
    Ok(super::read::map(&args.value(0), read))
}

fn read_array(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let read = from_json_into(&args.text(0), "[]interface {}");
    if read.error.is_none() && read.value.is_nil() {
        let nil = Value::new(Data::List(List::nil(ListType::Any)));
        return Ok(nil.with_origin(args.origin(0)));
    }
    Ok(super::read::list(&args.value(0), read))
}

fn must_read(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let read = from_json(&args.text(0));
    match read.error {
        Some(error) => Err(Fault::new(error)),
        None => Ok(read.value.in_interface()),
    }
}

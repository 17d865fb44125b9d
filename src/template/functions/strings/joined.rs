//! Values as texts, and joined: `join`, `cat`, `toStrings`, `sortAlpha`.

use super::answer;
use crate::template::functions::limit::hold_bytes;
use crate::template::functions::{Answer, Args, Context};
use crate::template::print::{print_value, to_text};
use crate::template::value::{Data, Kind, List, ListType, Text, Value};

pub(super) fn join(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let separator = args.text(0);
    let texts = texts(&args.value(1));
    let texts: Vec<&Text> = texts.iter().filter_map(Value::as_text).collect();
    let separators = texts.len().saturating_sub(1).checked_mul(separator.len());
    let bytes: usize = texts.iter().map(|text| text.len()).sum();
    hold_bytes(separators.and_then(|length| length.checked_add(bytes)))?;
    answer(args, Text::join(texts, &separator))
}

pub(super) fn cat(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let given = args.all().iter().filter(|value| !value.is_nil());
    let texts: Vec<Text> = given.map(print_value).collect();
    hold_bytes(Some(texts.iter().map(|text| text.len() + 1).sum()))?;
    answer(args, Text::join(&texts, &Text::plain(" ")))
}

pub(super) fn to_strings(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let value = args.value(0);
    let is_list = value.as_list();
    if is_list.is_some_and(|list| list.list_type() == ListType::String) {
        return Ok(value.out_of_interface());
    }
    Ok(strings(&value, texts(&value)))
}

pub(super) fn sort_alpha(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let value = args.value(0);
    let mut texts = match value.kind() {
        Kind::Slice => texts(&value),
        _ => vec![text(&value)],
    };
    texts.sort_by(|one, two| bytes(one).cmp(bytes(two)));
    Ok(strings(&value, texts))
}

fn bytes(value: &Value) -> &[u8] {
    value.as_text().map_or(b"", Text::bytes)
}

/// A `[]string` that was made of a value.
fn strings(of: &Value, texts: Vec<Value>) -> Value {
    let list = List::new(ListType::String, texts);
    Value::new(Data::List(list)).with_origin(of.origins())
}

/// The elements of a list as texts, but nil; of all else the value itself.
fn texts(value: &Value) -> Vec<Value> {
    let items: Vec<Value> = match &value.data {
        Data::Nil => return Vec::new(),
        Data::List(list) => list.items().clone(),
        Data::Bytes(bytes) => {
            let numbers = bytes.iter().map(|byte| Value::int(i64::from(*byte)));
            numbers.collect()
        }
        Data::Object(object) if value.kind() == Kind::Slice => {
            let elements = object.elements().unwrap_or_default().into_iter();
            elements.map(|(_, element)| element).collect()
        }
        _ => vec![value.clone()],
    };
    let items = items.iter().filter(|item| !item.is_nil());
    items.map(text).collect()
}

fn text(value: &Value) -> Value {
    Value::text(to_text(value)).with_origin(value.origins())
}

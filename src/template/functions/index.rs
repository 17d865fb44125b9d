//! Go's own `index`, `len` and `call`.

use super::Parameter::Reflect;
use super::ResultOrigin::{Arguments, Kept};
use super::{Answer, Args, Context, Fault, Function};
use crate::template::value::{Data, Kind, Map, NumberType, Object, Value};

#[cfg(test)]
mod tests;

/// The table.
pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("call", &[Reflect], Kept, call).rest(Reflect),
    Function::new("index", &[Reflect], Kept, index)
        .by_keys()
        .rest(Reflect),
    Function::new("len", &[Reflect], Arguments, len),
];

/// No value is a function: methods are called when they are looked up.
fn call(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let value = args.value(0);
    Err(match value.is_nil() {
        true => Fault::new("call of nil").of(0),
        false => Fault::new(format!("non-function of type {}", value.type_name())).of(0),
    })
}

fn len(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let value = args.value(0);
    let len = match &value.data {
        Data::Nil if value.is_interface => return Err(Fault::new("len of nil pointer").of(0)),
        Data::Nil => {
            let message = "reflect: call of reflect.Value.Type on zero Value";
            return Err(Fault::new(message).of(0));
        }
        Data::String(text) => Some(text.len()),
        Data::Bytes(bytes) => Some(bytes.len()),
        Data::List(list) => Some(list.len()),
        Data::Map(map) => Some(map.len()),
        Data::Object(object) => object.elements().map(|elements| elements.len()),
        _ => None,
    };
    let no_length = || Fault::new(format!("len of type {}", pointed_type(&value))).of(0);
    let len = len.ok_or_else(no_length)?;
    Ok(Value::int(i64::try_from(len).unwrap_or(i64::MAX)))
}

/// The name of a type, or of what it points to.
fn pointed_type(value: &Value) -> &'static str {
    value.type_name().trim_start_matches('*')
}

fn index(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let mut item = args.value(0).out_of_interface();
    if item.is_nil() {
        return Err(Fault::new("index of untyped nil").of(0));
    }
    let mut is_byte = false;
    for (position, index) in args.rest().iter().enumerate() {
        if is_byte {
            return Err(Fault::new("can't index item of type uint8").within(item.origins()));
        }
        is_byte = matches!(item.data, Data::String(_) | Data::Bytes(_));
        item =
            indexed(&item, index).map_err(|fault| blame(fault.of(position + 1), &item, index))?;
    }
    Ok(item)
}

/// An index is wrong for what it is looked for in; where it is the template's own, it is that which is wrong.
fn blame(fault: Fault, item: &Value, index: &Value) -> Fault {
    match fault.subject.is_none() && !index.origins().has_values() {
        true => fault.within(item.origins()),
        false => fault,
    }
}

fn indexed(item: &Value, index: &Value) -> Answer {
    let position = |index: &Value, len| {
        let position = position(index, len);
        position.map_err(|fault| match index.data {
            Data::Int(_) | Data::Int64(_) | Data::Number(_) => fault,
            _ => fault.within(item.origins()),
        })
    };
    match &item.data {
        Data::Nil => Err(Fault::new("index of nil pointer").within(item.origins())),
        Data::String(text) => {
            let at = position(index, text.len())?;
            let byte = text.bytes().get(at);
            let byte = byte.ok_or_else(|| Fault::new("reflect: string index out of range"))?;
            Ok(Value::number(*byte, NumberType::Uint8).with_origin(item.origins()))
        }
        Data::List(list) => {
            let at = position(index, list.len())?;
            let element = list.get(at);
            element.ok_or_else(|| Fault::new("reflect: slice index out of range"))
        }
        Data::Map(map) => entry(map, item, index),
        Data::Object(object) if object.kind() == Kind::Map => element(&**object, item, index),
        _ => match item.elements() {
            Some(elements) => {
                let at = position(index, elements.len())?;
                let element = elements.into_iter().nth(at);
                element.ok_or_else(|| Fault::new("reflect: slice index out of range"))
            }
            None => {
                let message = format!("can't index item of type {}", pointed_type(item));
                Err(Fault::new(message).within(item.origins()))
            }
        },
    }
}

/// A place in a slice. Go lets the place after the last one pass here, and panics on it later.
fn position(index: &Value, len: usize) -> Result<usize, Fault> {
    let at = match &index.data {
        Data::Int(at) | Data::Int64(at) => i128::from(*at),
        Data::Number(number) => number.number,
        Data::Nil => return Err(Fault::new("cannot index slice/array with nil")),
        _ => {
            let name = index.type_name();
            let message = format!("cannot index slice/array with type {name}");
            return Err(Fault::new(message));
        }
    };
    let place = usize::try_from(at).ok().filter(|at| *at <= len);
    place.ok_or_else(|| Fault::new(format!("index out of range: {at}")))
}

fn key(index: &Value) -> Result<String, Fault> {
    match &index.data {
        Data::String(key) => Ok(key.lossy().into_owned()),
        Data::Nil => Err(Fault::new("value is nil; should be of type string")),
        _ => Err(Fault::new(format!(
            "value has type {}; should be string",
            index.type_name()
        ))),
    }
}

/// The value of a key; where there is none, the zero value of the map's elements.
fn entry(map: &Map, item: &Value, index: &Value) -> Answer {
    let key = key(index)?;
    if let Some(value) = map.get(&key) {
        return Ok(value);
    }
    let absent = match item.origin.has_values() {
        true => item.origin.absent_below(&key),
        false => item.origin.and(&index.origins()),
    };
    Ok(match map.map_type().holds_interfaces() {
        true => Value::nil().in_interface(),
        false => Value::string(""),
    }
    .with_origin(absent))
}

fn element(object: &dyn Object, item: &Value, index: &Value) -> Answer {
    let key = key(index)?;
    let absent = || Value::nil().with_origin(item.origin.absent_below(&key));
    Ok(object.field(&key).unwrap_or_else(absent))
}

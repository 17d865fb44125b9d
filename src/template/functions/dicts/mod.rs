//! Maps: `dict`, `get`, `set`, `merge` and their like.
//!
//! A map's origin is that of what it was made of, so that the path of a key that it lacks is known.

mod merge;
#[cfg(test)]
mod tests;

use self::merge::{merge, merge_overwrite, must_merge, must_merge_overwrite};
use super::Parameter::{Any, Map as MapParameter, Text as TextParameter};
use super::ResultOrigin::Kept;
use super::{Answer, Args, Context, Fault, Function};
use crate::template::origin::{Origin, OriginKind, Unknown};
use crate::template::print::print_value;
use crate::template::value::{Data, Map, MapEntry, MapType, Text, Value};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The table.
pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("deepCopy", &[Any], Kept, deep_copy).moves(),
    Function::new("dict", &[], Kept, dict).moves().rest(Any),
    Function::new("dig", &[], Kept, dig).by_keys().rest(Any),
    Function::new("get", &[MapParameter, TextParameter], Kept, get).by_keys(),
    Function::new("hasKey", &[MapParameter, TextParameter], Kept, has_key),
    Function::new("keys", &[], Kept, keys).rest(MapParameter),
    Function::new("merge", &[MapParameter], Kept, merge)
        .moves()
        .rest(MapParameter),
    Function::new("mergeOverwrite", &[MapParameter], Kept, merge_overwrite)
        .moves()
        .rest(MapParameter),
    Function::new("mustDeepCopy", &[Any], Kept, deep_copy).moves(),
    Function::new("mustMerge", &[MapParameter], Kept, must_merge)
        .moves()
        .rest(MapParameter),
    Function::new(
        "mustMergeOverwrite",
        &[MapParameter],
        Kept,
        must_merge_overwrite,
    )
    .moves()
    .rest(MapParameter),
    Function::new("omit", &[MapParameter], Kept, omit)
        .by_keys()
        .rest(TextParameter),
    Function::new("pick", &[MapParameter], Kept, pick)
        .by_keys()
        .rest(TextParameter),
    Function::new("pluck", &[TextParameter], Kept, pluck)
        .by_keys()
        .rest(MapParameter),
    Function::new("set", &[MapParameter, TextParameter, Any], Kept, set).by_keys(),
    Function::new("unset", &[MapParameter, TextParameter], Kept, unset).by_keys(),
    Function::new("values", &[MapParameter], Kept, values).moves(),
];

fn dict(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let map = Map::new(MapType::Any);
    for pair in args.all().chunks(2) {
        if let Some(key) = pair.first() {
            let value = pair.get(1).cloned().unwrap_or_else(|| Value::string(""));
            map.set(key_of(&text_of(key)), value, key.origins());
        }
    }
    Ok(Value::map(map))
}

/// What Sprig makes of a value that shall be text.
fn text_of(value: &Value) -> Text {
    match &value.data {
        Data::String(text) => text.clone(),
        Data::Bytes(bytes) => Text::whole(bytes.to_vec(), value.origin.clone()),
        _ => print_value(value),
    }
}

fn key_of(text: &Text) -> Arc<str> {
    Arc::from(text.lossy())
}

fn get(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let key = args.text(1);
    let value = args.map(0).get(&key.lossy());
    let absent = || {
        let origin = args.origin(0).absent_below(&key.lossy());
        Value::string("").with_origin(or_of_key(origin, args))
    };
    Ok(value.unwrap_or_else(absent).in_interface())
}

/// In a map of the template's own it is the key that decides what is found.
fn or_of_key(origin: Origin, args: &Args) -> Origin {
    match origin.has_values() {
        true => origin,
        false => origin.and(&args.origin(1)),
    }
}

fn set(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let is_nil = |map: &Map| map.is_nil();
    if args.value(0).as_map().is_none_or(is_nil) {
        return Err(Fault::new("assignment to entry in nil map").of(0));
    }
    let map = args.map(0);
    map.set(key_of(&args.text(1)), args.value(2), args.origin(1));
    Ok(Value::map(map).with_origin(args.origin(0)))
}

fn unset(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let map = args.map(0);
    map.unset(&args.text(1).lossy());
    Ok(Value::map(map).with_origin(args.origin(0)))
}

fn has_key(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let (map, key) = (args.map(0), args.text(1));
    let origin = match map.get(&key.lossy()) {
        Some(value) => value.origins(),
        None => args.origin(0).absent_below(&key.lossy()),
    };
    let origin = or_of_key(origin, args);
    Ok(Value::bool(map.has(&key.lossy())).with_origin(origin))
}

fn pluck(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let key = args.text(0);
    let mut found = Vec::new();
    let mut origin = Origin::default();
    for value in args.rest() {
        match value.as_map().and_then(|map| map.get(&key.lossy())) {
            Some(value) => found.push(value),
            None => origin = origin.and(&value.origin.absent_below(&key.lossy())),
        }
    }
    Ok(Value::list(found).with_origin(origin))
}

fn keys(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let mut keys = Vec::new();
    let mut origin = Origin::default();
    for value in args.rest() {
        origin = origin.and(&value.origin);
        if let Some(map) = value.as_map() {
            let entries = map.entries();
            keys.extend(entries.iter().map(|(key, entry)| key_text(key, entry)));
        }
    }
    let is_ordered = keys.len() < 2;
    let keys = Value::strings(keys).with_origin(origin);
    Ok(if is_ordered { keys } else { unordered(keys) })
}

fn key_text(key: &str, entry: &MapEntry) -> Text {
    Text::whole(key, entry.key_origin.clone())
}

fn values(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let map = args.map(0);
    let entries = map.entries();
    let values = Value::list(entries.values().map(|entry| entry.value.clone()));
    let values = values.with_origin(args.origin(0));
    Ok(if entries.len() < 2 {
        values
    } else {
        unordered(values)
    })
}

/// Go ranges over maps in random order.
fn unordered(value: Value) -> Value {
    let unknown = Origin::of(OriginKind::Unknown(Unknown::Order));
    let origin = value.origin.and(&unknown);
    value.with_origin(origin)
}

fn pick(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let named = named(args.rest());
    Ok(selected(args, |key| named.contains(key)))
}

fn omit(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let named = named(args.rest());
    Ok(selected(args, |key| !named.contains(key)))
}

fn named(keys: &[Value]) -> BTreeSet<String> {
    let texts = keys.iter().filter_map(Value::as_text);
    texts.map(|text| text.lossy().into_owned()).collect()
}

/// The entries whose keys are wanted, in a map of their own.
fn selected(args: &Args, is_wanted: impl Fn(&str) -> bool) -> Value {
    let selected = Map::new(MapType::Any);
    for (key, entry) in args.map(0).entries().iter() {
        if is_wanted(key) {
            selected.set(key.clone(), entry.value.clone(), entry.key_origin.clone());
        }
    }
    Value::map(selected).with_origin(args.origin(0))
}

fn deep_copy(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let value = args.value(0);
    if value.is_nil() {
        return Err(Fault::new(
            "reflect: call of reflect.Value.Type on zero Value",
        ));
    }
    let copy = value.deep_copy();
    let copy = copy.map_err(|error| Fault::limit(error.to_string()))?;
    Ok(copy.in_interface())
}

/// `dig KEY… DEFAULT MAP`
fn dig(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let Some(([keys @ .., default], value)) =
        args.all().split_last().map(|(map, rest)| (rest, map))
    else {
        return Err(Fault::new("dig needs at least three arguments"));
    };
    if keys.is_empty() {
        return Err(Fault::new("dig needs at least three arguments"));
    }
    let mut at = value.clone();
    plain_map(&at)?;
    for key in keys {
        if key.as_text().is_none() {
            return Err(conversion(key, "string"));
        }
    }
    let keys: Vec<String> = named_in_order(keys);
    for (index, key) in keys.iter().enumerate() {
        let map = plain_map(&at)?;
        at = match map.get(key) {
            Some(value) => value,
            None => {
                let left = keys.get(index..).unwrap_or_default().iter();
                let absent = left.fold(at.origin.clone(), |origin, key| origin.absent_below(key));
                let absent = Value::nil().with_origin(absent);
                return Ok(default.clone().instead_of(&absent).in_interface());
            }
        };
    }
    Ok(at.in_interface())
}

fn named_in_order(keys: &[Value]) -> Vec<String> {
    let texts = keys.iter().filter_map(Value::as_text);
    texts.map(|text| text.lossy().into_owned()).collect()
}

/// A `map[string]interface {}` without a name of its own.
fn plain_map(value: &Value) -> Result<Map, Fault> {
    match &value.data {
        Data::Map(map) if map.map_type() == MapType::Any => Ok(map.clone()),
        _ => Err(conversion(value, "map[string]interface {}")),
    }
}

fn conversion(value: &Value, wanted: &str) -> Fault {
    let found = match &value.data {
        Data::Nil => "nil",
        _ => value.type_name(),
    };
    let message = format!("interface conversion: interface {{}} is {found}, not {wanted}");
    Fault::new(message).within(value.origins())
}

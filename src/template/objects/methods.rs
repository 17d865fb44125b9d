//! Methods of values that are no objects of their own.

use crate::go;
use crate::template::functions::{
    Answer, Fault, Parameter, number_method, time_method, version_method,
};
use crate::template::value::{Data, Map, MapType, Method, TextBuilder, Value};

/// A method of a value; `None` if its type has none of that name.
pub fn method(value: &Value, name: &str) -> Option<Method> {
    match &value.data {
        Data::Object(object) => object.method(name),
        Data::Map(map) if matches!(map.map_type(), MapType::Values(_)) => {
            of_values(value, map, name)
        }
        Data::Number(number) => number_method(number, name),
        Data::Time(time) => time_method(*time, value.origins(), name),
        Data::Version(version) => version_method(version, value.origins(), name),
        _ => None,
    }
}

/// What `.Values` and the tables in it can be asked.
fn of_values(value: &Value, map: &Map, name: &str) -> Option<Method> {
    const TEXT: &[Parameter] = &[Parameter::Text];
    let (value, map) = (value.clone(), map.clone());
    Some(match name {
        "AsMap" => Method::of(move || {
            let plain = Map::new(MapType::Any);
            for (key, entry) in map.entries().iter() {
                plain.set(key.clone(), entry.value.clone(), entry.key_origin.clone());
            }
            Value::map(plain).with_origin(value.origin.clone())
        }),
        "YAML" => Method::new(&[], move |context, _| {
            let written = context.call("toYaml", vec![value.clone()])?;
            let mut text = TextBuilder::default();
            if let Data::String(written) = &written.data {
                text.push(written);
            }
            text.write(b"\n", &value.origin, None);
            Ok(Value::text(text.finish()))
        }),
        "Table" => Method::new(TEXT, move |_, args| table(&value, &args.text(0).lossy())),
        "PathValue" => Method::new(TEXT, move |_, args| {
            scalar(&value, &map, &args.text(0).lossy())
        }),
        // No template has what they write to.
        "Encode" => Method::new(&[Parameter::Named("io.Writer")], |_, _| Ok(Value::nil())),
        _ => return None,
    })
}

/// The table at a path.
fn table(value: &Value, path: &str) -> Answer {
    let mut found = value.clone();
    for key in path.split('.') {
        let below = found.as_map().and_then(|map| map.get(key));
        found = below
            .filter(|below| below.as_map().is_some())
            .ok_or_else(|| Fault::new(format!("{} is not a table", go::quote(key.as_bytes()))))?;
    }
    match found.as_map().map(|map| (map.map_type(), map)) {
        Some((MapType::Any, map)) => {
            let table = Value::map(map.with_type(value_type(value)));
            Ok(table.with_origin(found.origin.clone()))
        }
        _ => Ok(found),
    }
}

/// What is at a path and is no table.
fn scalar(value: &Value, map: &Map, path: &str) -> Answer {
    if path.is_empty() {
        return Err(Fault::new("YAML path cannot be empty"));
    }
    let (found, key) = match path.rsplit_once('.') {
        Some((above, key)) => {
            let table = table(value, above).ok();
            let found = table.and_then(|table| table.as_map().and_then(|map| map.get(key)));
            (found, key)
        }
        None => (map.get(path), path),
    };
    found
        .filter(|found| found.as_map().is_none())
        .ok_or_else(|| Fault::new(format!("{} is not a value", go::quote(key.as_bytes()))))
}

fn value_type(values: &Value) -> MapType {
    values.as_map().map_or(MapType::Any, |map| map.map_type())
}

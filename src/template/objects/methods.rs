//! Methods of values that are no objects of their own.

use crate::template::functions::{time_method, version_method};
use crate::template::value::{Data, Map, MapType, Method, Value};

/// A method of a value; `None` if its type has none of that name.
pub fn method(value: &Value, name: &str) -> Option<Method> {
    match &value.data {
        Data::Object(object) => object.method(name),
        Data::Map(map) if matches!(map.map_type(), MapType::Values(_)) => {
            of_values(value, map, name)
        }
        Data::Time(time) => time_method(*time, value.origins(), name),
        Data::Version(version) => version_method(version, value.origins(), name),
        _ => None,
    }
}

fn of_values(value: &Value, map: &Map, name: &str) -> Option<Method> {
    let (value, map) = (value.clone(), map.clone());
    match name {
        "AsMap" => Some(Method::of(move || {
            let plain = Map::new(MapType::Any);
            for (key, entry) in map.entries().iter() {
                plain.set(key.clone(), entry.value.clone(), entry.key_origin.clone());
            }
            Value::map(plain).with_origin(value.origin.clone())
        })),
        _ => None,
    }
}

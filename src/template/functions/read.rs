//! What `fromYaml`, `fromJson` and their like give: a map or list, with the error in it where there is one.

use crate::template::origin::Origin;
use crate::template::unmarshal::Unmarshalled;
use crate::template::value::{Map, Value};

/// A map; its `Error` says why it was not read.
pub(super) fn map(text: &Value, read: Unmarshalled) -> Value {
    let value = match read.value.as_map() {
        Some(_) => read.value,
        None => Value::map(Map::from_entries([])).with_origin(text.origins()),
    };
    if let (Some(error), Some(map)) = (read.error, value.as_map()) {
        map.set("Error".into(), Value::string(error), Origin::default());
    }
    value.out_of_interface()
}

/// A list; on failure its only item says why.
pub(super) fn list(text: &Value, read: Unmarshalled) -> Value {
    let value = match (read.error, read.value.as_list()) {
        (Some(error), _) => Value::list([Value::string(error)]).with_origin(text.origins()),
        (None, Some(_)) => read.value,
        (None, None) => Value::list([]).with_origin(text.origins()),
    };
    value.out_of_interface()
}

//! Values for tests, and where texts come from.

use super::value::{Map, Text, Value};
use crate::source::ValuePath;
use serde_json::Value as Json;

/// JSON as the value that a chart's file has there.
pub(super) fn from_json(json: &Json) -> Value {
    match json {
        Json::Null => Value::nil(),
        Json::Bool(bool) => Value::bool(*bool),
        Json::Number(number) => Value::float(number.as_f64().unwrap()),
        Json::String(text) => Value::string(text),
        Json::Array(items) => Value::list(items.iter().map(from_json)),
        Json::Object(members) => {
            let entries = members.iter();
            let entries = entries.map(|(key, value)| (key.as_str().into(), from_json(value)));
            Value::map(Map::from_entries(entries))
        }
    }
}

/// Each run of a text, with the path of its origin.
pub(super) fn runs(text: &Text) -> Vec<(String, String)> {
    let mut start = 0;
    let runs = text.runs().iter().map(|run| {
        let bytes = &text.bytes()[start..run.end as usize];
        start = run.end as usize;
        let path = run.origin.path().as_ref().map(ValuePath::to_string);
        (
            String::from_utf8_lossy(bytes).into_owned(),
            path.unwrap_or_default(),
        )
    });
    runs.collect()
}

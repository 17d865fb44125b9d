//! YAML, read as Helm's `fromYaml` reads it.

use super::yaml_words::{in_words, not_finite};
use super::{Unmarshalled, map_origin, mismatch, origin_of, string};
use crate::source::{Name, Source, Sources, decode};
use crate::template::value::{Map, MapType, Text, Value};
use crate::template::version::HelmVersion;
use crate::yaml::{self, Node, Number, Style};

/// A text as `yaml.Unmarshal` reads it into a map or a slice, by its type in Go. What is empty is nil.
pub fn from_yaml(text: &Text, wanted: &'static str, version: HelmVersion) -> Unmarshalled {
    let sources = Sources::default();
    let source = sources.add_decoded(Name::Stdin, decode(text.bytes().to_vec()));
    let root = match yaml::read_any(&source) {
        Ok(root) => root,
        Err(error) => return Unmarshalled::failed(in_words(&source, &error, version)),
    };
    if let Some(root) = &root
        && let Some(float) = infinite_root(&source, root)
    {
        let words = not_finite(float);
        return Unmarshalled::failed(format!("error converting YAML to JSON: {words}"));
    }
    let Some(root) = root.filter(|root| !root.is_null()) else {
        return Unmarshalled {
            value: Value::nil(),
            error: None,
        };
    };
    let (found, go_type) = match &root.value {
        yaml::Value::Map(_) => ("object", "map[string]interface {}"),
        yaml::Value::List(_) => ("array", "[]interface {}"),
        yaml::Value::String(_) => ("string", "string"),
        yaml::Value::Bool(_) => ("bool", "bool"),
        yaml::Value::Number(_) | yaml::Value::Null => ("number", "float64"),
    };
    if go_type != wanted {
        let mismatch = mismatch(found, wanted);
        return Unmarshalled::failed(format!(
            "error unmarshaling JSON: while decoding JSON: {mismatch}"
        ));
    }
    Unmarshalled {
        value: value(text, &root),
        error: None,
    }
}

/// Infinity or not-a-number, which the reader of values passes over where it is all of a text.
fn infinite_root(source: &Source, root: &Node) -> Option<f64> {
    let written = source.text().get(root.place.span.range())?;
    match yaml::resolve_plain(written) {
        yaml::Value::Number(Number::Float(float)) if !float.is_finite() => Some(float),
        _ => None,
    }
}

fn value(text: &Text, node: &Node) -> Value {
    let range = node.place.span.range();
    let value = match &node.value {
        yaml::Value::Null => Value::nil(),
        yaml::Value::Bool(bool) => Value::bool(*bool),
        yaml::Value::Number(Number::Float(float)) => Value::float(*float),
        #[expect(clippy::cast_precision_loss, reason = "as Go's JSON reads it")]
        yaml::Value::Number(Number::Int(int)) => Value::float(*int as f64),
        yaml::Value::String(read) => {
            let read = without_added_break(text, node, read);
            return string(text, range, read).in_interface();
        }
        yaml::Value::List(items) => Value::list(items.iter().map(|item| value(text, item))),
        yaml::Value::Map(mapping) => {
            let map = Map::new(MapType::Any);
            for entry in mapping.entries() {
                let key_origin = origin_of(text, entry.key_place.span.range());
                map.set(entry.key.clone(), value(text, &entry.node), key_origin);
            }
            let origin = map_origin(&map, text, range);
            return Value::map(map).with_origin(origin).in_interface();
        }
    };
    value.with_origin(origin_of(text, range)).in_interface()
}

/// A block scalar without the line break that the reader of files adds to a last line which has none.
fn without_added_break<'v>(text: &Text, node: &Node, read: &'v str) -> &'v str {
    let is_block = matches!(node.style, Style::Literal | Style::Folded);
    let is_last = node.place.span.range().end == text.len();
    match is_block && is_last {
        true => read.strip_suffix('\n').unwrap_or(read),
        false => read,
    }
}

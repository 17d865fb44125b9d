//! YAML as Go's `%#v` prints what its decoder made of it: errors quote it so.

use crate::go;
use crate::source::{Name, Sources};
use crate::yaml::{self, Node, Number, Value};

/// A text of YAML in Go's syntax; `None` if it is none.
pub(super) fn of_text(text: &str) -> Option<String> {
    let source = Sources::default().add(Name::Stdin, text.to_owned());
    match yaml::read_any(&source).ok()? {
        Some(node) if !node.is_null() => Some(of_node(&node)),
        _ => Some("<nil>".to_owned()),
    }
}

/// The value of a key, wherever it is in a document.
pub(super) fn of_value_of(node: &Node, key: &str) -> Option<String> {
    match &node.value {
        Value::List(items) => items.iter().find_map(|item| of_value_of(item, key)),
        Value::Map(map) => map.entries().iter().find_map(|entry| {
            if &*entry.key != key {
                return of_value_of(&entry.node, key);
            }
            Some(match entry.node.is_null() {
                true => "<nil>".to_owned(),
                false => of_node(&entry.node),
            })
        }),
        _ => None,
    }
}

fn of_node(node: &Node) -> String {
    match &node.value {
        Value::Null => "interface {}(nil)".to_owned(),
        Value::Bool(bool) => bool.to_string(),
        Value::Number(Number::Int(int)) => int.to_string(),
        Value::Number(Number::Float(float)) => go::print_float(*float),
        Value::String(text) => go::quote(text.as_bytes()),
        Value::List(items) => {
            let items = items.iter().map(of_node);
            format!("[]interface {{}}{{{}}}", Vec::from_iter(items).join(", "))
        }
        Value::Map(map) => {
            let entries = map.entries().iter().map(|entry| {
                let key = go::quote(entry.key.as_bytes());
                format!("{key}:{}", of_node(&entry.node))
            });
            let entries = Vec::from_iter(entries).join(", ");
            format!("map[interface {{}}]interface {{}}{{{entries}}}")
        }
    }
}

//! YAML as Go's `%#v` prints what its decoder made of it: errors quote it so.

use crate::go;
use crate::source::{Name, Sources};
use crate::yaml::{self, Node, Number};

/// A text of YAML in Go's syntax; `None` if it is none.
pub(super) fn of_text(text: &str) -> Option<String> {
    let source = Sources::default().add(Name::Stdin, text.to_owned());
    match yaml::read_any(&source).ok()? {
        Some(node) if !node.is_null() => Some(of_node(&node)),
        _ => Some("<nil>".to_owned()),
    }
}

fn of_node(node: &Node) -> String {
    match &node.value {
        yaml::Value::Null => "interface {}(nil)".to_owned(),
        yaml::Value::Bool(bool) => bool.to_string(),
        yaml::Value::Number(Number::Int(int)) => int.to_string(),
        yaml::Value::Number(Number::Float(float)) => go::print_float(*float),
        yaml::Value::String(text) => go::quote(text.as_bytes()),
        yaml::Value::List(items) => {
            let items = items.iter().map(of_node);
            format!("[]interface {{}}{{{}}}", Vec::from_iter(items).join(", "))
        }
        yaml::Value::Map(map) => {
            let entries = map.entries().iter().map(|entry| {
                let key = go::quote(entry.key.as_bytes());
                format!("{key}:{}", of_node(&entry.node))
            });
            let entries = Vec::from_iter(entries).join(", ");
            format!("map[interface {{}}]interface {{}}{{{entries}}}")
        }
    }
}

//! Values as Go prints them, which is how Helm's templates print them.

use crate::yaml::{Node, Number, Value, go_float};
use std::fmt::Write;

/// A value as Go's `%v` prints it: `12345678` from a file is `1.2345678e+07`, a list is `[a b]`, a map `map[k:v]`. Null
/// prints as nothing at the top, as Sprig's `quote` has it, and as `<nil>` inside a collection.
pub fn go_string(node: &Node) -> String {
    let mut out = String::new();
    if !node.is_null() {
        print(node, &mut out);
    }
    out
}

fn print(node: &Node, out: &mut String) {
    match &node.value {
        Value::Null => out.push_str("<nil>"),
        Value::Bool(bool) => out.push_str(if *bool { "true" } else { "false" }),
        Value::Number(Number::Int(int)) => {
            // Writing to a string cannot fail.
            let _ = write!(out, "{int}");
        }
        Value::Number(Number::Float(float)) => out.push_str(&go_float(*float)),
        Value::String(text) => out.push_str(text),
        Value::List(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(' ');
                }
                print(item, out);
            }
            out.push(']');
        }
        Value::Map(map) => {
            out.push_str("map[");
            for (index, entry) in map.entries().iter().enumerate() {
                if index > 0 {
                    out.push(' ');
                }
                out.push_str(&entry.key);
                out.push(':');
                print(&entry.node, out);
            }
            out.push(']');
        }
    }
}

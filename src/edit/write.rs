//! Values as they are written into a source.

use crate::yaml::write_string;
use serde_json::Value;

/// A value in brackets, on one line.
pub(super) fn flow(value: &Value) -> String {
    match value {
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(flow).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(members) => {
            let members = members.iter();
            let members: Vec<String> = members
                .map(|(key, value)| format!("{}: {}", flow_string(key), flow(value)))
                .collect();
            format!("{{{}}}", members.join(", "))
        }
        Value::String(text) => flow_string(text),
        scalar => scalar.to_string(),
    }
}

/// A string between brackets, where more signs have a meaning than elsewhere.
fn flow_string(text: &str) -> String {
    let written = write_string(text);
    if written == text && text.contains([',', '[', ']', '{', '}']) {
        return format!("\"{text}\"");
    }
    written
}

/// How a block is laid out.
#[derive(Debug, Clone, Copy)]
pub(super) struct BlockLayout<'a> {
    /// What its lines begin with.
    pub(super) indentation: &'a str,
    /// How much deeper a mapping within it is.
    pub(super) step: usize,
    /// What its lines end with.
    pub(super) line_break: &'a str,
}

/// A key with its value as lines of a block mapping, the last one without its break: mappings and lists of mappings on
/// lines of their own, all else after the key.
pub(super) fn entry(key: &str, value: &Value, layout: BlockLayout<'_>) -> String {
    let lines = lines_of_entry(key, value, layout.step);
    joined(&lines, layout)
}

/// A value as an item of a block list, likewise.
pub(super) fn item(value: &Value, layout: BlockLayout<'_>) -> String {
    joined(&lines_of_item(value, layout.step), layout)
}

fn joined(lines: &[String], layout: BlockLayout<'_>) -> String {
    let lines: Vec<String> = lines
        .iter()
        .map(|line| format!("{}{line}", layout.indentation))
        .collect();
    lines.join(layout.line_break)
}

fn lines_of_entry(key: &str, value: &Value, step: usize) -> Vec<String> {
    let key = write_string(key);
    let below = match value {
        Value::Object(members) if !members.is_empty() => members
            .iter()
            .flat_map(|(key, value)| lines_of_entry(key, value, step))
            .collect(),
        Value::Array(items) if items.iter().any(Value::is_object) => items
            .iter()
            .flat_map(|item| lines_of_item(item, step))
            .collect(),
        Value::String(text) => return vec![format!("{key}: {}", write_string(text))],
        other => return vec![format!("{key}: {}", flow(other))],
    };
    let deeper = |line: String| format!("{}{line}", " ".repeat(step));
    let below: Vec<String> = below;
    std::iter::once(format!("{key}:"))
        .chain(below.into_iter().map(deeper))
        .collect()
}

/// The lines of an item; a mapping begins on the dash's line.
fn lines_of_item(value: &Value, step: usize) -> Vec<String> {
    let Value::Object(members) = value else {
        let text = match value {
            Value::String(text) => write_string(text),
            other => flow(other),
        };
        return vec![format!("- {text}")];
    };
    let lines = members
        .iter()
        .flat_map(|(key, value)| lines_of_entry(key, value, step));
    let marked = lines.enumerate().map(|(index, line)| {
        let mark = if index == 0 { "- " } else { "  " };
        format!("{mark}{line}")
    });
    marked.collect()
}

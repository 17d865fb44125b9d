//! How a scalar is written so that Helm reads the same one back.

use crate::yaml::node::{Number, Value};
use crate::yaml::resolve::resolve_plain;
use std::fmt::Write;

/// How a string is written.
#[derive(Debug)]
pub(super) enum Form {
    /// On the line: plain or quoted.
    Short(String),
    /// As a literal block scalar with this header.
    Literal(String),
}

/// Chooses a string's form.
pub(super) fn form(text: &str) -> Form {
    match literal_header(text) {
        Some(header) => Form::Literal(header),
        None => Form::Short(key(text)),
    }
}

/// A string on one line, without quotes where possible.
pub(super) fn key(text: &str) -> String {
    if is_plain(text) {
        text.to_owned()
    } else {
        quoted(text)
    }
}

/// What is no string and no filled collection.
pub(super) fn short(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(bool) => bool.to_string(),
        Value::Number(Number::Int(int)) => int.to_string(),
        Value::Number(Number::Float(number)) => float(*number),
        Value::String(text) => key(text),
        Value::List(_) => "[]".to_owned(),
        Value::Map(_) => "{}".to_owned(),
    }
}

/// The shortest notation that gives the same double.
fn float(number: f64) -> String {
    if number == 0.0 && number.is_sign_negative() {
        return "-0.0".to_owned();
    }
    if number.is_nan() {
        return ".nan".to_owned();
    }
    if number.is_infinite() {
        return if number > 0.0 { ".inf" } else { "-.inf" }.to_owned();
    }
    let magnitude = number.abs();
    if number == 0.0 || (1e-5..1e21).contains(&magnitude) {
        number.to_string()
    } else {
        format!("{number:e}")
    }
}

/// Whether a string can be written without quotes and stays that string.
fn is_plain(text: &str) -> bool {
    let starts_well = match text.as_bytes() {
        [] | [b' ', ..] => false,
        [b'-', next, ..] => *next != b' ' && !text.starts_with("---"),
        [first, ..] => !b"-?:,[]{}#&*!|>'\"%@`".contains(first) && !text.starts_with("..."),
    };
    starts_well
        && !text.ends_with([' ', ':'])
        && !text.contains(": ")
        && !text.contains(" #")
        && text != "<<"
        && !text.chars().any(is_special)
        && matches!(resolve_plain(text), Value::String(_))
}

/// What cannot be written as it is: control characters, the tab among them, line breaks, marks and non-characters.
pub(in crate::yaml) fn is_special(c: char) -> bool {
    matches!(
        c,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
    )
}

/// A string in quotes: single ones where they save escapes.
pub(super) fn quoted(text: &str) -> String {
    if text.contains(['"', '\\']) && !text.chars().any(is_special) {
        return format!("'{}'", text.replace('\'', "''"));
    }
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        push_escaped(&mut quoted, c);
    }
    quoted.push('"');
    quoted
}

fn push_escaped(quoted: &mut String, c: char) {
    let escape = match c {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '\0' => "\\0",
        '\u{85}' => "\\N",
        '\u{2028}' => "\\L",
        '\u{2029}' => "\\P",
        _ if is_special(c) => {
            // Writing to a string cannot fail.
            let _ = write!(quoted, "\\u{:04X}", u32::from(c));
            return;
        }
        _ => {
            quoted.push(c);
            return;
        }
    };
    quoted.push_str(escape);
}

/// The header of a literal block scalar, for strings of several lines that it holds exactly.
fn literal_header(text: &str) -> Option<String> {
    let first = text.split('\n').find(|line| !line.is_empty())?;
    if !text.contains('\n')
        || text
            .chars()
            .any(|c| is_special(c) && !matches!(c, '\n' | '\t'))
    {
        return None;
    }
    // The first line would set a deeper indentation.
    let indicator = if first.starts_with([' ', '\t']) {
        "2"
    } else {
        ""
    };
    let chomping = match text.strip_suffix('\n') {
        None => "-",
        Some(rest) if rest.ends_with('\n') => "+",
        Some(_) => "",
    };
    Some(format!("|{indicator}{chomping}"))
}

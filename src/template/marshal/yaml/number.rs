//! Numbers in YAML.

use crate::go::print_float;
use crate::template::value::{Data, Value};

/// A number that goes through JSON on its way: whole ones become integers.
pub(super) fn through_json(json: &str) -> String {
    if let Ok(int) = json.parse::<i64>() {
        return int.to_string();
    }
    match (json.parse::<u64>(), json.parse::<f64>()) {
        (Ok(int), _) => int.to_string(),
        (_, Ok(float)) => print_float(float),
        _ => json.to_owned(),
    }
}

/// A number that is written as it is.
pub(super) fn direct(json: &str, value: &Value) -> String {
    match value.data {
        Data::Float(float) => print_float(float),
        _ => json.to_owned(),
    }
}

/// Whether YAML 1.1 reads a number to the base of 60, such as `1:30`: such strings are quoted.
pub(super) fn is_base_60(text: &str) -> bool {
    let text = text.strip_prefix(['+', '-']).unwrap_or(text);
    let is_digit = |c: char| c.is_ascii_digit() || c == '_';
    let (whole, rest) = match text.split_once(':') {
        Some((whole, rest)) => (whole, rest),
        None => return false,
    };
    if !whole.starts_with(|c: char| c.is_ascii_digit()) || !whole.chars().all(is_digit) {
        return false;
    }
    let (parts, fraction) = rest.split_once('.').unwrap_or((rest, ""));
    fraction.chars().all(is_digit)
        && parts.split(':').all(|part| match part.as_bytes() {
            [unit] => unit.is_ascii_digit(),
            [b'0'..=b'5', unit] => unit.is_ascii_digit(),
            _ => false,
        })
}

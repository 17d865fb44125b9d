//! Scalars where Go needs strings.

use super::node::{Node, Value};
use crate::go::print_float;
use std::sync::Arc;

/// A scalar as the string that Helm makes of it where it needs one: in `Chart.yaml`, and in the head of a manifest.
pub fn scalar_text(node: &Node) -> Option<Arc<str>> {
    match &node.value {
        Value::String(text) => Some(Arc::clone(text)),
        Value::Bool(truth) => Some(truth.to_string().into()),
        Value::Number(number) => Some(number_text(number.as_f64()).into()),
        Value::Null | Value::List(_) | Value::Map(_) => None,
    }
}

/// Whole numbers as they are, others through 32 bits.
#[expect(
    clippy::cast_possible_truncation,
    reason = "as Helm's YAML converts a float to a string"
)]
fn number_text(number: f64) -> String {
    const WHOLE: f64 = 9_223_372_036_854_775_808.0;
    if number.fract() == 0.0 && number.abs() < WHOLE {
        return format!("{number:.0}");
    }
    print_float(number as f32)
}

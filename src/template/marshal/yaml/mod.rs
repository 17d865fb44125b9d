//! YAML as go-yaml writes it.

mod analysis;
mod emitter;
mod number;
mod order;
mod reading;
#[cfg(test)]
mod tests;
mod write;

use super::Unwritable;
use crate::template::value::{Text, Value};
use emitter::{At, Emitter};

/// Which go-yaml writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Dialect {
    /// Version 2, after JSON: `toYaml`.
    V2,
    /// Version 3 by itself: `toYamlPretty`.
    V3,
}

/// A value as `toYaml` writes it, without a newline at the end.
///
/// # Errors
/// It cannot be written.
pub fn to_yaml(value: &Value) -> Result<Text, Unwritable> {
    write(value, Dialect::V2)
}

/// A value as `toYamlPretty` writes it: lists are indented below their keys.
///
/// # Errors
/// It cannot be written.
pub fn to_yaml_pretty(value: &Value) -> Result<Text, Unwritable> {
    write(value, Dialect::V3)
}

fn write(value: &Value, dialect: Dialect) -> Result<Text, Unwritable> {
    let mut emitter = Emitter::new(dialect);
    emitter.node(value, At::Root)?;
    emitter.write_indent();
    let text = emitter.out.finish();
    let end = text
        .bytes()
        .strip_suffix(b"\n")
        .map_or(text.len(), <[u8]>::len);
    Ok(text.slice(0..end))
}

//! Values as YAML, JSON and TOML, with the origins of what is written.

mod json;
mod json_text;
mod plain;
#[cfg(test)]
mod tests;
mod toml;
mod yaml;

pub use json::{JsonForm, to_json};
pub(super) use plain::{readable, write_for};
pub use toml::to_toml;
pub use yaml::{to_yaml, to_yaml_pretty};

use thiserror::Error;

/// Why a value cannot be written.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Unwritable {
    /// JSON has no such number.
    #[error("json: unsupported value: {0}")]
    Number(&'static str),
    /// It is nested too deep, or holds itself.
    #[error("json: unsupported value: encountered a cycle via {0}")]
    Cycle(&'static str),
    /// Its JSON cannot be read as YAML.
    #[error("{0}")]
    Reading(&'static str),
    /// TOML has lists of values only.
    #[error("toml: cannot encode array with nil element")]
    NilElement,
    /// TOML begins with a table, or in Helm 4 with a value on one line.
    #[error("toml: top-level values must be Go maps or structs")]
    TopLevel,
    /// It is too long.
    #[error("the text would be longer than 16 MiB")]
    Long,
}

/// How deep values are written.
const MAX_DEPTH: usize = 1000;

/// How much is written at most.
const MAX_LENGTH: usize = 16 << 20;

//! YAML as Helm reads it: text to nodes with places for keys and values, scalar styles and comments.

mod node;

pub use node::{DuplicateKey, Entry, Link, Mapping, Node, Number, Style, Value};

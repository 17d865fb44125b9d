//! YAML as Helm reads it: text to nodes with places for keys and values, scalar styles and comments.
//!
//! Helm's parser is go-yaml, a port of libyaml. This room follows it in what it accepts and what it makes of it, quirks
//! included. A file passes through `documents` (split), `scan` (tokens), `parse` and `collections` (the
//! grammar), `compose` with `resolve` and `anchors` (meaning), `merged`. `explain` says what is wrong with a file that cannot be
//! read. `write` goes the other way; `core_schema` knows what YAML 1.2 reads otherwise.

mod anchors;
mod bytes;
mod collections;
mod compose;
mod core_schema;
mod directives;
mod documents;
mod explain;
mod go_value;
mod interner;
mod json;
mod line_ends;
mod lines;
mod literal;
mod merged;
mod node;
mod number;
mod parse;
mod problem;
mod replaced;
mod resolve;
mod resolved;
mod scalar_text;
mod scan;
mod stream;
#[cfg(test)]
mod tests;
mod timestamp;
mod unreadable;
mod write;

pub use core_schema::{Readings, two_readings};
pub use documents::{Document, read_any, read_documents, read_first};
pub use json::{from_json, have_same_values, to_json};
pub use line_ends::{LineEnd, Scalar, line_ends, scalars, with_comments};
pub use literal::{LiteralValues, read_first_literal, read_literal};
pub use merged::{MergedDocuments, read_first_values, read_values};
pub use node::{DuplicateKey, Entry, Link, Mapping, Node, Number, Style, Value};
pub use parse::MAX_DEPTH;
pub use problem::{Problem, SyntaxError};
pub use replaced::replaced;
pub use resolve::resolve_plain;
pub use scalar_text::scalar_text;
pub use stream::{StreamPart, read_documents_of, read_part, read_stream, stream_texts};
pub use timestamp::is_timestamp;
pub use write::{Annotate, write, write_string};

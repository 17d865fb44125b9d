//! Which values a chart's templates name, and what keeps them from being parsed.

mod bodies;
mod expansion;
mod frames;
mod functions;
mod keys;
mod lexer;
mod objects;
mod reads;
mod syntax;
mod tokens;

pub use expansion::passed;
pub use objects::objects;
pub use reads::{Reading, reading};
use std::path::Path;
pub use syntax::{SyntaxFault, UNCLOSED, fault};

/// Larger templates are not read.
const MAX_SIZE: usize = 1 << 20;

/// A template, or nothing if it is too large to be read.
fn small(text: &str) -> &str {
    if text.len() > MAX_SIZE { "" } else { text }
}

/// Whether Helm renders a file, rather than read it for its helpers, or as notes.
fn is_rendered(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    !name.starts_with('_') && name != "NOTES.txt"
}

//! Go's ways, which Helm's templates and kagent's runtimes have: what is true, how values are printed and read, which patterns
//! fit.

mod float;
mod glob;
pub mod runes;
mod value;

pub use float::print_float;
pub use glob::Glob;
pub use value::{GoValue, GoView, is_true, print};

/// Whether Go's `strconv.ParseBool` says true.
pub fn parse_bool(text: &str) -> bool {
    matches!(text, "1" | "t" | "T" | "TRUE" | "true" | "True")
}

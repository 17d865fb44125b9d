//! Go's ways, which Helm's templates and kagent's runtimes have: what is true, how values are printed and read, which patterns
//! fit.

mod base32;
mod base64;
mod duration;
mod float;
mod format_float;
mod glob;
mod number;
mod quote;
pub mod runes;
mod value;

pub use base32::{decode_base32, encode_base32};
pub use base64::decode_base64;
pub use duration::{DurationError, parse_duration};
pub use float::{print_float, shortest_digits};
pub use format_float::format_float;
pub use glob::Glob;
pub use number::{atoi, parse_float, parse_int, parse_int_of_base, power_of_ten, truncate};
pub use quote::{Quoting, can_be_in_back_quotes, escapes, quote, quote_rune};
pub use value::{GoValue, GoView, is_true, print};

/// Whether Go's `strconv.ParseBool` says true.
pub fn parse_bool(text: &str) -> bool {
    matches!(text, "1" | "t" | "T" | "TRUE" | "true" | "True")
}

//! Comments in values files that silence findings: `# helm-obo: ignore[RULE, …] reason`, and `ignore-file` at the top.
//!
//! `parts` cuts a comment, `comment` reads a part, `cover` finds what it covers, `ignores` takes out what it silences, and
//! `unused` reports those that silence nothing, with a `fix`.

mod comment;
mod cover;
mod fix;
mod ignores;
mod parts;
mod segments;
mod unused;

pub use comment::may_be_in;
pub use ignores::{CommentedText, Ignores, JudgedPart, UsedIgnores, suppress};
pub use unused::{Pass, UnusedCheck, UnusedReport};

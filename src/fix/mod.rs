//! Fixes applied: which of them go together, what the files hold then, and how files are replaced.

mod batch;
mod effects;
mod replace;
mod texts;

pub use batch::{Rewrite, apply, groups, soundness};
pub use replace::{ReplaceError, replace};

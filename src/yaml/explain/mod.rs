//! Syntax errors in plain words: what is around a fault, and what to write instead. Nothing here changes what is read.

mod brackets;
mod cause;
mod diagnose;
mod misplaced;
mod nesting;
mod root;

pub(super) use cause::{DocumentPart, explain};
pub(super) use root::not_mapping;

//! What the library and the command make of values, held to what real Helm made of them: recorded answers, which the
//! scripts in this folder ask for again.
#![allow(clippy::unwrap_used, clippy::print_stdout)] // helpers of tests are no tests to clippy; tables are results

#[path = "../common/mod.rs"]
mod common;

mod golden;
mod own_templates;
mod parity;
mod rendered;
mod sweep;
mod templates;
mod upstream;

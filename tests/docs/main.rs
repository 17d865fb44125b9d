//! README, CONTRIBUTING and the pages in `docs` hold what they say: samples are real output, commands are commands, links lead
//! somewhere.
#![allow(clippy::unwrap_used)] // helpers of tests are no tests to clippy

#[path = "../common/mod.rs"]
mod common;

mod commands;
mod links;
mod page;
mod samples;

//! What is found in values, said of them, fixed in them and hidden, asked of the library.
#![allow(clippy::unwrap_used)] // helpers of tests are no tests to clippy

#[path = "../common/mod.rs"]
mod common;

mod chart_schema;
mod correct;
mod cut_files;
mod determinism;
mod edits;
mod examples;
mod fixtures;
mod mistakes;
mod random_mistakes;
mod real_manifests;
mod robust;
mod secrets;
mod suppress;
mod template_error;
mod trace;
mod upstream_crds;

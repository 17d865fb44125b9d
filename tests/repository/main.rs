//! What must hold of the repository itself: its rooms, its rules' pages, what is generated, what others read of it.
#![allow(clippy::unwrap_used)] // helpers of tests are no tests to clippy

#[path = "../common/mod.rs"]
mod common;

mod action;
#[path = "../../build/commit.rs"]
mod build_commit;
mod commit;
mod contracts;
mod docs;
mod generated;
mod packages;
mod plugin;
mod published;
mod registry;
mod rooms;
mod sarif;
mod workflows;

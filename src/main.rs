//! The `helm-obo` command: parses, calls, sets the exit status.

use std::process::ExitCode;

/// With musl's own, lint takes twice the time for thousands of agents.
#[cfg(target_env = "musl")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    ExitCode::from(helm_obo::cli::run(std::env::args_os()))
}

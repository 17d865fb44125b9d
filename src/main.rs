//! The `helm-obo` command: parses, calls, sets the exit status.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(helm_obo::cli::run(std::env::args_os()))
}

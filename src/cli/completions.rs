//! `helm-obo completions`

use super::args::{Cli, CompletionsArgs};
use super::terminal::Terminal;
use super::{Error, status};
use clap::CommandFactory;

/// What users type.
const NAME: &str = "helm-obo";

pub(super) fn run(args: &CompletionsArgs, terminal: &Terminal) -> Result<u8, Error> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), NAME, &mut script);
    terminal.write(None, &script)?;
    Ok(status::CLEAN)
}

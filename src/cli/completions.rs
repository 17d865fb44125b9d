//! `helm-obo completions`: scripts that have a shell ask this program what can be typed next, and its answers.

use super::args::{Cli, CompletionsArgs};
use super::complete::TYPED;
use super::environment::COMPLETE;
use super::terminal::Terminal;
use super::{Error, status};
use clap::{Arg, Command, CommandFactory};
use clap_complete::Shell;
use clap_complete::env::Shells;
use std::ffi::OsString;
use std::io::{self, Write};

/// What users type. Helm asks its plugins in another way, so `helm obo` is not completed.
const NAME: &str = "helm-obo";

/// For bash a script of our own: it joins what bash splits at `=`, and has bash write paths as its own.
const BASH: &str = include_str!("completions.bash");

pub(super) fn run(args: &CompletionsArgs, terminal: &Terminal) -> Result<u8, Error> {
    let mut script = Vec::new();
    let name = args.shell.to_string();
    match Shells::builtins().completer(&name) {
        _ if args.shell == Shell::Bash => script.extend(BASH.as_bytes()),
        Some(shell) => shell.write_registration(COMPLETE, NAME, NAME, NAME, &mut script)?,
        None => {}
    }
    terminal.write(None, &script)?;
    Ok(status::CLEAN)
}

/// Prints what can be typed at the end of the words after `--`. Where that is nothing, or is unknown, the status says so.
pub(super) fn answer(shell: &str, arguments: Vec<OsString>) -> u8 {
    let words: Vec<OsString> = arguments
        .into_iter()
        .skip_while(|word| word != "--")
        .skip(1)
        .collect();
    let command = command(&words);
    let words = TYPED.get_or_init(|| words).clone();
    let mut text = Vec::new();
    let here = std::env::current_dir().ok();
    let written = Shells::builtins()
        .completer(shell)
        .filter(|_| !words.is_empty())
        .ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))
        .and_then(|shell| shell.write_complete(&mut { command }, words, here.as_deref(), &mut text))
        .and_then(|()| io::stdout().lock().write_all(&text));
    match written {
        Ok(()) => status::CLEAN,
        Err(_) => status::FAILED,
    }
}

/// The command line to complete. Flags are named once somebody types a hyphen, or where nothing else is possible.
fn command(words: &[OsString]) -> Command {
    let is_begun = words.last().is_some_and(|word| !word.is_empty());
    let quiet = |argument: Arg| match argument.is_positional() || is_begun {
        true => argument,
        false => argument.hide(true),
    };
    let mut command = Cli::command();
    command.build(); // it adds `--help`
    command = command.mut_args(quiet);
    for subcommand in command.get_subcommands_mut() {
        *subcommand = std::mem::take(subcommand).mut_args(quiet);
    }
    command
}

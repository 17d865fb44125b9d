//! `helm-obo completions`

use super::args::{Cli, CompletionsArgs};
use super::terminal::Terminal;
use super::{Error, status};
use clap::{Arg, Command, CommandFactory};
use clap_complete::Shell;

/// What users type.
const NAME: &str = "helm-obo";

pub(super) fn run(args: &CompletionsArgs, terminal: &Terminal) -> Result<u8, Error> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), NAME, &mut script);
    match args.shell {
        Shell::Bash => script = one_name(script),
        Shell::Fish => script.extend(Cli::command().get_subcommands().flat_map(positionals)),
        _ => {}
    }
    terminal.write(None, &script)?;
    Ok(status::CLEAN)
}

/// Lines for fish with the possible values of a command's positional arguments, which `clap_complete` leaves out.
fn positionals(command: &Command) -> Vec<u8> {
    let values = |argument: &Arg| -> Vec<String> {
        let values = argument.get_possible_values();
        values
            .iter()
            .map(|value| value.get_name().to_owned())
            .collect()
    };
    let words: Vec<String> = command.get_positionals().flat_map(values).collect();
    if words.is_empty() {
        return Vec::new();
    }
    let (name, words) = (command.get_name(), words.join(" "));
    let line = format!(
        "complete -c {NAME} -n \"__fish_helm_obo_using_subcommand {name}\" -f -a \"{words}\"\n"
    );
    line.into_bytes()
}

/// The script for bash with one name for each command: where `clap_complete` 4.6 says what follows a command, it takes the
/// hyphen of `helm-obo` for a blank (clap issue 6421), so that nothing would ever follow.
fn one_name(script: Vec<u8>) -> Vec<u8> {
    let text = String::from_utf8_lossy(&script);
    text.replace("helm__subcmd__obo__subcmd__", "helm__obo__subcmd__")
        .into_bytes()
}

//! Arguments parsed, and what is printed where they are wrong or ask for help.

use super::args::{Cli, Color};
use super::status;
use super::terminal::is_colored;
use crate::source::{program, shell_word};
use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ColorChoice, Command, CommandFactory, Error, FromArgMatches, ValueEnum};
use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::path::Path;

/// The program's command with its subcommands, under the name by which users call it.
pub(super) fn command() -> Command {
    let mut command = Cli::command()
        .bin_name(program())
        .color(ColorChoice::Always); // taken out again where there is to be none
    command.build();
    for subcommand in command.get_subcommands_mut() {
        // In errors clap would name a target that was given as if it were required.
        let usage = subcommand.render_usage().to_string();
        let usage = usage.trim_start_matches("Usage: ").to_owned();
        *subcommand = std::mem::take(subcommand).override_usage(usage);
    }
    command
}

/// Parses the arguments.
///
/// # Errors
/// When they are wrong, or ask for help or the version.
pub(super) fn parse(arguments: &[OsString]) -> Result<Cli, Error> {
    let mut command = command();
    let matches = command.try_get_matches_from_mut(arguments);
    let cli = matches.and_then(|matches| {
        Cli::from_arg_matches(&matches).map_err(|error| error.format(&mut command))
    });
    cli.map_err(|error| with_tip(error, &command, arguments))
}

/// An error with a tip of ours instead of clap's, which would have an unknown flag be the name of a target.
fn with_tip(mut error: Error, command: &Command, arguments: &[OsString]) -> Error {
    let here = typed(command, arguments);
    let tip = match error.kind() {
        ErrorKind::UnknownArgument => {
            error.remove(ContextKind::Suggested);
            context(&error, ContextKind::InvalidArg).and_then(|word| match word.starts_with('-') {
                true => tip_for_flag(&word, command, here),
                false => tip_for_target(here?.get_name()),
            })
        }
        ErrorKind::InvalidSubcommand => {
            context(&error, ContextKind::InvalidSubcommand).and_then(|word| tip_for_word(&word))
        }
        // The rules fill a page.
        ErrorKind::InvalidValue if is_long(&error) => {
            error.remove(ContextKind::ValidValue);
            Some(format!("`{} rules` lists them", program()))
        }
        _ => None,
    };
    if let Some(tip) = tip {
        let tip = ContextValue::StyledStrs(vec![StyledStr::from(tip)]);
        error.insert(ContextKind::Suggested, tip);
    }
    error
}

/// The command that is typed.
fn typed<'c>(command: &'c Command, arguments: &[OsString]) -> Option<&'c Command> {
    let mut words = arguments.iter().skip(1);
    words.find_map(|word| command.find_subcommand(word))
}

/// Whether an error lists more values than anybody reads.
fn is_long(error: &Error) -> bool {
    let valid = error.get(ContextKind::ValidValue);
    matches!(valid, Some(ContextValue::Strings(values)) if values.len() > 20)
}

fn context(error: &Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        _ => None,
    }
}

/// What was meant by a flag that the command does not have: a format, or a flag of another command.
fn tip_for_flag(flag: &str, command: &Command, here: Option<&Command>) -> Option<String> {
    let name = flag.strip_prefix("--")?;
    let is_format = |here: &Command| {
        let format = here
            .get_arguments()
            .find(|known| known.get_long() == Some("format"));
        let formats = format.map(Arg::get_possible_values).unwrap_or_default();
        formats.iter().any(|format| format.get_name() == name)
    };
    if here.is_some_and(is_format) {
        return Some(format!("write `--format {name}`"));
    }
    let has_it = |known: &&Command| {
        known
            .get_arguments()
            .any(|known| known.get_long() == Some(name))
    };
    let others: Vec<String> = command
        .get_subcommands()
        .filter(has_it)
        .map(|known| format!("`{} {}`", program(), known.get_name()))
        .collect();
    match &others[..] {
        [] => None,
        others => Some(format!("`{flag}` is a flag of {}", others.join(", "))),
    }
}

/// What was meant by a target too many.
fn tip_for_target(command: &str) -> Option<String> {
    let word = match command {
        "render" | "values" | "trace" => "one target: a values file on top of it goes after `-f`",
        "explain" => "one rule",
        "rules" => {
            return Some(format!(
                "`{} explain RULE` shows the page of a rule",
                program()
            ));
        }
        _ => return None,
    };
    Some(format!("`{} {command}` takes {word}", program()))
}

/// What was meant by a word that is no command: a target of `lint`, where it is there.
fn tip_for_word(word: &str) -> Option<String> {
    let word = Path::new(word).exists().then(|| shell_word(word))??;
    Some(format!("`{} lint {word}` lints it", program()))
}

/// Takes out the flag `--debug`, which Helm hands on to plugins; and returns what it says.
pub(super) fn without_debug(arguments: Vec<OsString>) -> (Vec<OsString>, Option<bool>) {
    let mut debug = None;
    let mut is_escaped = false;
    let kept = arguments.into_iter().filter(|argument| {
        is_escaped |= argument == "--";
        let said = match argument.to_str() {
            Some("--debug" | "--debug=true") => Some(true),
            Some("--debug=false") => Some(false),
            _ => None,
        };
        let is_debug = said.is_some() && !is_escaped;
        if is_debug {
            debug = said;
        }
        !is_debug
    });
    (kept.collect(), debug)
}

/// Prints help, the version or what is wrong with the arguments, and returns the exit status.
pub(super) fn print(error: &Error, arguments: &[OsString]) -> u8 {
    let is_error = error.use_stderr();
    let is_terminal = match is_error {
        true => io::stderr().is_terminal(),
        false => io::stdout().is_terminal(),
    };
    let text = error.render();
    let text = match is_colored(asked(arguments), is_terminal) {
        true => text.ansi().to_string(),
        false => text.to_string(),
    };
    let text = match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            named(text).trim_end().to_owned() + "\n"
        }
        _ => text,
    };
    // The reader closed the output: it has seen enough.
    let _ = match is_error {
        true => io::stderr().lock().write_all(text.as_bytes()),
        false => io::stdout().lock().write_all(text.as_bytes()),
    };
    match is_error {
        true => status::FAILED,
        false => status::CLEAN,
    }
}

/// What `--color` says, in arguments that could not be parsed.
fn asked(arguments: &[OsString]) -> Color {
    let words: Vec<&str> = arguments.iter().filter_map(|word| word.to_str()).collect();
    let after = words
        .windows(2)
        .find(|pair| pair[0] == "--color")
        .map(|pair| pair[1]);
    let joined = words.iter().find_map(|word| word.strip_prefix("--color="));
    let word = joined.or(after);
    word.and_then(|word| Color::from_str(word, false).ok())
        .unwrap_or(Color::Auto)
}

/// Help with its commands as the user types them.
fn named(help: String) -> String {
    let command = Cli::command();
    let mut names = command.get_subcommands().map(Command::get_name);
    let name = command.get_name();
    names
        .try_fold(
            help,
            |help, subcommand| -> Result<_, std::convert::Infallible> {
                let typed = format!("{} {subcommand}", program());
                Ok(help.replace(&format!("{name} {subcommand}"), &typed))
            },
        )
        .unwrap_or_default()
}

//! The command line: arguments in, one file per command, no logic of its own.

mod args;
mod complete;
mod completions;
mod environment;
mod examples;
mod explain;
mod failure;
mod fix;
mod init;
mod jobs;
mod lint;
mod man;
mod none;
mod output;
mod page;
mod progress;
mod provenance;
mod render;
mod render_all;
mod repository;
mod rule_docs;
mod schema;
mod stderr;
mod step_summary;
mod suggest;
mod terminal;
#[cfg(test)]
mod tests;
mod trace;
mod trace_manifests;
mod trace_releases;
mod usage;
mod values;

use crate::diagnostic::{Chosen, LeftOut, UnreadFile};
use crate::platform::StatementError;
use crate::project::ProjectError;
use crate::secrets::Mask;
use crate::source::{
    Disk, Inputs, Sources, WorkingDirectory, call_as_plugin, display_path, shell_word,
};
use args::Command;
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use stderr::fail;
use terminal::Terminal;

/// Exit statuses: what CI jobs and hooks go by.
pub mod status {
    /// Nothing was found that counts.
    pub const CLEAN: u8 = 0;
    /// Something was found, or the chart's template refuses to render.
    pub const FOUND: u8 = 1;
    /// The tool could not do its work.
    pub const FAILED: u8 = 2;
}

/// Runs the command line and returns the exit status.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    call_as_plugin(environment::is_plugin());
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    if let Some(shell) = environment::completing_shell() {
        return completions::answer(&shell, arguments);
    }
    let (arguments, debug) = usage::without_debug(arguments);
    let cli = match usage::parse(&arguments) {
        Ok(cli) => cli,
        Err(error) => return usage::print(&error, &arguments),
    };
    let is_verbose = cli.verbose || debug.unwrap_or_else(environment::is_debug);
    let mut terminal = Terminal::new(cli.color, cli.quiet, is_verbose);
    if let Command::Lint(args) = &cli.command {
        terminal = terminal.reporting(args.format);
    }
    let sources = Sources::default();
    let result = execute(&cli.command, &terminal, &sources);
    match result {
        Ok(status) => status,
        Err(error) => {
            fail(&error, cli.command.name(), &terminal, &sources);
            status::FAILED
        }
    }
}

impl Command {
    /// What is typed to run it.
    fn name(&self) -> &'static str {
        match self {
            Self::Lint(_) => "lint",
            Self::Render(_) => "render",
            Self::Values(_) => "values",
            Self::Trace(_) => "trace",
            Self::Explain(_) => "explain",
            Self::Rules(_) => "rules",
            Self::Schema(_) => "schema",
            Self::Init(_) => "init",
            Self::Completions(_) => "completions",
            Self::Man(_) => "man",
        }
    }
}

fn execute(command: &Command, terminal: &Terminal, sources: &Sources) -> Result<u8, Error> {
    match command {
        Command::Lint(args) => lint::run(args, terminal, sources),
        Command::Render(args) => render::run(args, terminal, sources),
        Command::Values(args) => values::run(args, terminal, sources),
        Command::Trace(args) => trace::run(args, terminal, sources),
        Command::Explain(args) => explain::run(args, terminal),
        Command::Rules(args) => explain::list(args, terminal),
        Command::Schema(args) => schema::run(args, terminal),
        Command::Init(args) => init::run(args, terminal, sources),
        Command::Completions(args) => completions::run(args, terminal),
        Command::Man(args) => man::run(args, terminal),
    }
}

/// What ends a command early.
#[derive(Debug, thiserror::Error)]
enum Error {
    /// The work could not be done.
    #[error(transparent)]
    Project(#[from] ProjectError),
    /// The output could not be written.
    #[error("the output cannot be written")]
    Write(#[from] io::Error),
    /// An output file could not be written.
    #[error("`{file}` cannot be written")]
    File { file: String, source: io::Error },
    /// An output file is there already, and is more than an output.
    #[error("`{file}` is not written over: {what}")]
    Precious {
        file: String,
        /// What it is, as a sentence.
        what: &'static str,
    },
    /// A file could not be given its fixes.
    #[error(transparent)]
    Replace(#[from] crate::fix::ReplaceError),
    /// A config file applies already to the folder that is to get one.
    #[error("`{}` {} already", display_path(file), if *is_here { "is there" } else { "applies here" })]
    Configured {
        file: PathBuf,
        /// Whether it is in that folder itself, not above it.
        is_here: bool,
    },
    /// A file where a folder was to be named.
    #[error(
        "`{}` is a file, and a config file is for a folder",
        display_path(path)
    )]
    NoFolder { path: PathBuf },
    /// There is no chart to write a config file for.
    #[error(
        "no chart found in `{}`, so no config file is written",
        display_path(path)
    )]
    NothingToConfigure {
        path: PathBuf,
        /// A file there that was meant to be `Chart.yaml`.
        near: Option<PathBuf>,
    },
    /// `--platform` states something that means nothing.
    #[error(transparent)]
    Platform(#[from] StatementError),
    /// No agent of this name is defined.
    #[error("no agent `{name}` is defined")]
    NoAgent {
        name: String,
        /// The agent that was probably meant.
        near: Option<String>,
        known: Vec<String>,
    },
    /// `--contract` for a schema that does not depend on it.
    #[error("the schema `{schema}` is the same under every contract")]
    OfNoContract { schema: &'static str },
    /// `--statistics` in a format that must have each finding.
    #[error("`--statistics` is for the formats `full` and `concise`")]
    NoStatistics,
    /// `--wiring` for a schema that is not about values.
    #[error("the schema `{schema}` says nothing of the wiring")]
    NoWiring { schema: &'static str },
    /// There is no command of this name.
    #[error("there is no command `{name}`")]
    NoCommand { name: String, known: Vec<String> },
    /// There is no rule of this name.
    #[error("there is no rule `{name}`")]
    NoRule {
        name: String,
        /// The rule that was probably meant.
        near: Option<&'static str>,
    },
}

/// The rule ids that a flag names, checked.
fn rules(names: &[String]) -> Result<Vec<String>, Error> {
    names
        .iter()
        .map(|name| name.trim())
        .map(|name| match crate::rules::by_id(name) {
            Some(_) => Ok(name.to_owned()),
            None => Err(no_rule(name)),
        })
        .collect()
}

fn no_rule(name: &str) -> Error {
    let ids = crate::rules::RULES.iter().map(|rule| rule.id);
    Error::NoRule {
        name: name.to_owned(),
        near: crate::source::nearest(name, ids),
    }
}

/// Logs which files were read, and by which contract.
fn log<'a>(
    files: &BTreeSet<String>,
    contracts: impl IntoIterator<Item = &'a Chosen>,
    terminal: &Terminal,
) {
    for file in files {
        terminal.log(&format!("read {file}"));
    }
    for chosen in contracts {
        let Chosen {
            target,
            contract,
            reason,
        } = chosen;
        terminal.log(&match contract {
            Some(contract) => format!("{target}: contract {contract}, {reason}"),
            None => format!("{target}: no contract ({reason})"),
        });
    }
}

/// Logs what is not judged of manifests.
fn log_left_out(left_out: &[LeftOut], terminal: &Terminal) {
    for LeftOut { file, why } in left_out {
        terminal.log(&format!("{file} {why}"));
    }
}

/// A target as it was typed, after a space.
fn typed(target: Option<&Path>) -> String {
    let word = target.and_then(Path::to_str).and_then(shell_word);
    word.map(|word| format!(" {word}")).unwrap_or_default()
}

/// Which values files were not read that may define or switch on agents; `None` if there are none.
fn unread_files(files: &[UnreadFile]) -> Option<String> {
    const SHOWN: usize = 3;
    let first = files.first()?;
    let names = files.iter().take(SHOWN);
    let names: Vec<String> = names.map(|unread| format!("`{}`", unread.file)).collect();
    let more = match files.len().saturating_sub(SHOWN) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let file = shell_word(&first.file).unwrap_or_else(|| "FILE".to_owned());
    Some(format!(
        "not read: {}{more}, with values at `{}`; name one with `-f {file}`",
        names.join(", "),
        first.sets
    ))
}

/// Reads standard input to its end; a second call returns the same.
fn stdin() -> io::Result<Vec<u8>> {
    static READ: Mutex<Option<Vec<u8>>> = Mutex::new(None);
    let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(bytes) = &*read {
        return Ok(bytes.clone());
    }
    let mut bytes = Vec::new();
    io::stdin()
        .lock()
        .take(crate::source::MAX_FILE_SIZE + 1)
        .read_to_end(&mut bytes)?;
    *read = Some(bytes.clone());
    Ok(bytes)
}

fn here() -> Result<WorkingDirectory, Error> {
    Ok(WorkingDirectory::new(std::env::current_dir()?))
}

/// The disk, as commands use it.
static DISK: Inputs<'static> = Inputs::new(&Disk);

/// What errors must not show of all sources that were read. Some were not read as values, so each is searched line by
/// line.
fn mask(known: &Mask, sources: &Sources) -> Mask {
    let mut mask = known.clone();
    for source in sources.all() {
        mask.search_text(&source);
    }
    mask
}

//! What a shell can complete that is not known before: agents' names, and what the platform's settings take.

use super::args::{Cli, TraceArgs};
use super::{DISK, here};
use crate::model::Spelling;
use crate::platform::KEYS;
use crate::project::{self, Project};
use crate::source::Sources;
use clap::{CommandFactory, FromArgMatches};
use clap_complete::engine::CompletionCandidate;
use std::ffi::{OsStr, OsString};
use std::io;
use std::sync::OnceLock;

/// The words that are typed so far.
pub(super) static TYPED: OnceLock<Vec<OsString>> = OnceLock::new();

/// The agents of the target that is typed.
pub(super) fn agents(current: &OsStr) -> Vec<CompletionCandidate> {
    let current = current.to_string_lossy();
    let names = TYPED.get().and_then(|words| names(words));
    let names = names.into_iter().flatten();
    names
        .filter(|name| name.starts_with(&*current))
        .map(CompletionCandidate::new)
        .collect()
}

/// The names of the agents that a line means; `None` if they cannot be read.
fn names(words: &[OsString]) -> Option<Vec<String>> {
    let command = Cli::command().ignore_errors(true);
    let matches = command.try_get_matches_from(words).ok()?;
    let matches = matches.subcommand_matches("trace")?;
    let args = TraceArgs::from_arg_matches(matches).ok()?;
    let request = { args.input.request(args.targets) }.ok()?;
    let sources = Sources::default();
    // What is piped into a line cannot be had before it runs.
    let no_stdin = || Err(io::Error::from(io::ErrorKind::Unsupported));
    let project = Project::new(&request, &DISK, &sources, here().ok()?, &no_stdin).ok()?;
    let loaded = project::load(&project, Spelling::AsWritten).ok()?;
    let agents = loaded.model.agents.iter();
    Some(agents.map(|agent| agent.name.to_string()).collect())
}

/// The settings of the platform, and what they take.
pub(super) fn platform(current: &OsStr) -> Vec<CompletionCandidate> {
    let current = current.to_string_lossy();
    let all = KEYS.iter().flat_map(|key| {
        let values: &[&str] = match *key {
            "kagent.runtime" => &["go", "python"],
            "kagent.forwardedTokenWins" | "muster.stripsSelfActor" => &["true", "false"],
            _ => &[],
        };
        let pairs = values.iter().map(move |value| format!("{key}={value}"));
        let is_named = current.starts_with(&format!("{key}="));
        let key = (!is_named).then(|| format!("{key}="));
        key.into_iter().chain(pairs.filter(move |_| is_named))
    });
    let all: Vec<String> = all.collect();
    all.into_iter()
        .filter(|pair| pair.starts_with(&*current))
        .map(CompletionCandidate::new)
        .collect()
}

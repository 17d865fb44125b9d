//! `helm-obo trace` of manifests.

use super::Error;
use super::args::TraceArgs;
use super::terminal::Terminal;
use super::trace::written;
use crate::model::Agent;
use crate::project::LoadedManifests;
use crate::source::nearest;
use crate::trace::{self, Beside, Trace};

/// Draws the calls of all agents that manifests define, or of one of them.
pub(super) fn run(
    args: &TraceArgs,
    loaded: &LoadedManifests,
    terminal: &Terminal,
) -> Result<u8, Error> {
    let only = args.agent.as_deref();
    check_name(only, loaded)?;
    for note in &loaded.notes {
        terminal.note(note, &loaded.mask);
    }
    let trace = all(loaded, only);
    written(args, (&trace, &loaded.mask), terminal)
}

/// The calls that manifests define, of all sets.
pub(super) fn all(loaded: &LoadedManifests, only: Option<&str>) -> Trace {
    let mut agents = Vec::new();
    let mut beside = Beside::default();
    for model in &loaded.models {
        let of_set = trace::trace_manifests(model, &loaded.platform, only);
        agents.extend(of_set.agents);
        let more = of_set.beside.unwrap_or_default();
        beside.without_servers.extend(more.without_servers);
        beside.unused.extend(more.unused);
    }
    Trace {
        agents,
        platform: loaded.platform.clone(),
        beside: Some(beside),
    }
}

/// An agent that is asked for must be there.
fn check_name(only: Option<&str>, loaded: &LoadedManifests) -> Result<(), Error> {
    let agents = || loaded.models.iter().flat_map(|model| &model.agents);
    let Some(name) = only else { return Ok(()) };
    match agents().next() {
        Some(_) => check_agent(name, agents),
        None => Ok(()),
    }
}

/// An agent of a name must be among some.
pub(super) fn check_agent<'a, A: Iterator<Item = &'a Agent>>(
    name: &str,
    agents: impl Fn() -> A,
) -> Result<(), Error> {
    if agents().any(|agent| trace::is_called(agent, name)) {
        return Ok(());
    }
    Err(Error::NoAgent {
        name: name.to_owned(),
        near: nearest(name, agents().map(|agent| &*agent.name)).map(str::to_owned),
        known: agents().map(qualified).collect(),
    })
}

/// An agent's name with its namespace.
fn qualified(agent: &Agent) -> String {
    match &agent.namespace {
        Some(namespace) => format!("{}/{}", namespace.text, agent.name),
        None => agent.name.to_string(),
    }
}

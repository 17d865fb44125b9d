//! `helm-obo trace` of manifests.

use super::args::TraceArgs;
use super::terminal::Terminal;
use super::trace::is_met;
use super::{Error, status};
use crate::model::Agent;
use crate::project::LoadedManifests;
use crate::source::nearest;
use crate::trace::{self, Beside, Trace, TraceView};

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
    let file = args.input.output_file.as_deref();
    let view = TraceView {
        trace: &trace,
        mask: &loaded.mask,
        options: &terminal.options(file),
    };
    terminal.write(file, args.format.write(&view).as_bytes())?;
    Ok(match args.expect {
        Some(expected) if !is_met(expected, &trace, &loaded.mask, terminal) => status::FOUND,
        _ => status::CLEAN,
    })
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
    if agents().next().is_none() || agents().any(|agent| trace::is_called(agent, name)) {
        return Ok(());
    }
    let names = || agents().map(|agent| &*agent.name);
    Err(Error::NoAgent {
        name: name.to_owned(),
        near: nearest(name, names()).map(str::to_owned),
        known: agents().map(qualified).collect(),
    })
}

/// An agent's name with its namespace.
pub(super) fn qualified(agent: &Agent) -> String {
    match &agent.namespace {
        Some(namespace) => format!("{}/{}", namespace.text, agent.name),
        None => agent.name.to_string(),
    }
}

//! `helm-obo trace` of what manifests install, and of manifests beside that.

use super::args::TraceArgs;
use super::stderr::report_notes;
use super::terminal::Terminal;
use super::trace::{TraceContext, report, traced_as_made, without_agents, written};
use super::trace_manifests::{all, check_agent};
use super::{Error, log};
use crate::model::Agent;
use crate::project::{Loaded, LoadedManifests, LoadedReleases, Project, Request};
use crate::secrets::Mask;
use crate::source::Sources;
use crate::trace::{Beside, Trace};
use std::path::PathBuf;

/// Draws the calls of the agents of all releases, and of the manifests beside them.
pub(super) fn run(
    args: &TraceArgs,
    (project, request): (&Project<'_>, &Request),
    loaded: &LoadedReleases,
    terminal: &Terminal,
    sources: &Sources,
) -> Result<u8, Error> {
    let only = args.agent.as_deref();
    let releases: Vec<Release<'_>> = loaded
        .releases
        .iter()
        .map(|release| Release::of(project, release))
        .collect();
    check_name(only, &releases, &loaded.manifests)?;
    let mut mask = loaded.manifests.mask.clone();
    let mut traces = vec![all(&loaded.manifests, only)];
    for release in &releases {
        let own = release.loaded.mask();
        log(&release.loaded.files, [&release.loaded.chosen()], terminal);
        report_notes(release.loaded, terminal, &own);
        let asked = (args.targets.first().map(PathBuf::as_path), request);
        traces.push(release.traced((project, asked), only, (terminal, &own), sources));
        mask.extend(own);
    }
    for note in &loaded.manifests.notes {
        terminal.note(note, &mask);
    }
    let trace = together(traces, &loaded.manifests);
    if trace.agents.is_empty() {
        let without = releases.iter().filter(|one| one.is_without_contract());
        for release in without {
            terminal.note(&without_agents(release.loaded), &mask);
        }
    }
    written(args, (&trace, &mask), terminal)
}

/// A release, with what its chart's templates write themselves, if they follow no contract.
struct Release<'l> {
    loaded: &'l Loaded,
    written: Option<LoadedManifests>,
}

impl<'l> Release<'l> {
    fn of(project: &Project<'_>, loaded: &'l Loaded) -> Self {
        let objects = project.rendered_objects(loaded);
        let written = objects.map(|objects| LoadedManifests {
            models: vec![objects.model],
            platform: loaded.platform.clone(),
            mask: Mask::default(),
            notes: Vec::new(),
        });
        Self { loaded, written }
    }

    fn agents(&self) -> Box<dyn Iterator<Item = &Agent> + '_> {
        match &self.written {
            Some(written) => Box::new(written.models.iter().flat_map(|model| &model.agents)),
            None => Box::new(self.loaded.parts().flat_map(|part| &part.model.agents)),
        }
    }

    fn traced(
        &self,
        (project, asked): (&Project<'_>, (Option<&std::path::Path>, &Request)),
        only: Option<&str>,
        (terminal, mask): (&Terminal, &Mask),
        sources: &Sources,
    ) -> Trace {
        if let Some(written) = &self.written {
            return all(written, only);
        }
        let trace = traced_as_made(project, self.loaded, only, terminal);
        let context = TraceContext {
            trace: &trace,
            loaded: self.loaded,
            unread: &[],
            asked,
            only,
        };
        if !self.is_without_contract() {
            report(&context, mask, terminal, sources);
        }
        trace
    }

    /// Whether its chart neither follows a contract nor writes agents itself.
    fn is_without_contract(&self) -> bool {
        self.written.is_none() && self.loaded.contract().is_none()
    }
}

/// All traces as one.
fn together(traces: Vec<Trace>, manifests: &LoadedManifests) -> Trace {
    let platform = traces.last().map(|trace| trace.platform.clone());
    let mut agents = Vec::new();
    let mut beside = Beside::default();
    for trace in traces {
        agents.extend(trace.agents);
        let more = trace.beside.unwrap_or_default();
        beside.without_servers.extend(more.without_servers);
        beside.unused.extend(more.unused);
    }
    Trace {
        agents,
        platform: platform.unwrap_or_else(|| manifests.platform.clone()),
        beside: Some(beside),
    }
}

/// An agent that is asked for must be somewhere.
fn check_name(
    only: Option<&str>,
    releases: &[Release<'_>],
    manifests: &LoadedManifests,
) -> Result<(), Error> {
    let Some(name) = only else { return Ok(()) };
    let of_releases = || releases.iter().flat_map(Release::agents);
    let of_manifests = || manifests.models.iter().flat_map(|model| &model.agents);
    check_agent(name, || of_releases().chain(of_manifests()))
}

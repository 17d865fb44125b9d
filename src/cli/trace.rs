//! `helm-obo trace`

use super::args::{Expectation, TraceArgs};
use super::failure::position;
use super::none::no_agents;
use super::stderr::report_notes;
use super::terminal::Terminal;
use super::{
    DISK, Error, here, log, output, status, stdin, trace_manifests, trace_releases, typed,
    unread_files,
};
use crate::diagnostic::UnreadFile;
use crate::model::{Activity, Spelling};
use crate::project::{self, Loaded, LoadedManifests, Project, Request};
use crate::report::Failure;
use crate::rules;
use crate::secrets::Mask;
use crate::source::{Sources, nearest, program};
use crate::trace::{self, Trace, TraceView};
use std::path::{Path, PathBuf};

pub(super) fn run(args: &TraceArgs, terminal: &Terminal, sources: &Sources) -> Result<u8, Error> {
    let mut request = args.input.request(args.targets.clone())?;
    request.all_agents = args.all_agents;
    request.complete = args.complete;
    let file = args.input.output_file.as_deref();
    output::check(file, output::Written::Report, &request)?;
    let project = Project::new(&request, &DISK, sources, here()?, &stdin)?;
    if let Some(manifests) = project::load_manifests(&project)? {
        return trace_manifests::run(args, &manifests, terminal);
    }
    if let Some(releases) = project::load_releases(&project, Spelling::AsWritten)? {
        return trace_releases::run(args, (&project, &request), &releases, terminal, sources);
    }
    let loaded = project::load(&project, Spelling::AsWritten)?;
    if let Some(objects) = project.rendered_objects(&loaded) {
        let manifests = LoadedManifests {
            mask: loaded.mask(),
            models: vec![objects.model],
            platform: loaded.platform.clone(),
            notes: loaded.notes.clone(),
        };
        return trace_manifests::run(args, &manifests, terminal);
    }
    let unread = project::unread_files(&project, &loaded)?;
    log(&loaded.files, [&loaded.chosen()], terminal);
    let only = args.agent.as_deref();
    check_name(only, &loaded)?;
    let trace = traced_as_made(&project, &loaded, only, terminal);
    let mask = loaded.mask();
    let context = TraceContext {
        trace: &trace,
        loaded: &loaded,
        unread: &unread,
        asked: (args.targets.first().map(PathBuf::as_path), &request),
        only,
    };
    report_notes(&loaded, terminal, &mask);
    report(&context, &mask, terminal, sources);
    written(args, (&trace, &mask), terminal)
}

/// Prints a trace; the status says whether it is what was expected.
pub(super) fn written(
    args: &TraceArgs,
    (trace, mask): (&Trace, &Mask),
    terminal: &Terminal,
) -> Result<u8, Error> {
    let file = args.input.output_file.as_deref();
    let view = TraceView {
        trace,
        mask,
        options: &terminal.options(file),
    };
    terminal.write(file, args.format.write(&view).as_bytes())?;
    Ok(match args.expect {
        Some(expected) if !is_met(expected, trace, mask, terminal) => status::FOUND,
        _ => status::CLEAN,
    })
}

/// The agents of a chart, as far as templates make other calls as these make them.
pub(super) fn traced_as_made(
    project: &Project<'_>,
    loaded: &Loaded,
    only: Option<&str>,
    terminal: &Terminal,
) -> Trace {
    let mut trace = traced(loaded, only);
    if let Some(made) = project.rendered_model(loaded) {
        let corrected = trace::correct(&mut trace, &made, &loaded.platform);
        if !corrected.is_empty() {
            terminal.note(&as_made(&corrected), &loaded.mask());
        }
    }
    trace
}

/// That templates make calls otherwise than their contract describes.
fn as_made(agents: &[String]) -> String {
    format!(
        "the chart's templates make other calls for {} than the contract describes, by their server, their URL or their static \
         headers: what the templates make is shown",
        rules::listed(agents.iter().map(String::as_str))
    )
}

/// The agents of the chart, and of those below it.
fn traced(loaded: &Loaded, only: Option<&str>) -> Trace {
    let of = |part: &Loaded| {
        let contract = part.contract().map_or("", |contract| contract.name());
        trace::trace(&part.model, &part.platform, contract, only)
    };
    let mut all = of(loaded);
    for below in loaded.parts().skip(1) {
        all.agents.extend(of(below).agents);
    }
    all
}

/// An agent that is asked for must be defined, where definitions are read.
fn check_name(only: Option<&str>, loaded: &Loaded) -> Result<(), Error> {
    let agents = || loaded.parts().flat_map(|part| &part.model.agents);
    let names = || agents().map(|agent| &*agent.name);
    match only.filter(|_| loaded.contract().is_some()) {
        Some(name) if !names().any(|known| known == name) => Err(Error::NoAgent {
            name: name.to_owned(),
            near: nearest(name, names()).map(str::to_owned),
            known: names().map(str::to_owned).collect(),
        }),
        _ => Ok(()),
    }
}

/// What the picture leaves open.
pub(super) struct TraceContext<'a> {
    pub(super) trace: &'a Trace,
    pub(super) loaded: &'a Loaded,
    /// Values files that may say why no agent is active, and were not read.
    pub(super) unread: &'a [UnreadFile],
    /// The target as it was typed, and what was asked for besides.
    pub(super) asked: (Option<&'a Path>, &'a Request),
    pub(super) only: Option<&'a str>,
}

/// What is worth knowing beside the picture: what fails `helm template`, and which agents are left out.
pub(super) fn report(
    context: &TraceContext<'_>,
    mask: &Mask,
    terminal: &Terminal,
    sources: &Sources,
) {
    let TraceContext {
        trace,
        loaded,
        unread: files,
        asked,
        only,
    } = context;
    for fault in loaded.template_faults() {
        let place = position(fault.place, sources);
        terminal.note(&format!("{place}: {}", fault.message()), mask);
    }
    if loaded.contract().is_none() {
        terminal.note(&without_agents(loaded), mask);
        return;
    }
    let is_partial = loaded.base.is_none();
    if is_partial {
        let text = format!(
            "no chart was found for this file, so what it leaves out is unknown, and names made of it are \
             incomplete: name the chart, `{} trace --chart DIR{}`",
            program(),
            typed(asked.0)
        );
        terminal.note(&text, mask);
    }
    // What a file without its chart lacks may be in the chart; and a chart without agents need not have the contract's
    // templates.
    let is_ours = !loaded.model.agents.is_empty() || loaded.shows_its_contract();
    let may_refuse = !is_partial && is_ours;
    let refusals = loaded.parts().flat_map(|part| &part.model.refusals);
    for refusal in refusals.filter(|_| may_refuse) {
        let place = position(refusal.place, sources);
        terminal.note(
            &format!(
                "{}, {place}: {}",
                loaded.model.templates.fail(),
                refusal.message
            ),
            mask,
        );
    }
    let agents = loaded.parts().flat_map(|part| &part.model.agents);
    for agent in agents.filter(|agent| only.is_none_or(|name| *agent.name == *name)) {
        if let Activity::Inactive(reason) = &agent.activity {
            let name = &agent.name;
            terminal.note(
                &format!("agent `{name}` is not traced: {reason} (`--all-agents` traces it)"),
                mask,
            );
        }
    }
    if trace.agents.is_empty() && loaded.model.agents.is_empty() {
        let text = format!("no agent is traced: {}", no_agents(loaded, *asked, sources));
        terminal.note(&text, mask);
    }
    if let Some(text) = unread_files(files) {
        terminal.note(&text, mask);
    }
}

/// Why a target that follows no contract is not traced.
pub(super) fn without_agents(loaded: &Loaded) -> String {
    let Loaded { label, reason, .. } = loaded;
    match &loaded.base {
        Some(_) => format!(
            "{label} has nothing to trace, since no contract applies to this chart and its templates make no agents: {reason}"
        ),
        None => format!(
            "{label} is not traced, since its chart is not here and no contract applies to it: {reason}"
        ),
    }
}

/// Whether every traced agent runs a user's call as expected; reports which do not.
pub(super) fn is_met(
    expected: Expectation,
    trace: &Trace,
    mask: &Mask,
    terminal: &Terminal,
) -> bool {
    let wanted = expected.mode();
    let mut is_met = true;
    let mut fail = |message: String| {
        is_met = false;
        let failure = Failure {
            message,
            causes: Vec::new(),
            help: None,
        };
        terminal.fail(&failure, mask);
    };
    for traced in &trace.agents {
        let call = traced.user_call().filter(|(mode, _)| *mode != wanted);
        if let Some((mode, reason)) = call {
            fail(format!(
                "a user's call of agent `{}` is {}, not {}: {reason}",
                traced.agent,
                mode.as_str(),
                wanted.as_str()
            ));
        }
    }
    if trace.agents.is_empty() {
        fail(format!(
            "no agent is active, so no call is {}",
            wanted.as_str()
        ));
    }
    is_met
}

//! `helm-obo render`

use super::args::{Output, RenderArgs};
use super::failure::position;
use super::none::{no_agents, same};
use super::stderr::report_findings;
use super::terminal::Terminal;
use super::{DISK, Error, here, log, output, render_all, status, stdin, unread, unread_files};
use crate::model::Model;
use crate::project::{self, Inspected, Project, ProjectError, Request};
use crate::render::{self, Manifest, Objection};
use crate::report::Failure;
use crate::source::Sources;
use std::collections::BTreeSet;
use std::path::Path;

pub(super) fn run(args: &RenderArgs, terminal: &Terminal, sources: &Sources) -> Result<u8, Error> {
    let request = Request {
        helm: args.helm(),
        ..args.input.request(args.target.iter().cloned().collect())?
    };
    if args.print.all {
        return render_all::run(args, &request, terminal, sources);
    }
    let file = args.input.output_file.as_deref();
    output::check(file, output::Written::Manifests, &request)?;
    let project = Project::new(&request, &DISK, sources, here()?, &stdin)?;
    let inspected = project::inspect(&project)?;
    let outcome = &inspected.outcome;
    log(&outcome.files, &outcome.report.contracts, terminal);
    let model = &inspected.loaded.model;
    if !terminal.quiet {
        let left = report_findings(&inspected.outcome, terminal, sources)?;
        if left > 0 {
            let command = same("lint", args.target.as_deref(), &request);
            let text = match left {
                1 => format!("1 more finding; {command} shows all"),
                _ => format!("{left} more findings; {command} shows all"),
            };
            terminal.note(&text, &inspected.outcome.mask);
        }
        for note in &inspected.loaded.notes {
            terminal.note(note, &inspected.outcome.mask);
        }
    }
    if let Some(text) = unread_files(&inspected.unread_files) {
        terminal.note(&text, &inspected.outcome.mask);
    }
    // If one template of a chart is like that, Helm renders nothing of the chart.
    let faults = inspected.loaded.template_faults();
    if !faults.is_empty() {
        // The findings above report them, unless they are not shown.
        for fault in faults.iter().filter(|_| terminal.quiet) {
            let failure = Failure {
                message: format!("{}: {}", position(fault.place, sources), fault.message()),
                causes: Vec::new(),
                help: Some(fault.help.clone()),
            };
            terminal.fail(&failure, &inspected.outcome.mask);
        }
        return Ok(status::FOUND);
    }
    if !model.refusals.is_empty() {
        for refusal in &model.refusals {
            let failure = Failure {
                message: format!("{}: {}", position(refusal.place, sources), refusal.message),
                causes: vec![format!("{} on it", model.templates.fail())],
                help: Some(refusal.help.clone()),
            };
            terminal.fail(&failure, &inspected.outcome.mask);
        }
        return Ok(status::FOUND);
    }
    let manifests = match inspected.loaded.contract() {
        Some(contract) => render::render(model, contract).map_err(ProjectError::from)?,
        None => Vec::new(),
    };
    for objection in manifests.iter().flat_map(|manifest| &manifest.objections) {
        terminal.note(&told(objection, sources), &inspected.outcome.mask);
    }
    let open = outcome.report.hints.iter().map(|hint| hint.text.clone());
    for text in open.chain(doubts(model)) {
        terminal.note(&text, &inspected.outcome.mask);
    }
    if inspected.loaded.contract().is_none() {
        let text = unread(&inspected.loaded.reason);
        terminal.note(&text, &inspected.outcome.mask);
    } else if manifests.is_empty() {
        let asked = (args.target.as_deref(), &request);
        let text = nothing(&inspected, asked, sources);
        terminal.note(&text, &inspected.outcome.mask);
    }
    terminal.write(file, print(&manifests, args.format).as_bytes())?;
    Ok(status::CLEAN)
}

fn print(manifests: &[Manifest], output: Output) -> String {
    match output {
        Output::Yaml => manifests
            .iter()
            .map(|manifest| format!("---\n{}", manifest.yaml))
            .collect(),
        Output::Json => {
            let all = manifests.iter().map(|manifest| manifest.json.clone());
            format!("{:#}\n", serde_json::Value::Array(all.collect()))
        }
    }
}

fn told(objection: &Objection, sources: &Sources) -> String {
    let origin = objection
        .origin
        .as_ref()
        .map(|(path, place)| format!(" (from {path}, {})", position(*place, sources)));
    format!(
        "the API server would refuse RemoteMCPServer `{}`: {}: {}{}",
        objection.server,
        objection.field,
        objection.message,
        origin.unwrap_or_default()
    )
}

/// Why there is nothing to render.
fn nothing(inspected: &Inspected, asked: (Option<&Path>, &Request), sources: &Sources) -> String {
    let inactive = &inspected.outcome.report.inactive;
    let reason = match inactive.first() {
        Some(first) => first.reason.clone(),
        None => no_agents(&inspected.loaded, asked, sources),
    };
    format!("no RemoteMCPServer is rendered: {reason}")
}

/// The parts of the manifests that the values do not show, and what is printed instead.
fn doubts(model: &Model) -> BTreeSet<String> {
    let mut notes = BTreeSet::new();
    for server in &model.servers {
        let headers = server.headers.iter().map(|header| header.value.text());
        let texts = [
            &server.name,
            &server.namespace,
            &server.description,
            &server.url,
        ];
        for path in texts.into_iter().chain(headers).flat_map(|text| &text.open) {
            notes.insert(format!(
                "what {path} will be cannot be told from the values: its placeholder is printed"
            ));
        }
    }
    for header in model.agents.iter().flat_map(|agent| &agent.static_headers) {
        let Some(switch) = &header.undecided else {
            continue;
        };
        let (done, otherwise) = match switch.sent_if {
            true => ("is printed", "without"),
            false => ("is not printed", "with"),
        };
        notes.insert(format!(
            "what {} will be cannot be told from the values: it counts as on, so `{}` {done}; if it is off, Helm renders the server \
             {otherwise} it",
            switch.path, header.name
        ));
    }
    notes
}

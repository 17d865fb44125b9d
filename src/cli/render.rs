//! `helm-obo render`

use super::args::{Output, RenderArgs};
use super::failure::position;
use super::none::{no_agents, same};
use super::stderr::report_findings;
use super::terminal::Terminal;
use super::{
    DISK, Error, here, log, mask, output, provenance, render_all, status, stdin, unread_files,
};
use crate::model::{Agent, Model};
use crate::project::{
    self, DocumentProvenance, Inspected, Project, ProjectError, RenderedServers, Request,
    ServersAsked,
};
use crate::render::{self, Manifest, Objection};
use crate::report::Failure;
use crate::rules::OBO_MISSING;
use crate::source::{Place, Sources, ValuePath};
use std::collections::BTreeSet;
use std::path::Path;

/// Said where a contract's template is used.
const NO_PROVENANCE: &str = "no template of a chart is at hand, so it is not said what wrote the lines: they are made by the contract's template";

pub(super) fn run(args: &RenderArgs, terminal: &Terminal, sources: &Sources) -> Result<u8, Error> {
    let request = Request {
        helm: args.helm(),
        object: args.object.clone(),
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
    let asked = ServersAsked {
        fills: !args.no_agent_defaults,
        provenance: args.provenance,
    };
    let made = match project.rendered_servers(&inspected.loaded, asked) {
        Some(servers) => servers,
        None => {
            let refused = refusals(&inspected, asked.fills);
            if !refused.is_empty() {
                for (place, mut failure) in refused {
                    failure.message = format!("{}: {}", position(place, sources), failure.message);
                    terminal.fail(&failure, &inspected.outcome.mask);
                }
                return Ok(status::FOUND);
            }
            let contract = inspected.loaded.contract();
            if args.provenance {
                terminal.note(NO_PROVENANCE, &inspected.outcome.mask);
            }
            let manifests = contract.map(|contract| render::render(model, contract));
            RenderedServers {
                manifests: manifests
                    .transpose()
                    .map_err(ProjectError::from)?
                    .unwrap_or_default(),
                ..RenderedServers::default()
            }
        }
    };
    if !made.failures.is_empty() {
        let mask = mask(&inspected.outcome.mask, sources);
        for failure in &made.failures {
            render_all::fail(failure, terminal, &mask, sources);
        }
        return Ok(status::FOUND);
    }
    let manifests = &made.manifests;
    if let Some(text) = not_rendered(&made.others) {
        terminal.note(&text, &inspected.outcome.mask);
    }
    for objection in manifests.iter().flat_map(|manifest| &manifest.objections) {
        terminal.note(&told(objection, sources), &inspected.outcome.mask);
    }
    let hints = outcome.report.hints.iter().map(|hint| hint.text.clone());
    for text in hints.chain(doubts(model, &made.open)) {
        terminal.note(&text, &inspected.outcome.mask);
    }
    if manifests.is_empty() {
        let asked = (args.target.as_deref(), &request);
        let text = nothing(&inspected, asked, sources);
        terminal.note(&text, &inspected.outcome.mask);
    }
    let printed = match args.provenance && !made.provenance.is_empty() {
        true => print_provenance(&made.provenance, args.format),
        false => print(manifests, args.format),
    };
    terminal.write(file, printed.as_bytes())?;
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

fn print_provenance(documents: &[DocumentProvenance], output: Output) -> String {
    match output {
        Output::Yaml => documents
            .iter()
            .map(|document| format!("---\n{}", document.commented))
            .collect(),
        Output::Json => format!("{:#}\n", provenance::list(documents)),
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

/// What the contract's template refuses, where it serves since no other is at hand, and what it lacks if nothing is filled in.
fn refusals(inspected: &Inspected, fills: bool) -> Vec<(Place, Failure)> {
    let model = &inspected.loaded.model;
    let refused = model.refusals.iter().map(|refusal| {
        let failure = Failure {
            message: refusal.message.clone(),
            causes: vec![format!("{} on it", model.templates.fail())],
            help: Some(refusal.help.clone()),
        };
        (refusal.place, failure)
    });
    let found = inspected.outcome.report.findings.iter();
    let found = found.map(|finding| &finding.diagnostic);
    let lacking = found.filter(|found| !fills && found.rule == OBO_MISSING.id);
    let lacking = lacking.map(|found| {
        let failure = Failure {
            message: found.message.clone(),
            causes: Vec::new(),
            help: found.help.clone(),
        };
        (found.place, failure)
    });
    refused.chain(lacking).collect()
}

/// That templates of other kinds fail.
fn not_rendered(others: &BTreeSet<String>) -> Option<String> {
    let first = others.first()?;
    let more = match others.len() {
        1 => String::new(),
        2 => " and 1 more template".to_owned(),
        count => format!(" and {} more templates", count - 1),
    };
    let verb = if more.is_empty() { "fails" } else { "fail" };
    Some(format!(
        "{first}{more} {verb} on these values: `helm template` prints nothing of the chart then; printed is what the other templates \
         make"
    ))
}

/// Why there is nothing to render.
fn nothing(inspected: &Inspected, asked: (Option<&Path>, &Request), sources: &Sources) -> String {
    let loaded = &inspected.loaded;
    let inactive = &inspected.outcome.report.inactive;
    let mut missing = loaded
        .base
        .iter()
        .flat_map(|base| base.chart.missing_dependencies());
    let missing = missing.next();
    let has_agents = loaded.model.agents.iter().any(Agent::is_active);
    let reason = match (inactive.first(), missing) {
        (Some(first), _) => first.reason.clone(),
        (None, _) if loaded.contract().is_some() && !has_agents => {
            no_agents(loaded, asked, sources)
        }
        (None, None) => "the chart's templates make none from these values".to_owned(),
        (None, Some(missing)) => format!(
            "the templates that are here make none from these values, and those of the dependency `{}` are not in `charts/`",
            missing.name
        ),
    };
    format!("no RemoteMCPServer is rendered: {reason}")
}

/// The parts of the manifests that the values do not show, and what is printed instead.
fn doubts(model: &Model, open: &BTreeSet<ValuePath>) -> BTreeSet<String> {
    let placeholder = |path: &ValuePath| {
        format!("what {path} will be cannot be told from the values: its placeholder is printed")
    };
    let mut notes: BTreeSet<String> = open.iter().map(placeholder).collect();
    for server in &model.servers {
        let headers = server.headers.iter().map(|header| header.value.text());
        let texts = [
            &server.name,
            &server.namespace,
            &server.description,
            &server.url,
        ];
        for path in texts.into_iter().chain(headers).flat_map(|text| &text.open) {
            notes.insert(placeholder(path));
        }
    }
    for header in model.calls().flat_map(|of| &of.call.static_headers) {
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

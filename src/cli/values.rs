//! `helm-obo values`

mod unread;

use super::args::{Output, ValuesArgs};
use super::stderr::report_notes;
use super::terminal::Terminal;
use super::{DISK, Error, here, log, output, status, stdin};
use crate::agents;
use crate::model::Spelling;
use crate::project::{self, Project, Request};
use crate::source::{Name, Place, Sources, ValuePath};
use crate::yaml::to_json;
use crate::yaml::{self, Node};

pub(super) fn run(args: &ValuesArgs, terminal: &Terminal, sources: &Sources) -> Result<u8, Error> {
    let request = Request {
        object: args.object.clone(),
        ..args.input.request(args.target.iter().cloned().collect())?
    };
    let file = args.input.output_file.as_deref();
    output::check(file, output::Written::Values, &request)?;
    let project = Project::new(&request, &DISK, sources, here()?, &stdin)?;
    let loaded = project::load(&project, Spelling::Corrected)?;
    output::check_read(file, &loaded.files)?;
    log(&loaded.files, [&loaded.chosen()], terminal);
    report_notes(&loaded, terminal, &loaded.mask());
    if args.unread {
        let text = unread::text(&project, &loaded, args.format, sources);
        terminal.write(file, text.as_bytes())?;
        return Ok(status::CLEAN);
    }
    let mut root = if args.no_agent_defaults {
        loaded.values.root.clone()
    } else {
        agents::effective(&loaded.values, project.filling(&loaded), sources)
    };
    if args.redact {
        root = loaded.mask().redact(&root, sources);
    }
    let origin = |_: &ValuePath, node: &Node| Some(origin(node.place, sources));
    let text = match (args.format, args.provenance) {
        (Output::Yaml, false) => yaml::write(&root, None),
        (Output::Yaml, true) => yaml::write(&root, Some(&origin)),
        (Output::Json, false) => format!("{:#}\n", to_json(&root)),
        (Output::Json, true) => {
            let mut origins = serde_json::Map::new();
            collect(&root, &ValuePath::root(), sources, &mut origins);
            let both = serde_json::json!({"values": to_json(&root), "provenance": origins});
            format!("{both:#}\n")
        }
    };
    terminal.write(file, text.as_bytes())?;
    Ok(status::CLEAN)
}

/// Where a value was written: `values.yaml:12:7`, `--set`, or the contract that it is a default of.
fn origin(place: Place, sources: &Sources) -> String {
    let source = sources.get(place.source);
    match source.name() {
        Name::Contract(name) => format!("default of contract {name}"),
        Name::Argument { flag, count } => format!("{flag}[{count}]"),
        name => {
            let position = source.position(place.span.start);
            format!("{name}:{}:{}", position.line, position.column)
        }
    }
}

/// The origin of every value that is no mapping or list, or an empty one, by path.
fn collect(
    node: &Node,
    path: &ValuePath,
    sources: &Sources,
    origins: &mut serde_json::Map<String, serde_json::Value>,
) {
    let entries = node.as_map().map(|map| map.entries()).unwrap_or_default();
    let items = node.as_list().unwrap_or_default();
    for entry in entries {
        collect(&entry.node, &path.join(&*entry.key), sources, origins);
    }
    for (index, item) in items.iter().enumerate() {
        collect(item, &path.join(index), sources, origins);
    }
    if entries.is_empty() && items.is_empty() {
        origins.insert(path.to_string(), origin(node.place, sources).into());
    }
}

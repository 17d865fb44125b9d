//! Why there is no agent to show, and what to type to see the values.

use super::failure::position;
use super::typed;
use crate::project::{Loaded, Request};
use crate::source::{Place, Segment, Sources, ValuePath, program, shell_word};
use crate::values::Values;
use std::path::Path;

/// The message that the values define no agent, with the null that deletes those of lower values.
pub(super) fn no_agents(
    loaded: &Loaded,
    (target, request): (Option<&Path>, &Request),
    sources: &Sources,
) -> String {
    let command = same("values", target, request);
    let definitions = loaded
        .contract()
        .map(|contract| ValuePath::parse(&contract.definition.layout.definitions));
    let null = definitions.and_then(|path| null(&loaded.values, &path));
    match null {
        Some((path, place)) => format!(
            "the values define none, since {path} is null ({}): {command} prints them",
            position(place, sources)
        ),
        None => format!("the values define none ({command} prints them)"),
    }
}

/// The command that reads the same values. Arguments may hold credentials, and are not repeated.
pub(super) fn same(command: &str, target: Option<&Path>, request: &Request) -> String {
    let chart = request.chart.iter().map(|chart| ("--chart", chart));
    let charts = request.charts.iter().map(|folder| ("--charts", folder));
    let files = request.values.iter().map(|file| ("-f", file));
    let paths = chart.chain(charts).chain(files);
    let paths = paths.map(|(flag, file)| (flag, file.to_str()));
    // `lint` takes all objects of a file.
    let object = request.object.iter().filter(|_| command != "lint");
    let object = object.map(|name| ("--object", Some(&**name)));
    let flags = paths.chain(object).map(|(flag, text)| {
        let word = text.and_then(shell_word);
        word.map(|word| format!(" {flag} {word}"))
    });
    let flags: Option<String> = flags.collect();
    match flags {
        Some(flags) if request.arguments.is_empty() => {
            format!("`{} {command}{}{flags}`", program(), typed(target))
        }
        _ => format!("`{} {command}` with the same arguments", program()),
    }
}

/// The null that deletes the agents of lower layers: of all of them, else of the first.
fn null(values: &Values, definitions: &ValuePath) -> Option<(ValuePath, Place)> {
    let stack = values.layers_writing(definitions);
    let last = stack.last()?;
    if last.node.is_null() && stack.len() > 1 {
        return Some((last.path.clone(), last.node.place));
    }
    let maps = stack.iter().filter_map(|writer| writer.node.as_map());
    let entries = maps.flat_map(|map| map.entries());
    let mut nulls = entries.filter(|entry| entry.node.is_null());
    let entry = nulls.next()?;
    let path = definitions.join(Segment::Key(entry.key.clone()));
    Some((path, entry.node.place))
}

//! `helm-obo values --unread`

use super::super::args::Output;
use crate::project::{Loaded, Project, UnreadValue, UnreadValues};
use crate::source::{Name, Sources};
use crate::words::plural;
use serde_json::json;

/// The values that are not read, for people or as JSON.
pub(super) fn text(
    project: &Project<'_>,
    loaded: &Loaded,
    format: Output,
    sources: &Sources,
) -> String {
    let found = project.unread_values(loaded);
    match (format, found) {
        (Output::Json, found) => format!("{:#}\n", as_json(loaded, found.as_ref(), sources)),
        (Output::Yaml, None) => {
            "No chart with templates is at hand, so that nothing is known of what reads these values.\n"
                .to_owned()
        }
        (Output::Yaml, Some(found)) => for_people(&found, sources),
    }
}

fn for_people(found: &UnreadValues, sources: &Sources) -> String {
    let templates = plural(found.templates, "template");
    let values = plural(found.values, "value");
    let mut text = match found.never.is_empty() {
        true => format!(
            "No template can read these, whatever the values are: none. {values} checked against {templates}, subcharts' included.\n"
        ),
        false => format!(
            "No template can read these, whatever the values are ({values} checked against {templates}, subcharts' included):\n{}",
            lines(&found.never, sources)
        ),
    };
    match &found.not_here {
        None => {}
        Some(not_here) if not_here.is_empty() => {
            text += "\nThis rendering reads all others.\n";
        }
        Some(not_here) => {
            text += "\nThis rendering does not read these; with other values, or on another cluster, a template may:\n";
            text += &lines(not_here, sources);
        }
    }
    for unknown in &found.unknown {
        text += &format!("\nNot known: {unknown}.\n");
    }
    text
}

/// A line for each value: its path, and where its key is.
fn lines(values: &[UnreadValue], sources: &Sources) -> String {
    let paths: Vec<String> = values.iter().map(|one| one.path.to_string()).collect();
    let width = paths.iter().map(|path| path.chars().count()).max();
    let width = width.unwrap_or_default().min(WIDEST);
    let line = |(path, value): (&String, &UnreadValue)| {
        let (file, line) = place(value, sources);
        let line = line.map(|line| format!(":{line}")).unwrap_or_default();
        format!("  {path:width$}  {file}{line}\n")
    };
    paths.iter().zip(values).map(line).collect()
}

/// Longer paths push their places to the right.
const WIDEST: usize = 60;

/// The file that a value's key is in, or the argument, and its line.
fn place(value: &UnreadValue, sources: &Sources) -> (String, Option<u32>) {
    let source = sources.get(value.place.source);
    match source.name() {
        Name::Argument { flag, count } => (format!("{flag}[{count}]"), None),
        name => {
            let position = source.position(value.place.span.start);
            (name.to_string(), Some(position.line))
        }
    }
}

fn as_json(loaded: &Loaded, found: Option<&UnreadValues>, sources: &Sources) -> serde_json::Value {
    let list = |values: &[UnreadValue]| -> serde_json::Value {
        let values = values.iter().map(|value| {
            let (file, line) = place(value, sources);
            json!({"path": value.path.to_string(), "file": file, "line": line})
        });
        values.collect()
    };
    json!({
        "target": loaded.label,
        "never": found.map(|found| list(&found.never)),
        "notHere": found.and_then(|found| found.not_here.as_deref()).map(list),
        "values": found.map(|found| found.values),
        "templates": found.map(|found| found.templates),
        "unknown": match found {
            Some(found) => found.unknown.clone(),
            None => vec!["no chart with templates is at hand".to_owned()],
        },
    })
}

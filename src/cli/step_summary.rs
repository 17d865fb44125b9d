//! The summary of a job on GitHub's runners: what was found, and as whom the calls of all agents run.

use super::Error;
use crate::model::Spelling;
use crate::project::{self, Loaded, Project};
use crate::report::{self, Options, View, in_markdown, visible};
use crate::secrets::Mask;
use crate::source::program;
use crate::trace;
use std::collections::BTreeMap;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;

/// How many bytes a step's summary may have. GitHub drops all of a longer one.
const LIMIT: usize = 1024 * 1024;

/// How much of it is left to what others write in the same step.
const OTHERS: usize = 64 * 1024;

/// Appends to the summary of the step that this runs in.
///
/// # Errors
/// When the file cannot be written.
pub(super) fn append(file: &Path, view: &View<'_>, project: &Project<'_>) -> Result<(), Error> {
    let written = std::fs::metadata(file).map_or(0, |metadata| metadata.len());
    let written = usize::try_from(written).unwrap_or(LIMIT);
    let room = (LIMIT - OTHERS).saturating_sub(written);
    let text = page(view, project, room)?;
    let mut out = OpenOptions::new()
        .append(true)
        .create(true)
        .open(file)
        .map_err(|source| failed(file, source))?;
    out.write_all(text.as_bytes())
        .map_err(|source| failed(file, source))
}

fn failed(file: &Path, source: std::io::Error) -> Error {
    Error::File {
        file: crate::source::display_path(file),
        source,
    }
}

/// What was found takes half of the room at most, so that the pictures are never crowded out.
fn page(view: &View<'_>, project: &Project<'_>, room: usize) -> Result<String, Error> {
    let options = with_room(view.options, room / 2);
    let view = View {
        options: &options,
        ..*view
    };
    let mut text = Vec::new();
    if let Some(markdown) = report::format("markdown") {
        markdown.write(&view, &mut text)?;
    }
    let mut page = String::from_utf8_lossy(&text).into_owned();
    if page.len() > room {
        return Ok(String::new()); // others left no room at all
    }
    let pictures = pictures(view.options, project, room - page.len());
    if !pictures.is_empty() {
        page += "\n## As whom calls run\n";
        page += &pictures;
    }
    Ok(page)
}

/// The picture of each target, one for all targets that show the same.
fn pictures(options: &Options, project: &Project<'_>, room: usize) -> String {
    let Ok(all) = project::load_all(project, Spelling::AsWritten) else {
        return String::new(); // what was found says why
    };
    let options = with_room(options, room / 2);
    let mut drawn: Vec<(String, Vec<String>)> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for loaded in &all {
        let mask = loaded.mask();
        let picture = picture(loaded, &mask, &options);
        if picture.is_empty() {
            continue;
        }
        let index = *known.entry(picture.clone()).or_insert(drawn.len());
        if index == drawn.len() {
            drawn.push((picture, Vec::new()));
        }
        drawn[index]
            .1
            .push(in_markdown(&visible(&loaded.label, &mask)));
    }
    fitting(&drawn, room)
}

fn picture(loaded: &Loaded, mask: &Mask, options: &Options) -> String {
    let contract = loaded.contract().map_or("", |contract| contract.name());
    let trace = trace::trace(&loaded.model, &loaded.platform, contract, None);
    let view = trace::TraceView {
        trace: &trace,
        mask,
        options,
    };
    trace::format("markdown").map_or_else(String::new, |markdown| markdown.write(&view))
}

/// As many pictures as there is room for, and how many were left out.
fn fitting(drawn: &[(String, Vec<String>)], room: usize) -> String {
    let mut text = String::new();
    for (index, (picture, targets)) in drawn.iter().enumerate() {
        let part = format!("\n### {}\n\n{picture}", titled(targets));
        let end = format!(
            "\n{} more pictures are left out for want of room: `{} trace` shows them.\n",
            drawn.len() - index,
            program()
        );
        if text.len() + part.len() + end.len() > room {
            return text + &end;
        }
        text += &part;
    }
    text
}

fn titled(targets: &[String]) -> String {
    let shown: Vec<&str> = targets.iter().take(3).map(String::as_str).collect();
    let rest = targets.len() - shown.len();
    match rest {
        0 => shown.join(", "),
        _ => format!("{} and {rest} more", shown.join(", ")),
    }
}

fn with_room(options: &Options, room: usize) -> Options {
    Options {
        room,
        ..options.clone()
    }
}

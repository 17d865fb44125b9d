//! What a chart's own templates show: which static headers they give the servers of its agents, and when.
//!
//! Nothing is rendered. A template is taken apart (`lexemes`, `tokens`, `actions`), all its branches and the helpers
//! that it calls are followed (`walk`, with `eval` and `condition` for what is in them), and the lines that come of it
//! are read for RemoteMCPServers (`document`). What is written in a way that is not known here is unclear, never
//! guessed.

mod actions;
mod bodies;
mod certain;
mod condition;
mod document;
mod eval;
mod expansion;
mod frames;
mod functions;
mod keys;
mod lexer;
mod needs;
mod objects;
mod reads;
mod syntax;
#[cfg(test)]
mod tests;
mod tokens;
mod walk;

use crate::contract::HeaderShape;
pub use certain::Certain;
pub use expansion::passed;
pub use needs::{Needs, refuses};
pub use objects::objects;
pub use reads::{Reading, reading};
use std::path::{Path, PathBuf};
pub use syntax::{SyntaxFault, UNCLOSED, fault};
use walk::ChartTemplates;

/// The kind of agents' servers.
const KIND: &str = "RemoteMCPServer";

/// Larger templates are not read.
const MAX_SIZE: usize = 1 << 20;

/// The servers of a chart's agents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShownContract {
    /// Which of the files shows it.
    pub file: usize,
    /// The offset in that file.
    pub start: usize,
    /// The headers; `None` if they are not known for certain, or differ.
    pub shape: Option<HeaderShape>,
}

/// What the files of a chart's `templates` folder show of its agents' servers; `None` if they render none. `below` are
/// the files of its subcharts, whose helpers it may call.
pub fn shown(own: &[(PathBuf, String)], below: &[(PathBuf, String)]) -> Option<ShownContract> {
    let mut all = own.iter().chain(below);
    if !all.any(|(_, text)| text.contains(KIND)) {
        return None;
    }
    let mut helpers = actions::Helpers::new();
    let mut lower = Vec::new();
    let mut files = Vec::new();
    for (index, (_, text)) in below.iter().enumerate() {
        lower.push(actions::actions(
            own.len() + index,
            small(text),
            &mut helpers,
        ));
    }
    // A helper of the chart itself counts before one of that name in a subchart.
    for (index, (_, text)) in own.iter().enumerate() {
        files.push(actions::actions(index, small(text), &mut helpers));
    }
    files.append(&mut lower);
    let chart = ChartTemplates { files, helpers };
    let rendered = own.iter().enumerate();
    let mut all = rendered
        .filter(|(_, (path, _))| is_rendered(path))
        .flat_map(|(file, _)| {
            let servers = walk::servers(&chart, file).into_iter();
            servers.map(move |server| ShownContract {
                file,
                start: server.start,
                shape: server.shape,
            })
        });
    let mut first = all.next()?;
    if all.any(|other| other.shape != first.shape) {
        first.shape = None;
    }
    Some(first)
}

/// A template, or nothing if it is too large to be read.
fn small(text: &str) -> &str {
    if text.len() > MAX_SIZE { "" } else { text }
}

/// Whether Helm renders a file, rather than read it for its helpers, or as notes.
fn is_rendered(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    !name.starts_with('_') && name != "NOTES.txt"
}

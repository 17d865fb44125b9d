//! The RemoteMCPServers in what templates made, with where in it their headers are.

use crate::source::{Name, Sources};
use crate::template::origin::{OriginKind, TemplateSpan, TextId};
use crate::template::output;
use crate::template::version::HelmVersion;
use crate::template::{Rendered, Rendering};
use crate::yaml::{Node, Value, read_any};

/// The kind of agents' servers.
pub(super) const KIND: &str = "RemoteMCPServer";

/// The group that the kind belongs to.
const GROUP: &str = "kagent.dev/";

/// A RemoteMCPServer.
#[derive(Debug, Clone)]
pub struct Server {
    /// Its namespace and its name.
    pub name: (String, String),
    /// Its static headers; `None` if they cannot be read.
    pub headers: Option<Vec<Header>>,
    /// The file that renders it.
    pub file: TextId,
    /// Where in a template its kind comes from.
    pub at: TemplateSpan,
}

/// A static header.
#[derive(Debug, Clone)]
pub struct Header {
    /// Its name.
    pub name: String,
    /// Where in a template it comes from.
    pub at: TemplateSpan,
}

/// The servers of a rendering, in its order.
pub fn servers(rendering: &Rendering, version: HelmVersion) -> Vec<Server> {
    let files = rendering.files.iter();
    files.flat_map(|file| of_file(file, version)).collect()
}

/// Whether what a file became may hold servers.
pub fn may_hold_servers(file: &Rendered) -> bool {
    let mut windows = file.text.bytes().windows(KIND.len());
    windows.any(|window| window == KIND.as_bytes())
}

fn of_file(file: &Rendered, version: HelmVersion) -> Vec<Server> {
    let Ok(text) = std::str::from_utf8(file.text.bytes()) else {
        return Vec::new();
    };
    if !text.contains(KIND) {
        return Vec::new();
    }
    let documents = output::split(text.as_bytes(), version).into_iter();
    let servers = documents.filter_map(|range| {
        let document = text.get(range.clone())?;
        let source = Sources::default().add(Name::Stdin, document.to_owned());
        let root = read_any(&source).ok()??;
        server(&root, file.template, &|node| {
            written(file, range.start + node.place.span.start as usize)
        })
    });
    servers.collect()
}

fn server(root: &Node, file: TextId, at: &dyn Fn(&Node) -> TemplateSpan) -> Option<Server> {
    let text = |node: &Node, key: &str| node.get(key).and_then(Node::as_str).map(str::to_owned);
    let kind = root.get("kind")?;
    let version = root.get("apiVersion").and_then(Node::as_str);
    let is_ours = version.is_none_or(|version| version.starts_with(GROUP));
    if kind.as_str() != Some(KIND) || !is_ours {
        return None;
    }
    let metadata = root.get("metadata");
    let of_metadata = |key| {
        metadata
            .and_then(|node| text(node, key))
            .unwrap_or_default()
    };
    let headers = root.get("spec").and_then(|spec| spec.get("headersFrom"));
    let header = |node: &Node| {
        Some(Header {
            name: text(node, "name")?,
            at: at(node.get("name")?),
        })
    };
    Some(Server {
        name: (of_metadata("namespace"), of_metadata("name")),
        headers: match headers.map(|node| &node.value) {
            None | Some(Value::Null) => Some(Vec::new()),
            Some(Value::List(items)) => items.iter().map(header).collect(),
            Some(_) => None,
        },
        file,
        at: at(kind),
    })
}

/// Where in a template a byte of a file comes from: its own bytes, else the action that printed it, else the file.
fn written(file: &Rendered, offset: usize) -> TemplateSpan {
    let runs = file.text.runs();
    let index = runs.partition_point(|run| run.end as usize <= offset);
    let start = index.checked_sub(1).and_then(|before| runs.get(before));
    let start = start.map_or(0, |run| run.end as usize);
    let origin = runs.get(index).map(|run| &run.origin);
    let mut origins = origin.into_iter().flat_map(|origin| origin.each());
    let own = origins.find_map(|origin| match origin.kind() {
        Some(OriginKind::Template(span)) => Some(*span),
        _ => None,
    });
    let small = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
    match own {
        Some(span) => TemplateSpan {
            start: (span.start + small(offset - start)).min(span.end),
            ..span
        },
        None => file.action_at(offset).map_or(
            TemplateSpan {
                text: file.template,
                start: 0,
                end: 0,
            },
            |action| action.action,
        ),
    }
}

//! The RemoteMCPServers in what templates made, with where in it their headers are.

use crate::source::{Name, Sources};
use crate::template::decision::DecisionId;
use crate::template::origin::{OriginKind, TemplateSpan, TextId};
use crate::template::output;
use crate::template::value::MarkId;
use crate::template::version::HelmVersion;
use crate::template::{Rendered, Rendering};
use crate::yaml::{Node, Value, read_any};
use memchr::memmem;
use std::ops::Range;

/// The kind of agents' servers.
pub const KIND: &str = "RemoteMCPServer";

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
    /// The innermost decision around it.
    pub decision: Option<DecisionId>,
    /// What was left out of its document.
    pub left_out: Vec<MarkId>,
}

/// A static header.
#[derive(Debug, Clone)]
pub struct Header {
    /// Its name.
    pub name: String,
    /// Where in a template it comes from.
    pub at: TemplateSpan,
    /// The innermost decision that let it be written.
    pub decision: Option<DecisionId>,
}

/// The servers of a rendering, in its order.
pub(super) fn servers(rendering: &Rendering, version: HelmVersion) -> Vec<Server> {
    let files = rendering.files.iter();
    files.flat_map(|file| of_file(file, version)).collect()
}

/// Whether what a file became may hold servers.
pub fn may_hold_servers(file: &Rendered) -> bool {
    memmem::find(file.text.bytes(), KIND.as_bytes()).is_some()
}

fn of_file(file: &Rendered, version: HelmVersion) -> Vec<Server> {
    if !may_hold_servers(file) {
        return Vec::new();
    }
    of_documents(file, output::split(file.text.bytes(), version))
}

/// The servers among these documents of a file.
pub fn of_documents(
    file: &Rendered,
    documents: impl IntoIterator<Item = Range<usize>>,
) -> Vec<Server> {
    let Ok(text) = std::str::from_utf8(file.text.bytes()) else {
        return Vec::new();
    };
    let servers = documents.into_iter().filter_map(|range| {
        let document = text.get(range.clone())?;
        let source = Sources::default().add(Name::Stdin, document.to_owned());
        let root = read_any(&source).ok()??;
        let server = server(&root, file.template, &|node| {
            Written::at(file, range.start + node.place.span.start as usize)
        });
        let marks = file.text.marks().iter();
        let within = marks.filter(|mark| range.contains(&(mark.at as usize)));
        server.map(|server| Server {
            left_out: within.map(|mark| mark.mark).collect(),
            ..server
        })
    });
    servers.collect()
}

fn server(root: &Node, file: TextId, written: &dyn Fn(&Node) -> Written) -> Option<Server> {
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
        let Written { at, decision } = written(node.get("name")?);
        Some(Header {
            name: text(node, "name")?,
            at,
            decision,
        })
    };
    let Written { at, decision } = written(kind);
    Some(Server {
        name: (of_metadata("namespace"), of_metadata("name")),
        headers: match headers.map(|node| &node.value) {
            None | Some(Value::Null) => Some(Vec::new()),
            Some(Value::List(items)) => items.iter().map(header).collect(),
            Some(_) => None,
        },
        file,
        at,
        decision,
        left_out: Vec::new(),
    })
}

/// What wrote a byte of a file.
struct Written {
    /// The template's own bytes, else the action that printed it, else the file.
    at: TemplateSpan,
    /// The innermost decision around it.
    decision: Option<DecisionId>,
}

impl Written {
    fn at(file: &Rendered, offset: usize) -> Self {
        let runs = file.text.runs();
        let index = runs.partition_point(|run| run.end as usize <= offset);
        let before = index.checked_sub(1).and_then(|before| runs.get(before));
        let start = before.map_or(0, |run| run.end as usize);
        let run = runs.get(index);
        let mut origins = run.into_iter().flat_map(|run| run.origin.each());
        let own = origins.find_map(|origin| match origin.kind() {
            Some(OriginKind::Template(span)) => Some(*span),
            _ => None,
        });
        let small = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        let at = match own {
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
        };
        Self {
            at,
            decision: run.and_then(|run| run.decision),
        }
    }
}

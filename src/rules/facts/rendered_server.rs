//! The servers that a chart's templates made of the values.

use crate::source::{Place, ValuePath};
use std::sync::Arc;

/// A RemoteMCPServer that was rendered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenderedServer {
    /// Its namespace; empty where it names none.
    pub namespace: String,
    /// Its name.
    pub name: String,
    /// The key of the chart that makes it; the root for the chart itself.
    pub chart: ValuePath,
    /// Its static headers: their names, and the lines of templates that write them.
    pub headers: Vec<(String, Place)>,
    /// Whether these are all: headers that cannot be read are left out, and those that no template's line writes.
    pub are_headers_known: bool,
}

/// A server that another chart of the target makes, beside one of the same name in the same namespace.
#[derive(Debug, Clone)]
pub struct Namesake {
    /// The name of both.
    pub name: String,
    /// The keys of the charts that make them, this one last; the root for the chart itself.
    pub charts: [ValuePath; 2],
    /// The agent that it is for, if it is an agent's own.
    pub agent: Option<Arc<str>>,
    /// Where its name is written.
    pub place: Place,
}

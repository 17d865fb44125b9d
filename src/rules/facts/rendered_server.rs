//! The servers that a chart's templates made of the values.

use crate::source::Place;

/// A RemoteMCPServer that was rendered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenderedServer {
    /// Its namespace; empty where it names none.
    pub namespace: String,
    /// Its name.
    pub name: String,
    /// Its static headers: their names, and the lines of templates that write them.
    pub headers: Vec<(String, Place)>,
}

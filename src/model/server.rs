//! An MCP server as kagent will see it.

use crate::source::{Place, ValuePath};
use std::sync::Arc;

/// A text of a manifest with the value that it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The text, as Go prints the value.
    pub text: String,
    /// The value that decided it, if one did.
    pub origin: Option<(ValuePath, Place)>,
}

/// A RemoteMCPServer.
#[derive(Debug)]
pub struct Server {
    /// The agent it is for; none for one that the values list themselves.
    pub agent: Option<Arc<str>>,
    /// Its name.
    pub name: Text,
    /// Its namespace.
    pub namespace: Text,
    /// Its description.
    pub description: Text,
    /// The URL of its MCP endpoint.
    pub url: Text,
    /// Its static headers, in order.
    pub headers: Vec<Header>,
}

/// A header whose value comes from a Secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// Its name.
    pub name: String,
    /// The Secret.
    pub secret: Text,
    /// The key in the Secret.
    pub key: String,
}

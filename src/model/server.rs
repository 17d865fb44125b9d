//! An MCP server as kagent will see it.

use super::Field;
use crate::source::{Place, ValuePath};
use std::sync::Arc;

/// A text of a manifest with the value that it came from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
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
    /// The transport that its manifest names: `STREAMABLE_HTTP` or `SSE`.
    pub protocol: Protocol,
    /// From which namespaces agents may use it: `All`; none for its own only.
    pub allowed_namespaces: Option<String>,
    /// Its static headers, in order.
    pub headers: Vec<Header>,
}

/// An MCP transport.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protocol {
    /// Streamable HTTP, whose endpoint is one URL, by custom `/mcp`.
    StreamableHttp,
    /// HTTP with server-sent events, whose stream is by custom at `/sse`.
    Sse,
}

impl Protocol {
    /// As a manifest names it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::StreamableHttp => "STREAMABLE_HTTP",
            Self::Sse => "SSE",
        }
    }
}

/// A server that the values list themselves, whether it is rendered or not.
#[derive(Debug)]
pub struct ListedServer {
    /// Its item in the values.
    pub path: ValuePath,
    /// Its name.
    pub name: Field<String>,
    /// The URL of its MCP endpoint.
    pub url: Field<String>,
    /// The Secret of its static `Authorization`; absent also where it is empty.
    pub token_secret: Field<String>,
    /// The transport that its manifest names.
    pub protocol: Protocol,
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

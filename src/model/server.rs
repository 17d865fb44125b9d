//! An MCP server as kagent will see it.

use super::Field;
use crate::platform::Gateway;
use crate::source::{Place, ValuePath};
use std::sync::Arc;

/// A string of a manifest with the value that it came from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text {
    /// The string, as Go prints the value.
    pub text: String,
    /// The value that decided it, if one did.
    pub origin: Option<(ValuePath, Place)>,
    /// The values in it that are not known: something seals them or fills them in later.
    pub open: Vec<ValuePath>,
    /// The values in it that hold template text, which Helm does not evaluate there.
    pub unevaluated: Vec<ValuePath>,
}

impl From<&str> for Text {
    /// A string that no value decided.
    fn from(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            ..Self::default()
        }
    }
}

/// What a server is to Kubernetes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum ServerKind {
    /// A RemoteMCPServer.
    #[default]
    RemoteMcpServer,
    /// kmcp's MCPServer.
    McpServer,
    /// A Service.
    Service,
    /// A ToolServer of v1alpha1.
    ToolServer,
}

impl ServerKind {
    /// As a manifest names it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::RemoteMcpServer => "RemoteMCPServer",
            Self::McpServer => "MCPServer",
            Self::Service => "Service",
            Self::ToolServer => "ToolServer",
        }
    }
}

/// A server with tools.
#[derive(Debug)]
pub struct Server {
    /// What it is.
    pub kind: ServerKind,
    /// The agent it is for; `None` for one that the values list themselves.
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
    /// What reads the headers of its calls.
    pub gateway: Gateway,
    /// Whether it says how TLS is spoken (`spec.tls`).
    pub has_tls: bool,
    /// From which namespaces agents may use it: `All`; `None` for its own only.
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

/// A static header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// Its name.
    pub name: String,
    /// Where its value comes from.
    pub value: HeaderValue,
    /// The switch that decides whether it is sent, where the values do not show that.
    pub undecided: Option<Undecided>,
    /// Where a manifest writes it; `None` where a contract makes it, or the controller.
    pub site: Option<HeaderSite>,
}

/// Where a manifest writes a static header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeaderSite {
    /// Its item: `spec.headersFrom[0]`.
    pub path: ValuePath,
    /// Its name.
    pub name: Place,
    /// Its value, or where that comes from.
    pub value: Place,
}

/// Where the value of a static header comes from: `value` or `valueFrom` of an item of `headersFrom` (kagent
/// `go/api/v1alpha2/common_types.go`, `ValueRef`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HeaderValue {
    /// A key of a Secret.
    Secret {
        /// The Secret.
        name: Text,
        /// The key in it.
        key: String,
    },
    /// A key of a ConfigMap.
    ConfigMap {
        /// The ConfigMap.
        name: Text,
        /// The key in it.
        key: String,
    },
    /// The manifest itself.
    Literal(Text),
}

impl HeaderValue {
    /// The string that decides it: the name of the Secret or ConfigMap, or the value itself.
    pub fn text(&self) -> &Text {
        match self {
            Self::Secret { name, .. } | Self::ConfigMap { name, .. } => name,
            Self::Literal(value) => value,
        }
    }
}

/// A switch that is not known, and that decides whether a header is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undecided {
    /// Its path in the values.
    pub path: ValuePath,
    /// Whether the header is sent where it is on, or where it is off.
    pub sent_if: bool,
}

impl Header {
    /// Whether it is sent whatever the values turn out to be.
    pub fn is_certain(&self) -> bool {
        self.undecided.is_none()
    }

    /// Whether it is sent if the switch that is not known is on, or off.
    pub fn is_sent_if(&self, on: bool) -> bool {
        let mut undecided = self.undecided.iter();
        undecided.all(|switch| switch.sent_if == on)
    }
}

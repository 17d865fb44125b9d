//! Servers: RemoteMCPServers, and what the controller makes of MCPServers, Services and ToolServers
//! (`translator/agent/conversion.go`).

use super::fields::written;
use super::headers::{listed, literals};
use super::{Kind, Object};
use crate::model::{Header, Protocol, Server, ServerKind, Text};
use crate::platform::Gateways;
use crate::source::ValuePath;
use crate::yaml::{Node, Number, Value};

const PORT: &str = "kagent.dev/mcp-service-port";
const PATH: &str = "kagent.dev/mcp-service-path";
const PROTOCOL: &str = "kagent.dev/mcp-service-protocol";

/// What an object is as a server; `None` where the controller finds no URL for it, or it is none.
pub(super) fn server(object: &Object, gateways: &Gateways) -> Option<Server> {
    let (kind, url, protocol, headers) = match Kind::of(&object.name) {
        Kind::RemoteMcpServer => remote(object),
        Kind::McpServer => kmcp(object)?,
        Kind::Service => service(object)?,
        Kind::ToolServer => tool_server(object),
        _ => return None,
    };
    let name = ValuePath::parse("metadata.name");
    Some(Server {
        kind,
        agent: None,
        name: Text {
            origin: Some((name, object.name_place())),
            ..Text::from(&*object.name.name)
        },
        namespace: Text::from(object.name.namespace.as_deref().unwrap_or_default()),
        description: written(object, &ValuePath::parse("spec.description")),
        gateway: gateways.of(&url.text),
        has_tls: object.get(&ValuePath::parse("spec.tls")).is_some(),
        url,
        protocol,
        allowed_namespaces: object.str("spec.allowedNamespaces.from").map(str::to_owned),
        headers,
    })
}

type Derived = (ServerKind, Text, Protocol, Vec<Header>);

fn remote(object: &Object) -> Derived {
    (
        ServerKind::RemoteMcpServer,
        written(object, &ValuePath::parse("spec.url")),
        protocol(object.str("spec.protocol")),
        listed(object, &ValuePath::parse("spec.headersFrom")),
    )
}

/// Its port and nothing else of it counts; 3000 where the API server filled in the default.
fn kmcp(object: &Object) -> Option<Derived> {
    let path = ValuePath::parse("spec.deployment.port");
    let port = match object.get(&path) {
        Some(node) => whole(node).filter(|port| *port != 0)?,
        None => 3000,
    };
    let url = derived(object, &format!(":{port}/mcp"), &path);
    Some((
        ServerKind::McpServer,
        url,
        Protocol::StreamableHttp,
        Vec::new(),
    ))
}

fn service(object: &Object) -> Option<Derived> {
    let annotation = |name: &str| {
        let annotations = object.node.get("metadata")?.get("annotations")?;
        annotations.get(name)?.as_str()
    };
    let named = match annotation(PORT) {
        Some(port) => port.parse::<i64>().ok()?,
        None => 0,
    };
    let port = match named {
        0 => service_port(object)?,
        port => port,
    };
    let path = annotation(PATH).unwrap_or("/mcp");
    let protocol = match annotation(PROTOCOL) {
        Some("SSE") => Protocol::Sse,
        _ => Protocol::StreamableHttp,
    };
    let at = ValuePath::keys(["metadata", "annotations"]).join(PATH);
    let url = derived(object, &format!(":{port}{path}"), &at);
    Some((ServerKind::Service, url, protocol, Vec::new()))
}

/// The only port of a Service, else the first one that says that it is MCP's.
fn service_port(object: &Object) -> Option<i64> {
    let ports = object.get(&ValuePath::parse("spec.ports"))?.as_list()?;
    let is_mcp = |port: &&Node| {
        let protocol = port.get("appProtocol").and_then(Node::as_str);
        protocol.is_some_and(|protocol| protocol.to_lowercase() == "mcp")
    };
    let port = match ports {
        [only] => only,
        _ => ports.iter().find(is_mcp)?,
    };
    whole(port.get("port")?).filter(|port| *port != 0)
}

/// A ToolServer of v1alpha1 says more than one way to reach it; only HTTP has headers.
fn tool_server(object: &Object) -> Derived {
    let ways = [
        ("spec.config.sse", Protocol::Sse),
        ("spec.config.streamableHttp", Protocol::StreamableHttp),
    ];
    let way = ways
        .into_iter()
        .map(|(path, protocol)| (ValuePath::parse(path), protocol))
        .find(|(path, _)| object.get(path).is_some());
    let Some((path, protocol)) = way else {
        let nowhere = Text::default();
        return (
            ServerKind::ToolServer,
            nowhere,
            Protocol::StreamableHttp,
            Vec::new(),
        );
    };
    let mut headers = literals(object, &path.join("headers"));
    headers.extend(listed(object, &path.join("headersFrom")));
    let url = written(object, &path.join("url"));
    (ServerKind::ToolServer, url, protocol, headers)
}

/// The URL that the controller makes of an object's name and namespace.
fn derived(object: &Object, end: &str, path: &ValuePath) -> Text {
    let name = &object.name.name;
    let namespace = object.name.namespace.as_deref().unwrap_or("default");
    Text {
        origin: Some((path.clone(), super::fields::place(object, path))),
        ..Text::from(&*format!("http://{name}.{namespace}{end}"))
    }
}

fn protocol(written: Option<&str>) -> Protocol {
    match written {
        Some("SSE") => Protocol::Sse,
        _ => Protocol::StreamableHttp,
    }
}

fn whole(node: &Node) -> Option<i64> {
    match node.value {
        Value::Number(Number::Int(port)) => Some(port),
        #[expect(
            clippy::cast_possible_truncation,
            reason = "only whole numbers are converted"
        )]
        Value::Number(Number::Float(port)) if port.fract() == 0.0 && port.abs() < 1e9 => {
            Some(port as i64)
        }
        _ => None,
    }
}

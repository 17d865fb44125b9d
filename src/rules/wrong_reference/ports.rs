//! Servers whose port kagent does not find.

use super::{RULE, annotations};
use crate::manifests::{KnownObjects, Object, ObjectSet};
use crate::rules::support::used_services::used_services;
use crate::rules::{Draft, Sink};
use crate::secrets::{holds_placeholder, holds_template};
use crate::source::ValuePath;
use crate::yaml::{Node, Value};

/// The annotation that names a Service's port.
const PORT: &str = "kagent.dev/mcp-service-port";

/// An MCPServer with port 0: one without a port has kmcp's default.
pub(super) fn check_server(server: &Object, sink: &mut Sink<'_>) {
    let path = ValuePath::parse("spec.deployment.port");
    let Some(node) = server.get(&path).filter(|node| is_zero(node)) else {
        return;
    };
    let message = format!(
        "MCPServer `{}` has the port 0: kagent's controller makes no URL of it, and refuses agents that use it",
        server.name.name
    );
    let draft = Draft::new(&path, node.place, message)
        .label("no port")
        .help("write the port at which the server listens, or remove the key, which means 3000");
    sink.report(&RULE, draft);
}

/// Services that agents use as servers.
pub(super) fn check_services<'s>(
    set: &'s ObjectSet,
    known: &KnownObjects<'s>,
    sink: &mut Sink<'_>,
) {
    for (service, reference) in used_services(set, known) {
        let drafts = no_port(service)
            .into_iter()
            .chain(annotations::drafts(service));
        for draft in drafts {
            sink.report(
                &RULE,
                draft.related(reference.place, "an agent uses it here"),
            );
        }
    }
}

/// Why kagent finds no port of a Service.
fn no_port(service: &Object) -> Option<Draft> {
    let path = ValuePath::keys(["metadata", "annotations"]).join(PORT);
    let annotation = service.get(&path);
    if let Some(node) = annotation {
        // One that is no string is refused by the API server.
        let text = node.as_str()?;
        if holds_placeholder(text) || holds_template(text) {
            return None;
        }
        match text.parse::<i64>() {
            Ok(0) => {}
            Ok(1..=65535) => return None,
            Ok(_) => {
                let message = format!(
                    "the annotation `{PORT}` of Service `{}` is no port: kagent makes a URL of it that nothing answers",
                    service.name.name
                );
                let draft = Draft::new(&path, node.place, message).label("no port");
                return Some(draft.help("write a number from 1 to 65535, as a string"));
            }
            Err(_) => {
                let message = format!(
                    "the annotation `{PORT}` of Service `{}` is no whole number: kagent's controller refuses agents that \
                     use the Service as a server",
                    service.name.name
                );
                let draft = Draft::new(&path, node.place, message);
                return Some(
                    draft
                        .label("no number")
                        .help("write the number of the port, as a string: `\"8080\"`"),
                );
            }
        }
    }
    let path = ValuePath::parse("spec.ports");
    let node = service.get(&path);
    let ports = match node {
        Some(node) => node.as_list()?,
        None => &[],
    };
    let is_mcp = |port: &Node| {
        let protocol = port.get("appProtocol").and_then(Node::as_str);
        protocol.is_some_and(|protocol| {
            protocol.eq_ignore_ascii_case("mcp")
                || holds_placeholder(protocol)
                || holds_template(protocol)
        })
    };
    let reason = match ports {
        [_] => return None,
        [] => "has no port",
        several if several.iter().any(is_mcp) => return None,
        _ => "has several ports, of which none has `appProtocol: mcp`",
    };
    let place = node.map_or_else(|| service.name_place(), |node| node.place);
    let message = format!(
        "Service `{}` {reason}, and no annotation names one: kagent's controller makes no URL of it, and refuses agents \
         that use it as a server",
        service.name.name
    );
    let draft = Draft::new(&path, place, message).label("which port?");
    Some(draft.help(format!(
        "write `appProtocol: mcp` at the server's port, or the annotation `{PORT}: \"8080\"` with its number"
    )))
}

fn is_zero(node: &Node) -> bool {
    matches!(node.value, Value::Number(number) if number.as_f64() == 0.0)
}

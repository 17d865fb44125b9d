//! A header that is forwarded although it only describes the caller's own request.

use super::{Check, Docs, Draft, Fixability, Rule, Sink, Tier, WiringFacts};
use crate::diagnostic::Severity;
use crate::edit::Change;
use crate::model::HeaderSite;
use crate::source::{Place, ValuePath};
use crate::wiring::{Reserved, reserved};

pub(super) const RULE: Rule = Rule {
    id: "reserved-header",
    severity: Severity::Error,
    tier: Tier::Content,
    fixable: Fixability::Safely,
    summary: "a hop-by-hop, framing, routing or MCP session header in `allowedHeaders` or among static headers",
    docs: Docs {
        around: None,
        finds: "In `allowedHeaders`, or among the static headers of a contract of yours: headers of one connection \
                (`connection`, `keep-alive`, `te`, `trailer`, `transfer-encoding`, `upgrade`, `proxy-…`), of one body \
                (`content-length`, `content-encoding`), `host`, and those that the MCP client sets itself (`accept`, \
                `content-type`, `mcp-session-id`, `mcp-protocol-version`, `last-event-id`).",
        why: "The agent sends a request of its own to the gateway, over another connection, to another host, with another body. \
              The caller's headers are wrong for this request: at best the runtime drops them; else the call fails, goes to \
              another host, or ends up in another session.",
        bad: "\
agents:
  definitions:
    helper:
      allowedHeaders: [authorization, host]
",
        good: "\
agents:
  definitions:
    helper:
      allowedHeaders: [authorization, x-forwarded-host]
",
        fix: "Remove it. What the gateway must know of the caller's request travels in headers made for that, such as \
              `x-request-id` or `traceparent`.",
        evidence: &[
            "RFC 9110 7.6.1: intermediaries remove hop-by-hop fields; 7.2: Host; 8.4 and 8.6: Content-Encoding and \
             Content-Length describe the body that they come with; 11.7: proxy authentication.",
            "RFC 9113 8.2.2: an HTTP/2 message with connection-specific fields is malformed.",
            "MCP 2025-06-18, Streamable HTTP: the client sends Accept, Mcp-Session-Id, MCP-Protocol-Version and \
             Last-Event-ID by its own state.",
        ],
    },
    check: Check::Wiring(check),
};

fn check(facts: &WiringFacts<'_>, sink: &mut Sink<'_>) {
    for of in facts.model.calls() {
        for item in of.call.allowed_headers.get().into_iter().flatten() {
            let Some(name) = item.get() else { continue };
            if let Some(kind) = reserved(name) {
                let message = format!("`{}` {}", name.to_lowercase(), complaint(kind));
                let draft = Draft::new(&item.path, item.place, message)
                    .of(of.agent)
                    .label(label(kind))
                    .help("remove it from `allowedHeaders`")
                    .fix("remove it", Change::Remove(item.path.clone()));
                sink.report(&RULE, draft);
            }
        }
    }
    let of_servers = facts
        .model
        .servers
        .iter()
        .flat_map(|server| &server.headers);
    let of_tools = facts.model.calls().flat_map(|of| &of.call.tool_headers);
    for header in of_servers.chain(of_tools) {
        if let (Some(site), Some(kind)) = (&header.site, reserved(&header.name)) {
            sink.report(&RULE, in_manifest(site, &header.name, kind));
        }
    }
    for server in &facts.model.servers {
        let Some((path, place)) = &server.name.origin else {
            continue;
        };
        let agent = facts.agent_of_server(server);
        let (path, place) = agent.map_or((path, *place), |agent| (&agent.path, agent.key));
        let of_contract = server.headers.iter().filter(|header| header.site.is_none());
        for header in of_contract {
            if let Some(kind) = reserved(&header.name) {
                let draft = of_static(path, place, &header.name, kind);
                sink.report(&RULE, draft.of(agent));
            }
        }
    }
}

/// A static header that a manifest writes.
fn in_manifest(site: &HeaderSite, name: &str, kind: Reserved) -> Draft {
    let message = format!("the static header is `{name}`, {}", consequence(kind));
    Draft::new(&site.path.join("name"), site.name, message)
        .label(label(kind))
        .help("remove it from `headersFrom`")
}

fn of_static(path: &ValuePath, place: Place, name: &str, kind: Reserved) -> Draft {
    let complaint = consequence(kind);
    let message = format!("the contract gives this server the static header `{name}`, {complaint}");
    Draft::new(path, place, message)
        .label(label(kind))
        .help("remove it from the server's `headers` in contract.yaml")
}

/// What comes of a static header that is reserved.
fn consequence(kind: Reserved) -> &'static str {
    match kind {
        Reserved::Transport => {
            "which the MCP client sets itself for each request: calls can fail or lose their session"
        }
        Reserved::Host => "which names where a request goes: calls can be routed elsewhere",
        Reserved::Body => {
            "which describes one request's body: the gateway can be unable to read calls"
        }
        Reserved::Connection => "which is about one connection only: calls can fail",
    }
}

fn complaint(kind: Reserved) -> &'static str {
    match kind {
        Reserved::Connection => {
            "is about the caller's connection to the agent, not about the agent's to the gateway: sent on, it can make \
             calls fail"
        }
        Reserved::Body => {
            "describes the body of the caller's request, and a tool call has another one: sent on, it can make calls \
             unreadable to the gateway"
        }
        Reserved::Host => {
            "names the host that the caller addressed, not the gateway: sent on, it can get calls routed elsewhere or \
             refused"
        }
        Reserved::Transport => {
            "is set by the agent's MCP client itself for each call: with the caller's in its place calls can be refused, \
             or land in another session"
        }
    }
}

fn label(kind: Reserved) -> &'static str {
    match kind {
        Reserved::Connection => "of one connection",
        Reserved::Body => "of one body",
        Reserved::Host => "of one request",
        Reserved::Transport => "the MCP client's own",
    }
}

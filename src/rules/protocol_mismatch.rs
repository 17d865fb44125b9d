//! A URL that usually belongs to the other transport.

use super::support::endpoint;
use super::{Check, Docs, Draft, Fixability, Rule, Sink, Tier, WiringFacts};
use crate::diagnostic::Severity;
use crate::model::Protocol;
use url::Url;

pub(super) const RULE: Rule = Rule {
    id: "protocol-mismatch",
    severity: Severity::Warning,
    tier: Tier::Content,
    fixable: Fixability::Nothing,
    summary: "an `/sse` URL that is called as streamable HTTP, or the reverse",
    docs: Docs {
        around: None,
        finds: "An entry of `agents.remoteMcpServers` whose URL ends in `/sse`, while the chart renders every listed \
                server as `STREAMABLE_HTTP`; or in `/mcp` under a contract that renders `SSE`. The paths are a custom, \
                so this is a warning.",
        why: "The two transports begin differently: streamable HTTP posts to its one URL, while an SSE endpoint only \
              answers GET. kagent fails to connect, and agents get none of the server's tools.",
        bad: "\
agents:
  remoteMcpServers:
    - name: docs
      url: http://docs.tools:8080/sse
",
        good: "\
agents:
  remoteMcpServers:
    - name: docs
      url: http://docs.tools:8080/mcp
",
        fix: "Write the URL of the server's streamable HTTP endpoint, mostly `/mcp`. A server that has none cannot be \
              listed in this chart.",
        evidence: &[
            "Model Context Protocol 2025-03-26, Transports: streamable HTTP, with one endpoint such as `/mcp`, replaces \
             HTTP+SSE of 2024-11-05.",
            "kagent v0.9.9, `remotemcpserver_types.go`: `protocol` is `SSE` or `STREAMABLE_HTTP`.",
        ],
    },
    check: Check::Wiring(check),
};

fn check(facts: &WiringFacts<'_>, sink: &mut Sink<'_>) {
    for server in &facts.model.listed {
        let Some(url) = endpoint::url(server) else {
            continue;
        };
        let (customary, has) = match (server.protocol, last_segment(&url)) {
            (Protocol::StreamableHttp, "sse") => ("/mcp", "/sse"),
            (Protocol::Sse, "mcp") => ("/sse", "/mcp"),
            _ => continue,
        };
        let message = format!(
            "the URL of {} ends in `{has}`, but the chart calls it by {}: kagent will probably fail to connect, and \
             find none of its tools",
            endpoint::title(server),
            server.protocol.as_str()
        );
        let draft = Draft::new(&server.url.path, server.url.place, message)
            .label("the other transport's")
            .help(format!(
                "write the URL of the server's {} endpoint, mostly `{customary}`",
                server.protocol.as_str()
            ));
        sink.report(&RULE, draft);
    }
}

/// The last part of a URL's path that is not empty.
fn last_segment(url: &Url) -> &str {
    let mut segments = url.path().rsplit('/');
    segments
        .find(|segment| !segment.is_empty())
        .unwrap_or_default()
}

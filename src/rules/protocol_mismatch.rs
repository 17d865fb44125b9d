//! A URL that usually belongs to the other transport.

use super::support::endpoint;
use super::{Check, Docs, Draft, Facts, Fixability, ManifestFacts, Rule, Sink, Tier};
use crate::diagnostic::Severity;
use crate::model::{Protocol, ServerKind};
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
                so this is a warning. In manifests it is the `url` of a \
                RemoteMCPServer beside its `protocol`, which is `STREAMABLE_HTTP` where it is absent, or that of a ToolServer.",
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
    check: Check::Both {
        values: check,
        manifests: check_manifests,
    },
};

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    for server in &facts.model.listed {
        let Some(url) = endpoint::url(server) else {
            continue;
        };
        let Some((customary, has)) = mismatch(server.protocol, &url) else {
            continue;
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

fn check_manifests(facts: &ManifestFacts<'_>, sink: &mut Sink<'_>) {
    for server in &facts.model.servers {
        let is_written = matches!(
            server.kind,
            ServerKind::RemoteMcpServer | ServerKind::ToolServer
        );
        let Some((path, place)) = server.url.origin.as_ref().filter(|_| is_written) else {
            continue;
        };
        let url = endpoint::read(&server.url.text).ok();
        let Some((_, has)) = url.and_then(|url| mismatch(server.protocol, &url)) else {
            continue;
        };
        let (protocol, other) = match server.protocol {
            Protocol::Sse => ("SSE", "STREAMABLE_HTTP"),
            Protocol::StreamableHttp => ("STREAMABLE_HTTP", "SSE"),
        };
        let message = format!(
            "the URL of server `{}` ends in `{has}`, but kagent calls it by {protocol}: it will probably fail to connect, and \
             find none of its tools",
            server.name.text
        );
        let draft = Draft::new(path, *place, message).label("the other transport's");
        let draft = match server.kind {
            ServerKind::RemoteMcpServer => draft.help(format!(
                "write `protocol: {other}`, or the URL of the server's {protocol} endpoint"
            )),
            _ => draft.help("configure the other one of `sse` and `streamableHttp`"),
        };
        sink.report(&RULE, draft);
    }
}

/// What the path of a URL by custom ends in under its protocol, and what it does end in, which is the other's.
fn mismatch(protocol: Protocol, url: &Url) -> Option<(&'static str, &'static str)> {
    match (protocol, last_segment(url)) {
        (Protocol::StreamableHttp, "sse") => Some(("/mcp", "/sse")),
        (Protocol::Sse, "mcp") => Some(("/sse", "/mcp")),
        _ => None,
    }
}

/// The last part of a URL's path that is not empty.
fn last_segment(url: &Url) -> &str {
    let mut segments = url.path().rsplit('/');
    segments
        .find(|segment| !segment.is_empty())
        .unwrap_or_default()
}

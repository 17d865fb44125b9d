//! A credential that leaves the cluster in the open.

use super::support::endpoint;
use super::{Check, Docs, Draft, Fixability, Rule, Sink, Tier, WiringFacts};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    id: "credential-over-http",
    severity: Severity::Warning,
    tier: Tier::Content,
    fixable: Fixability::Nothing,
    summary: "a server outside the cluster that is sent its token over `http://`",
    docs: Docs {
        around: None,
        finds: "An entry of `agents.remoteMcpServers` with a `tokenSecret` and an `http://` URL whose host is outside the \
                cluster. Hosts of one label, below `svc`, `local` or `internal`, and private addresses count as inside; \
                so does a host of two labels, which may be a Service and its namespace, unless it ends in a well-known \
                top-level domain.",
        why: "Every call carries the token from the Secret, unencrypted. Whoever is on the way can read it and call the \
              server as this identity until the token expires.",
        bad: "\
agents:
  remoteMcpServers:
    - name: docs
      url: http://docs.example.com/mcp
      tokenSecret: docs-token
",
        good: "\
agents:
  remoteMcpServers:
    - name: docs
      url: https://docs.example.com/mcp
      tokenSecret: docs-token
",
        fix: "Write `https://`. If the host is in the cluster after all, write its full name, `….svc.cluster.local`.",
        evidence: &[
            "RFC 6750, section 5.3: bearer tokens must travel over TLS.",
            "kagent v0.9.9, `kagent.dev_remotemcpservers.yaml`: `tls` with an http URL is \
             refused, so there is no other way to encrypt such a call.",
        ],
    },
    check: Check::Wiring(check),
};

fn check(facts: &WiringFacts<'_>, sink: &mut Sink<'_>) {
    for server in &facts.model.listed {
        let (Some(url), Some(_)) = (endpoint::url(server), server.token_secret.get()) else {
            continue;
        };
        if url.scheme() != "http" || !endpoint::is_outside_cluster(&url) {
            continue;
        }
        let message = format!(
            "{} is outside the cluster, and its token is sent there over http: whoever is on the way can read the \
             token and use it",
            endpoint::title(server)
        );
        let draft = Draft::new(&server.url.path, server.url.place, message)
            .label("not encrypted")
            .help(
                "write `https://`; or, if the host is in the cluster, its full name, `….svc.cluster.local`",
            )
            .related(server.token_secret.place, "the token is from this Secret");
        sink.report(&RULE, draft);
    }
}

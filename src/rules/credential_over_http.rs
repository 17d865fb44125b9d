//! A credential that leaves the cluster in the open.

use super::support::endpoint;
use super::{Check, Docs, Draft, Facts, Fixability, ManifestFacts, Rule, Sink, Tier};
use crate::diagnostic::Severity;
use crate::model::{HeaderValue, Server};

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
                top-level domain. In manifests it is a server, or a tool that uses it, with a header from a Secret.",
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
    check: Check::Both {
        values: check,
        manifests: check_manifests,
    },
};

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
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
            .help(HELP)
            .related(server.token_secret.place, "the token is from this Secret");
        sink.report(&RULE, draft);
    }
}

fn check_manifests(facts: &ManifestFacts<'_>, sink: &mut Sink<'_>) {
    for server in &facts.model.servers {
        let headers = server.headers.iter();
        let mut secrets =
            headers.filter(|header| matches!(header.value, HeaderValue::Secret { .. }));
        let (Some((path, place)), Some(header), true) = (
            server.url.origin.as_ref(),
            secrets.next(),
            is_open_to_others(server),
        ) else {
            continue;
        };
        let message = format!(
            "server `{}` is outside the cluster, and its header `{}` is sent there over http: whoever is on the way can read \
             the token and use it",
            server.name.text, header.name
        );
        let draft = Draft::new(path, *place, message)
            .label("not encrypted")
            .help(HELP);
        let site = header.site.as_ref();
        sink.report(
            &RULE,
            match site {
                Some(site) => draft.related(site.value, "the token is from this Secret"),
                None => draft,
            },
        );
    }
}

/// Whether what is sent to a server can be read on the way.
fn is_open_to_others(server: &Server) -> bool {
    let url = endpoint::read(&server.url.text).ok();
    server.url.open.is_empty()
        && url.is_some_and(|url| url.scheme() == "http" && endpoint::is_outside_cluster(&url))
}

const HELP: &str =
    "write `https://`; or, if the host is in the cluster, its full name, `….svc.cluster.local`";

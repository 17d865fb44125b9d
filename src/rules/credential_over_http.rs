//! A credential that leaves the cluster in the open.

mod models;

use super::support::endpoint;
use super::support::outside::is_outside_cluster;
use super::{Check, Docs, Draft, Facts, Fixability, ManifestFacts, Rule, Sink, Tier};
use crate::diagnostic::Severity;
use crate::model::{Header, HeaderValue, Server};
use crate::source::{Place, ValuePath};

pub(super) const RULE: Rule = Rule {
    id: "credential-over-http",
    severity: Severity::Warning,
    tier: Tier::Content,
    fixable: Fixability::Nothing,
    summary: "a server outside the cluster that is sent its token over `http://`",
    docs: Docs {
        around: None,
        finds: "An entry of `agents.remoteMcpServers` with a `tokenSecret` and an `http://` URL whose host is outside the \
                cluster. Hosts of one label, below `svc`, `local`, `internal`, `lan` or another domain that nobody can register, \
                and private addresses count as inside, and so do names of private addresses (`10.0.0.5.nip.io`), `*.home.arpa`, \
                a tailnet's `*.ts.net`, which is encrypted, and Istio's `name.namespace.global`; \
                so does a host of two labels, which may be a Service and its namespace, unless it ends in a well-known \
                top-level domain. In manifests it is a server, or a tool that uses it, with a header from a Secret; and a \
                ModelConfig with a key, whose provider has such a URL.",
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
            "RFC 8375: `home.arpa` is the domain of home networks. RFC 6762, appendix G: `intranet`, `internal`, `private`, `corp`, \
             `home` and `lan` are used as private top-level domains.",
            "Tailscale documentation, MagicDNS and Encryption: names below `ts.net` are of a tailnet, where WireGuard encrypts what \
             is sent from one node to the other.",
            "Istio documentation, Replicated control planes (1.4): `<name>.<namespace>.global` is a service of another cluster.",
            "nip.io and sslip.io: a name that holds an address, with dots or dashes, leads to that address.",
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
        if url.scheme() != "http" || !is_outside_cluster(&url) {
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
    for object in facts.set.objects() {
        for draft in models::drafts(facts, object) {
            sink.report(&RULE, draft);
        }
    }
    for server in &facts.model.servers {
        let Some(header) = server.headers.iter().find(|header| is_secret(header)) else {
            continue;
        };
        if let (true, Some((path, place))) = (is_readable(server), &server.url.origin) {
            let draft = draft(path, *place, server, header);
            let site = header.site.as_ref().map(|site| site.value);
            sink.report(
                &RULE,
                site.into_iter().fold(draft, |draft, site| {
                    draft.related(site, "the token is from this Secret")
                }),
            );
        }
    }
    for of in facts.model.calls() {
        let header = of.call.tool_headers.iter().find(|header| is_secret(header));
        let server = facts
            .model
            .server_of(of)
            .filter(|server| is_readable(server));
        if let (Some(server), Some(header)) = (server, header)
            && let Some(site) = &header.site
        {
            let draft = draft(&site.path, site.value, server, header).of(of.agent);
            let url = server.url.origin.as_ref().map(|(_, place)| *place);
            sink.report(
                &RULE,
                url.into_iter()
                    .fold(draft, |draft, url| draft.related(url, "the server's URL")),
            );
        }
    }
}

fn draft(path: &ValuePath, place: Place, server: &Server, header: &Header) -> Draft {
    let message = format!(
        "server `{}` is outside the cluster, and the header `{}` is sent there over http: whoever is on the way can read the \
         token and use it",
        server.name.text, header.name
    );
    Draft::new(path, place, message)
        .label("not encrypted")
        .help(HELP)
}

fn is_secret(header: &Header) -> bool {
    matches!(header.value, HeaderValue::Secret { .. })
}

/// Whether what is sent to a server can be read on the way.
fn is_readable(server: &Server) -> bool {
    let url = endpoint::read(&server.url.text).ok();
    server.url.open.is_empty()
        && url.is_some_and(|url| url.scheme() == "http" && is_outside_cluster(&url))
}

const HELP: &str =
    "write `https://`; or, if the host is in the cluster, its full name, `….svc.cluster.local`";

//! A server's URL that leads nowhere.

mod doubts;
mod models;

use super::support::endpoint::{self, UrlFault};
use super::support::template_text::TemplateText;
use super::{Check, Docs, Draft, Facts, Fixability, ManifestFacts, Rule, Sink, Tier};
use crate::diagnostic::Severity;
use crate::manifests::Object;
use crate::model::{Server, ServerKind};
use crate::secrets::shows_credential;
use crate::source::ValuePath;

pub(super) const RULE: Rule = Rule {
    id: "invalid-url",
    severity: Severity::Error,
    tier: Tier::Content,
    fixable: Fixability::Nothing,
    summary: "a server's URL that does not parse, has no host, or is neither http nor https",
    docs: Docs {
        around: None,
        finds: "An entry of `agents.remoteMcpServers` whose `url` has no scheme (`muster.tools:8080/mcp`), another scheme than \
                `http` and `https`, no host or one that cannot exist (`docs..example.com`), or is not a URL at all, or several; or \
                that contains template text (`{{ … }}`), which Helm does \
                not evaluate in values unless a template passes it through `tpl`. URLs with a placeholder such as `${DOMAIN}` \
                are not reported. In manifests it is the `url` of a RemoteMCPServer or a ToolServer, and the URL of a ModelConfig's \
                provider. There it is a warning that a server's host is `localhost` or `0.0.0.0`, since that means the pod of \
                whoever calls: that of the agent, and that of kagent's controller; a note for a ToolServer that no agent is seen to use, \
                and nothing where one that does has `extraContainers`, which run in its pod. It is a warning too that a host is almost \
                below `svc.cluster.local`, and that a URL is in angle brackets.",
        why: "The CRD takes any text that is not empty, so that nothing fails at deploy. kagent then cannot connect: the \
              server is never accepted, and agents that refer to it get none of its tools.",
        bad: "\
agents:
  remoteMcpServers:
    - name: docs
      url: docs.tools:8080/mcp
",
        good: "\
agents:
  remoteMcpServers:
    - name: docs
      url: http://docs.tools:8080/mcp
",
        fix: "Write the whole URL: `http://` or `https://`, the host, the port unless it is the scheme's own, the path.",
        evidence: &[
            "kagent v0.9.9, `kagent.dev_remotemcpservers.yaml`: `url` has a least length of 1 \
             and no format.",
            "kagent v0.10.0-rc3, `kagent.dev_agents.yaml`: `extraContainers` are for sidecars such as token proxies.",
            "RFC 3986, section 3.1: what comes before the first colon is the scheme, dots included.",
            "RFC 1123, section 2.1: parts of a host's name are not empty, and have letters, digits and `-` within.",
            "kagent v0.9.12 `adk_api_translator.go`, translateModel: the URLs of models are passed on as they are, and only \
             Ollama's gets a scheme.",
            "RFC 9110, section 4.2: an http or https URL with an empty host is invalid.",
        ],
    },
    check: Check::Both {
        values: check,
        manifests: check_manifests,
    },
};

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    for server in &facts.model.listed {
        if let Some(found) = TemplateText::at(facts, &server.url.path) {
            let message = format!(
                "the URL of {} holds template text: {}, so that kagent gets the text itself and cannot connect",
                endpoint::title(server),
                found.reason()
            );
            let draft = Draft::new(&server.url.path, server.url.place, message);
            sink.report(&RULE, found.draft(draft, RULE.severity, "the URL itself"));
            continue;
        }
        let Some(url) = server.url.get() else {
            continue;
        };
        let Err(fault) = endpoint::read(url) else {
            continue;
        };
        // A credential that is where the URL should be is one mistake, which `plaintext-credential` reports.
        if !url.contains("://") && shows_credential(url) {
            continue;
        }
        let message = format!(
            "the URL of {} {}: kagent cannot connect to it, and finds none of its tools",
            endpoint::title(server),
            complaint(&fault)
        );
        let draft = Draft::new(&server.url.path, server.url.place, message).help(help(&fault));
        sink.report(&RULE, draft);
    }
}

fn check_manifests(facts: &ManifestFacts<'_>, sink: &mut Sink<'_>) {
    let models = facts.set.objects().iter().flat_map(models::drafts);
    for draft in models {
        sink.report(&RULE, draft);
    }
    for server in &facts.model.servers {
        let is_written = matches!(
            server.kind,
            ServerKind::RemoteMcpServer | ServerKind::ToolServer
        );
        let Some((path, place)) = server.url.origin.as_ref().filter(|_| is_written) else {
            continue;
        };
        let text = &server.url.text;
        if let Some(draft) = doubts::bracketed(server) {
            sink.report(&RULE, draft);
            continue;
        }
        if text.is_empty() || !server.url.open.is_empty() {
            continue;
        }
        let title = format!("server `{}`", server.name.text);
        let draft = match endpoint::read(text) {
            Err(_) if !text.contains("://") && shows_credential(text) => continue,
            Err(fault) => {
                let message = format!(
                    "the URL of {title} {}: kagent cannot connect to it, and finds none of its tools",
                    complaint(&fault)
                );
                Draft::new(path, *place, message).help(help(&fault))
            }
            Ok(url) if endpoint::is_this_host(&url) => {
                let Some(severity) = severity_of_own_pod(facts, server) else {
                    continue;
                };
                let message = format!(
                    "the URL of {title} leads to the pod of whoever calls it, the agent's or the one of kagent's controller: \
                     in a cluster no server of its own is there"
                );
                Draft::new(path, *place, message)
                    .severity(severity)
                    .label("this very pod")
                    .help("write the name of the server's Service: `http://name.namespace.svc.cluster.local:8080/mcp`")
            }
            Ok(url) => match doubts::host(server, &url) {
                Some(draft) => draft,
                None => continue,
            },
        };
        sink.report(&RULE, draft);
    }
}

/// How sure it is that nothing listens in the pod itself: unknown without an agent, and a container beside one may be the server.
fn severity_of_own_pod(facts: &ManifestFacts<'_>, server: &Server) -> Option<Severity> {
    let calls = facts.model.calls().filter(|of| {
        let called = facts.model.server_of(*of);
        called.is_some_and(|called| std::ptr::eq(called, server))
    });
    let agents: Vec<&Object> = calls.filter_map(|of| facts.set.at(of.agent.key)).collect();
    if agents.is_empty() {
        // The pods of kagent before 0.5, which had ToolServers, hold kagent's own servers too.
        return Some(match server.kind {
            ServerKind::ToolServer => Severity::Note,
            _ => Severity::Warning,
        });
    }
    (!agents.into_iter().any(has_containers_beside)).then_some(Severity::Warning)
}

fn has_containers_beside(agent: &Object) -> bool {
    let path = ValuePath::parse("spec.declarative.deployment.extraContainers");
    agent.get(&path).is_some_and(|node| match node.as_list() {
        Some(containers) => !containers.is_empty(),
        None => node.as_str().is_some(), // filled in later
    })
}

fn complaint(fault: &UrlFault) -> String {
    match fault {
        UrlFault::Control => "holds a line break or another control character".into(),
        UrlFault::Blank => "begins or ends with a blank".into(),
        UrlFault::NoScheme => "has no scheme".into(),
        UrlFault::Scheme(scheme) if scheme.len() <= 20 => {
            format!("has the scheme `{scheme}`, which is neither http nor https")
        }
        UrlFault::Scheme(_) => "is neither http nor https".into(),
        UrlFault::Slashes => "lacks the two slashes after its scheme".into(),
        UrlFault::NoHost => "has no host".into(),
        UrlFault::Host(reason) => format!("has a host with {reason}"),
        UrlFault::Port => "has a port that is no number from 1 to 65535".into(),
        UrlFault::Twice => "has its scheme twice".into(),
        UrlFault::Several => "is several URLs".into(),
        UrlFault::Malformed => "is no URL".into(),
    }
}

fn help(fault: &UrlFault) -> &'static str {
    match fault {
        UrlFault::Control => "write it on one line, without `|` or `>`",
        UrlFault::Blank => "remove the blank",
        UrlFault::NoScheme => {
            "write `http://` in front, or `https://` for a server outside the cluster"
        }
        UrlFault::Scheme(_) | UrlFault::Slashes => "let it begin with `http://` or `https://`",
        UrlFault::NoHost => "write the host after `//`, such as `name.namespace.svc.cluster.local`",
        UrlFault::Host(_) => {
            "write the name of one host, such as `name.namespace.svc.cluster.local`"
        }
        UrlFault::Twice => "write the scheme once",
        UrlFault::Several => "write one of them: each server has one URL",
        UrlFault::Port => "write a port from 1 to 65535, or none for the scheme's own",
        UrlFault::Malformed => "write it as `http://name.namespace.svc.cluster.local:8080/mcp`",
    }
}

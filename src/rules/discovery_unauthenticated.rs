//! A server at muster's URL that kagent cannot ask for its tools.

use super::support::endpoint;
use super::support::taken::TakenItem;
use super::{Check, Docs, Draft, Facts, Fixability, ManifestFacts, Rule, Sink, Tier};
use crate::contract::Gate;
use crate::diagnostic::Severity;
use crate::go;
use crate::model::{ListedServer, Server};
use crate::platform::GatewayKind;
use crate::source::{Segment, ValuePath};
use crate::wiring::SUBJECT_HEADER;
use crate::yaml::Node;
use std::collections::BTreeSet;
use url::Url;

pub(super) const RULE: Rule = Rule {
    id: "discovery-unauthenticated",
    severity: Severity::Note,
    tier: Tier::Wiring,
    fixable: Fixability::Nothing,
    summary: "once a target: a server at muster's own URL without a static credential, so that kagent discovers no tools",
    docs: Docs {
        around: None,
        finds: "An entry of `agents.remoteMcpServers` that points at muster, by its Service or by its public host name, and \
                names no `tokenSecret`; or an agent whose own server sends no static header. Reported once for the target, at \
                the first such server. In manifests: a server whose URL the config's `gateways`, or its host's name, says to be muster's.",
        why: "kagent's controller asks each server for its tools with the static headers alone, never with a user's token. \
              muster answers 401, so that the server stays without tools and is shown as not accepted, while agents that \
              forward a user's token may still call it.",
        bad: "\
agents:
  remoteMcpServers:
    - name: muster-user
      url: https://muster.example.com/mcp
",
        good: "\
agents:
  remoteMcpServers:
    - name: muster-user
      url: https://muster.example.com/mcp
      tokenSecret: muster-discovery
",
        fix: "Name a Secret in `tokenSecret` whose token muster accepts; calls then carry this token too. Or remove the entry: \
              each agent has a server of its own. If the contract itself sends no token (`exclusive` with `obo` on, `forward`), \
              this is the price of user identity, and nothing in the values changes it.",
        evidence: &[
            "kagent v0.9.9, `reconciler.go`, createMcpTransport: discovery sends \
             `headersFrom` only.",
            "giantswarm/agentic-platform #136 and #159: a second server without headers, removed after three days.",
        ],
    },
    check: Check::Both {
        values: check,
        manifests: check_manifests,
    },
};

fn check_manifests(facts: &ManifestFacts<'_>, sink: &mut Sink<'_>) {
    let is_asked_in_vain = |server: &&Server| {
        let mut headers = server.headers.iter();
        server.gateway.kind == GatewayKind::Muster
            && !headers.any(|header| header.name.eq_ignore_ascii_case(SUBJECT_HEADER))
    };
    let servers = facts.model.servers.iter();
    let found: Vec<&Server> = servers.filter(is_asked_in_vain).collect();
    let Some(server) = found.first() else { return };
    let Some((path, place)) = &server.url.origin else {
        return;
    };
    let whose = match server.gateway.is_stated {
        true => "is muster",
        false => "is taken for muster by its host's name,",
    };
    let message = format!(
        "server `{}` {whose} and is sent no token of its own{}: kagent asks for its tools without one, is refused, and \
         finds none",
        server.name.text,
        more(found.len() - 1)
    );
    let draft = Draft::new(path, *place, message)
        .label("muster, without a token")
        .help(NAME_TOOLS);
    sink.report(&RULE, draft);
}

/// How many more there are, in words.
fn more(count: usize) -> String {
    match count {
        0 => String::new(),
        1 => " (and so does one more)".to_owned(),
        more => format!(" (and so do {more} more)"),
    }
}

const NAME_TOOLS: &str = "name the tools in `toolNames`, since kagent's interface shows none; calls with a user's token find them all \
                          the same";

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    let listed = listed_without_credential(facts);
    let own: Vec<_> = facts
        .active_agents()
        .filter(|agent| {
            let mut calls = agent.calls.iter();
            calls.any(|call| call.static_headers.is_empty())
        })
        .collect();
    let (path, place, whose) = match (listed.first(), own.first()) {
        (Some(server), _) => (
            &server.url.path,
            server.url.place,
            format!("{} points at muster", endpoint::title(server)),
        ),
        (None, Some(agent)) => (
            &agent.path,
            agent.key,
            format!("the server of agent `{}` points at muster", agent.name),
        ),
        (None, None) => return,
    };
    let more = more(listed.len() + own.len() - 1);
    let message = format!(
        "{whose} and sends no token of its own{more}: kagent asks for its tools without one, is refused, and finds none"
    );
    let help = match listed.is_empty() {
        false => {
            "name a Secret whose token muster accepts in `tokenSecret`; or remove the server, since each agent has one of \
             its own"
        }
        true => NAME_TOOLS,
    };
    let draft = Draft::new(path, place, message)
        .label("muster, without a token")
        .help(help);
    let cause = listed.first().and_then(|server| lost_secret(facts, server));
    sink.report(
        &RULE,
        match cause {
            Some(cause) => cause.related(draft),
            None => draft,
        },
    );
}

/// The Secret that a layer took away from a server, with the list that named it.
fn lost_secret(facts: &Facts<'_>, server: &ListedServer) -> Option<TakenItem> {
    let (list, _) = server.path.split_last()?;
    let name = server.name.get()?;
    let text = |item: &Node, key: &str| item.get(key)?.as_str().map(str::to_owned);
    let has_secret = |item: &Node| {
        text(item, "name").as_ref() == Some(name)
            && text(item, "tokenSecret").is_some_and(|secret| !secret.is_empty())
    };
    TakenItem::of(facts.values, &list, "tokenSecret", has_secret)
}

/// The rendered servers that point at muster and have no Secret.
fn listed_without_credential<'f>(facts: &'f Facts<'_>) -> Vec<&'f ListedServer> {
    if !is_gateway_on(facts) {
        return Vec::new();
    }
    let muster = MusterAddress::of(facts);
    let rendered = rendered_urls(facts);
    let servers = facts.model.listed.iter();
    servers
        .filter(|server| server.token_secret.is_absent() && rendered.contains(&server.url.path))
        .filter(|server| endpoint::url(server).is_some_and(|url| muster.is_at(&url)))
        .collect()
}

/// Whether the values switch muster off; then the URL may be another's.
fn is_gateway_on(facts: &Facts<'_>) -> bool {
    let path = facts.contract.definition.gates.get(&Gate::Gateway);
    let node = path.and_then(|path| facts.values.get(&ValuePath::parse(path)));
    node.map_or(facts.is_partial, go::is_true)
}

/// Where the URLs of the listed servers are that are rendered.
fn rendered_urls<'f>(facts: &'f Facts<'_>) -> BTreeSet<&'f ValuePath> {
    let servers = facts.model.servers.iter();
    servers
        .filter(|server| server.agent.is_none())
        .filter_map(|server| server.url.origin.as_ref().map(|(path, _)| path))
        .collect()
}

/// By which names muster is reached.
struct MusterAddress {
    /// Its Service's full name, in labels, and the port.
    service: Option<(Vec<String>, Option<u16>)>,
    /// Whether the second label, the namespace, is known.
    is_namespace_known: bool,
    /// Whether the Service's name alone leads there from where kagent runs.
    is_short_name_its: bool,
    public: Vec<String>,
}

impl MusterAddress {
    fn of(facts: &Facts<'_>) -> Self {
        let model = facts.model;
        let gateway = model.gateway.as_ref().map(|gateway| &*gateway.text);
        let url = gateway.and_then(|text| endpoint::read(text).ok());
        let service =
            url.and_then(|url| Some((labels(url.host_str()?), url.port_or_known_default())));
        let namespaces = (&model.namespace, &model.release_namespace);
        Self {
            service: service.filter(|(labels, _)| !labels.iter().any(String::is_empty)),
            is_namespace_known: model.release_namespace.is_some(),
            is_short_name_its: !matches!(namespaces, (Some(kagent), Some(release)) if kagent != release),
            public: public_hosts(facts),
        }
    }

    fn is_at(&self, url: &Url) -> bool {
        let Some(host) = url.host_str() else {
            return false;
        };
        self.public.iter().any(|public| public == host) || self.is_its_service(&labels(host), url)
    }

    /// `name`, `name.namespace`, `name.namespace.svc`, or the full name.
    fn is_its_service(&self, labels: &[String], url: &Url) -> bool {
        let Some((service, port)) = &self.service else {
            return false;
        };
        let is_spelling = matches!(labels.len(), 1..=3) || labels.len() == service.len();
        let mut pairs = labels.iter().zip(service).enumerate();
        is_spelling
            && (labels.len() > 1 || self.is_short_name_its)
            && pairs.all(|(index, (label, known))| {
                label == known || (index == 1 && !self.is_namespace_known)
            })
            && (url.port().is_none() || url.port() == *port)
    }
}

fn labels(host: &str) -> Vec<String> {
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    host.split('.').map(str::to_owned).collect()
}

/// The hosts of the audience's candidates: of a URL its host; of a list's first item all of the list.
fn public_hosts(facts: &Facts<'_>) -> Vec<String> {
    let audience = facts.contract.definition.layout.audience.iter();
    let paths = audience.map(|audience| ValuePath::parse(&audience.path));
    let texts = paths.flat_map(|path| match path.split_last() {
        Some((list, Segment::Index(_))) => {
            let items = facts.values.get(&list).and_then(|node| node.as_list());
            let texts = items.into_iter().flatten().filter_map(|item| item.as_str());
            texts.collect()
        }
        _ => Vec::from_iter(facts.values.get(&path).and_then(|node| node.as_str())),
    });
    texts
        .filter_map(|text| match endpoint::read(text) {
            Ok(url) => url.host_str().map(str::to_owned),
            Err(_) => (!text.is_empty()).then(|| text.to_ascii_lowercase()),
        })
        .collect()
}

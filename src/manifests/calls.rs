//! The calls of an agent: one for each tool that is a server (`compiler.go`, translateInlineAgent).

use super::address::{PROXY_HOST, in_clear, is_internal, proxied};
use super::fields::{absence, list, text};
use super::headers::{by_name, listed};
use super::{Object, ObjectSet, tool_reference};
use crate::model::{Call, CallTarget, Header, HeaderValue, Intent, Server, ServerKind, Text};
use crate::platform::{Controller, Gateway};
use crate::source::ValuePath;
use std::collections::BTreeMap;

/// Top-level domains after which nobody names a namespace.
const PUBLIC: [&str; 6] = ["com", "org", "net", "io", "de", "eu"];

/// What calls are made of.
pub(super) struct Servers<'m> {
    pub(super) set: &'m ObjectSet,
    pub(super) controller: &'m Controller,
    /// The servers of the model.
    pub(super) servers: &'m [Server],
    /// Where the server that an object is stands among them.
    pub(super) indexes: &'m BTreeMap<usize, usize>,
}

impl Servers<'_> {
    /// The calls of an agent whose tools are at a path.
    pub(super) fn calls(&self, agent: &Object, tools: &ValuePath) -> Vec<Call> {
        let items = agent.get(tools).and_then(|node| node.as_list());
        let count = items.map_or(0, <[_]>::len);
        let paths = (0..count).map(|index| tools.join(index));
        paths.filter_map(|path| self.call(agent, &path)).collect()
    }

    fn call(&self, agent: &Object, tool: &ValuePath) -> Option<Call> {
        let reference = tool_reference(agent, tool)?;
        let found = reference.kind.and_then(|kind| {
            let namespace = reference.namespace.as_deref();
            let index = self
                .set
                .find(kind, namespace, &reference.name, agent.source())?;
            self.indexes.get(&index).copied()
        });
        let server = found.and_then(|index| self.servers.get(index));
        let texts = |key: &str| {
            let path = reference.path.join(key);
            list(agent, &path, |item| text(agent, item))
        };
        let own = server.map_or(&[][..], |server| &server.headers);
        let mut headers = by_name(own.iter().cloned());
        let tool_headers = listed(agent, &tool.join("headersFrom"));
        headers.extend(by_name(tool_headers.iter().cloned()));
        let url = server.and_then(|server| self.rewritten(server, agent));
        if let Some((_, Some(host))) = &url {
            headers.insert(PROXY_HOST.to_owned(), of_proxy(host));
        }
        let name = reference.path.join("name");
        Some(Call {
            key: match agent.get(&name) {
                Some(node) => node.place,
                None => absence(agent, &name),
            },
            target: found.map_or(CallTarget::Absent, CallTarget::Server),
            url: url.map(|(url, _)| url),
            gateway: server.map_or_else(Gateway::default, |server| server.gateway),
            intent: Intent::Shown,
            allowed_headers: texts("allowedHeaders"),
            tool_names: texts("toolNames"),
            tool_headers,
            static_headers: headers.into_values().collect(),
            reference: Some(reference.name),
            path: name,
        })
    }

    /// The URL that is called instead of the server's, with the host that a proxy is told.
    fn rewritten(&self, server: &Server, agent: &Object) -> Option<(String, Option<String>)> {
        let url = &server.url.text;
        let is_remote = server.kind == ServerKind::RemoteMcpServer;
        let is_proxied = || !is_remote || is_internal(url, |name| self.has_namespace(name, agent));
        if let Some(proxy) = self.controller.proxy_url.as_ref().filter(|_| is_proxied()) {
            let (url, host) = proxied(url, proxy)?;
            return Some((url, Some(host)));
        }
        let is_in_clear = is_remote && self.controller.mcp_egress_plaintext;
        is_in_clear.then(|| (in_clear(url, server.has_tls), None))
    }

    /// Whether a namespace is there: the set holds it, or something in it, or the controller watches it. In a fragment any name
    /// may be one but the end of a public host's.
    fn has_namespace(&self, name: &str, agent: &Object) -> bool {
        let mut watched = self.controller.watch_namespaces.iter();
        watched.any(|one| one == name)
            || agent.name.namespace.as_deref() == Some(name)
            || self.set.has_namespace(name)
            || (!self.set.is_complete && !PUBLIC.contains(&name))
    }
}

/// What the controller adds for the proxy.
fn of_proxy(host: &str) -> Header {
    Header {
        name: PROXY_HOST.to_owned(),
        value: HeaderValue::Literal(Text::from(host)),
        undecided: None,
        site: None,
    }
}

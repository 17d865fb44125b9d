//! Which static headers the servers of agents send, and when: what four renderings differ in.

use super::agent::FlagState;
use super::run::Run;
use super::servers::{Header, KIND, Server, servers};
use super::{Probe, ShownServers};
use crate::contract::{HeaderShape, SentWhen};
use crate::source::ValuePath;
use crate::template::origin::TextId;
use crate::yaml::{Node, Value};
use std::collections::BTreeSet;

const SUBJECT: &str = "Authorization";
const ACTOR: &str = "X-Actor-Token";

/// How many values are tried that decide something.
const MOST: usize = 24;

/// Which of the two headers a server sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sent {
    subject: bool,
    actor: bool,
}

impl Probe<'_> {
    /// The servers that the chart renders for its agents; `None` if it renders none.
    pub fn servers(&self) -> Option<ShownServers> {
        let files = self.files_with(KIND);
        if files.is_empty() {
            return None;
        }
        let on = self.run(self.with_agent(true, FlagState::On), &files, None);
        let mut found = self.of_agent_in(&on, &files);
        let off = self.run(self.with_agent(true, FlagState::Off), &files, None);
        let without = self.of_agent_in(&off, &files);
        let first = found.first().or(without.first())?;
        let best = found
            .iter()
            .chain(&without)
            .find_map(|server| place(server));
        let at = best.unwrap_or(first.at);
        let shape = self
            .shape(&found, &without)
            .filter(|_| self.is_settled(&on, &files, &found));
        found.clear();
        Some(ShownServers { shape, at })
    }

    /// The servers that are there for the agent of a run, and not if it is off.
    pub(super) fn of_agent_in(&self, run: &Run, files: &BTreeSet<TextId>) -> Vec<Server> {
        let version = self.options.version;
        let all = servers(&run.rendering, version);
        if all.is_empty() {
            return all;
        }
        let mut values = run.values.clone();
        for (gate, path) in &self.definition.gates {
            if *gate == crate::contract::Gate::Agent {
                let off = super::nodes::bool(false, values.place);
                super::nodes::put(&mut values, &self.of_agent(path), off);
            }
        }
        let off = servers(&self.run(values, files, None).rendering, version);
        let is_for_agent = |server: &Server| !off.iter().any(|other| other.name == server.name);
        all.into_iter().filter(is_for_agent).collect()
    }

    fn shape(&self, on: &[Server], off: &[Server]) -> Option<HeaderShape> {
        let names = |servers: &[Server]| -> BTreeSet<_> {
            servers.iter().map(|server| server.name.clone()).collect()
        };
        if names(on) != names(off) {
            return None;
        }
        let (on, off) = (sent(on)?, sent(off)?);
        let when = |on: bool, off: bool| match (on, off) {
            (true, true) => SentWhen::Always,
            (true, false) => SentWhen::WhenOn,
            (false, true) => SentWhen::WhenOff,
            (false, false) => SentWhen::Never,
        };
        Some(HeaderShape {
            subject: when(on.subject, off.subject),
            actor: when(on.actor, off.actor),
        })
    }

    /// Whether no other value than the flag decides which headers are sent: each that was read, and could be otherwise, is tried.
    fn is_settled(&self, run: &Run, files: &BTreeSet<TextId>, found: &[Server]) -> bool {
        let Some(expected) = sent(found) else {
            return false;
        };
        let others = self.others(run);
        let changes = |paths: &[(ValuePath, Node)]| {
            let mut values = run.values.clone();
            for (path, node) in paths {
                super::nodes::put(&mut values, path, node.clone());
            }
            let rendering = self.render(&values, files);
            let all = servers(&rendering, self.options.version);
            let own = found.iter().map(|server| &server.name);
            let own: BTreeSet<_> = own.collect();
            let all: Vec<Server> = all
                .into_iter()
                .filter(|one| own.contains(&one.name))
                .collect();
            match all.is_empty() {
                true => None,
                false => Some(sent(&all) != Some(expected)),
            }
        };
        others.is_empty()
            || changes(&others) == Some(false)
            || !others.chunks(1).any(|one| changes(one) == Some(true))
    }

    /// The values that a run read and that could be otherwise: what is absent, and switches.
    fn others(&self, run: &Run) -> Vec<(ValuePath, Node)> {
        let place = run.values.place;
        let flag = self.flag();
        let mut gates = self.definition.gates.iter().map(|(gate, path)| match gate {
            crate::contract::Gate::Agent => self.of_agent(path),
            _ => self.path(path),
        });
        let gates: BTreeSet<ValuePath> = gates.by_ref().chain(flag).collect();
        let is_ours = |path: &ValuePath| gates.iter().any(|gate| path.contains(gate));
        let paths = run.rendering.reads.paths().into_keys();
        let others = paths.filter(|path| self.at.contains(path) && !is_ours(path));
        let others = others.filter_map(|path| {
            let node = match run.values.at(&path).map(|node| &node.value) {
                None | Some(Value::Null) => super::nodes::text("x", place),
                Some(Value::String(text)) if text.is_empty() => super::nodes::text("x", place),
                Some(Value::Bool(is_on)) => super::nodes::bool(!is_on, place),
                _ => return None,
            };
            Some((path, node))
        });
        others.take(MOST).collect()
    }
}

/// What all servers send; `None` if they differ, or one of them cannot be read.
pub(super) fn sent(servers: &[Server]) -> Option<Sent> {
    let mut all = servers.iter().map(|server| {
        let headers = server.headers.as_ref()?;
        let is = |header: &Header, name: &str| header.name.eq_ignore_ascii_case(name);
        let has = |name: &str| headers.iter().any(|header| is(header, name));
        // On Python another spelling makes another winner.
        let is_spelled = |header: &Header| {
            [SUBJECT, ACTOR]
                .iter()
                .all(|name| !is(header, name) || header.name == *name)
        };
        headers.iter().all(is_spelled).then(|| Sent {
            subject: has(SUBJECT),
            actor: has(ACTOR),
        })
    });
    let first = all.next()??;
    all.all(|other| other == Some(first)).then_some(first)
}

/// The header of a server that tells most of it.
fn place(server: &Server) -> Option<crate::template::origin::TemplateSpan> {
    let headers = server.headers.as_ref()?;
    let find = |name: &str| {
        let mut headers = headers.iter();
        headers.find(|header| header.name.eq_ignore_ascii_case(name))
    };
    find(ACTOR)
        .or_else(|| find(SUBJECT))
        .map(|header| header.at)
}

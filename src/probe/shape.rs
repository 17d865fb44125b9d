//! Which static headers the servers of agents send, and when: what four renderings differ in.

use super::agent::FlagState;
use super::run::{Run, read_paths};
use super::servers::{Header, KIND, Server, servers};
use super::{Probe, ShownServers, nodes};
use crate::contract::{Gate, HeaderShape, SentWhen, TOLD_APART};
use crate::source::ValuePath;
use crate::template::may_write;
use crate::template::origin::{Origin, TemplateSpan, TextId};
use crate::yaml::{Node, Value};
use std::collections::BTreeSet;

const SUBJECT: &str = TOLD_APART[0];
const ACTOR: &str = TOLD_APART[1];

/// How many values are tried that decide something.
const MOST: usize = 24;

/// Which headers a server sends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sent {
    subject: bool,
    actor: bool,
    others: Vec<String>,
}

impl Probe<'_> {
    /// The servers that the chart renders for its agents; `None` if it renders none.
    pub fn servers(&self) -> Option<ShownServers> {
        let files = self.files_with(KIND);
        if files.is_empty() {
            return None;
        }
        let on = self.run(self.with_agent(true, FlagState::On), &files, None);
        let off = self.run(self.with_agent(true, FlagState::Off), &files, None);
        let with = self.of_agent_in(&on, &files);
        let without = self.of_agent_in(&off, &files);
        let mut found = with.iter().chain(&without);
        let first = found.clone().next()?;
        let at = found.find_map(place).unwrap_or(first.at);
        let shape = shape(&with, &without)
            .filter(|_| self.is_settled(&on, &files, &with))
            .filter(|_| self.is_settled(&off, &files, &without))
            .filter(|_| self.hangs_on_flag(&on, &with) && self.hangs_on_flag(&off, &without))
            .filter(|_| self.has_a_side(&files, [&with, &without]))
            .filter(|_| self.is_for_any_name(&on, &with))
            .filter(|_| self.is_for_any_name(&off, &without));
        Some(ShownServers {
            shape,
            at,
            file: first.file,
        })
    }

    /// The servers that are there for the agent of a run: not if it is off, or if none is like that, not without it.
    pub(super) fn of_agent_in(&self, run: &Run, files: &BTreeSet<TextId>) -> Vec<Server> {
        let version = self.options.version;
        let all = servers(&run.rendering, version);
        if all.is_empty() {
            return all;
        }
        let place = run.values.place;
        let off = self.definition.gates.get(&Gate::Agent);
        let off = off.map(|path| (self.of_agent(path), nodes::bool(false, place)));
        let gone = (
            self.path(&self.definition.layout.definitions),
            nodes::map(place),
        );
        for (path, node) in off.into_iter().chain([gone]) {
            let mut values = run.values.clone();
            nodes::put(&mut values, &path, node);
            let others = servers(&self.run(values, files, None).rendering, version);
            let is_other = |server: &Server| others.iter().any(|other| other.name == server.name);
            let own = all.iter().filter(|server| !is_other(server));
            let own: Vec<Server> = own.cloned().collect();
            if !own.is_empty() {
                return own;
            }
        }
        Vec::new()
    }

    /// Whether an agent without the flag's block has the headers of one that is on, or of one that is off, unless Helm fails then.
    fn has_a_side(&self, files: &BTreeSet<TextId>, sides: [&[Server]; 2]) -> bool {
        let flag = self.flag();
        let Some((block, _)) = flag.as_ref().and_then(ValuePath::split_last) else {
            return true;
        };
        let values = self.with_agent(true, FlagState::Absent);
        let run = self.run(values, files, Some(&block));
        if !run.is_whole() {
            return true;
        }
        let absent = sent(&self.of_agent_in(&run, files));
        sides.iter().any(|side| sent(side) == absent)
    }

    /// Whether no other value than the flag decides which headers are sent: each that was read, and could be otherwise, is tried.
    fn is_settled(&self, run: &Run, files: &BTreeSet<TextId>, found: &[Server]) -> bool {
        let Some(expected) = sent(found) else {
            return false;
        };
        let names: BTreeSet<_> = found.iter().map(|server| &server.name).collect();
        // `None` if there is no such server any more.
        let is_same = |changes: &[(&ValuePath, &Node)]| {
            let mut values = run.values.clone();
            for (path, node) in changes {
                nodes::put(&mut values, path, (*node).clone());
            }
            let rendering = self.render(&values, files);
            let mut all = servers(&rendering, self.options.version);
            all.retain(|server| names.contains(&server.name));
            (!all.is_empty()).then(|| sent(&all).as_ref() == Some(&expected))
        };
        let others = self.others(run);
        let first: Vec<(&ValuePath, &Node)> = others
            .iter()
            .filter_map(|(path, otherwise)| Some((path, otherwise.first()?)))
            .collect();
        others.is_empty()
            || is_same(&first) == Some(true)
            || others.iter().all(|(path, otherwise)| {
                let mut tried = otherwise.iter().map(|node| is_same(&[(path, node)]));
                tried.find_map(|same| same).unwrap_or(true)
            })
    }

    /// Whether the headers of servers, and those that were left out, hang on nothing but the flag, apart from what the whole server
    /// hangs on. A value may decide it only if it is just one text, so that trying others does not show it.
    fn hangs_on_flag(&self, run: &Run, found: &[Server]) -> bool {
        let own = self.own();
        let decisions = &run.rendering.decisions;
        let is_own = |origin: &Origin| {
            origin.values().all(|value| {
                let path = value.path.to_path();
                own.iter().any(|own| path.contains(own))
            })
        };
        found.iter().all(|server| {
            let headers = server.headers.iter().flatten();
            let mut deciding = headers.filter_map(|header| header.decision);
            let left_out = server.left_out.iter();
            let absences = left_out.filter_map(|mark| decisions.absence(*mark));
            let mut absences = absences.filter(|absence| self.writes_header(absence.skipped));
            deciding.all(|decision| is_own(&decisions.reasons_apart(decision, server.decision)))
                && absences.all(|absence| is_own(&absence.reads))
        })
    }

    /// Whether a part of a template has one of the two headers, or calls a template that has; and is no server of its own.
    fn writes_header(&self, part: TemplateSpan) -> bool {
        let text = self.program.texts().get(part.text.0 as usize);
        let text = text.and_then(|text| text.source.get(part.start as usize..part.end as usize));
        let text = text.unwrap_or_default();
        let called = text.split("include \"").skip(1);
        let called: Vec<&str> = called.filter_map(|rest| rest.split('"').next()).collect();
        let writes = |word: &str| {
            let mut called = called.iter();
            text.contains(word) || called.any(|name| may_write(self.program, name, word))
        };
        (writes(SUBJECT) || writes(ACTOR)) && !writes(KIND)
    }

    /// The values that may decide whether a server is there, and which headers it sends.
    fn own(&self) -> Vec<ValuePath> {
        let gates = self.definition.gates.iter().map(|(gate, path)| match gate {
            Gate::Agent => self.of_agent(path),
            Gate::Platform | Gate::Gateway => self.path(path),
        });
        let listed = self.path(&self.definition.layout.servers);
        gates.chain(self.flag()).chain([listed]).collect()
    }

    /// The values that a run read and that could be otherwise, with what they could be: what is absent, and switches.
    fn others(&self, run: &Run) -> Vec<(ValuePath, Vec<Node>)> {
        let place = run.values.place;
        let own = self.own();
        let is_ours = |path: &ValuePath| own.iter().any(|own| path.contains(own));
        let paths = read_paths(&run.rendering);
        let others = paths
            .into_iter()
            .filter(|path| self.at.contains(path) && !is_ours(path));
        let others = others.filter_map(|path| {
            let text = || nodes::text("x", place);
            let mapping = || {
                let mut map = nodes::map(place);
                nodes::put(&mut map, &ValuePath::keys(["name"]), text());
                let switch = ValuePath::keys(["enabled"]);
                nodes::put(&mut map, &switch, nodes::bool(true, place));
                map
            };
            let otherwise = match run.values.at(&path).map(|node| &node.value) {
                Some(Value::Bool(is_on)) => vec![nodes::bool(!is_on, place)],
                Some(Value::Map(map)) if !map.entries().is_empty() => return None,
                Some(Value::List(items)) if !items.is_empty() => return None,
                Some(Value::String(text)) if !text.is_empty() => return None,
                Some(Value::Number(_)) => return None,
                _ => vec![text(), nodes::list(vec![mapping()], place), mapping()],
            };
            Some((path, otherwise))
        });
        others.take(MOST).collect()
    }
}

fn shape(on: &[Server], off: &[Server]) -> Option<HeaderShape> {
    let names = |servers: &[Server]| -> BTreeSet<_> {
        let names = servers.iter().map(|server| server.name.clone());
        names.collect()
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

/// What all servers send; `None` if they differ, or one of them cannot be read.
pub(super) fn sent(servers: &[Server]) -> Option<Sent> {
    let mut all = servers.iter().map(|server| {
        let headers = server.headers.as_ref()?;
        let is_known = |header: &&Header| [SUBJECT, ACTOR].contains(&&*header.name);
        let others = headers.iter().filter(|header| !is_known(header));
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
            others: others.map(|header| header.name.clone()).collect(),
        })
    });
    let first = all.next()??;
    all.all(|other| other.as_ref() == Some(&first))
        .then_some(first)
}

/// The header of a server that tells most of it.
fn place(server: &Server) -> Option<TemplateSpan> {
    let headers = server.headers.as_ref()?;
    let find = |name: &str| {
        let mut headers = headers.iter();
        headers.find(|header| header.name.eq_ignore_ascii_case(name))
    };
    find(ACTOR)
        .or_else(|| find(SUBJECT))
        .map(|header| header.at)
}

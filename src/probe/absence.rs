//! What templates make of what is absent: a value that a contract's templates read is taken out, and what comes of it is seen.

use super::agent::FlagState;
use super::run::{subjects, whole_files};
use super::servers::{KIND, servers};
use super::shape::{Sent, sent};
use super::{Probe, nodes};
use crate::contract::{Chain, Derived, Gate, Use};
use crate::source::{Segment, ValuePath};
use crate::template::origin::TextId;
use crate::yaml::Node;
use std::collections::BTreeSet;

/// Values in which all is there that a contract's templates read, and who reads what of it.
#[derive(Debug)]
pub struct FullValues {
    values: Node,
    readers: Vec<Reader>,
}

/// A file with the values that it reads.
#[derive(Debug)]
struct Reader {
    file: TextId,
    paths: BTreeSet<ValuePath>,
}

impl FullValues {
    /// The files that read one of some values, or something in it.
    fn readers_of(&self, paths: &[ValuePath]) -> BTreeSet<TextId> {
        let is_read = |reader: &&Reader| {
            let mut read = reader.paths.iter();
            read.any(|read| paths.iter().any(|path| path.contains(read)))
        };
        let readers = self.readers.iter().filter(is_read);
        readers.map(|reader| reader.file).collect()
    }
}

impl Probe<'_> {
    /// Values from which something is taken out, to see what comes of it.
    pub fn full_values(&self) -> FullValues {
        let files = self.own_files();
        let mut values = self.complete();
        let rendering = self.render(&values, &files);
        let mut readers: Vec<Reader> = Vec::new();
        let mut rest = files;
        for (file, paths) in whole_files(&rendering) {
            rest.remove(&file);
            readers.push(Reader { file, paths });
        }
        for file in rest {
            let run = self.run(values, &BTreeSet::from([file]), None);
            let whole = whole_files(&run.rendering);
            readers.extend(whole.map(|(file, paths)| Reader { file, paths }));
            values = run.values;
        }
        FullValues { values, readers }
    }

    /// What the chart's templates do with a chain of the contract.
    pub fn use_of(&self, full: &FullValues, chain: &Chain) -> Use {
        let flag = self.flag().filter(|_| self.is_flag(chain));
        match flag.as_ref().and_then(ValuePath::split_last) {
            Some((block, _)) => self.use_of_flag(full, &block),
            None => self.use_without(full, chain),
        }
    }

    /// What they do without the flag in its block, which is empty or holds something else.
    pub fn use_of_flag_alone(&self, is_empty: bool) -> Use {
        let state = match is_empty {
            true => FlagState::Empty,
            false => FlagState::Other,
        };
        let [on, off] = [FlagState::On, FlagState::Off].map(|state| self.sent_in(state, None));
        match self.sent_in(state, self.flag().as_ref()) {
            // Where it has to be there, it is no question what it is taken for.
            None => Use::None,
            absent => taken_for(&absent, [&on, &off]),
        }
    }

    /// What they take a switch for whose value is absent; `None` if they cannot be asked.
    pub fn taken_for(&self, full: &FullValues, chain: &Chain) -> Option<bool> {
        let mut gates = self.definition.gates.iter();
        let path = gates.find_map(|(gate, written)| match gate {
            Gate::Agent => (Chain::of_entry(written) == *chain).then(|| self.of_agent(written)),
            _ => (Chain::of_values(written) == *chain).then(|| self.path(written)),
        })?;
        let files = self.files_with(KIND);
        let mut values = full.values.clone();
        nodes::cut(&mut values, &path);
        let rendering = self.render(&values, &files);
        let is_whole = rendering.failures.is_empty() && !files.is_empty();
        let all = is_whole.then(|| servers(&rendering, self.options.version))?;
        let mut names = all.iter().map(|server| &server.name.1);
        Some(names.any(|name| name.contains(super::agent::NAME)))
    }

    /// Whether they refuse to go on where no audience is to be found: a list in which it would be is empty then.
    pub fn needs_audience(&self, full: &FullValues) -> bool {
        let mut values = full.values.clone();
        let mut paths = Vec::new();
        for path in self.audiences() {
            match path.split_last() {
                Some((list, Segment::Index(_))) => {
                    let empty = nodes::list(Vec::new(), full.values.place);
                    nodes::put(&mut values, &list, empty);
                    paths.push(list);
                }
                _ => {
                    nodes::cut(&mut values, &path);
                    paths.push(path);
                }
            }
        }
        let files = full.readers_of(&paths);
        !files.is_empty() && self.fails(&values, &paths, &files)
    }

    /// What they do without the value of a chain, or without what it is in.
    fn use_without(&self, full: &FullValues, chain: &Chain) -> Use {
        let path = self.path_of(chain);
        let removed = match chain.takes_value {
            true => Some(path),
            false => path.split_last().map(|(block, _)| block),
        };
        let is_of_chart = |removed: &ValuePath| removed.segments().len() > self.at.segments().len();
        match removed.filter(is_of_chart) {
            Some(removed) => self.without(full, &removed),
            None => Use::None,
        }
    }

    /// The path that a chain leads to.
    fn path_of(&self, chain: &Chain) -> ValuePath {
        let written = chain.fields.join(".");
        let is_listed = |(path, is_of_values): (&str, bool)| !is_of_values && path == written;
        if chain.is_of_values {
            self.path(&written)
        } else if chain.takes_value && self.variables().any(is_listed) {
            self.listed(&written)
        } else {
            self.of_agent(&written)
        }
    }

    /// Whether a chain leads to the flag.
    fn is_flag(&self, chain: &Chain) -> bool {
        let mut flag = self.definition.flag().into_iter();
        flag.any(|flag| Chain::of_entry(flag) == *chain)
    }

    /// What they do without the value at a path.
    fn without(&self, full: &FullValues, path: &ValuePath) -> Use {
        let paths = std::slice::from_ref(path);
        let files = full.readers_of(paths);
        if files.is_empty() {
            return Use::None;
        }
        let mut values = full.values.clone();
        nodes::cut(&mut values, path);
        match self.fails(&values, paths, &files) {
            true => Use::Unguarded,
            false => Use::Guarded(None),
        }
    }

    /// What they do without the block of a flag: they fail, or make what they make with the flag on, or off.
    fn use_of_flag(&self, full: &FullValues, block: &ValuePath) -> Use {
        if self.without(full, block) == Use::Unguarded {
            return Use::Unguarded;
        }
        let [on, off] = [FlagState::On, FlagState::Off].map(|state| self.sent_in(state, None));
        let absent = self.sent_in(FlagState::Absent, Some(block));
        match absent {
            Some(_) => taken_for(&absent, [&on, &off]),
            None => Use::Guarded(None),
        }
    }

    /// What is sent with the flag in a state, where at a path nothing is filled in; `None` if that is not known.
    fn sent_in(&self, state: FlagState, absent: Option<&ValuePath>) -> Option<Sent> {
        let files = self.files_with(KIND);
        let run = self.run(self.with_agent(true, state), &files, absent);
        let is_known = run.is_whole();
        sent(&self.of_agent_in(&run, &files)).filter(|_| is_known)
    }

    /// Whether files fail on values without those at some paths, and for that.
    fn fails(&self, values: &Node, paths: &[ValuePath], files: &BTreeSet<TextId>) -> bool {
        let rendering = self.render(values, files);
        let is_of = |subject: &ValuePath| {
            let mut paths = paths.iter();
            paths.any(|path| path.contains(subject) || subject.contains(path))
        };
        let mut failures = rendering.failures.iter();
        failures.any(|failure| subjects(failure).any(|subject| is_of(&subject)))
    }

    /// The values that a contract requires, and whether they are of the values as a whole or of a listed server.
    fn variables(&self) -> impl Iterator<Item = (&str, bool)> {
        let listed = [&self.definition.listed.name, &self.definition.listed.url];
        let listed = listed.into_iter().filter_map(|derived| match derived {
            Derived::Value(variable) => Some((&*variable.path, false)),
            Derived::Pattern(_) => None,
        });
        let all = self.definition.variables.values();
        all.map(|variable| (&*variable.path, true)).chain(listed)
    }

    /// The path of a part of the listed server.
    fn listed(&self, path: &str) -> ValuePath {
        let servers = self.path(&self.definition.layout.servers);
        servers.join(0).append(&ValuePath::parse(path))
    }

    /// The paths at which the audience of tokens is looked for.
    fn audiences(&self) -> impl Iterator<Item = ValuePath> {
        let audiences = self.definition.layout.audience.iter();
        audiences.map(|audience| self.path(&audience.path))
    }

    /// The chart's values with all that the contract's templates read.
    fn complete(&self) -> Node {
        let mut root = self.with_agent(true, FlagState::On);
        let place = root.place;
        let text = || nodes::text("http://x", place);
        for need in &self.definition.unguarded {
            match need.insert {
                Some(_) => {}
                None => nodes::put(
                    &mut root,
                    &self.of_agent(&need.path),
                    nodes::text("x", place),
                ),
            }
        }
        for need in &self.definition.unguarded {
            if let Some(flag) = &need.flag {
                nodes::put(&mut root, &self.of_agent(flag), nodes::bool(true, place));
            }
        }
        let needs = self.definition.unguarded_values.iter();
        let wanted: Vec<ValuePath> = self
            .audiences()
            .chain(needs.map(|need| self.path(&need.path)))
            .chain(
                self.variables()
                    .map(|(path, is_of_values)| match is_of_values {
                        true => self.path(path),
                        false => self.listed(path),
                    }),
            )
            .collect();
        for path in wanted {
            if root.at(&path).is_none_or(Node::is_null) {
                nodes::put(&mut root, &path, text());
            }
        }
        root
    }
}

/// What templates take a flag for that is not there, by what is sent then, and with it on and off.
fn taken_for(absent: &Option<Sent>, [on, off]: [&Option<Sent>; 2]) -> Use {
    match absent {
        _ if on == off => Use::None,
        absent if absent == on => Use::Guarded(Some(true)),
        absent if absent == off => Use::Guarded(Some(false)),
        _ => Use::Guarded(None),
    }
}

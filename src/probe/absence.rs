//! What templates make of what is absent: each value that a contract's templates read is taken out, and what comes of it is seen.

use super::agent::FlagState;
use super::run::{read_paths, subjects};
use super::servers::{KIND, servers};
use super::shape::sent;
use super::{Probe, nodes};
use crate::contract::{Chain, Derived, Gate, Seen, Use};
use crate::source::{Segment, ValuePath};
use crate::template::origin::TextId;
use crate::yaml::Node;
use std::collections::BTreeSet;

/// A file with the values that it reads.
struct Reader {
    file: TextId,
    paths: BTreeSet<ValuePath>,
}

/// A chart in which all is there that a contract's templates read.
struct Full<'p> {
    probe: &'p Probe<'p>,
    values: Node,
    readers: Vec<Reader>,
}

impl Probe<'_> {
    /// What the chart's templates do where a value is absent that those of the contract read.
    pub fn absences(&self) -> Seen {
        let full = Full::new(self);
        let mut seen = Seen::default();
        seen.needs_audience = full.needs_audience();
        for need in &self.definition.unguarded {
            let path = self.of_agent(&need.path);
            full.note(&mut seen, need.chain(false), &path);
            full.note(&mut seen, need.value_chain(false), &path);
        }
        for need in &self.definition.unguarded_values {
            let path = self.path(&need.path);
            full.note(&mut seen, need.chain(true), &path);
            full.note(&mut seen, need.value_chain(true), &path);
        }
        let layout = &self.definition.layout;
        for path in [&layout.definitions, &layout.servers] {
            full.note(&mut seen, Some(Chain::of_values(path)), &self.path(path));
        }
        for (variable, is_of_values) in self.variables() {
            let (chain, path) = match is_of_values {
                true => (Chain::of_values(variable), self.path(variable)),
                false => (Chain::of_entry(variable), self.listed(variable)),
            };
            let blocks = is_of_values.then(|| chain.clone());
            full.note(&mut seen, blocks, &path);
            full.note(&mut seen, Some(chain.with_value(true)), &path);
        }
        full.note_switches(&mut seen);
        seen
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
    fn full_values(&self) -> Node {
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

impl<'p> Full<'p> {
    fn new(probe: &'p Probe<'p>) -> Self {
        let mut values = probe.full_values();
        let mut readers = Vec::new();
        for file in probe.own_files() {
            let run = probe.run(values, &BTreeSet::from([file]), None);
            if run.is_whole() {
                let paths = read_paths(&run.rendering);
                readers.push(Reader { file, paths });
            }
            values = run.values;
        }
        Self {
            probe,
            values,
            readers,
        }
    }

    /// Notes what the templates do without the value at a path, or without what it is in.
    fn note(&self, seen: &mut Seen, chain: Option<Chain>, path: &ValuePath) {
        let Some(chain) = chain else {
            return;
        };
        let removed = match chain.takes_value {
            true => Some(path.clone()),
            false => path.split_last().map(|(block, _)| block),
        };
        let removed =
            removed.filter(|removed| removed.segments().len() > self.probe.at.segments().len());
        if let Some(removed) = removed {
            seen.note(chain, self.without(&removed));
        }
    }

    /// What the templates do without the value at a path.
    fn without(&self, path: &ValuePath) -> Use {
        let readers = self.readers.iter();
        let readers = readers.filter(|reader| reader.paths.iter().any(|read| path.contains(read)));
        let files: BTreeSet<TextId> = readers.map(|reader| reader.file).collect();
        if files.is_empty() {
            return Use::None;
        }
        let mut values = self.values.clone();
        nodes::cut(&mut values, path);
        match self.fails(&values, std::slice::from_ref(path), &files) {
            true => Use::Unguarded,
            false => Use::Guarded(None),
        }
    }

    /// Whether files fail on values without those at some paths, and for that.
    fn fails(&self, values: &Node, paths: &[ValuePath], files: &BTreeSet<TextId>) -> bool {
        let rendering = self.probe.render(values, files);
        let is_of = |subject: &ValuePath| {
            let mut paths = paths.iter();
            paths.any(|path| path.contains(subject) || subject.contains(path))
        };
        let mut failures = rendering.failures.iter();
        failures.any(|failure| subjects(failure).any(|subject| is_of(&subject)))
    }

    /// Whether a template refuses to go on where no audience is to be found: a list in which it would be is empty then.
    fn needs_audience(&self) -> bool {
        let mut values = self.values.clone();
        let mut paths = Vec::new();
        for path in self.probe.audiences() {
            match path.split_last() {
                Some((list, Segment::Index(_))) => {
                    nodes::put(
                        &mut values,
                        &list,
                        nodes::list(Vec::new(), self.values.place),
                    );
                    paths.push(list);
                }
                _ => {
                    nodes::cut(&mut values, &path);
                    paths.push(path);
                }
            }
        }
        let is_read = |reader: &&Reader| {
            let mut read = reader.paths.iter();
            read.any(|read| paths.iter().any(|path| path.contains(read)))
        };
        let readers = self.readers.iter().filter(is_read);
        let files: BTreeSet<TextId> = readers.map(|reader| reader.file).collect();
        !files.is_empty() && self.fails(&values, &paths, &files)
    }

    /// Notes what the templates take an absent gate, and an absent flag, for.
    fn note_switches(&self, seen: &mut Seen) {
        let probe = self.probe;
        let files = probe.files_with(KIND);
        for (gate, written) in &probe.definition.gates {
            let chain = Chain::of_values(written);
            if *gate == Gate::Agent {
                continue;
            }
            let path = probe.path(written);
            self.note(seen, Some(chain.clone()), &path);
            let mut values = self.values.clone();
            nodes::cut(&mut values, &path);
            let rendering = probe.render(&values, &files);
            let is_whole = rendering.failures.is_empty();
            if is_whole && !files.is_empty() {
                let all = servers(&rendering, probe.options.version);
                seen.take(
                    chain,
                    all.iter()
                        .any(|server| server.name.1.contains(super::agent::NAME)),
                );
            }
        }
        let Some(flag) = probe.flag() else { return };
        let Some(written) = probe.definition.flag() else {
            return;
        };
        let chain = Chain::of_entry(written);
        let Some((block, _)) = flag.split_last() else {
            return;
        };
        if self.without(&block) == Use::Unguarded {
            return seen.note(chain, Use::Unguarded);
        }
        let [on, off, absent] = [FlagState::On, FlagState::Off, FlagState::Absent].map(|state| {
            let kept = (state == FlagState::Absent).then_some(&block);
            let run = probe.run(probe.with_agent(true, state), &files, kept);
            let is_known = run.is_whole();
            sent(&probe.of_agent_in(&run, &files)).filter(|_| is_known)
        });
        seen.note(
            chain,
            match absent {
                Some(_) if on == off => Use::None,
                Some(_) if absent == on => Use::Guarded(Some(true)),
                Some(_) if absent == off => Use::Guarded(Some(false)),
                _ => Use::Guarded(None),
            },
        );
    }
}

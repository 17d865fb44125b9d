//! Which values are read, from the leaves up: of a mapping of which nothing is read it is told as one.

use super::{UnreadValue, UnreadValues};
use crate::source::ValuePath;
use crate::template::reads::Extent;
use crate::template::usage::Usage;
use crate::values::Values;
use crate::yaml::{Node, Value};
use std::collections::BTreeMap;

/// What is known of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// It is read, or that is not known.
    Read,
    /// A template could read it, and this rendering does not.
    NotHere,
    /// No template can read it.
    Never,
}

pub(super) struct Judge<'j> {
    pub(super) usage: &'j Usage,
    /// What the rendering reads; `None` if it did not come to its end.
    pub(super) reads: Option<&'j BTreeMap<ValuePath, Extent>>,
    /// What it reads as far as it came.
    pub(super) seen: Option<&'j BTreeMap<ValuePath, Extent>>,
    pub(super) by_helm: Vec<ValuePath>,
    /// The paths of the values of charts that are not there.
    pub(super) absent: Vec<ValuePath>,
    pub(super) values: &'j Values,
    pub(super) found: UnreadValues,
}

impl Judge<'_> {
    pub(super) fn all(&mut self) {
        let root = &self.values.root;
        for entry in root.as_map().into_iter().flat_map(|map| map.entries()) {
            let path = ValuePath::keys([&*entry.key]);
            let state = self.state(&path, &entry.node);
            self.tell(&path, state);
        }
        self.found
            .never
            .sort_by(|one, other| one.path.cmp(&other.path));
        if let Some(not_here) = &mut self.found.not_here {
            not_here.sort_by(|one, other| one.path.cmp(&other.path));
        }
    }

    /// What is known of all that is at a path. Where it is not the same for all, the parts are told.
    fn state(&mut self, path: &ValuePath, node: &Node) -> State {
        let entries = match &node.value {
            Value::Map(map) if !map.entries().is_empty() => map.entries(),
            _ => {
                self.found.values += 1;
                return self.of_leaf(path);
            }
        };
        let mut states = Vec::with_capacity(entries.len());
        for entry in entries {
            let path = path.join(&*entry.key);
            let state = self.state(&path, &entry.node);
            states.push((path, state));
        }
        let first = states.first().map_or(State::Read, |(_, state)| *state);
        if states.iter().all(|(_, state)| *state == first) {
            // Without what is in it the mapping would be empty, which is asked for.
            return match first {
                State::Never if self.usage.asks_for(path) => State::Read,
                State::NotHere if self.is_read_itself(path) => State::Read,
                state => state,
            };
        }
        for (path, state) in states {
            self.tell(&path, state);
        }
        State::Read
    }

    fn of_leaf(&self, path: &ValuePath) -> State {
        let is_of_helm = self.by_helm.iter().any(|read| read.contains(path));
        let mut unknown = self.absent.iter();
        let is_shared = !self.absent.is_empty() && path.first_key() == Some("global");
        if is_of_helm || is_shared || unknown.any(|absent| absent.contains(path)) {
            return State::Read;
        }
        if self.seen.is_some_and(|seen| is_read(seen, path)) {
            return State::Read;
        }
        match (self.usage.may_read(path), self.reads) {
            (false, _) => State::Never,
            (true, Some(_)) => State::NotHere,
            (true, None) => State::Read,
        }
    }

    /// Whether the rendering asks for a mapping itself.
    fn is_read_itself(&self, path: &ValuePath) -> bool {
        self.seen.is_some_and(|seen| seen.contains_key(path))
    }

    fn tell(&mut self, path: &ValuePath, state: State) {
        let place = self.values.key_place(path);
        let value = UnreadValue {
            path: path.clone(),
            place: place.unwrap_or_else(|| self.values.locate(path)),
        };
        match (state, &mut self.found.not_here) {
            (State::Never, _) => self.found.never.push(value),
            (State::NotHere, Some(not_here)) => not_here.push(value),
            _ => {}
        }
    }
}

/// Whether a rendering reads a value: it, something in it, or all of what is around it.
fn is_read(reads: &BTreeMap<ValuePath, Extent>, path: &ValuePath) -> bool {
    let within = reads.range(path..).next();
    let is_around = |steps: usize| {
        let above = path.segments().get(..steps).unwrap_or_default();
        let above = ValuePath::from(above.to_vec());
        reads.get(&above) == Some(&Extent::Subtree)
    };
    within.is_some_and(|(read, _)| path.contains(read)) || (0..path.segments().len()).any(is_around)
}

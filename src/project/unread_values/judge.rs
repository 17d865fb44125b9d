//! Which values are read, from the leaves up: of a mapping of which nothing is read it is told as one.

use super::{UnreadValue, UnreadValues};
use crate::source::ValuePath;
use crate::template::reads::Extent;
use crate::template::usage::Usage;
use crate::values::Values;
use crate::yaml::{Node, Value};
use std::collections::BTreeMap;

/// The key that holds what all charts share.
const GLOBAL: &str = "global";

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
    /// What notes do, if they do not count as readers.
    pub(super) notes: &'j Usage,
    /// What the rendering reads; `None` if it did not come to its end.
    pub(super) reads: Option<&'j BTreeMap<ValuePath, Extent>>,
    /// What it reads as far as it came.
    pub(super) seen: Option<&'j BTreeMap<ValuePath, Extent>>,
    pub(super) by_helm: Vec<ValuePath>,
    /// The paths of the values of charts that are not there.
    pub(super) absent: Vec<ValuePath>,
    /// The paths of the values of all charts.
    pub(super) charts: Vec<ValuePath>,
    pub(super) values: &'j Values,
    pub(super) found: UnreadValues,
}

impl Judge<'_> {
    pub(super) fn all(&mut self) {
        let root = &self.values.root;
        for entry in root.as_map().into_iter().flat_map(|map| map.entries()) {
            let path = ValuePath::keys([&*entry.key]);
            if let Some(state) = self.state(&path, &entry.node) {
                self.tell(&path, state);
            }
        }
        self.found
            .never
            .sort_by(|one, other| one.path.cmp(&other.path));
        if let Some(not_here) = &mut self.found.not_here {
            not_here.sort_by(|one, other| one.path.cmp(&other.path));
        }
    }

    /// What is known of all that is at a path; `None` for what Helm made or copied there. Where it is not the same for all, the parts are
    /// told.
    fn state(&mut self, path: &ValuePath, node: &Node) -> Option<State> {
        let entries = match &node.value {
            Value::Map(map) if !map.entries().is_empty() => map.entries(),
            _ => {
                // Helm gives each chart below a `global`, whether anybody wrote one or not.
                let is_written = !self.values.layers_writing(path).is_empty();
                if !is_written || self.is_copied(path, node) {
                    return None;
                }
                self.found.values += 1;
                return Some(self.of_leaf(path));
            }
        };
        let mut states = Vec::with_capacity(entries.len());
        for entry in entries {
            let path = path.join(&*entry.key);
            if let Some(state) = self.state(&path, &entry.node) {
                states.push((path, state));
            }
        }
        let first = states.first().map(|(_, state)| *state)?;
        if states.iter().all(|(_, state)| *state == first) {
            // Without what is in it the mapping would be empty, which is asked for.
            return Some(match first {
                State::Never if self.usage.asks_for(path) => State::Read,
                // Templates read something else of the mapping.
                State::Never if self.usage.may_read(path) => return self.tell_parts(states),
                State::NotHere if self.is_read_itself(path) => State::Read,
                // Something is asked for in it that is not there: without it Helm may fail.
                State::NotHere if self.is_seen(path) => return self.tell_parts(states),
                state => state,
            });
        }
        self.tell_parts(states)
    }

    fn tell_parts(&mut self, parts: Vec<(ValuePath, State)>) -> Option<State> {
        for (path, state) in parts {
            self.tell(&path, state);
        }
        Some(State::Read)
    }

    /// The chart whose `global` a path is in, and the rest of the path.
    fn in_global(&self, path: &ValuePath) -> Option<(&ValuePath, ValuePath)> {
        self.charts.iter().find_map(|chart| {
            let rest = path.strip_prefix(&chart.join(GLOBAL))?;
            Some((chart, rest))
        })
    }

    /// Whether Helm copied a value from the `global` of a chart above.
    fn is_copied(&self, path: &ValuePath, node: &Node) -> bool {
        let Some((chart, rest)) = self.in_global(path) else {
            return false;
        };
        let mut above = self
            .charts
            .iter()
            .filter(|above| *above != chart && above.contains(chart));
        above.any(|above| {
            let there = self.values.get(&above.join(GLOBAL).append(&rest));
            there.is_some_and(|there| there.place == node.place)
        })
    }

    /// Whether the rendering reads a value, or what Helm made of it for a chart below.
    fn is_seen(&self, path: &ValuePath) -> bool {
        let Some(seen) = self.seen else { return false };
        let copies = self.in_global(path).into_iter().flat_map(|(chart, rest)| {
            let below = self.charts.iter().filter(|below| chart.contains(below));
            below.map(move |below| below.join(GLOBAL).append(&rest))
        });
        is_read(seen, path) || copies.into_iter().any(|copy| is_read(seen, &copy))
    }

    fn of_leaf(&self, path: &ValuePath) -> State {
        let is_of_helm = self.by_helm.iter().any(|read| read.contains(path));
        let mut unknown = self.absent.iter();
        let is_shared = !self.absent.is_empty() && path.first_key() == Some(GLOBAL);
        if is_of_helm || is_shared || unknown.any(|absent| absent.contains(path)) {
            return State::Read;
        }
        // Notes that do not count may be what was seen.
        if self.is_seen(path) && !self.notes.may_read(path) {
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
            is_in_notes: self.notes.may_read(path),
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

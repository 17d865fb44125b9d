//! Which values a rendering reads. A value is read where it reaches text, decides a condition, or is a scalar argument of a
//! function; to move it, as `merge`, `dict`, `range` and `include` do, is no reading.

use super::decision::{DecisionRange, Decisions};
use super::origin::{Origin, OriginKind, TextId};
use super::value::{Data, Value};
use crate::source::ValuePath;
use std::collections::{BTreeMap, BTreeSet};

/// How much of a value a read takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Extent {
    /// The value at the path: whether it is there, and what it is if it is a scalar.
    Value,
    /// All that is below the path too.
    Subtree,
}

/// What a function does with the values that it is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ArgumentUse {
    /// It reads the scalars among them, and whether there is something in the others.
    Scalars,
    /// It reads the scalars among them, by which it finds something in the others.
    Keys,
    /// It reads them with all that is in them.
    Subtrees,
    /// It moves them.
    Moves,
}

/// What a file read.
#[derive(Debug)]
pub struct FileReads {
    /// The template.
    pub template: TextId,
    /// The reads.
    pub reads: Reads,
    /// What was decided in it.
    pub(super) decided: DecisionRange,
}

impl FileReads {
    /// The values that reached text or a function, or decided something, also by being moved.
    pub fn all_paths(&self, decisions: &Decisions) -> BTreeSet<ValuePath> {
        let mut paths: BTreeSet<ValuePath> = self.reads.paths().into_keys().collect();
        let deciding = decisions.reads_in(&self.decided);
        paths.extend(deciding.flat_map(|origin| origin.values().map(|value| value.path.to_path())));
        paths
    }
}

/// Reads, each noted once.
#[derive(Debug, Default)]
pub struct Reads {
    /// What was noted, to note nothing twice: an origin is one as long as it is kept.
    seen: BTreeSet<(usize, Extent)>,
    origins: Vec<(Origin, Extent)>,
}

impl Reads {
    /// Notes that a value was read.
    pub(super) fn note(&mut self, value: &Value, extent: Extent) {
        self.note_origin(&value.origin, extent);
    }

    fn note_origin(&mut self, origin: &Origin, extent: Extent) {
        for one in origin.each() {
            let is_value = matches!(one.kind(), Some(OriginKind::Value(_)));
            if is_value && self.seen.insert((one.address(), extent)) {
                self.origins.push((one.clone(), extent));
            }
        }
    }

    /// Notes what a function reads of an argument.
    pub(super) fn note_argument(&mut self, value: &Value, usage: ArgumentUse) {
        let is_collection = matches!(value.data, Data::List(_) | Data::Map(_) | Data::Object(_));
        match usage {
            ArgumentUse::Moves => {}
            ArgumentUse::Subtrees if is_collection => self.note_subtree(value, 0),
            ArgumentUse::Keys if is_collection => {}
            _ => self.note(value, Extent::Value),
        }
    }

    /// A collection of the values is read as one path; of one that a template made, each part.
    fn note_subtree(&mut self, value: &Value, depth: usize) {
        /// What templates make is shallow.
        const DEEPEST: usize = 16;
        if value.origin.values().next().is_some() || depth == DEEPEST {
            return self.note(value, Extent::Subtree);
        }
        match &value.data {
            Data::Map(map) => {
                for entry in map.entries().values() {
                    self.note_subtree(&entry.value, depth + 1);
                }
            }
            Data::List(list) => {
                for item in list.items().iter() {
                    self.note_subtree(item, depth + 1);
                }
            }
            _ => self.note(value, Extent::Value),
        }
    }

    /// The paths that were read, with the widest extent of each.
    pub fn paths(&self) -> BTreeMap<ValuePath, Extent> {
        let mut paths = BTreeMap::new();
        self.add_paths(&mut paths);
        paths
    }

    /// Adds these paths to others.
    pub(super) fn add_paths(&self, paths: &mut BTreeMap<ValuePath, Extent>) {
        for (origin, extent) in &self.origins {
            for value in origin.values() {
                let known = paths.entry(value.path.to_path()).or_insert(*extent);
                *known = (*known).max(*extent);
            }
        }
    }
}

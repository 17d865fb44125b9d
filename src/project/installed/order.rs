//! Which parts of the values count more than which, and what is known where some were not read.

use super::layers::Part;
use crate::source::{Place, Segment, ValuePath};
use crate::values::strvals::{self, PathStep};
use crate::values::{Argument, Layer, merge_maps};
use crate::yaml::{Node, Value};
use std::sync::Arc;

/// Parts of values by how much they count.
#[derive(Debug, Default)]
pub(super) struct Ordered {
    /// Those that nothing unread can change, weak to strong.
    pub(super) layers: Vec<Layer>,
    /// Those that something unread may change, weak to strong, without those that it may take away.
    pub(super) doubtful: Vec<Layer>,
    /// Whether something was not read that may set any key.
    pub(super) is_open: bool,
    /// Whether a value is not known.
    pub(super) has_unknown: bool,
    /// What was not read.
    pub(super) unread: Vec<String>,
    /// Paths of `targetPath` that `values` overrules.
    pub(super) overruled: Vec<ValuePath>,
    /// Paths of `targetPath` that Flux refuses.
    pub(super) refused: Vec<ValuePath>,
}

impl Ordered {
    /// Of parts from weak to strong.
    pub(super) fn of(parts: Vec<Part>) -> Self {
        let mut ordered = Self::default();
        for part in parts {
            ordered.has_unknown |= part.is_unknown;
            ordered.unread.extend(part.unread);
            match part.layer {
                Some(layer) => ordered.layers.push(layer),
                // It may overwrite whatever counts less.
                None => {
                    ordered.is_open = true;
                    ordered.doubtful.append(&mut ordered.layers);
                    if part.may_remove {
                        ordered.doubtful.clear();
                    }
                }
            }
        }
        ordered
    }

    /// Of the parts of a HelmRelease as Flux reads them: `valuesFrom`, then `values`.
    ///
    /// Flux merges `values` over the rest both before it writes a `targetPath` and at the end. Go's mappings are shared, so that a
    /// value which is written into a mapping or a list of `values` itself is there to stay; one that is written into the result beside
    /// it is overwritten where `values` has it too, and where a later item of `valuesFrom` has it.
    pub(super) fn of_flux(mut parts: Vec<Part>, own: usize, place: Place) -> Self {
        let values = parts.split_off(parts.len().saturating_sub(own));
        let is_whole = |part: &Part| part.layer.as_ref().is_none_or(|layer| layer.set.is_none());
        let last_whole = parts.iter().rposition(is_whole);
        let mut merging = Merging::new(&values, place);
        let (mut weak, mut strong) = (Vec::new(), Vec::new());
        for (index, part) in parts.into_iter().enumerate() {
            let set = part.layer.as_ref().and_then(|layer| layer.set.clone());
            let Some(argument) = set else {
                merging.add(part.layer.as_ref());
                weak.push(part);
                continue;
            };
            let is_last = last_whole.is_none_or(|last| last < index);
            match merging.write(&argument, is_last) {
                Written::Stays => strong.push(part),
                Written::StaysWhole => strong.push(part.merged_as_whole()),
                Written::Between => weak.push(part),
                Written::Overruled => {}
                Written::Unknown => strong.push(part.unknown()),
            }
        }
        let all = weak.into_iter().chain(values).chain(strong);
        Self {
            overruled: merging.overruled,
            refused: merging.refused,
            ..Self::of(all.collect())
        }
    }
}

/// What becomes of a value at a `targetPath`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Written {
    /// It counts more than all else.
    Stays,
    /// It does, with the mappings and lists that are made for it.
    StaysWhole,
    /// It counts where it is among `valuesFrom`, and less than `values`.
    Between,
    /// It is overwritten, and could not be written without `values`.
    Overruled,
    /// That depends on what was not read.
    Unknown,
}

/// Flux's merge, as far as it has come.
struct Merging {
    /// All items of `valuesFrom` so far.
    items: Node,
    /// All items of `valuesFrom` so far, with `values` once a `targetPath` was written.
    result: Node,
    /// `values`, with what was written into it.
    values: Node,
    /// Whether not all of `values` was read.
    are_values_open: bool,
    /// Whether an item that may set any key was not read.
    is_open: bool,
    overruled: Vec<ValuePath>,
    refused: Vec<ValuePath>,
}

impl Merging {
    fn new(values: &[Part], place: Place) -> Self {
        let empty = Node::implied(Value::Map(Arc::default()), place);
        let layers = values.iter().filter_map(|part| part.layer.as_ref());
        Self {
            values: layers.fold(empty.clone(), |lower, layer| {
                merge_maps(&lower, &layer.root)
            }),
            are_values_open: values.iter().any(|part| part.layer.is_none()),
            items: empty.clone(),
            result: empty,
            is_open: false,
            overruled: Vec::new(),
            refused: Vec::new(),
        }
    }

    fn add(&mut self, layer: Option<&Layer>) {
        match layer {
            Some(layer) => {
                self.result = merge_maps(&self.result, &layer.root);
                self.items = merge_maps(&self.items, &layer.root);
            }
            None => self.is_open = true,
        }
    }

    fn write(&mut self, argument: &Argument, is_last: bool) -> Written {
        if self.are_values_open {
            return Written::Unknown;
        }
        let Some(steps) = argument.assignments.first().map(|one| &one.steps) else {
            return Written::Between;
        };
        let path: ValuePath = { steps.iter() }
            .map(|step| step.segment.clone())
            .collect::<Vec<_>>()
            .into();
        let is_in_values = self.is_in_values(steps);
        let lists = (1..steps.len()).filter(|count| self.list_at(&path, *count));
        let has_list = lists.count() > 0;
        let is_overruled = has_list || self.values.at(&path).is_some();
        self.result = merge_maps(&self.result, &self.values);
        if strvals::apply(&mut self.result, argument).is_err() && !self.is_open {
            self.refused.push(path);
            return Written::Between;
        }
        match (self.is_open, is_in_values, is_overruled) {
            (false, true, _) => {
                let _ = strvals::apply(&mut self.values, argument);
                match has_list {
                    true => Written::Stays,
                    false => Written::StaysWhole,
                }
            }
            (false, false, is_overruled) => {
                self.overruled.extend(is_overruled.then_some(path));
                let mut items = self.items.clone();
                match strvals::apply(&mut items, argument) {
                    Ok(()) => {
                        self.items = items;
                        Written::Between
                    }
                    Err(_) if is_overruled => Written::Overruled,
                    Err(_) => Written::Stays,
                }
            }
            (true, _, false) if is_last => Written::Stays,
            (true, ..) => Written::Unknown,
        }
    }

    /// Whether `values` has a list at the beginning of a path.
    fn list_at(&self, path: &ValuePath, count: usize) -> bool {
        let beginning = path.segments().get(..count).unwrap_or_default();
        let node = self.values.at(&ValuePath::from(beginning.to_vec()));
        node.is_some_and(|node| node.as_list().is_some())
    }

    /// Whether a value is written into a mapping or a list of `values` itself, and not into one that was made of it and of something
    /// below it.
    fn is_in_values(&self, steps: &[PathStep]) -> bool {
        let mut is_own = false;
        let (mut below, mut above) = (Some(&self.result), Some(&self.values));
        for pair in steps.windows(2) {
            let [step, next] = pair else { break };
            below = below.and_then(|node| child(node, &step.segment));
            above = above.and_then(|node| child(node, &step.segment));
            let are_merged = [below, above]
                .iter()
                .all(|node| node.is_some_and(|node| node.as_map().is_some()));
            let (Some(node), is_above) = (above.or(below), above.is_some()) else {
                break;
            };
            match (&node.value, &next.segment) {
                (Value::Map(_), Segment::Key(_)) => is_own |= is_above && !are_merged,
                // A longer list is a new one.
                (Value::List(items), Segment::Index(index)) if *index < items.len() => {
                    is_own |= is_above;
                }
                _ => break,
            }
            if is_above && !are_merged {
                below = None;
            }
        }
        is_own
    }
}

fn child<'n>(node: &'n Node, segment: &Segment) -> Option<&'n Node> {
    match segment {
        Segment::Key(key) => node.get(key),
        Segment::Index(index) => node.as_list()?.get(*index),
    }
}

//! Writing an argument onto values, with the effects that Helm's in-place writing has.

use super::cause;
use super::limits::MAX_INDEX;
use super::{Argument, Assignment, End, PathStep, SetError, SetProblem};
use crate::source::{Place, Segment};
use crate::values::merge::merge_maps;
use crate::yaml::{Entry, Link, Mapping, Node, Style, Value};
use std::sync::Arc;

/// Writes an argument onto the root mapping of the user's values, which is not to be used after an error.
///
/// # Errors
/// When a path leads through what is no mapping or list, or an index is too large.
pub fn apply(root: &mut Node, argument: &Argument) -> Result<(), SetError> {
    for assignment in &argument.assignments {
        let Assignment { steps, end } = assignment;
        match (&mut root.value, steps.as_slice(), end) {
            (_, [], End::Value(object)) => *root = merge_maps(root, object),
            (Value::Map(map), [step, rest @ ..], _) => {
                let written = write_key(Arc::make_mut(map), step, rest, end);
                written.map_err(|error| error.without_values(argument.source.text()))?;
            }
            _ => {}
        }
    }
    Ok(())
}

/// Whether the argument went on after what was written. Helm treats its end as an error on the way out, which keeps
/// new containers from being put in.
#[derive(PartialEq, Eq)]
enum Applied {
    Done,
    Ended,
}

fn write_key(
    map: &mut Mapping,
    step: &PathStep,
    rest: &[PathStep],
    end: &End,
) -> Result<Applied, SetError> {
    match (rest, end) {
        ([], End::Value(value)) => {
            put(map, step, value.clone());
            Ok(Applied::Done)
        }
        ([], End::Empty(value)) => {
            put(map, step, value.clone());
            Ok(Applied::Ended)
        }
        ([], End::Open { .. }) => match map.get(key_of(step)) {
            Some(entry) if entry.node.as_map().is_none() => Err(not_a_map(&entry.node, step)),
            _ => Ok(Applied::Ended),
        },
        ([next, rest @ ..], _) => match next.segment {
            Segment::Key(_) => write_below_key(map, step, (next, rest), end),
            Segment::Index(index) => write_item_of_key(map, step, (index, next, rest), end),
        },
    }
}

fn write_below_key(
    map: &mut Mapping,
    step: &PathStep,
    (next, rest): (&PathStep, &[PathStep]),
    end: &End,
) -> Result<Applied, SetError> {
    let found = map.get_mut(key_of(step)).map(|entry| &mut entry.node);
    let existed = found.is_some();
    let mut inner = match found {
        None => Mapping::default(),
        Some(node) => take_map(node).ok_or_else(|| not_a_map(node, step))?,
    };
    let outcome = write_key(&mut inner, next, rest, end)?;
    let is_empty = inner.entries().is_empty();
    if is_empty && outcome == Applied::Done {
        return Err(error(cause::empty_key(step, rest), step));
    }
    let inner = container(Value::Map(Arc::new(inner)), step.place);
    if existed {
        // What was there is changed in place, even under an empty key, which cannot be inserted again.
        replace(map, step, inner);
    } else if !is_empty {
        put(map, step, inner);
    }
    Ok(outcome)
}

fn write_item_of_key(
    map: &mut Mapping,
    step: &PathStep,
    (index, next, rest): (usize, &PathStep, &[PathStep]),
    end: &End,
) -> Result<Applied, SetError> {
    let found = map.get_mut(key_of(step)).map(|entry| &mut entry.node);
    let existed = found.is_some();
    let mut list = match found {
        None => Vec::new(),
        Some(node) => take_list(node).ok_or_else(|| not_a_list(node, step))?,
    };
    let length = list.len();
    let outcome = write_item(&mut list, index, next, rest, end)?;
    if existed && key_of(step).is_empty() {
        // A longer list cannot be put in under an empty key; its old items are changed all the same.
        list.truncate(length);
    }
    let list = container(Value::List(Arc::new(list)), step.place);
    if existed {
        replace(map, step, list);
    } else {
        put(map, step, list);
    }
    Ok(outcome)
}

fn write_item(
    list: &mut Vec<Node>,
    index: usize,
    step: &PathStep,
    rest: &[PathStep],
    end: &End,
) -> Result<Applied, SetError> {
    match (rest, end) {
        ([], End::Value(value) | End::Empty(value)) => put_item(list, index, step, value.clone()),
        ([], End::Open { dot }) => {
            if *dot && let Some(item) = list.get_mut(index) {
                make_map(item, step);
            }
            Ok(Applied::Ended)
        }
        ([next, rest @ ..], _) => match next.segment {
            Segment::Key(_) => write_below_item(list, index, step, (next, rest), end),
            Segment::Index(inner) => {
                write_item_of_item(list, index, step, (inner, next, rest), end)
            }
        },
    }
}

/// A path goes on with a key: unlike a key's value, an item that is no mapping is replaced by one.
fn write_below_item(
    list: &mut Vec<Node>,
    index: usize,
    step: &PathStep,
    (next, rest): (&PathStep, &[PathStep]),
    end: &End,
) -> Result<Applied, SetError> {
    let mut inner = list.get_mut(index).and_then(take_map).unwrap_or_default();
    let outcome = write_key(&mut inner, next, rest, end)?;
    let inner = container(Value::Map(Arc::new(inner)), step.place);
    keep_item(list, index, step, inner, outcome)
}

fn write_item_of_item(
    list: &mut Vec<Node>,
    index: usize,
    step: &PathStep,
    (inner_index, next, rest): (usize, &PathStep, &[PathStep]),
    end: &End,
) -> Result<Applied, SetError> {
    let found = list.get_mut(index).filter(|item| !item.is_null());
    let was_null = found.is_none();
    let mut inner = match found {
        None => Vec::new(),
        Some(item) => take_list(item).ok_or_else(|| not_a_list(item, step))?,
    };
    let outcome = write_item(&mut inner, inner_index, next, rest, end)?;
    if was_null && outcome == Applied::Ended {
        return Ok(outcome);
    }
    let inner = container(Value::List(Arc::new(inner)), step.place);
    keep_item(list, index, step, inner, outcome)
}

/// Puts a changed item back; when the argument has ended, only where there was one.
fn keep_item(
    list: &mut Vec<Node>,
    index: usize,
    step: &PathStep,
    item: Node,
    outcome: Applied,
) -> Result<Applied, SetError> {
    if outcome == Applied::Ended {
        if let Some(old) = list.get_mut(index) {
            *old = item;
        }
        return Ok(outcome);
    }
    put_item(list, index, step, item)
}

fn put_item(
    list: &mut Vec<Node>,
    index: usize,
    step: &PathStep,
    item: Node,
) -> Result<Applied, SetError> {
    if index > MAX_INDEX {
        return Err(error(SetProblem::IndexTooLarge, step));
    }
    if list.len() <= index {
        list.resize(index + 1, Node::implied(Value::Null, step.place));
    }
    list[index] = item;
    Ok(Applied::Done)
}

/// Puts a value in. Helm ignores an empty key.
fn put(map: &mut Mapping, step: &PathStep, node: Node) {
    if !key_of(step).is_empty() {
        replace(map, step, node);
    }
}

fn replace(map: &mut Mapping, step: &PathStep, node: Node) {
    map.insert(Entry {
        key: match &step.segment {
            Segment::Key(key) => Arc::clone(key),
            Segment::Index(_) => return,
        },
        key_place: step.place,
        node,
        merged: false,
    });
}

fn make_map(item: &mut Node, step: &PathStep) {
    if item.as_map().is_none() {
        *item = container(Value::Map(Arc::default()), step.place);
    }
}

/// A collection on the path of an assignment: its place is that of its step.
pub(super) fn container(value: Value, place: Place) -> Node {
    Node {
        value,
        place,
        style: Style::Argument,
        link: Link::Own,
    }
}

fn key_of(step: &PathStep) -> &str {
    match &step.segment {
        Segment::Key(key) => key,
        Segment::Index(_) => "",
    }
}

/// Takes a mapping out to be changed, without a copy where nobody shares it. The caller puts it back.
fn take_map(node: &mut Node) -> Option<Mapping> {
    node.as_map()?;
    match std::mem::replace(&mut node.value, Value::Null) {
        Value::Map(map) => Some(Arc::unwrap_or_clone(map)),
        _ => None,
    }
}

fn take_list(node: &mut Node) -> Option<Vec<Node>> {
    node.as_list()?;
    match std::mem::replace(&mut node.value, Value::Null) {
        Value::List(list) => Some(Arc::unwrap_or_clone(list)),
        _ => None,
    }
}

fn not_a_map(node: &Node, step: &PathStep) -> SetError {
    error(SetProblem::NotAMap(node.value.in_words()), step)
}

fn not_a_list(node: &Node, step: &PathStep) -> SetError {
    error(SetProblem::NotAList(node.value.in_words()), step)
}

fn error(problem: SetProblem, step: &PathStep) -> SetError {
    SetError {
        problem,
        place: step.place,
    }
}

//! What an argument writes by itself, as a tree: the argument's layer.

use super::apply::container;
use super::{Argument, End, MAX_INDEX, PathStep};
use crate::source::{Segment, Span};
use crate::values::merge::merge_maps;
use crate::yaml::{Entry, Mapping, Node, Style, Value};
use std::sync::Arc;

/// The argument's own tree. Items before an index are implied nulls: the argument does not write them. It never
/// fails, since whether a path leads through what is no mapping is for [`super::apply`] to say.
pub fn layer(argument: &Argument) -> Node {
    let place = argument.source.place(Span::default());
    let mut root = container(Value::Map(Arc::default()), place);
    for assignment in &argument.assignments {
        match (&assignment.end, assignment.steps.as_slice()) {
            (End::Value(object), []) => root = merge_maps(&root, object),
            (End::Value(value) | End::Empty(value), steps) if writes(steps) => {
                write(&mut root, steps, value);
            }
            _ => {}
        }
    }
    root
}

/// Helm ignores assignments to an empty key and fails beyond the largest index.
fn writes(steps: &[PathStep]) -> bool {
    steps.iter().all(|step| match &step.segment {
        Segment::Key(key) => !key.is_empty(),
        Segment::Index(index) => *index <= MAX_INDEX,
    })
}

fn write(node: &mut Node, steps: &[PathStep], value: &Node) {
    let Some((step, rest)) = steps.split_first() else {
        *node = value.clone();
        return;
    };
    match &step.segment {
        Segment::Key(key) => {
            let map = map_of(node);
            let mut inner = match map.remove(key) {
                Some(entry) => entry.node,
                None => Node::implied(Value::Null, step.place),
            };
            let is_by_items = matches!(
                rest.first().map(|next| &next.segment),
                Some(Segment::Index(_))
            );
            write(&mut inner, rest, value);
            if is_by_items {
                inner.place = step.place; // such a list has its key's place
            }
            map.insert(Entry {
                key: Arc::clone(key),
                key_place: step.place,
                node: inner,
                merged: false,
            });
        }
        Segment::Index(index) => {
            let list = list_of(node);
            if list.len() <= *index {
                list.resize(index + 1, Node::implied(Value::Null, step.place));
            }
            write(&mut list[*index], rest, value);
        }
    }
    node.style = Style::Argument;
}

fn map_of(node: &mut Node) -> &mut Mapping {
    if node.as_map().is_none() {
        node.value = Value::Map(Arc::default());
    }
    match &mut node.value {
        Value::Map(map) => Arc::make_mut(map),
        _ => unreachable!("made a mapping above"),
    }
}

fn list_of(node: &mut Node) -> &mut Vec<Node> {
    if node.as_list().is_none() {
        node.value = Value::List(Arc::default());
    }
    match &mut node.value {
        Value::List(list) => Arc::make_mut(list),
        _ => unreachable!("made a list above"),
    }
}

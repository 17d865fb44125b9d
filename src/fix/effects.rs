//! What fixes do to values. What they leave alone is shared with the values of before.

use crate::diagnostic::Effect;
use crate::source::Segment;
use crate::yaml::{Entry, Node, Value, from_json};
use std::sync::Arc;

/// Values with all of these effects; `None` if one of them has no such place.
pub(super) fn with_effects(mut values: Node, effects: &[&Effect]) -> Option<Node> {
    let is_set = |effect: &&&Effect| matches!(effect, Effect::Set(..));
    let mut sets: Vec<&Effect> = effects.iter().filter(is_set).copied().collect();
    let mut others: Vec<&Effect> = effects.iter().filter(|it| !is_set(it)).copied().collect();
    sets.sort_by(|a, b| a.path().cmp(b.path()));
    // From the end, so that the indexes before it still hold; and what is below a key before the key.
    others.sort_by(|a, b| b.path().cmp(a.path()));
    for effect in sets.into_iter().chain(others) {
        apply(&mut values, effect)?;
    }
    Some(values)
}

fn apply(values: &mut Node, effect: &Effect) -> Option<()> {
    let (parent, last) = effect.path().split_last()?;
    let holder = parent.segments().iter().try_fold(values, step)?;
    let place = holder.place;
    match (&mut holder.value, last, effect) {
        (Value::Map(map), Segment::Key(key), effect) => {
            let map = Arc::make_mut(map);
            let (key, node) = match effect {
                Effect::Set(_, value) => (Arc::clone(key), from_json(value, place)),
                Effect::Removed(_) => return map.remove(key).map(drop),
                Effect::Renamed(_, new) => (new.as_str().into(), map.remove(key)?.node),
                Effect::Rewritten(_) => return Some(()),
            };
            map.insert(Entry {
                key,
                key_place: place,
                node,
                merged: false,
            });
        }
        (Value::List(items), Segment::Index(index), Effect::Set(_, value)) => {
            let items = Arc::make_mut(items);
            let value = from_json(value, place);
            match items.get_mut(*index) {
                Some(item) => *item = value,
                None => items.push(value),
            }
        }
        (Value::List(items), Segment::Index(index), Effect::Removed(_)) if *index < items.len() => {
            Arc::make_mut(items).remove(*index);
        }
        (_, _, Effect::Rewritten(_)) => {}
        _ => return None,
    }
    Some(())
}

/// What is at one step below a value, to be changed.
pub(super) fn step<'v>(node: &'v mut Node, segment: &Segment) -> Option<&'v mut Node> {
    match (&mut node.value, segment) {
        (Value::Map(map), Segment::Key(key)) => Some(&mut Arc::make_mut(map).get_mut(key)?.node),
        (Value::List(items), Segment::Index(index)) => Arc::make_mut(items).get_mut(*index),
        _ => None,
    }
}

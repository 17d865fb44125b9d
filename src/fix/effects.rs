//! What fixes do to values.

use crate::diagnostic::Effect;
use crate::source::Segment;
use serde_json::Value as Json;

/// Values with all of these effects; `None` if one of them has no such place.
pub(super) fn with_effects(mut values: Json, effects: &[&Effect]) -> Option<Json> {
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

fn apply(values: &mut Json, effect: &Effect) -> Option<()> {
    let (parent, last) = effect.path().split_last()?;
    let holder = parent.segments().iter().try_fold(values, step)?;
    match (holder, last, effect) {
        (Json::Object(members), Segment::Key(key), Effect::Set(_, value)) => {
            members.insert(key.to_string(), value.clone());
        }
        (Json::Object(members), Segment::Key(key), Effect::Removed(_)) => {
            members.remove(&**key)?;
        }
        (Json::Object(members), Segment::Key(key), Effect::Renamed(_, new)) => {
            let value = members.remove(&**key)?;
            members.insert(new.clone(), value);
        }
        (Json::Array(items), Segment::Index(index), Effect::Set(_, value)) => {
            match items.get_mut(*index) {
                Some(item) => *item = value.clone(),
                None => items.push(value.clone()),
            }
        }
        (Json::Array(items), Segment::Index(index), Effect::Removed(_)) if *index < items.len() => {
            items.remove(*index);
        }
        (_, _, Effect::Rewritten(_)) => {}
        _ => return None,
    }
    Some(())
}

/// What is at one step below a value.
pub(super) fn step<'v>(value: &'v mut Json, segment: &Segment) -> Option<&'v mut Json> {
    match segment {
        Segment::Key(key) => value.get_mut(&**key),
        Segment::Index(index) => value.get_mut(*index),
    }
}

//! What fixes say that becomes of the values.

use crate::diagnostic::{Becomes, Promise};
use crate::source::{Segment, ValuePath};
use serde_json::Value as Json;

/// Values as they are once all promises are kept; none where one cannot be.
pub(super) fn kept(mut values: Json, promises: &[&Promise]) -> Option<Json> {
    let is_value = |promise: &&&Promise| matches!(promise.becomes, Becomes::Value(_));
    let mut sets: Vec<_> = promises.iter().filter(is_value).collect();
    let mut moves: Vec<_> = promises.iter().filter(|it| !is_value(it)).collect();
    sets.sort_by(|a, b| a.path.cmp(&b.path));
    // From the end, so that the indexes before it still hold; and what lies below a key before the key.
    moves.sort_by(|a, b| b.path.cmp(&a.path));
    for promise in sets.into_iter().chain(moves) {
        keep(&mut values, &promise.path, &promise.becomes)?;
    }
    Some(values)
}

/// Keeps one promise; none where the values have no such place.
fn keep(values: &mut Json, path: &ValuePath, becomes: &Becomes) -> Option<()> {
    let (parent, last) = path.split_last()?;
    let holder = parent.segments().iter().try_fold(values, step)?;
    match (holder, last, becomes) {
        (Json::Object(members), Segment::Key(key), Becomes::Value(value)) => {
            members.insert(key.to_string(), value.clone());
        }
        (Json::Object(members), Segment::Key(key), Becomes::Gone) => {
            members.remove(&**key)?;
        }
        (Json::Object(members), Segment::Key(key), Becomes::Renamed(new)) => {
            let value = members.remove(&**key)?;
            members.insert(new.clone(), value);
        }
        (Json::Array(items), Segment::Index(index), Becomes::Value(value)) => {
            match items.get_mut(*index) {
                Some(item) => *item = value.clone(),
                None => items.push(value.clone()),
            }
        }
        (Json::Array(items), Segment::Index(index), Becomes::Gone) if *index < items.len() => {
            items.remove(*index);
        }
        _ => return None,
    }
    Some(())
}

fn step<'v>(value: &'v mut Json, segment: &Segment) -> Option<&'v mut Json> {
    match segment {
        Segment::Key(key) => value.get_mut(&**key),
        Segment::Index(index) => value.get_mut(*index),
    }
}

//! Values with one of them put in or taken out.

use crate::source::{Place, Segment, ValuePath};
use crate::yaml::{Entry, Mapping, Node, Value};
use std::sync::Arc;

/// A string that is written nowhere.
pub(super) fn text(text: &str, place: Place) -> Node {
    Node::implied(Value::String(text.into()), place)
}

/// A boolean that is written nowhere.
pub(super) fn bool(bool: bool, place: Place) -> Node {
    Node::implied(Value::Bool(bool), place)
}

/// A mapping without keys.
pub(super) fn map(place: Place) -> Node {
    Node::implied(Value::Map(Arc::default()), place)
}

/// A list.
pub(super) fn list(items: Vec<Node>, place: Place) -> Node {
    Node::implied(Value::List(Arc::new(items)), place)
}

/// Puts a value at a path. What is on the way and no mapping, or no list that is long enough, becomes one.
pub(super) fn put(root: &mut Node, path: &ValuePath, node: Node) {
    /// No list is made longer than this.
    const LONGEST: usize = 8;
    let mut at = root;
    for segment in path.segments() {
        let place = at.place;
        match segment {
            Segment::Key(key) => {
                if at.as_map().is_none() {
                    *at = map(place);
                }
                let Value::Map(map) = &mut at.value else {
                    return;
                };
                let map = Arc::make_mut(map);
                if map.get(key).is_none() {
                    map.insert(entry(key, place));
                }
                let Some(entry) = map.get_mut(key) else {
                    return;
                };
                at = &mut entry.node;
            }
            Segment::Index(index) => {
                if *index >= LONGEST {
                    return;
                }
                if at.as_list().is_none() {
                    *at = list(Vec::new(), place);
                }
                let Value::List(items) = &mut at.value else {
                    return;
                };
                let items = Arc::make_mut(items);
                while items.len() <= *index {
                    items.push(Node::implied(Value::Null, place));
                }
                let Some(item) = items.get_mut(*index) else {
                    return;
                };
                at = item;
            }
        }
    }
    *at = node;
}

/// Takes the value at a path out; an item of a list becomes null.
pub(super) fn cut(root: &mut Node, path: &ValuePath) {
    let Some((parent, last)) = path.split_last() else {
        return;
    };
    if root.at(path).is_none() {
        return;
    }
    let Some(mut holder) = root.at(&parent).cloned() else {
        return;
    };
    match (&mut holder.value, last) {
        (Value::Map(map), Segment::Key(key)) => {
            Arc::<Mapping>::make_mut(map).remove(key);
        }
        (Value::List(items), Segment::Index(index)) => {
            if let Some(item) = Arc::make_mut(items).get_mut(*index) {
                item.value = Value::Null;
            }
        }
        _ => return,
    }
    put(root, &parent, holder);
}

fn entry(key: &Arc<str>, place: Place) -> Entry {
    Entry {
        key: Arc::clone(key),
        key_place: place,
        node: Node::implied(Value::Null, place),
        merged: false,
    }
}

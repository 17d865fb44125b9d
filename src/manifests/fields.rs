//! Fields of an object, with their places.

use super::Object;
use crate::model::{Field, State, Text};
use crate::secrets::{holds_template, is_filled_in_later};
use crate::source::{Place, Segment, ValuePath};
use crate::yaml::{Entry, Node};

/// A node with the entry that holds it.
struct Found<'o> {
    entry: Option<&'o Entry>,
    node: &'o Node,
}

fn find<'o>(object: &'o Object, path: &ValuePath) -> Option<Found<'o>> {
    let mut found = Found {
        entry: None,
        node: &object.node,
    };
    for segment in path.segments() {
        found = match segment {
            Segment::Index(index) => Found {
                entry: None,
                node: found.node.as_list()?.get(*index)?,
            },
            Segment::Key(key) => {
                let entry = found.node.as_map()?.get(key)?;
                Found {
                    entry: Some(entry),
                    node: &entry.node,
                }
            }
        };
    }
    (!found.node.is_null()).then_some(found)
}

/// Where the absence of a field is reported: at the key of the nearest mapping or list around it that is there.
pub(super) fn absence(object: &Object, path: &ValuePath) -> Place {
    let mut around = path.clone();
    while let Some((parent, _)) = around.split_last() {
        if let Some(found) = find(object, &parent) {
            return match found.entry {
                Some(entry) => entry.key_place,
                None if parent.segments().is_empty() => object.name_place(),
                None => found.node.place,
            };
        }
        around = parent;
    }
    object.name_place()
}

/// Where it is reported that something has no value: at its own key, if that is there with a null, else where its absence is.
pub fn place_of_absence(object: &Object, path: &ValuePath) -> Place {
    let entry = path.split_last().and_then(|(parent, last)| {
        let Segment::Key(key) = last else { return None };
        object.get(&parent)?.as_map()?.get(key)
    });
    entry.map_or_else(|| absence(object, path), |entry| entry.key_place)
}

/// Where something is written: its value, or where its absence is reported.
pub(super) fn place(object: &Object, path: &ValuePath) -> Place {
    let found = find(object, path).map(|found| found.node.place);
    found.unwrap_or_else(|| absence(object, path))
}

/// A field of any kind; what `convert` does not take is unknown.
pub(super) fn field<T>(
    object: &Object,
    path: &ValuePath,
    convert: impl FnOnce(&Node) -> Option<T>,
) -> Field<T> {
    let Some(found) = find(object, path) else {
        return absent(object, path);
    };
    Field {
        path: path.clone(),
        key: found
            .entry
            .map_or(found.node.place, |entry| entry.key_place),
        place: found.node.place,
        state: convert(found.node).map_or(State::Unknown, State::Set),
    }
}

/// A field that is not there.
pub(super) fn absent<T>(object: &Object, path: &ValuePath) -> Field<T> {
    let place = absence(object, path);
    Field {
        path: path.clone(),
        key: place,
        place,
        state: State::Absent,
    }
}

/// Whether a string is not what it will be: something fills it in before it is applied.
pub fn is_open(text: &str) -> bool {
    is_filled_in_later(text) || holds_template(text)
}

/// A string; unknown where it is filled in later, or is none.
pub(super) fn text(object: &Object, path: &ValuePath) -> Field<String> {
    field(object, path, |node| {
        let text = node.as_str()?;
        (!is_open(text)).then(|| text.to_owned())
    })
}

/// A list, each item read by `item` from its path.
pub(super) fn list<T>(
    object: &Object,
    path: &ValuePath,
    item: impl Fn(&ValuePath) -> T,
) -> Field<Vec<T>> {
    field(object, path, |node| {
        let count = node.as_list()?.len();
        Some((0..count).map(|index| item(&path.join(index))).collect())
    })
}

/// A string as it is written, with its place; empty where there is none.
pub(super) fn written(object: &Object, path: &ValuePath) -> Text {
    let Some(found) = find(object, path) else {
        return Text::default();
    };
    let text = found.node.as_str().unwrap_or_default().to_owned();
    Text {
        open: is_open(&text).then(|| path.clone()).into_iter().collect(),
        text,
        origin: Some((path.clone(), found.node.place)),
        unevaluated: Vec::new(),
    }
}

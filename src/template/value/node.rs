//! The chart's values as Go has them: each node with its path and place.

use super::watch::{Tracker, Watch};
use super::{Data, List, Map, MapEntry, MapType, Origin, Text, Value};
use crate::source::Place;
use crate::template::inputs::Collection;
use crate::template::origin::{OriginKind, PathLink};
use crate::yaml::{self, Mapping, Node, Number};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

impl Value {
    /// The values as a whole. A tracker notes what is looked at in them.
    pub fn of_values(values: &Node, tracker: Option<&Rc<Tracker>>) -> Self {
        Self::of_node(values, &PathLink::root(), None, tracker)
    }

    /// A node of the values, at its path.
    fn of_node(
        node: &Node,
        path: &PathLink,
        key_place: Option<Place>,
        tracker: Option<&Rc<Tracker>>,
    ) -> Self {
        let origin = Origin::value(path.clone(), Some(node.place), key_place);
        Self {
            data: data_of(node, &origin, tracker),
            origin,
            is_interface: true,
        }
    }
}

fn data_of(node: &Node, origin: &Origin, tracker: Option<&Rc<Tracker>>) -> Data {
    match &node.value {
        yaml::Value::Null => Data::Nil,
        yaml::Value::Bool(bool) => Data::Bool(*bool),
        yaml::Value::Number(Number::Float(float)) => Data::Float(*float),
        yaml::Value::Number(Number::Int(int)) => Data::Int64(*int),
        yaml::Value::String(text) => Data::String(Text::of_values(text, origin.clone())),
        yaml::Value::List(items) => {
            let watch = tracker.map(|tracker| {
                let collection = Collection::List(Arc::clone(items));
                Watch::of(tracker, path_of(origin), collection)
            });
            Data::List(List::of_node(items, origin.clone(), watch))
        }
        yaml::Value::Map(map) => {
            let watch = tracker.map(|tracker| {
                let collection = Collection::Map(Arc::clone(map));
                Watch::of(tracker, path_of(origin), collection)
            });
            Data::Map(Map::of_node(MapType::Any, map, origin.clone(), watch))
        }
    }
}

pub(super) fn items_of(
    nodes: &[Node],
    origin: &Origin,
    tracker: Option<&Rc<Tracker>>,
) -> Vec<Value> {
    let path = path_of(origin);
    let items = nodes.iter().enumerate();
    items
        .map(|(index, node)| Value::of_node(node, &path.index(index), None, tracker))
        .collect()
}

pub(super) fn entries_of(
    mapping: &Mapping,
    origin: &Origin,
    tracker: Option<&Rc<Tracker>>,
) -> BTreeMap<Arc<str>, MapEntry> {
    let path = path_of(origin);
    let entries = mapping.entries().iter();
    entries
        .map(|entry| {
            let path = path.key(Arc::clone(&entry.key));
            let value = Value::of_node(&entry.node, &path, Some(entry.key_place), tracker);
            let key_origin = value.origin.clone();
            (Arc::clone(&entry.key), MapEntry { value, key_origin })
        })
        .collect()
}

/// The path of a collection of the values.
fn path_of(origin: &Origin) -> PathLink {
    match origin.kind() {
        Some(OriginKind::Value(value)) => value.path.clone(),
        _ => PathLink::root(),
    }
}

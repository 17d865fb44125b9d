//! Maps, which have identity: `set` and `merge` change them in place, and every alias sees it.

use super::dropped::Contents;
use super::node::entries_of;
use super::types::MapType;
use super::watch::{Tracker, Watch};
use super::{Origin, Value};
use crate::yaml::Mapping;
use std::cell::{Ref, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

/// A map. Its clones are the same map, perhaps under another type: `set .Values` gives `.Values` as a plain map.
#[derive(Debug, Clone)]
pub struct Map {
    map_type: MapType,
    state: Rc<RefCell<State>>,
    /// What notes looks at it, if it is one of the values.
    watch: Option<Rc<Watch>>,
}

#[derive(Debug)]
enum State {
    /// As it is in the values.
    Node(Arc<Mapping>, Origin),
    /// Made into values.
    Ready(BTreeMap<Arc<str>, MapEntry>),
    /// A nil map: empty, but `null` in JSON.
    Nil,
}

impl Drop for State {
    fn drop(&mut self) {
        if let Self::Ready(entries) = self {
            Contents::Entries(std::mem::take(entries)).drop_in_turn();
        }
    }
}

/// An entry of a map.
#[derive(Debug, Clone)]
pub struct MapEntry {
    /// The value, an `interface {}` unless the map's type says otherwise.
    pub value: Value,
    /// Where the key comes from.
    pub key_origin: Origin,
}

impl Map {
    /// An empty map.
    pub fn new(map_type: MapType) -> Self {
        Self::in_state(map_type, State::Ready(BTreeMap::new()))
    }

    /// A `map[string]interface {}` of these.
    pub fn from_entries(entries: impl IntoIterator<Item = (Arc<str>, Value)>) -> Self {
        let map = Self::new(MapType::Any);
        for (key, value) in entries {
            map.set(key, value, Origin::default());
        }
        map
    }

    /// A nil map: empty, but `null` in JSON. What is written to it is lost.
    pub fn nil(map_type: MapType) -> Self {
        Self::in_state(map_type, State::Nil)
    }

    /// Whether it is a nil map.
    pub fn is_nil(&self) -> bool {
        matches!(&*self.state.borrow(), State::Nil)
    }

    /// A table of the values; its entries are made when they are first looked at.
    pub(super) fn of_node(
        map_type: MapType,
        mapping: &Arc<Mapping>,
        origin: Origin,
        watch: Option<Rc<Watch>>,
    ) -> Self {
        Self {
            watch,
            ..Self::in_state(map_type, State::Node(Arc::clone(mapping), origin))
        }
    }

    /// Has it noted who changes it, and what it holds.
    pub(in crate::template) fn watch(&mut self, tracker: &Rc<Tracker>) {
        if self.watch.is_some() {
            return;
        }
        self.watch = Some(Watch::of_object(tracker));
        if let State::Ready(entries) = &mut *self.state.borrow_mut() {
            for entry in entries.values_mut() {
                entry.value.watch(tracker);
            }
        }
    }

    fn in_state(map_type: MapType, state: State) -> Self {
        Self {
            map_type,
            state: Rc::new(RefCell::new(state)),
            watch: None,
        }
    }

    /// The same map as a `map[string]interface {}`, if its elements are interfaces.
    #[must_use]
    pub fn without_name(self) -> Self {
        match self.map_type {
            MapType::Values(_) => Self {
                map_type: MapType::Any,
                ..self
            },
            _ => self,
        }
    }

    /// Its type.
    pub fn map_type(&self) -> MapType {
        self.map_type
    }

    /// The same map under another type whose elements are the same.
    #[must_use]
    pub fn with_type(&self, map_type: MapType) -> Self {
        Self {
            map_type,
            ..self.clone()
        }
    }

    /// How many entries it has.
    pub fn len(&self) -> usize {
        if let Some(watch) = &self.watch {
            watch.note_len();
        }
        match &*self.state.borrow() {
            State::Node(mapping, _) => mapping.entries().len(),
            State::Ready(entries) => entries.len(),
            State::Nil => 0,
        }
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The entries, sorted by key as Go prints and ranges over them.
    pub fn entries(&self) -> Ref<'_, BTreeMap<Arc<str>, MapEntry>> {
        if let Some(watch) = &self.watch {
            watch.note_all();
        }
        self.ready()
    }

    /// The same, not noted.
    fn ready(&self) -> Ref<'_, BTreeMap<Arc<str>, MapEntry>> {
        self.make();
        Ref::map(self.state.borrow(), |state| match state {
            State::Ready(entries) => entries,
            State::Node(..) | State::Nil => const { &BTreeMap::new() },
        })
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<Value> {
        if let Some(watch) = &self.watch {
            watch.note_key(key);
        }
        self.ready().get(key).map(|entry| entry.value.clone())
    }

    /// Whether it has a key.
    pub fn has(&self, key: &str) -> bool {
        if let Some(watch) = &self.watch {
            watch.note_key(key);
        }
        match &*self.state.borrow() {
            State::Node(mapping, _) => mapping.get(key).is_some(),
            State::Ready(entries) => entries.contains_key(key),
            State::Nil => false,
        }
    }

    /// The keys, sorted.
    pub fn keys(&self) -> Vec<Arc<str>> {
        self.entries().keys().cloned().collect()
    }

    /// Writes an entry.
    pub fn set(&self, key: Arc<str>, mut value: Value, key_origin: Origin) {
        value.is_interface = self.map_type.holds_interfaces();
        self.change(|entries| {
            entries.insert(key, MapEntry { value, key_origin });
        });
    }

    /// Takes an entry out.
    pub fn unset(&self, key: &str) {
        self.change(|entries| {
            entries.remove(key);
        });
    }

    fn change(&self, change: impl FnOnce(&mut BTreeMap<Arc<str>, MapEntry>)) {
        if let Some(watch) = &self.watch {
            watch.note_change();
        }
        self.make();
        if let State::Ready(entries) = &mut *self.state.borrow_mut() {
            change(entries);
        }
    }

    fn make(&self) {
        // Who looks at it holds it, so only what is still to be made may be written.
        if !matches!(&*self.state.borrow(), State::Node(..)) {
            return;
        }
        let mut state = self.state.borrow_mut();
        if let State::Node(mapping, origin) = &*state {
            let tracker = self.watch.as_ref().map(|watch| &watch.tracker);
            *state = State::Ready(entries_of(mapping, origin, tracker));
        }
    }

    /// Whether both are one map.
    pub fn is_same(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.state, &other.state)
    }
}

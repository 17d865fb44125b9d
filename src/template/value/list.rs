//! Slices, which have identity.

use super::dropped::Contents;
use super::node::items_of;
use super::types::ListType;
use super::watch::{Tracker, Watch};
use super::{Origin, Value};
use crate::yaml::Node;
use std::cell::{Ref, RefCell};
use std::rc::Rc;
use std::sync::Arc;

/// A slice. Its clones are the same slice.
#[derive(Debug, Clone)]
pub struct List {
    cell: Rc<Cell>,
    /// What notes looks at it, if it is one of the values.
    watch: Option<Rc<Watch>>,
}

#[derive(Debug)]
struct Cell {
    list_type: ListType,
    state: RefCell<State>,
}

#[derive(Debug)]
enum State {
    /// As it is in the values.
    Node(Arc<Vec<Node>>, Origin),
    /// Made into values.
    Ready(Vec<Value>),
    /// A nil slice: empty, but `null` in JSON.
    Nil,
}

impl Drop for State {
    fn drop(&mut self) {
        if let Self::Ready(items) = self {
            Contents::Items(std::mem::take(items)).drop_in_turn();
        }
    }
}

/// The items of a list, while nobody changes it.
pub type Items<'l> = Ref<'l, Vec<Value>>;

impl List {
    /// A slice of these items.
    pub fn new(list_type: ListType, items: impl IntoIterator<Item = Value>) -> Self {
        let mut items: Vec<Value> = items.into_iter().collect();
        for item in &mut items {
            item.is_interface = list_type.holds_interfaces();
        }
        Self::in_state(list_type, State::Ready(items))
    }

    /// A list of the values; its items are made when they are first looked at.
    pub(super) fn of_node(
        nodes: &Arc<Vec<Node>>,
        origin: Origin,
        watch: Option<Rc<Watch>>,
    ) -> Self {
        Self {
            watch,
            ..Self::in_state(ListType::Any, State::Node(Arc::clone(nodes), origin))
        }
    }

    /// Has it noted who changes what it holds.
    pub(in crate::template) fn watch(&mut self, tracker: &Rc<Tracker>) {
        if self.watch.is_some() {
            return;
        }
        self.watch = Some(Watch::of_object(tracker));
        if let State::Ready(items) = &mut *self.cell.state.borrow_mut() {
            for item in items {
                item.watch(tracker);
            }
        }
    }

    /// A nil slice: empty, but `null` in JSON.
    pub fn nil(list_type: ListType) -> Self {
        Self::in_state(list_type, State::Nil)
    }

    fn in_state(list_type: ListType, state: State) -> Self {
        Self {
            cell: Rc::new(Cell {
                list_type,
                state: RefCell::new(state),
            }),
            watch: None,
        }
    }

    /// Whether it is a nil slice.
    pub fn is_nil(&self) -> bool {
        matches!(&*self.cell.state.borrow(), State::Nil)
    }

    /// Its type.
    pub fn list_type(&self) -> ListType {
        self.cell.list_type
    }

    /// How many items it has.
    pub fn len(&self) -> usize {
        if let Some(watch) = &self.watch {
            watch.note_len();
        }
        match &*self.cell.state.borrow() {
            State::Node(nodes, _) => nodes.len(),
            State::Ready(items) => items.len(),
            State::Nil => 0,
        }
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Its items.
    pub fn items(&self) -> Items<'_> {
        if let Some(watch) = &self.watch {
            watch.note_all();
        }
        self.make();
        Ref::map(self.cell.state.borrow(), |state| match state {
            State::Ready(items) => items,
            State::Node(..) | State::Nil => const { &Vec::new() },
        })
    }

    /// An item.
    pub fn get(&self, index: usize) -> Option<Value> {
        self.items().get(index).cloned()
    }

    fn make(&self) {
        // Who looks at it holds it, so only what is still to be made may be written.
        if !matches!(&*self.cell.state.borrow(), State::Node(..)) {
            return;
        }
        let mut state = self.cell.state.borrow_mut();
        if let State::Node(nodes, origin) = &*state {
            let tracker = self.watch.as_ref().map(|watch| &watch.tracker);
            *state = State::Ready(items_of(nodes, origin, tracker));
        }
    }

    /// Whether both are one slice.
    pub fn is_same(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.cell, &other.cell)
    }
}

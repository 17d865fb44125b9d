//! What a file looks at in the values: keys of maps, and maps and lists as a whole. What is passed on and not looked at is no input.

use super::{Data, Value};
use crate::source::ValuePath;
use crate::template::inputs::{Collection, Input, Inputs, Seen};
use crate::template::origin::PathLink;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

/// Notes what the file that is executed looks at, and whether something that other files see too was changed.
#[derive(Debug, Default)]
pub struct Tracker {
    /// Which file is executed.
    file: Cell<u32>,
    looked_at: RefCell<Vec<Rc<Watch>>>,
    is_changed: Cell<bool>,
}

impl Tracker {
    /// Forgets what was looked at before a file.
    pub(in crate::template) fn begin(&self) {
        self.file.set(self.file.get() + 1);
        self.looked_at.borrow_mut().clear();
    }

    /// What the file has looked at.
    pub(in crate::template) fn inputs(&self) -> Inputs {
        let looked_at = self.looked_at.take();
        Inputs::new(looked_at.iter().filter_map(|watch| watch.input()))
    }

    /// Whether a map that other files see too was changed.
    pub(in crate::template) fn is_changed(&self) -> bool {
        self.is_changed.get()
    }
}

/// What notes looks at one collection.
#[derive(Debug)]
pub(super) struct Watch {
    pub(super) tracker: Rc<Tracker>,
    /// Where it is in the values, and what is there; `None` for a part of a built-in object.
    of: Option<(PathLink, Collection)>,
    seen: RefCell<(u32, Seen)>,
}

impl Watch {
    pub(super) fn of(tracker: &Rc<Tracker>, path: PathLink, collection: Collection) -> Rc<Self> {
        Self::new(tracker, Some((path, collection)))
    }

    /// For a part of a built-in object, which is the same for all values.
    pub(super) fn of_object(tracker: &Rc<Tracker>) -> Rc<Self> {
        Self::new(tracker, None)
    }

    fn new(tracker: &Rc<Tracker>, of: Option<(PathLink, Collection)>) -> Rc<Self> {
        Rc::new(Self {
            tracker: Rc::clone(tracker),
            of,
            seen: RefCell::default(),
        })
    }

    /// Notes that its length is looked at.
    pub(super) fn note_len(self: &Rc<Self>) {
        self.note(|seen| seen.len = true);
    }

    /// Notes that all that is in it is looked at, but not what is in the collections in it.
    pub(super) fn note_all(self: &Rc<Self>) {
        self.note(|seen| seen.all = true);
    }

    /// Notes that a key is looked at, whether it is there or not.
    pub(super) fn note_key(self: &Rc<Self>, key: &str) {
        self.note(|seen| {
            if !seen.all && !seen.keys.contains(key) {
                seen.keys.insert(Arc::from(key));
            }
        });
    }

    /// Notes that it is changed.
    pub(super) fn note_change(&self) {
        self.tracker.is_changed.set(true);
    }

    fn note(self: &Rc<Self>, change: impl FnOnce(&mut Seen)) {
        if self.of.is_none() {
            return;
        }
        let (file, seen) = &mut *self.seen.borrow_mut();
        let now = self.tracker.file.get();
        if *file != now {
            (*file, *seen) = (now, Seen::default());
            self.tracker.looked_at.borrow_mut().push(Rc::clone(self));
        }
        change(seen);
    }

    fn input(&self) -> Option<Input> {
        let (path, collection) = self.of.as_ref()?;
        let (_, seen) = self.seen.take();
        let path: ValuePath = path.to_path();
        Some(Input::new(path, collection.clone(), seen))
    }
}

impl Value {
    /// Has it noted who changes something in it, as a part of a built-in object.
    pub(in crate::template) fn watch(&mut self, tracker: &Rc<Tracker>) {
        match &mut self.data {
            Data::Map(map) => map.watch(tracker),
            Data::List(list) => list.watch(tracker),
            _ => {}
        }
    }
}

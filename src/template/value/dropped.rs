//! What collections hold, dropped in turn: one that nests deep would need a deep stack.

use super::{MapEntry, Value};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::sync::Arc;

/// How deep drops may nest.
const DEPTH: u32 = 100;

thread_local! {
    static NESTED: Cell<u32> = const { Cell::new(0) };
    static WAITING: RefCell<Vec<Contents>> = const { RefCell::new(Vec::new()) };
}

/// What was in a collection.
pub(super) enum Contents {
    Entries(BTreeMap<Arc<str>, MapEntry>),
    Items(Vec<Value>),
}

impl Contents {
    fn is_flat(&self) -> bool {
        match self {
            Self::Entries(entries) => entries.values().all(|entry| entry.value.is_scalar()),
            Self::Items(items) => items.iter().all(Value::is_scalar),
        }
    }

    /// Drops it, or leaves that to the drop around it.
    pub(super) fn drop_in_turn(self) {
        if self.is_flat() {
            return;
        }
        let nested = NESTED.get();
        if nested == DEPTH {
            let mut waiting = Some(self);
            // Where the thread ends and its list is gone, it is dropped here.
            let _ = WAITING.try_with(|list| list.borrow_mut().extend(waiting.take()));
            return;
        }
        NESTED.set(nested + 1);
        drop(self);
        if nested == 0 {
            while let Some(next) = next() {
                drop(next);
            }
        }
        NESTED.set(nested);
    }
}

fn next() -> Option<Contents> {
    let next = WAITING.try_with(|waiting| waiting.borrow_mut().pop());
    next.ok().flatten()
}

impl Value {
    fn is_scalar(&self) -> bool {
        self.as_map().is_none() && self.as_list().is_none()
    }
}

#[cfg(test)]
mod tests {
    use crate::template::value::{Map, Value};

    #[test]
    fn no_depth_outgrows_the_stack() {
        let mut value = Value::nil();
        for _ in 0..100_000 {
            let map = Map::from_entries([("a".into(), Value::list([value]))]);
            value = Value::map(map);
        }
        drop(value);
    }
}

//! Copies that share nothing with what they were made of.

use super::{Data, List, Map, Value};

/// How many values a copy may have: maps that share others grow without bound when they are copied.
const MOST: usize = 1_000_000;

/// How deep they may be: a map that holds itself has no end.
pub(super) const DEPTH: usize = 1_000;

/// A value has no copy that fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the value would be too large or too deep")]
pub struct TooLarge;

impl Value {
    /// A copy, down to its scalars, of the same origins.
    pub fn deep_copy(&self) -> Result<Self, TooLarge> {
        Copier { left: MOST }.copy(self, 0)
    }
}

struct Copier {
    left: usize,
}

impl Copier {
    fn copy(&mut self, value: &Value, depth: usize) -> Result<Value, TooLarge> {
        self.left = self.left.checked_sub(1).ok_or(TooLarge)?;
        if depth > DEPTH {
            return Err(TooLarge);
        }
        let data = match &value.data {
            Data::List(list) if list.is_nil() => Data::List(list.clone()),
            Data::List(list) => {
                let items = list.items();
                let items = items.iter().map(|item| self.copy(item, depth + 1));
                let items = items.collect::<Result<Vec<_>, _>>()?;
                Data::List(List::new(list.list_type(), items))
            }
            Data::Map(map) if map.is_nil() => Data::Map(map.clone()),
            Data::Map(map) => {
                let copy = Map::new(map.map_type());
                for (key, entry) in map.entries().iter() {
                    let value = self.copy(&entry.value, depth + 1)?;
                    copy.set(key.clone(), value, entry.key_origin.clone());
                }
                Data::Map(copy)
            }
            other => other.clone(),
        };
        Ok(Value {
            data,
            ..value.clone()
        })
    }
}

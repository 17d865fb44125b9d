//! A change of a value: what it is about, and what values become by it.

use crate::source::{Segment, ValuePath};
use crate::yaml::{DuplicateKey, Entry, Node, Value, from_json};

/// What is to become of a file's values.
#[derive(Debug, Clone)]
pub enum Change {
    /// A key of a mapping that is there gets this value, whether it was absent, null or a scalar.
    Set(ValuePath, serde_json::Value),
    /// A list gets one more item, at its end.
    Append(ValuePath, serde_json::Value),
    /// A key is written otherwise.
    Rename(ValuePath, String),
    /// A key with its value, or a list's item, is taken out.
    Remove(ValuePath),
    /// A key with a value is taken out, and this value is set at the second path, with the comment that was after it.
    Move(ValuePath, ValuePath, serde_json::Value),
    /// What Helm drops is taken out: the entry before one of the same key. The path is that of the key.
    Drop(ValuePath, Box<DuplicateKey>),
}

impl Change {
    /// The path that it is about.
    pub fn path(&self) -> &ValuePath {
        match self {
            Self::Set(path, _)
            | Self::Append(path, _)
            | Self::Rename(path, _)
            | Self::Remove(path)
            | Self::Move(path, ..)
            | Self::Drop(path, _) => path,
        }
    }

    /// All paths at which there is another value after it.
    pub fn paths(&self) -> Vec<ValuePath> {
        let second = match self {
            Self::Rename(path, key) => path.split_last().map(|(parent, _)| parent.join(&**key)),
            Self::Move(_, to, _) => Some(to.clone()),
            Self::Set(..) | Self::Append(..) | Self::Remove(_) | Self::Drop(..) => None,
        };
        std::iter::once(self.path().clone()).chain(second).collect()
    }

    /// The same change with its paths elsewhere; `None` if one of them has no such place.
    pub fn moved(&self, to: impl Fn(&ValuePath) -> Option<ValuePath>) -> Option<Self> {
        Some(match self {
            Self::Set(path, value) => Self::Set(to(path)?, value.clone()),
            Self::Append(path, value) => Self::Append(to(path)?, value.clone()),
            Self::Rename(path, key) => Self::Rename(to(path)?, key.clone()),
            Self::Remove(path) => Self::Remove(to(path)?),
            Self::Move(from, target, value) => Self::Move(to(from)?, to(target)?, value.clone()),
            Self::Drop(path, duplicate) => Self::Drop(to(path)?, duplicate.clone()),
        })
    }
}

/// The value that a change leads to, in any values: those of a file, or coalesced ones. `None` if there is nothing to
/// change.
pub fn changed(root: &Node, change: &Change) -> Option<Node> {
    let path = change.path().segments();
    match change {
        Change::Drop(..) => Some(root.clone()),
        Change::Set(_, value) => at(root, path, &|_| Some(Some(from_json(value, root.place)))),
        Change::Append(_, value) => at(root, path, &|list| {
            let mut items = list.and_then(Node::as_list).unwrap_or_default().to_vec();
            items.push(from_json(value, root.place));
            let list = Value::List(items.into());
            Some(Some(Node::implied(list, root.place)))
        }),
        Change::Remove(_) => at(root, path, &|_| Some(None)),
        Change::Move(from, to, value) => {
            let without = at(root, from.segments(), &|_| Some(None))?;
            let new = from_json(value, root.place);
            at(&without, to.segments(), &|_| Some(Some(new.clone())))
        }
        Change::Rename(path, key) => {
            let (parent, _) = path.split_last()?;
            let node = root.at(path)?.clone();
            let without = at(root, path.segments(), &|_| Some(None))?;
            let renamed = parent.join(key.as_str());
            at(&without, renamed.segments(), &|_| Some(Some(node.clone())))
        }
    }
}

/// What becomes of a node: gone, or another one; `None` if it cannot be changed.
type Becoming<'f> = dyn Fn(Option<&Node>) -> Option<Option<Node>> + 'f;

/// The node with what is at a path below it changed.
fn at(node: &Node, path: &[Segment], change: &Becoming<'_>) -> Option<Node> {
    let (first, rest) = path.split_first()?;
    let below = |old: Option<&Node>| match (rest.is_empty(), old) {
        (true, old) => change(old),
        (false, Some(old)) => Some(Some(at(old, rest, change)?)),
        (false, None) => None,
    };
    let value = match (first, &node.value) {
        (Segment::Key(key), Value::Map(map)) => {
            let mut map = (**map).clone();
            match below(map.get(key).map(|entry| &entry.node))? {
                None => drop(map.remove(key)?),
                Some(new) => {
                    let old = map.get(key);
                    let key_place = old.map_or(node.place, |entry| entry.key_place);
                    map.insert(Entry {
                        key: key.clone(),
                        key_place,
                        node: new,
                        merged: false,
                    });
                }
            }
            Value::Map(map.into())
        }
        (Segment::Index(index), Value::List(items)) => {
            let mut items = items.to_vec();
            match below(items.get(*index))? {
                None => drop(items.remove(*index)),
                Some(new) => *items.get_mut(*index)? = new,
            }
            Value::List(items.into())
        }
        _ => return None,
    };
    Some(Node {
        value,
        ..node.clone()
    })
}

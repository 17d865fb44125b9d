//! Changes of values as edits of the source that holds them: every byte that a change does not name stays.
//!
//! A change that cannot be made in this way is refused: if an alias repeats the place, if the source is not laid out as
//! people lay it out, or if the result would not be what was asked for.

mod block;
mod flow;
mod lines;
mod moved;
mod scalar;
mod write;

use crate::diagnostic::{Edit, Effect, Unfixable};
use crate::source::{Encoding, Name, Place, Segment, Source, Span, ValuePath};
use crate::yaml::{DuplicateKey, Entry, Link, MergedDocuments, Node, Style, Value, from_json};
use std::path::Path;

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

/// Edits with what they do to the values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The edits.
    pub edits: Vec<Edit>,
    /// What they do to the values.
    pub effects: Vec<Effect>,
}

/// A values file to be changed.
#[derive(Debug, Clone, Copy)]
pub struct EditableText<'a> {
    /// The source that is edited.
    pub source: &'a Source,
    /// The same source, as it was read.
    pub document: &'a MergedDocuments,
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
}

impl Change {
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

impl<'a> EditableText<'a> {
    /// The edits that make a change, whose paths are those of the document.
    ///
    /// # Errors
    /// When it cannot be made without changing more.
    pub fn plan(&self, change: &Change) -> Result<Plan, Unfixable> {
        self.check()?;
        let (pieces, effects) = self
            .pieces(change)
            .ok_or_else(|| self.reason(change.path()))?;
        let mut touched = pieces.iter().map(|piece| piece.span);
        if touched.any(|span| self.is_repeated(|repeated| touches(repeated, span)))
            || self.is_in_repeated(change.path())
            || matches!(change, Change::Move(_, to, _) if self.is_in_repeated(to))
        {
            return Err(Unfixable::Repeated);
        }
        let edit = |piece: Replacement| Edit {
            source: self.source.id(),
            span: piece.span,
            text: piece.text,
        };
        Ok(Plan {
            edits: pieces.into_iter().map(edit).collect(),
            effects,
        })
    }

    /// Whether it can be edited at all.
    fn check(&self) -> Result<(), Unfixable> {
        match self.source.name() {
            Name::File(file) if is_packed(file) => return Err(Unfixable::Packed),
            Name::File(_) => {}
            Name::Stdin => return Err(Unfixable::Stdin),
            _ => return Err(Unfixable::Argument),
        }
        // Positions of another encoding are not those of the file's bytes, and Helm 3 drops further documents.
        if self.source.encoding() != Encoding::Utf8 || !self.source.invalid().is_empty() {
            return Err(Unfixable::Encoding);
        }
        match self.document.further.is_empty() {
            true => Ok(()),
            false => Err(Unfixable::Documents),
        }
    }

    /// Why no edits were found: what a path leads through is elsewhere, or the layout does not allow them.
    fn reason(&self, path: &ValuePath) -> Unfixable {
        let mut path = path.clone();
        while self.document.root.at(&path).is_none() {
            match path.split_last() {
                Some((parent, _)) => path = parent,
                None => return Unfixable::Layout,
            }
        }
        match self.own(&path) {
            Some(_) => Unfixable::Layout,
            None => Unfixable::Linked,
        }
    }

    fn pieces(&self, change: &Change) -> Option<(Vec<Replacement>, Vec<Effect>)> {
        Some(match change {
            Change::Set(path, value) => (self.set(path, value)?, vec![is(path, value)]),
            Change::Append(path, value) => self.append(path, value)?,
            Change::Rename(path, key) => {
                let effect = Effect::Renamed(path.clone(), key.clone());
                (self.rename(path, key)?, vec![effect])
            }
            Change::Remove(path) => (self.remove(path)?, vec![Effect::Removed(path.clone())]),
            Change::Move(from, to, value) => (
                moved::moved(self, from, to, value)?,
                vec![is(to, value), Effect::Removed(from.clone())],
            ),
            Change::Drop(path, duplicate) => (self.drop_entry(path, duplicate)?, Vec::new()),
        })
    }

    /// Whether an alias repeats a span that `is_it` picks.
    fn is_repeated(&self, is_it: impl Fn(Span) -> bool) -> bool {
        let mut repeated = self.document.repeated.iter();
        repeated.any(|place| is_it(place.span))
    }

    /// Whether an alias repeats what a path leads to or through, so that it would change there too.
    fn is_in_repeated(&self, path: &ValuePath) -> bool {
        let mut segments = path.segments().to_vec();
        loop {
            let node = self.document.root.at(&ValuePath::from(segments.clone()));
            let is_it = |node: &Node| {
                let Span { start, end } = node.place.span;
                self.is_repeated(|repeated| repeated.start <= start && end <= repeated.end)
            };
            if node.is_some_and(is_it) {
                return true;
            }
            if segments.pop().is_none() {
                return false;
            }
        }
    }

    /// What is written at a path, without the help of an alias or a merge key.
    fn own(&self, path: &ValuePath) -> Option<&'a Node> {
        let own = |node: &&Node| node.link == Link::Own;
        let mut segments = path.segments().iter();
        let root = Some(&self.document.root).filter(own)?;
        segments.try_fold(root, |node, segment| {
            let below = match segment {
                Segment::Key(key) => {
                    let entry = node.as_map()?.get(key)?;
                    (!entry.merged).then_some(&entry.node)
                }
                Segment::Index(index) => node.as_list()?.get(*index),
            };
            below.filter(own)
        })
    }

    fn text(&self) -> &'a str {
        self.source.text()
    }

    /// Whether a place is in this source and not empty.
    fn has(&self, place: Place) -> bool {
        place.source == self.source.id() && place.span.start < place.span.end
    }

    /// The entry at a path, written as an entry of its own mapping.
    fn entry(&self, path: &ValuePath) -> Option<&'a Entry> {
        let (parent, key) = path.split_last()?;
        let Segment::Key(key) = key else { return None };
        let entry = self.own(&parent)?.as_map()?.get(key)?;
        (!entry.merged && self.has(entry.key_place)).then_some(entry)
    }

    fn set(&self, path: &ValuePath, value: &serde_json::Value) -> Option<Vec<Replacement>> {
        let (parent, last) = path.split_last()?;
        let mapping = self.own(&parent)?;
        let Segment::Key(key) = last else {
            return scalar::replaced(self, self.own(path)?, value);
        };
        match mapping.as_map()?.get(key) {
            Some(entry) if entry.merged => None,
            Some(entry) => scalar::replaced(self, &entry.node, value),
            None => match mapping.style {
                Style::Block => block::entry(self, &parent, mapping, key, value),
                Style::Flow => flow::entry(self, mapping, key, value),
                _ => None,
            },
        }
    }

    fn append(
        &self,
        path: &ValuePath,
        value: &serde_json::Value,
    ) -> Option<(Vec<Replacement>, Vec<Effect>)> {
        let list = self.document.root.at(path);
        let Some(list) = list.filter(|list| !list.is_null()) else {
            let list = serde_json::Value::Array(vec![value.clone()]);
            return Some((self.set(path, &list)?, vec![is(path, &list)]));
        };
        self.own(path)?;
        let items = list.as_list()?;
        let pieces = match list.style {
            Style::Block => block::item(self, path, list, value)?,
            Style::Flow => flow::item(self, list, value)?,
            _ => return None,
        };
        Some((pieces, vec![is(&path.join(items.len()), value)]))
    }

    fn rename(&self, path: &ValuePath, key: &str) -> Option<Vec<Replacement>> {
        let (parent, _) = path.split_last()?;
        let siblings = self.own(&parent)?.as_map()?;
        let entry = self.entry(path)?;
        let mut repeated = siblings.duplicates().iter();
        if siblings.get(key).is_some() || repeated.any(|twice| twice.key == entry.key) {
            return None;
        }
        scalar::respelled(self, entry, key)
    }

    fn remove(&self, path: &ValuePath) -> Option<Vec<Replacement>> {
        let (parent, last) = path.split_last()?;
        let collection = self.own(&parent)?;
        match last {
            Segment::Key(_) => {
                let entry = self.entry(path)?;
                let mapping = collection.as_map()?;
                let is_twice = |twice: &DuplicateKey| twice.key == entry.key;
                if mapping.duplicates().iter().any(is_twice) {
                    return None; // the other one would count then
                }
                match collection.style {
                    Style::Block if mapping.entries().len() > 1 => {
                        block::without_entry(self, entry)
                    }
                    Style::Flow => flow::without_entry(self, mapping, entry),
                    _ => None,
                }
            }
            Segment::Index(index) => match collection.style {
                Style::Block => block::without_item(self, collection.as_list()?, *index),
                Style::Flow => flow::without_item(self, collection.as_list()?, *index),
                _ => None,
            },
        }
    }

    fn drop_entry(&self, path: &ValuePath, duplicate: &DuplicateKey) -> Option<Vec<Replacement>> {
        let (parent, _) = path.split_last()?;
        let mapping = self.own(&parent)?;
        let is_here = self.has(duplicate.dropped.key_place);
        match mapping.style {
            Style::Block if is_here => block::without_entry(self, &duplicate.dropped),
            Style::Flow if is_here => {
                flow::without_entry(self, mapping.as_map()?, &duplicate.dropped)
            }
            _ => None,
        }
    }
}

/// Whether a file is in a chart's archive.
pub fn is_packed(file: &Path) -> bool {
    let is_archive = |folder: &Path| folder.extension().is_some_and(|end| end == "tgz");
    file.ancestors().skip(1).any(is_archive)
}

/// Bytes to replace, with what.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Replacement {
    span: Span,
    text: String,
}

impl Replacement {
    fn new(start: usize, end: usize, text: impl Into<String>) -> Self {
        Self {
            span: Span::new(start, end),
            text: text.into(),
        }
    }

    fn insert(at: usize, text: impl Into<String>) -> Self {
        Self::new(at, at, text)
    }
}

fn touches(one: Span, other: Span) -> bool {
    one.start <= other.end && other.start <= one.end
}

fn is(path: &ValuePath, value: &serde_json::Value) -> Effect {
    Effect::Set(path.clone(), value.clone())
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

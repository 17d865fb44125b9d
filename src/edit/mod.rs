//! Changes of values as edits of the source that holds them: every byte that a change does not name stays.
//!
//! A change that cannot be made in this way is refused: if an alias repeats the place, if the source is not laid out as
//! people lay it out, or if the result would not be what was asked for.

mod block;
mod change;
mod collapsed;
mod flow;
mod lines;
mod moved;
mod scalar;
mod write;

pub use change::{Change, changed};

use crate::diagnostic::{Edit, Effect, Unfixable};
use crate::source::{Encoding, Name, Place, Segment, Source, Span, ValuePath};
use crate::yaml::{DuplicateKey, Entry, Link, MergedDocuments, Node, Style};
use std::path::Path;

/// Edits with what they do to the values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The edits.
    pub edits: Vec<Edit>,
    /// What they do to the values.
    pub effects: Vec<Effect>,
}

/// Values to be changed: a file, or a part of one.
#[derive(Debug, Clone, Copy)]
pub struct EditableText<'a> {
    /// The source that is edited.
    source: &'a Source,
    /// The same source, as it was read.
    document: &'a MergedDocuments,
    /// Where what was read ends.
    end: usize,
}

impl<'a> EditableText<'a> {
    /// A source as it was read.
    pub fn new(source: &'a Source, document: &'a MergedDocuments) -> Self {
        Self {
            source,
            document,
            end: source.text().len(),
        }
    }

    /// The same where what was read ends before the source does.
    #[must_use]
    pub fn up_to(self, end: usize) -> Self {
        Self { end, ..self }
    }

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
        &self.source.text()[..self.end]
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
            Some(entry) if value.is_object() || value.is_array() => {
                let scalar = || scalar::replaced(self, &entry.node, value);
                collapsed::replaced(self, entry, value).or_else(scalar)
            }
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

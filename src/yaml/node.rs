//! Nodes: values as Helm sees them, each with its place and how it was written.
//!
//! Cloning a node is cheap, since collections and strings are shared; so layers, coalesced values and aliases hold the
//! same subtrees.

use crate::source::{Place, Segment, ValuePath};
use std::sync::Arc;

/// A value with its place.
#[derive(Debug, Clone)]
pub struct Node {
    /// What Helm's templates see.
    pub value: Value,
    /// The value's text, without its key; for an alias the alias itself.
    pub place: Place,
    /// How it was written.
    pub style: Style,
    /// Whether it is written here itself or was brought here by an alias.
    pub link: Link,
}

/// What Helm's templates see. Numbers from files are floats; only `--set` makes integers.
#[derive(Debug, Clone)]
pub enum Value {
    /// `nil`.
    Null,
    /// A boolean.
    Bool(bool),
    /// A number.
    Number(Number),
    /// A string.
    String(Arc<str>),
    /// A list.
    List(Arc<Vec<Node>>),
    /// A map with string keys.
    Map(Arc<Mapping>),
}

impl Value {
    /// What it is, in a word or two: `a mapping`.
    pub fn in_words(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Number(_) => "a number",
            Self::String(_) => "a string",
            Self::List(_) => "a list",
            Self::Map(_) => "a mapping",
        }
    }
}

/// A number, with the Go type that its origin gives it.
#[derive(Debug, Clone, Copy)]
pub enum Number {
    /// `float64`: every number from a file or from `--set-json`.
    Float(f64),
    /// `int64`: a decimal integer from `--set`.
    Int(i64),
}

impl Number {
    /// The number as a double.
    #[expect(
        clippy::cast_precision_loss,
        reason = "as Go converts int64 to float64"
    )]
    pub fn as_f64(self) -> f64 {
        match self {
            Self::Float(float) => float,
            Self::Int(int) => int as f64,
        }
    }
}

/// How a node was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// A scalar without quotes, or nothing at all.
    Plain,
    /// The same after a tag, which says what it is.
    Tagged,
    /// `'…'`
    SingleQuoted,
    /// `"…"`
    DoubleQuoted,
    /// `|`
    Literal,
    /// `>`
    Folded,
    /// A mapping or list by indentation.
    Block,
    /// `{…}` or `[…]`
    Flow,
    /// Part of a command line argument.
    Argument,
    /// Written nowhere: a gap in a list, or a default that was filled in.
    Implied,
}

/// How a node came to where it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// It is written here.
    Own,
    /// An alias (`*name`) is here; what is below it is written at the anchor.
    Alias,
}

/// A map's entries, sorted by key as Helm iterates them.
#[derive(Debug, Clone, Default)]
pub struct Mapping {
    entries: Vec<Entry>,
    duplicates: Vec<DuplicateKey>,
    overridden: Vec<Entry>,
}

/// A key with its value.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The key as Helm sees it: `yes` is `"true"`.
    pub key: Arc<str>,
    /// The key's text.
    pub key_place: Place,
    /// The value.
    pub node: Node,
    /// Whether a merge key (`<<`) brought it; its places are then those of the merged mapping.
    pub merged: bool,
}

/// A key that its mapping writes more than once; the last one counts.
#[derive(Debug, Clone)]
pub struct DuplicateKey {
    /// The key as Helm sees it.
    pub key: Arc<str>,
    /// The key's text, the first time.
    pub first: Place,
    /// The key's text, the second time.
    pub again: Place,
    /// The entry before that one, which Helm drops.
    pub dropped: Box<Entry>,
}

impl Mapping {
    /// The entries, sorted by key.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Keys that were written more than once, in the order of the text.
    pub fn duplicates(&self) -> &[DuplicateKey] {
        &self.duplicates
    }

    /// What the text says of keys that have another value further on, or from a merge key (`<<`): it counts for nothing.
    pub fn overridden(&self) -> &[Entry] {
        &self.overridden
    }

    /// The entry of a key.
    pub fn get(&self, key: &str) -> Option<&Entry> {
        self.position(key).ok().map(|index| &self.entries[index])
    }

    /// The entry of a key, to be changed.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Entry> {
        match self.position(key) {
            Ok(index) => Some(&mut self.entries[index]),
            Err(_) => None,
        }
    }

    /// Puts an entry in, in place of one with the same key, which is handed back.
    pub fn insert(&mut self, entry: Entry) -> Option<Entry> {
        match self.position(&entry.key) {
            Ok(index) => Some(std::mem::replace(&mut self.entries[index], entry)),
            Err(index) => {
                self.entries.insert(index, entry);
                None
            }
        }
    }

    /// Takes a key out.
    pub fn remove(&mut self, key: &str) -> Option<Entry> {
        self.position(key)
            .ok()
            .map(|index| self.entries.remove(index))
    }

    /// Notes that a key was written again.
    pub fn note_duplicate(&mut self, duplicate: DuplicateKey) {
        self.duplicates.push(duplicate);
    }

    fn position(&self, key: &str) -> Result<usize, usize> {
        self.entries
            .binary_search_by(|entry| entry.key.as_ref().cmp(key))
    }
}

impl Mapping {
    /// The mapping of entries in the order of the text: the last one of a key counts. What is written twice is noted as
    /// a duplicate; what a merge key brought, or what it overrides, is none.
    pub(super) fn from_text(mut entries: Vec<Entry>) -> Self {
        entries.sort_by(|a, b| a.key.cmp(&b.key));
        let duplicates = duplicates(&entries);
        Self {
            duplicates,
            ..Self::last_of_each(entries)
        }
    }

    /// The same without duplicates, which JSON allows.
    pub(crate) fn from_json(mut entries: Vec<Entry>) -> Self {
        entries.sort_by(|a, b| a.key.cmp(&b.key));
        Self::last_of_each(entries)
    }

    /// The last entry of each key; the entries are sorted by key.
    fn last_of_each(mut entries: Vec<Entry>) -> Self {
        if entries.is_sorted_by(|a, b| a.key < b.key) {
            entries.shrink_to_fit();
            return Self {
                entries,
                ..Self::default()
            };
        }
        let mut mapping = Self::default();
        for entry in entries {
            let before = mapping.entries.pop_if(|last| last.key == entry.key);
            mapping.overridden.extend(before);
            mapping.entries.push(entry);
        }
        mapping
    }
}

/// The keys that are written more than once, in the order of the text; the entries are sorted by key.
fn duplicates(entries: &[Entry]) -> Vec<DuplicateKey> {
    let mut duplicates = Vec::new();
    for same in entries.chunk_by(|a, b| a.key == b.key) {
        let mut written = same.iter().filter(|entry| !entry.merged);
        let Some(first) = written.next() else {
            continue;
        };
        let mut before = first;
        duplicates.extend(written.map(|again| DuplicateKey {
            key: Arc::clone(&again.key),
            first: first.key_place,
            again: again.key_place,
            dropped: Box::new(std::mem::replace(&mut before, again).clone()),
        }));
    }
    duplicates.sort_by_key(|duplicate| duplicate.again);
    duplicates
}

impl FromIterator<Entry> for Mapping {
    /// Later entries replace earlier ones of the same key.
    fn from_iter<I: IntoIterator<Item = Entry>>(entries: I) -> Self {
        let mut all: Vec<Entry> = entries.into_iter().collect();
        all.sort_by(|a, b| a.key.cmp(&b.key));
        Self {
            overridden: Vec::new(),
            ..Self::last_of_each(all)
        }
    }
}

impl Node {
    /// A value that is written nowhere, located at `place`.
    pub fn implied(value: Value, place: Place) -> Self {
        Self {
            value,
            place,
            style: Style::Implied,
            link: Link::Own,
        }
    }

    /// The mapping, if it is one.
    pub fn as_map(&self) -> Option<&Mapping> {
        match &self.value {
            Value::Map(map) => Some(map),
            _ => None,
        }
    }

    /// The items, if it is a list.
    pub fn as_list(&self) -> Option<&[Node]> {
        match &self.value {
            Value::List(items) => Some(items),
            _ => None,
        }
    }

    /// The text, if it is a string.
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// Whether it is null.
    pub fn is_null(&self) -> bool {
        matches!(self.value, Value::Null)
    }

    /// The value of a key, if this is a mapping that has it.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.as_map()?.get(key).map(|entry| &entry.node)
    }

    /// The node at a path below this one.
    pub fn at(&self, path: &ValuePath) -> Option<&Self> {
        path.segments()
            .iter()
            .try_fold(self, |node, segment| match segment {
                Segment::Key(key) => node.get(key),
                Segment::Index(index) => node.as_list()?.get(*index),
            })
    }
}

#[cfg(test)]
mod tests {
    use super::{Entry, Mapping, Node, Number, Value};
    use crate::source::{Name, Sources, Span};

    fn entry(key: &str, number: i64) -> Entry {
        let place = Sources::default()
            .add(Name::Stdin, String::new())
            .place(Span::default());
        Entry {
            key: key.into(),
            key_place: place,
            node: Node::implied(Value::Number(Number::Int(number)), place),
            merged: false,
        }
    }

    #[test]
    fn a_mapping_is_sorted_and_its_last_entry_wins() {
        let map: Mapping = [entry("b", 1), entry("a", 2), entry("b", 3)]
            .into_iter()
            .collect();
        let keys: Vec<_> = map.entries().iter().map(|entry| &*entry.key).collect();
        assert_eq!(keys, ["a", "b"]);
        assert!(matches!(
            map.get("b").unwrap().node.value,
            Value::Number(Number::Int(3))
        ));
    }
}

//! Fields from coalesced values: set, absent or unknown, each with its place.

use super::Context;
use super::spelling::as_meant;
use crate::contract::Contract;
use crate::model::{Field, State};
use crate::source::{Segment, ValuePath};
use crate::values::{Values, holds_placeholder};
use crate::yaml::{Entry, Node, Value};

/// Reads fields of one target's values.
pub(super) struct Reader<'a> {
    pub(super) values: &'a Values,
    pub(super) contract: &'a Contract,
    pub(super) context: &'a Context,
    root: Node,
}

/// What stands at a path, with the entry that holds it when that is a mapping's.
struct Found<'a> {
    entry: Option<&'a Entry>,
    node: &'a Node,
}

impl<'a> Reader<'a> {
    /// Reads as the templates do: a misspelled key is another key.
    pub(super) fn exact(values: &'a Values, contract: &'a Contract, context: &'a Context) -> Self {
        Self {
            values,
            contract,
            context,
            root: values.root.clone(),
        }
    }

    /// Reads as was meant, a misspelled key as if it were spelled right; none where nothing is misspelled.
    pub(super) fn lenient(&self) -> Option<Self> {
        Some(Self {
            root: as_meant(self.values, self.contract)?,
            ..*self
        })
    }

    /// Whether there is no chart below the values, so that what is absent may stand elsewhere.
    pub(super) fn is_partial(&self) -> bool {
        self.context.chart.is_none()
    }

    /// The node at a path; null counts as absent.
    pub(super) fn node(&self, path: &ValuePath) -> Option<&Node> {
        self.find(path).map(|found| found.node)
    }

    /// A field of any kind, converted; what `convert` does not take is unknown.
    pub(super) fn field<T>(
        &self,
        path: &ValuePath,
        convert: impl FnOnce(&Node) -> Option<T>,
    ) -> Field<T> {
        let Some(found) = self.find(path) else {
            return self.absent(path);
        };
        Field {
            path: path.clone(),
            key: found
                .entry
                .map_or(found.node.place, |entry| entry.key_place),
            place: found.node.place,
            state: convert(found.node).map_or(State::Unknown, State::Set),
        }
    }

    /// A field that is not there.
    pub(super) fn absent<T>(&self, path: &ValuePath) -> Field<T> {
        let place = self.values.locate_absent(path);
        Field {
            path: path.clone(),
            key: place,
            place,
            state: State::Absent,
        }
    }

    /// A switch, by Go's truthiness: every value is true or false.
    pub(super) fn flag(&self, path: &ValuePath) -> Field<bool> {
        self.field(path, |node| Some(node.is_truthy()))
    }

    /// A string; unknown where something of it is filled in after Helm.
    pub(super) fn text(&self, path: &ValuePath) -> Field<String> {
        self.field(path, |node| {
            let text = node.as_str()?;
            (!holds_placeholder(text)).then(|| text.to_owned())
        })
    }

    /// A number.
    pub(super) fn number(&self, path: &ValuePath) -> Field<f64> {
        self.field(path, |node| match node.value {
            Value::Number(number) => Some(number.as_f64()),
            _ => None,
        })
    }

    /// A mapping, without what is in it.
    pub(super) fn block(&self, path: &ValuePath) -> Field<()> {
        self.field(path, |node| node.as_map().map(|_| ()))
    }

    /// A list, each item read by `item` from its path.
    pub(super) fn list<T>(
        &self,
        path: &ValuePath,
        item: impl Fn(&ValuePath) -> T,
    ) -> Field<Vec<T>> {
        self.field(path, |node| {
            let count = node.as_list()?.len();
            Some((0..count).map(|index| item(&path.join(index))).collect())
        })
    }

    fn find(&self, path: &ValuePath) -> Option<Found<'_>> {
        let mut found = Found {
            entry: None,
            node: &self.root,
        };
        for segment in path.segments() {
            found = match segment {
                Segment::Index(index) => Found {
                    entry: None,
                    node: found.node.as_list()?.get(*index)?,
                },
                Segment::Key(key) => {
                    let entry = found.node.as_map()?.get(key)?;
                    Found {
                        entry: Some(entry),
                        node: &entry.node,
                    }
                }
            };
        }
        (!found.node.is_null()).then_some(found)
    }
}

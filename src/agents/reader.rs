//! Fields from coalesced values: set, absent or unknown, each with its place.

use super::Context;
use super::spelling::as_meant;
use crate::contract::{Contract, Fate};
use crate::go;
use crate::model::{Field, State};
use crate::secrets::{StandIn, holds_template, is_filled_in_later};
use crate::source::{Segment, ValuePath};
use crate::values::Values;
use crate::yaml::{Entry, Node, Value};

/// Reads fields of one target's values.
pub(super) struct ValuesReader<'a> {
    pub(super) values: &'a Values,
    pub(super) contract: &'a Contract,
    pub(super) context: &'a Context<'a>,
    root: Node,
}

/// What is at a path, with its entry if a mapping holds it.
struct Lookup<'a> {
    entry: Option<&'a Entry>,
    node: &'a Node,
    /// Whether a stand-in is written there, or above, so that the value is not known.
    is_open: bool,
    /// Whether it is written above.
    is_below: bool,
}

impl<'a> ValuesReader<'a> {
    /// Reads as the templates do: a misspelled key is another key.
    pub(super) fn exact(
        values: &'a Values,
        contract: &'a Contract,
        context: &'a Context<'a>,
    ) -> Self {
        Self {
            values,
            contract,
            context,
            root: values.root.clone(),
        }
    }

    /// Reads as was meant, a misspelled key as if it were spelled right; `None` if nothing is misspelled.
    pub(super) fn lenient(&self) -> Option<Self> {
        Some(Self {
            root: as_meant(self.values, self.contract)?,
            ..*self
        })
    }

    /// Whether there is no chart below the values, so that what is absent may be elsewhere.
    pub(super) fn is_partial(&self) -> bool {
        self.context.chart.is_none()
    }

    /// The node at a path; null counts as absent.
    pub(super) fn node(&self, path: &ValuePath) -> Option<&Node> {
        let found = self.find(path).filter(|found| !found.is_below);
        found.map(|found| found.node)
    }

    /// Whether something seals or fills in what is at a path, or above it.
    pub(super) fn is_open(&self, path: &ValuePath) -> bool {
        self.find(path).is_some_and(|found| found.is_open)
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
            state: match found.is_open {
                true => State::Unknown,
                false => convert(found.node).map_or(State::Unknown, State::Set),
            },
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

    /// A switch, by Go's truthiness: every value is true or false, unless something else takes its place.
    pub(super) fn flag(&self, path: &ValuePath) -> Field<bool> {
        self.field(path, |node| {
            let text = node.as_str().unwrap_or_default();
            (!self.may_be_evaluated(path, node, text)).then(|| go::is_true(node))
        })
    }

    /// A string; unknown where something of it is filled in before Helm, by `tpl`, or after Helm.
    pub(super) fn text(&self, path: &ValuePath) -> Field<String> {
        self.field(path, |node| {
            let text = node.as_str()?;
            let is_known = !is_filled_in_later(text) && !self.may_be_evaluated(path, node, text);
            is_known.then(|| text.to_owned())
        })
    }

    /// Whether only its tag says that a string is sealed.
    pub(super) fn is_tagged(&self, node: &Node) -> bool {
        let text = node.as_str().unwrap_or_default();
        StandIn::of(text).is_none() && self.values.stand_in(node).is_some()
    }

    /// Whether a value is not known, since something seals it or fills it in later; and whether it holds template text
    /// that stays as it is.
    pub(super) fn doubts(&self, path: &ValuePath, node: &Node) -> (bool, bool) {
        let Some(text) = node.as_str() else {
            return (false, false);
        };
        let is_open = self.values.stand_in(node).is_some() || is_filled_in_later(text);
        let is_evaluated = self.may_be_evaluated(path, node, text);
        (
            is_open || is_evaluated,
            holds_template(text) && !is_evaluated,
        )
    }

    /// Whether a string holds template text that may not stay as it is.
    fn may_be_evaluated(&self, path: &ValuePath, node: &Node, text: &str) -> bool {
        let may_be = || {
            let fate = self.context.expansion.fate(path, self.contract);
            fate != Fate::Literal || self.values.is_from_a_template(node)
        };
        holds_template(text) && may_be()
    }

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

    fn find(&self, path: &ValuePath) -> Option<Lookup<'_>> {
        let mut found = Lookup {
            entry: None,
            node: &self.root,
            is_open: false,
            is_below: false,
        };
        for segment in path.segments() {
            if self.values.stand_in(found.node).is_some() {
                return Some(Lookup {
                    is_open: true,
                    is_below: true,
                    ..found
                });
            }
            let (entry, node) = match segment {
                Segment::Index(index) => (None, found.node.as_list()?.get(*index)?),
                Segment::Key(key) => {
                    let entry = found.node.as_map()?.get(key)?;
                    (Some(entry), &entry.node)
                }
            };
            found = Lookup {
                entry,
                node,
                ..found
            };
        }
        found.is_open = self.values.stand_in(found.node).is_some();
        (!found.node.is_null()).then_some(found)
    }
}

//! What an operand may be, as far as it has to do with values.

use super::wording::Wording;
use crate::source::PathPattern;
use std::collections::BTreeSet;
use std::sync::Arc;

/// One thing that an operand may be.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Item {
    /// The object that Helm hands to the templates of a chart.
    Root(usize),
    /// `.Subcharts` of it.
    Subcharts(usize),
    /// `.Template` of it.
    Template(usize),
    /// `.Files`, or what is in one.
    Files,
    /// What the values have at a path.
    Value(PathPattern),
    /// Text that was made of what the values have at a path, or what that text was read to.
    Written(PathPattern),
    /// A mapping or list that a template made.
    Made(usize),
    /// A text of which some may be known.
    Text(Wording),
}

/// All that an operand may be. What is not in it has nothing to do with values.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Items(Arc<BTreeSet<Item>>);

impl Items {
    pub(super) fn one(item: Item) -> Self {
        [item].into_iter().collect()
    }

    pub(super) fn value(path: PathPattern) -> Self {
        Self::one(Item::Value(path))
    }

    pub(super) fn text(text: &str) -> Self {
        Self::one(Item::Text(Wording::known(text)))
    }

    /// Something of which nothing is known, and which is none of the values.
    pub(super) fn unknown() -> Self {
        Self::one(Item::Text(Wording::any()))
    }

    pub(super) fn add(&mut self, other: Self) {
        if self.0.is_empty() {
            *self = other;
        } else if !other.is_within(self) {
            Arc::make_mut(&mut self.0).extend(other.all().cloned());
        }
    }

    pub(super) fn and(mut self, other: Self) -> Self {
        self.add(other);
        self
    }

    /// Each of them.
    pub(super) fn all(&self) -> impl Iterator<Item = &Item> + Clone {
        self.0.iter()
    }

    pub(super) fn has(&self, item: &Item) -> bool {
        self.0.contains(item)
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether they have nothing to do with values, and are nothing.
    pub(super) fn is_nothing(&self) -> bool {
        self.0.is_empty()
    }

    fn is_within(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0.is_subset(&other.0)
    }

    /// The same without some of them.
    pub(super) fn without(self, is_left_out: impl Fn(&Item) -> bool) -> Self {
        let is_whole = !self.all().any(&is_left_out);
        if is_whole {
            return self;
        }
        let left = self.all().filter(|item| !is_left_out(item));
        left.cloned().collect()
    }

    /// The keys that they may be; `None` among them is any.
    pub(super) fn keys(&self) -> Vec<Option<Arc<str>>> {
        let keys = self.0.iter().map(|item| match item {
            Item::Text(wording) => wording.exact(),
            _ => None,
        });
        let mut keys: Vec<Option<Arc<str>>> = keys.collect();
        keys.dedup();
        match keys.is_empty() || keys.contains(&None) {
            true => vec![None],
            false => keys,
        }
    }

    /// The texts that they may be.
    pub(super) fn wordings(&self) -> Vec<Wording> {
        let wordings = self.0.iter().map(|item| match item {
            Item::Text(wording) => wording.clone(),
            _ => Wording::any(),
        });
        let wordings: Vec<Wording> = wordings.collect();
        match wordings.is_empty() {
            true => vec![Wording::any()],
            false => wordings,
        }
    }
}

impl FromIterator<Item> for Items {
    fn from_iter<I: IntoIterator<Item = Item>>(items: I) -> Self {
        Self(Arc::new(items.into_iter().collect()))
    }
}

//! What a template writes.

use super::item::{Item, Items};
use super::wording::Wording;
use crate::source::PathPattern;
use std::collections::BTreeSet;

/// More texts are not told apart.
const MOST_TEXTS: usize = 8;

/// What a template writes: one of several texts, or nothing yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Output {
    /// The paths whose values it writes.
    pub(super) paths: BTreeSet<PathPattern>,
    texts: BTreeSet<Wording>,
}

impl Output {
    pub(super) fn unknown() -> Self {
        let mut output = Self::default();
        output.blur();
        output
    }

    /// Writes one of some texts.
    pub(super) fn write(&mut self, texts: &BTreeSet<Wording>) {
        self.texts = match (self.texts.is_empty(), texts.is_empty()) {
            (true, _) => texts.clone(),
            (_, true) => return,
            (false, false) => {
                let before = self.texts.iter();
                let both = before.flat_map(|one| texts.iter().map(move |next| [one, next]));
                both.map(Wording::joined).collect()
            }
        };
        self.bound();
    }

    /// Writes what is not known.
    pub(super) fn blur(&mut self) {
        self.write(&BTreeSet::from([Wording::any()]));
    }

    pub(super) fn append(&mut self, other: &Self) {
        self.paths.extend(other.paths.iter().cloned());
        self.write(&other.texts);
    }

    /// Has written this or that.
    pub(super) fn or(&mut self, other: Self) {
        self.paths.extend(other.paths);
        if self.texts == other.texts {
            return;
        }
        let mut others = other.texts;
        for texts in [&mut self.texts, &mut others] {
            if texts.is_empty() {
                texts.insert(Wording::known(""));
            }
        }
        self.texts.extend(others);
        self.bound();
    }

    fn bound(&mut self) {
        if self.texts.len() > MOST_TEXTS || self.texts.contains(&Wording::any()) {
            self.texts = BTreeSet::from([Wording::any()]);
        }
    }

    pub(super) fn has_same_texts(&self, other: &Self) -> bool {
        self.texts == other.texts
    }

    pub(super) fn items(&self) -> Items {
        let paths = self.paths.iter().cloned().map(Item::Written);
        let texts = self.texts.iter().cloned().map(Item::Text);
        let nothing = self
            .texts
            .is_empty()
            .then(|| Item::Text(Wording::known("")));
        paths.chain(texts).chain(nothing).collect()
    }
}

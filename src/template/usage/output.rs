//! What a template writes.

use super::item::{Item, Items};
use super::wording::Wording;
use crate::source::PathPattern;
use std::collections::BTreeSet;

/// More texts are not told apart.
const MOST_TEXTS: usize = 8;

/// The texts that something may be.
pub(super) type Texts = BTreeSet<Wording>;

/// What a template writes: one of several texts, or nothing yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Output {
    /// The paths whose values it writes.
    pub(super) paths: BTreeSet<PathPattern>,
    pub(super) texts: Texts,
}

impl Output {
    pub(super) fn unknown() -> Self {
        let mut output = Self::default();
        output.blur();
        output
    }

    /// Writes one of some texts.
    pub(super) fn write(&mut self, texts: &Texts) {
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

    /// Puts other texts in the place of those that it wrote, and tells these.
    pub(super) fn replace_texts(&mut self, texts: Texts) -> Texts {
        std::mem::replace(&mut self.texts, texts)
    }

    /// Has written these texts or those.
    pub(super) fn or(&mut self, mut others: Texts) {
        if self.texts == others {
            return;
        }
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

//! Files that are passed over: they count as if they were executed, so that each rendering ends where it would.

use super::tpl::MAX_TEXTS;
use super::{Evaluator, MAX_STEPS};
use crate::template::reuse::{Cost, KnownFile};

/// How far a rendering is.
#[derive(Debug)]
pub(in crate::template) struct Progress {
    cost: Cost,
    refused: usize,
}

impl Evaluator<'_> {
    /// Passes over a file, if there is room for what it takes.
    pub(in crate::template) fn pass_over(&mut self, file: &KnownFile) -> bool {
        let steps = self.steps.saturating_add(file.cost.steps);
        let has_room = steps <= MAX_STEPS && self.texts_given() + file.cost.texts <= MAX_TEXTS;
        if has_room {
            self.steps = steps;
            self.texts_passed_over += file.cost.texts;
        }
        has_room
    }

    /// How many texts `tpl` was given so far.
    pub(super) fn texts_given(&self) -> usize {
        self.texts.len() + self.texts_passed_over
    }

    /// How far the rendering is, before a file.
    pub(in crate::template) fn mark(&self) -> Progress {
        Progress {
            cost: self.cost(),
            refused: self.refused.len(),
        }
    }

    /// What a file took; `None` if something is to be told of it.
    pub(in crate::template) fn cost_since(&self, before: &Progress) -> Option<Cost> {
        let now = self.cost();
        let cost = Cost {
            steps: now.steps - before.cost.steps,
            texts: now.texts - before.cost.texts,
        };
        (self.refused.len() == before.refused).then_some(cost)
    }

    fn cost(&self) -> Cost {
        Cost {
            steps: self.steps,
            texts: self.texts_given(),
        }
    }
}

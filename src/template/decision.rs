//! Decisions: what let a piece of text be printed, and what kept another from it.

use super::origin::{Origin, TemplateSpan};
use super::value::MarkId;
use std::num::NonZeroU32;
use std::ops::Range;

/// How far up decisions are followed to find what two of them have in common.
const FARTHEST: usize = 256;

/// A decision, among those of a rendering: its number, from 1, so that none takes no room of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DecisionId(NonZeroU32);

impl DecisionId {
    /// The decision of a number, from 1.
    pub(super) fn numbered(number: usize) -> Option<Self> {
        u32::try_from(number)
            .ok()
            .and_then(NonZeroU32::new)
            .map(Self)
    }
}

/// An `if`, `with`, `range`, or another choice that a template made.
#[derive(Debug, Clone)]
pub struct Decision {
    /// The decision around it.
    pub parent: Option<DecisionId>,
    /// The condition, in the template.
    pub condition: TemplateSpan,
    /// The values that decided it.
    pub reads: Origin,
    /// Whether an installation may decide otherwise, since the values are not known, here or around it.
    pub is_uncertain: bool,
}

/// What was left out at a place in the text.
#[derive(Debug, Clone)]
pub struct Absence {
    /// The decision that left it out, if one did.
    pub decision: Option<DecisionId>,
    /// The body of the template that was skipped, or the action that printed nothing.
    pub skipped: TemplateSpan,
    /// The values that decided it.
    pub reads: Origin,
}

/// The decisions that were made between two points of a rendering, and what was left out there.
#[derive(Debug, Clone, Default)]
pub struct DecisionRange {
    decisions: Range<usize>,
    absences: Range<usize>,
}

/// The decisions of a rendering, and what they left out.
#[derive(Debug, Default)]
pub struct Decisions {
    decisions: Vec<Decision>,
    absences: Vec<Absence>,
}

impl Decisions {
    /// Notes a decision. What is uncertain makes all in it so.
    pub fn add(&mut self, mut decision: Decision) -> DecisionId {
        decision.is_uncertain |= self.is_uncertain(decision.parent);
        self.decisions.push(decision);
        DecisionId::numbered(self.decisions.len()).unwrap_or(DecisionId(NonZeroU32::MAX))
    }

    /// Notes that something is absent.
    pub fn absent(&mut self, absence: Absence) -> MarkId {
        let id = MarkId(u32::try_from(self.absences.len()).unwrap_or(u32::MAX));
        self.absences.push(absence);
        id
    }

    /// A decision.
    pub fn get(&self, id: DecisionId) -> Option<&Decision> {
        self.decisions.get(id.0.get() as usize - 1)
    }

    /// What a mark says is absent.
    pub fn absence(&self, mark: MarkId) -> Option<&Absence> {
        self.absences.get(mark.0 as usize)
    }

    /// What was decided since the end of a range.
    pub(super) fn since(&self, before: &DecisionRange) -> DecisionRange {
        DecisionRange {
            decisions: before.decisions.end..self.decisions.len(),
            absences: before.absences.end..self.absences.len(),
        }
    }

    /// The values that decided something there, each as often as it did.
    pub fn reads_in(&self, range: &DecisionRange) -> impl Iterator<Item = &Origin> {
        let decisions = self.decisions.get(range.decisions.clone());
        let absences = self.absences.get(range.absences.clone());
        let decisions = decisions.unwrap_or_default().iter();
        let absences = absences.unwrap_or_default().iter();
        let decisions = decisions.map(|decision| &decision.reads);
        decisions.chain(absences.map(|absence| &absence.reads))
    }

    /// The values that made a decision and those around it, as far as they are not around another decision too.
    pub fn reasons_apart(&self, id: DecisionId, from: Option<DecisionId>) -> Origin {
        let mut all = Origin::default();
        let (mut id, mut from) = (Some(id), from);
        for _ in 0..FARTHEST {
            // A decision has a greater id than those around it.
            if id <= from {
                if id == from {
                    break;
                }
                from = self.around(from);
            } else if let Some(decision) = id.and_then(|id| self.get(id)) {
                all = all.and(&decision.reads);
                id = decision.parent;
            }
        }
        all
    }

    fn around(&self, id: Option<DecisionId>) -> Option<DecisionId> {
        id.and_then(|id| self.get(id))?.parent
    }

    /// The values that made a decision and those around it.
    pub fn all_reasons(&self, id: Option<DecisionId>) -> Origin {
        let mut all = Origin::default();
        let mut next = id;
        while let Some(decision) = next.and_then(|id| self.get(id)) {
            all = all.and(&decision.reads);
            next = decision.parent;
        }
        all
    }

    /// Whether a decision, or one around it, may be made otherwise in an installation.
    pub fn is_uncertain(&self, id: Option<DecisionId>) -> bool {
        id.and_then(|id| self.get(id))
            .is_some_and(|decision| decision.is_uncertain)
    }
}

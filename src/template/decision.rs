//! Decisions: what let a piece of text be printed, and what kept another from it.

use super::origin::{Origin, TemplateSpan};
use super::value::MarkId;

/// A decision, among those of a rendering.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DecisionId(pub u32);

/// An `if`, `with`, `range`, or another choice that a template made.
#[derive(Debug, Clone)]
pub struct Decision {
    /// The decision around it.
    pub parent: Option<DecisionId>,
    /// The condition, in the template.
    pub condition: TemplateSpan,
    /// The values that decided it.
    pub reads: Origin,
    /// Whether an installation may decide otherwise, since the values are not known.
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

/// The decisions of a rendering, and what they left out.
#[derive(Debug, Default)]
pub struct Decisions {
    decisions: Vec<Decision>,
    absences: Vec<Absence>,
}

impl Decisions {
    /// Notes a decision.
    pub fn add(&mut self, decision: Decision) -> DecisionId {
        let id = DecisionId(u32::try_from(self.decisions.len()).unwrap_or(u32::MAX));
        self.decisions.push(decision);
        id
    }

    /// Notes that something is absent.
    pub fn absent(&mut self, absence: Absence) -> MarkId {
        let id = MarkId(u32::try_from(self.absences.len()).unwrap_or(u32::MAX));
        self.absences.push(absence);
        id
    }

    /// A decision.
    pub fn get(&self, id: DecisionId) -> Option<&Decision> {
        self.decisions.get(id.0 as usize)
    }

    /// What a mark says is absent.
    pub fn absence(&self, mark: MarkId) -> Option<&Absence> {
        self.absences.get(mark.0 as usize)
    }

    /// The values that made a decision, or the nearest one around it that hangs on any.
    pub fn reasons(&self, id: Option<DecisionId>) -> Option<Origin> {
        let mut next = id;
        while let Some(decision) = next.and_then(|id| self.get(id)) {
            if decision.reads.values().next().is_some() {
                return Some(decision.reads.clone());
            }
            next = decision.parent;
        }
        None
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
        let mut next = id;
        while let Some(decision) = next.and_then(|id| self.get(id)) {
            if decision.is_uncertain {
                return true;
            }
            next = decision.parent;
        }
        false
    }
}

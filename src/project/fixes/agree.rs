//! Agreed on: of a finding that several targets have, the one fix that all of them plan.

use crate::diagnostic::{Diagnostic, Fix, Safety, Unfixable};

/// Whether the targets that have a finding agree on its fix so far.
#[derive(Debug, Default)]
pub(in crate::project) struct Agreement {
    /// Whether a target whose own file it is in has no fix, or another one.
    is_refused: bool,
}

impl Agreement {
    /// Takes in what one more target plans for a finding: it must be the same for all whose own file is to change, and is safe
    /// only where it is safe for all.
    pub(in crate::project) fn join(
        &mut self,
        diagnostic: &mut Diagnostic,
        (fix, reason): (Option<Fix>, Option<Unfixable>),
        is_own: bool,
    ) {
        let known = &mut diagnostic.fix;
        let is_planned = known.is_some() || fix.is_some();
        match (known.as_mut(), fix) {
            (None, None) => self.is_refused |= is_own,
            (None, fix) if !self.is_refused => *known = fix,
            (Some(known), Some(fix)) if is_same(known, &fix) => {
                if fix.safety == Safety::Unsafe {
                    known.safety = Safety::Unsafe;
                }
            }
            (Some(_), None) if !is_own => {}
            _ => {
                *known = None;
                self.is_refused = true;
            }
        }
        diagnostic.unfixable = match diagnostic.fix {
            Some(_) => None,
            // One target has a fix, and another has not.
            None if is_planned => Some(Unfixable::Targets),
            None => diagnostic.unfixable.or(reason),
        };
    }
}

/// Whether two fixes do the same, in one file that was read twice.
fn is_same(one: &Fix, other: &Fix) -> bool {
    let edits = |fix: &Fix| -> Vec<_> {
        let edits = fix.edits.iter();
        edits.map(|edit| (edit.span, edit.text.clone())).collect()
    };
    edits(one) == edits(other)
}

//! What a field that does not exist was meant to be, which the rules about CRDs say.

use crate::crd::Remedy;
use crate::rules::ManifestFacts;
use crate::source::{Segment, ValuePath};

/// Whether a field that does not exist was meant to be the one at a path: then that one is not absent.
pub(in crate::rules) fn is_meant_by_another(
    facts: &ManifestFacts<'_>,
    object: usize,
    path: &ValuePath,
) -> bool {
    let mut admissions = facts.admissions().iter();
    let Some(admission) = admissions.find(|admission| admission.object == object) else {
        return false;
    };
    admission.violations.iter().any(|violation| {
        let renamed = |name: &str| {
            let (parent, _) = violation.path.split_last()?;
            Some(parent.join(Segment::Key(name.into())))
        };
        match &violation.remedy {
            Some(Remedy::Move(to)) => to == path,
            Some(Remedy::Rename(name)) => renamed(name).as_ref() == Some(path),
            _ => false,
        }
    })
}

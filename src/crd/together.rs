//! What several releases have against an object, together: what each of them refuses or drops, for whatever reason.

use super::release::Release;
use super::violation::{Violation, ViolationKind};
use crate::source::ValuePath;

/// What one release has against an object; without a release it is the CRD that was given.
pub(super) type Judged = (Option<Release>, Vec<Violation>);

/// What the other releases make of what one has something against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Agreement {
    /// One has nothing against the object there, and takes it.
    Taken,
    /// All refuse the object, but for something else.
    RefusedForOther,
    /// They refuse it there, or do not have the field and drop it.
    Dropped,
    /// All do the same.
    Same,
}

/// What all have against an object. Where several say the same, the words are the first one's.
pub(super) fn agreed(judged: &[Judged]) -> Vec<Violation> {
    let mut agreed: Vec<(Agreement, Violation)> = Vec::new();
    for (index, (release, found)) in judged.iter().enumerate() {
        for violation in found {
            let others = judged.iter().enumerate();
            let others = others.filter(|(other, _)| *other != index);
            let agreement = others
                .map(|(_, (_, other))| agreement(violation, other))
                .min();
            let agreement = agreement.unwrap_or(Agreement::Same);
            let is_told = || agreed.iter().any(|(_, told)| told.path == violation.path);
            let is_of_first = agreement == Agreement::Dropped || index == 0;
            let is_kept = match violation.kind.is_dropped() {
                true => agreement >= Agreement::Dropped && !is_told(),
                false => agreement > Agreement::Taken && is_of_first,
            };
            if is_kept {
                agreed.push((agreement, told(violation, agreement, *release)));
            }
        }
    }
    only_what_all_refuse(agreed, judged)
}

/// What another release makes of a violation.
fn agreement(violation: &Violation, other: &[Violation]) -> Agreement {
    let path = &violation.path;
    let drops = |other: &Violation| other.kind.is_dropped() && other.path.contains(path);
    let overlaps = |other: &ValuePath| other.contains(path) || path.contains(other);
    let refuses = |other: &Violation| other.refuses && overlaps(&other.path);
    let is_same = |other: &Violation| other.kind == violation.kind && other.path == *path;
    match violation.kind.is_dropped() {
        false if !violation.refuses && other.iter().any(is_same) => Agreement::Same,
        true if other.iter().any(drops) => Agreement::Same,
        true => Agreement::Taken,
        false if other.iter().any(refuses) => Agreement::Same,
        false if other.iter().any(drops) => Agreement::Dropped,
        false if other.iter().any(|other| other.refuses) => Agreement::RefusedForOther,
        false => Agreement::Taken,
    }
}

fn told(violation: &Violation, agreement: Agreement, release: Option<Release>) -> Violation {
    let mut told = violation.clone();
    if let (Agreement::Dropped, Some(release), true) = (agreement, release, violation.refuses) {
        told.kind = ViolationKind::RefusedOrDropped(release);
        told.refuses = false;
    }
    told
}

/// Without what only some refuse, where there is something that none takes.
fn only_what_all_refuse(agreed: Vec<(Agreement, Violation)>, judged: &[Judged]) -> Vec<Violation> {
    let is_reason = |(agreement, violation): &(Agreement, Violation)| match agreement {
        Agreement::Same => violation.refuses,
        Agreement::Dropped => true,
        Agreement::RefusedForOther | Agreement::Taken => false,
    };
    let has_reason = agreed.iter().any(is_reason);
    let refuses = |(_, found): &Judged| found.iter().any(|violation| violation.refuses);
    let is_refused = judged.iter().all(refuses);
    let kept = agreed.into_iter();
    let kept =
        kept.filter(|(agreement, _)| !has_reason || *agreement != Agreement::RefusedForOther);
    let mut kept: Vec<Violation> = kept.map(|(_, violation)| violation).collect();
    for violation in &mut kept {
        violation.refuses &= is_refused;
    }
    kept.sort_by(|a, b| (a.place, &a.path).cmp(&(b.place, &b.path)));
    kept
}

//! One mistake, one violation: what is missing in one place and unknown in another was moved, and what one mapping lacks is said
//! together.

use crate::crd::violation::{Remedy, Violation, ViolationKind};
use crate::source::ValuePath;
use crate::words::{list, ticked};
use crate::yaml::Node;
use std::collections::{BTreeMap, BTreeSet};

/// The violations of an object, each mistake once.
pub(super) fn each_once(found: Vec<Violation>, root: &Node) -> Vec<Violation> {
    joined(moved(found, root))
}

/// Takes a field that is missing and an unknown one of its name for one mistake, where there is one of each.
fn moved(mut found: Vec<Violation>, root: &Node) -> Vec<Violation> {
    let is_unknown = |violation: &Violation| {
        violation.kind == ViolationKind::Unknown
            && !matches!(violation.remedy, Some(Remedy::Rename(_)))
    };
    let is_missing = |violation: &Violation| match violation.kind {
        ViolationKind::Missing => true,
        ViolationKind::Rule => root.at(&violation.path).is_none(),
        _ => false,
    };
    let unknown = only(&found, is_unknown);
    let missing = only(&found, is_missing);
    let pairs: Vec<(usize, usize)> = unknown
        .into_iter()
        .filter_map(|(key, index)| Some((index?, (*missing.get(key)?)?)))
        .collect();
    let dropped: BTreeSet<usize> = pairs.iter().map(|(_, missing)| *missing).collect();
    for (unknown, missing) in &pairs {
        let to: ValuePath = found[*missing].path.clone();
        let unknown = &mut found[*unknown];
        unknown.refuses = true;
        unknown.help = Some(format!("the field is `{to}`: move it there"));
        unknown.remedy = Some(Remedy::Move(to));
    }
    let kept = found.into_iter().enumerate();
    let kept = kept.filter(|(index, _)| !dropped.contains(index));
    kept.map(|(_, violation)| violation).collect()
}

/// The violations that are meant, by their keys; `None` where a key has several.
fn only(found: &[Violation], is_it: impl Fn(&Violation) -> bool) -> BTreeMap<&str, Option<usize>> {
    let mut only = BTreeMap::new();
    for (index, violation) in found
        .iter()
        .enumerate()
        .filter(|(_, violation)| is_it(violation))
    {
        if let Some(key) = violation.path.last_key() {
            let first = only.entry(key).and_modify(|first| *first = None);
            first.or_insert(Some(index));
        }
    }
    only
}

/// Says together which fields one mapping lacks.
fn joined(mut found: Vec<Violation>) -> Vec<Violation> {
    let mut lacking: BTreeMap<ValuePath, Vec<String>> = BTreeMap::new();
    for violation in &found {
        if let Some((mapping, field)) = missing(violation) {
            lacking.entry(mapping).or_default().push(field);
        }
    }
    found.retain_mut(|violation| {
        let Some((mapping, _)) = missing(violation) else {
            return true;
        };
        let Some(fields) = lacking.remove(&mapping) else {
            return false; // it was said with the first one
        };
        if fields.len() > 1 {
            let fields = list(&ticked(fields), "and");
            violation.problem = format!("{fields} are missing");
            violation.help = Some(format!("write {fields}"));
        }
        true
    });
    found
}

/// The mapping that lacks a field, and the field, if that is what is wrong.
fn missing(violation: &Violation) -> Option<(ValuePath, String)> {
    let (mapping, _) = violation.path.split_last()?;
    let field = violation.path.last_key()?.to_owned();
    (violation.kind == ViolationKind::Missing).then_some((mapping, field))
}

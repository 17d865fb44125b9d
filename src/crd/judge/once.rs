//! One mistake, one violation: what is missing in one place and unknown in another was moved, and what one mapping lacks is said
//! together.

use crate::crd::violation::{Remedy, Violation, ViolationKind};
use crate::source::ValuePath;
use crate::words::{list, ticked};
use crate::yaml::Node;
use std::collections::BTreeMap;

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
    let only = |is_it: &dyn Fn(&Violation) -> bool, key: &str| {
        let all = found.iter().enumerate();
        let mut all =
            all.filter(|(_, violation)| is_it(violation) && violation.path.last_key() == Some(key));
        let first = all.next().map(|(index, _)| index);
        first.filter(|_| all.next().is_none())
    };
    let keys = found.iter().filter(|violation| is_unknown(violation));
    let pairs: Vec<(usize, usize)> = keys
        .filter_map(|violation| violation.path.last_key())
        .filter_map(|key| Some((only(&is_unknown, key)?, only(&is_missing, key)?)))
        .collect();
    for (unknown, missing) in &pairs {
        let to: ValuePath = found[*missing].path.clone();
        let unknown = &mut found[*unknown];
        unknown.refuses = true;
        unknown.help = Some(format!("the field is `{to}`: move it there"));
        unknown.remedy = Some(Remedy::Move(to));
    }
    let mut index = 0;
    found.retain(|_| {
        index += 1;
        !pairs.iter().any(|(_, missing)| missing + 1 == index)
    });
    found
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

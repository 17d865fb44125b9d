//! The mechanical change of what a CRD has against an object, as a fix.

use crate::crd::{Remedy, Violation, ViolationKind};
use crate::edit::Change;
use crate::rules::Draft;
use crate::yaml::{Node, to_json};

/// A draft with the fix of a violation, if there is one.
pub(in crate::rules) fn remedied(draft: Draft, violation: &Violation, object: &Node) -> Draft {
    let path = violation.path.clone();
    let is_certain = violation.kind == ViolationKind::NearMiss;
    let draft = match &violation.remedy {
        None => return draft,
        Some(Remedy::Rename(key)) => draft.fix(
            format!("rename it to `{key}`"),
            Change::Rename(path, key.clone()),
        ),
        Some(Remedy::Replace(at, json)) => draft.fix(
            "write it in the form that it has here",
            Change::Set(at.clone(), json.clone()),
        ),
        Some(Remedy::Move(to)) => match object.at(&path) {
            Some(node) => draft.fix(
                format!("move it to `{to}`"),
                Change::Move(path, to.clone(), to_json(node)),
            ),
            None => return draft,
        },
    };
    if is_certain {
        draft
    } else {
        draft.needs_review()
    }
}

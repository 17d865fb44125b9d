//! An object in the form of a later version than the one that it names.

use super::violation::{Remedy, Violation, ViolationKind};
use crate::source::{Segment, ValuePath};
use crate::words::{list, ticked};
use crate::yaml::Node;

/// Whether `spec` has fields that its version has not.
pub(super) fn is_foreign(found: &[Violation]) -> bool {
    found.iter().any(is_field_of_spec)
}

/// The violations, where those that come of the version alone are one: the fields of `spec` that it has not, and the later
/// one has.
pub(super) fn told_once(
    object: &Node,
    later: &str,
    found: Vec<Violation>,
    mut of_later: Vec<Violation>,
) -> Vec<Violation> {
    let foreign = found.iter().filter(|violation| is_field_of_spec(violation));
    let foreign: Vec<&Violation> = foreign.collect();
    let is_known =
        |violation: &&&Violation| of_later.iter().all(|other| other.path != violation.path);
    // A mapping is the proof: a scalar may as well be a mistake of its own.
    let is_mapping = |violation: &&&Violation| {
        let node = object.at(&violation.path);
        node.is_some_and(|node| node.as_map().is_some())
    };
    let is_proved = foreign
        .iter()
        .filter(is_known)
        .any(|violation| is_mapping(&violation));
    let version = object.as_map().and_then(|map| map.get("apiVersion"));
    let (true, Some(version)) = (is_proved && of_later.len() < found.len(), version) else {
        return found;
    };
    let known = foreign.iter().filter(is_known);
    let names = known.filter_map(|violation| violation.path.last_key());
    let path = ValuePath::keys(["apiVersion"]);
    let told = Violation {
        place: version.node.place,
        kind: ViolationKind::OtherVersion,
        refuses: false,
        problem: format!(
            "{} of `spec` are of `{later}`, and this version does not have them",
            list(&ticked(names), "and")
        ),
        help: Some(format!("write `apiVersion: {later}`")),
        remedy: Some(Remedy::Replace(path.clone(), later.into())),
        path,
    };
    of_later.insert(0, told);
    of_later
}

/// Whether a field of `spec` does not exist.
fn is_field_of_spec(violation: &Violation) -> bool {
    let is_unknown = matches!(
        violation.kind,
        ViolationKind::Unknown | ViolationKind::NearMiss
    );
    let [Segment::Key(spec), Segment::Key(_)] = violation.path.segments() else {
        return false;
    };
    is_unknown && &**spec == "spec"
}

//! What real Helm answered.

use crate::template::functions::asking::hold_to_answers;

#[test]
fn versions_are_as_helm_has_them() {
    hold_to_answers(include_str!("../answers/semver.jsonl"));
}

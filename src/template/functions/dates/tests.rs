//! What real Helm answered, in UTC.

use crate::template::functions::asking::hold_to_answers;

#[test]
fn dates_are_as_helm_has_them() {
    hold_to_answers(include_str!("../answers/dates.jsonl"));
}

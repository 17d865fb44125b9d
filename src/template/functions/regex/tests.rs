//! What real Helm answered.

use crate::template::functions::asking::hold_to_answers;

#[test]
fn patterns_match_as_in_helm() {
    hold_to_answers(include_str!("../answers/regex.jsonl"));
}

//! What real Helm answered.

use crate::template::functions::asking::hold_to_answers;

#[test]
fn urls_are_parsed_and_joined_as_by_go() {
    hold_to_answers(include_str!("../answers/urls.jsonl"));
}

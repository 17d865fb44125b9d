//! The table as a whole.

use super::ALL;
use super::asking::hold_to_answers;
use std::collections::BTreeSet;

#[test]
fn each_name_has_one_entry() {
    let mut names = BTreeSet::new();
    for function in ALL.iter().flat_map(|table| table.iter()) {
        assert!(names.insert(function.name), "{} twice", function.name);
    }
}

#[test]
fn strings_are_as_helm_makes_them() {
    hold_to_answers(include_str!("answers/strings.jsonl"));
}

#[test]
fn printed_values_are_as_helm_prints_them() {
    hold_to_answers(include_str!("answers/print.jsonl"));
}

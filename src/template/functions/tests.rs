//! The table as a whole.

use super::ALL;
use super::asking::hold_to_answers;
use super::testing::hold_to_templates;
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
fn numbers_and_maps_have_the_types_of_go() {
    hold_to_answers(include_str!("answers/types.jsonl"));
}

#[test]
fn printed_values_are_as_helm_prints_them() {
    hold_to_answers(include_str!("answers/print.jsonl"));
}

#[test]
fn maps_are_as_helm_has_them() {
    hold_to_templates(include_str!("answers/dicts.jsonl"));
}

#[test]
fn lists_are_as_helm_has_them() {
    hold_to_templates(include_str!("answers/lists.jsonl"));
}

#[test]
fn numbers_are_as_helm_computes_them() {
    hold_to_templates(include_str!("answers/numbers.jsonl"));
}

#[test]
fn comparisons_are_as_helm_makes_them() {
    hold_to_templates(include_str!("answers/comparison.jsonl"));
}

#[test]
fn what_is_random_has_the_shape_that_helm_gives_it() {
    hold_to_templates(include_str!("answers/control.jsonl"));
}

#[test]
fn encodings_and_types_are_as_helm_has_them() {
    hold_to_answers(include_str!("answers/encoding.jsonl"));
}

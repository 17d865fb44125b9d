//! The table as a whole.

use super::ALL;
use std::collections::BTreeSet;

#[test]
fn each_name_has_one_entry() {
    let mut names = BTreeSet::new();
    for function in ALL.iter().flat_map(|table| table.iter()) {
        assert!(names.insert(function.name), "{} twice", function.name);
    }
}

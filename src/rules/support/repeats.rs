//! Which items of a list repeat an earlier one.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// The items whose key an earlier item has, each with the first that has it; items without a key repeat nothing.
pub(crate) fn repeats<'a, T, K: Ord>(
    items: impl IntoIterator<Item = &'a T>,
    key: impl Fn(&'a T) -> Option<K>,
) -> Vec<(&'a T, &'a T)> {
    let mut first = BTreeMap::new();
    let mut repeats = Vec::new();
    for item in items {
        match key(item).map(|key| first.entry(key)) {
            Some(Entry::Occupied(earlier)) => repeats.push((item, *earlier.get())),
            Some(Entry::Vacant(none)) => {
                none.insert(item);
            }
            None => {}
        }
    }
    repeats
}

#[cfg(test)]
mod tests {
    use super::repeats;

    #[test]
    fn each_is_reported_with_the_first_of_its_key() {
        let items = ["a1", "b2", "a3", "", "a4", "b5", ""];
        let found = repeats(&items, |item| item.chars().next());
        assert_eq!(found, [(&"a3", &"a1"), (&"a4", &"a1"), (&"b5", &"b2")]);
    }
}

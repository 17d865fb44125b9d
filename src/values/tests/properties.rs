//! What holds for all values.

use super::{Case, dotted, shown};
use crate::values::{Flag, Overrides, coalesce};
use crate::yaml::{Node, Value};
use proptest::prelude::{Strategy, proptest};

/// Values in flow style.
fn flow() -> impl Strategy<Value = String> {
    let leaf = proptest::sample::select(vec!["null", "1", "x", "{}", "[]", "[null]", "true"])
        .prop_map(str::to_owned);
    leaf.prop_recursive(4, 24, 4, |inner| {
        let keys = proptest::sample::select(vec!["a", "b", "c", "d"]);
        proptest::collection::btree_map(keys, inner, 0..4).prop_map(|map| {
            let entries: Vec<_> = map
                .iter()
                .map(|(key, value)| format!("{key}: {value}"))
                .collect();
            format!("{{{}}}", entries.join(", "))
        })
    })
}

fn without_nulls(node: &Node) -> String {
    match &node.value {
        Value::Map(map) => {
            let kept = map.entries().iter().filter(|entry| !entry.node.is_null());
            let kept: Vec<_> = kept
                .map(|entry| format!("{}:{}", entry.key, without_nulls(&entry.node)))
                .collect();
            format!("{{{}}}", kept.join(","))
        }
        _ => shown(node),
    }
}

proptest! {
    #[test]
    fn nothing_on_top_gives_the_chart_without_nulls(values in flow()) {
        let case = Case::chart(&format!("top: {values}")).overlay("x.yaml", "{}");
        let expected = without_nulls(&case.load().unwrap().layer.root);
        assert_eq!(shown(&case.values().unwrap().root), expected);
    }

    #[test]
    fn every_path_can_be_located(chart in flow(), overlay in flow(), keys in proptest::collection::vec(
        proptest::sample::select(vec!["top", "a", "b", "c", "0"]), 0..6,
    )) {
        let case = Case::chart(&format!("top: {chart}")).overlay("x.yaml", &format!("top: {overlay}"));
        let values = case.values().unwrap();
        let path = dotted(&keys.join("."));
        assert!(values.layer_index(values.locate(&path)).is_some());
        assert!(values.layer_index(values.locate_absent(&path)).is_some());
        let _ = values.layers_writing(&path);
    }

    #[test]
    fn printed_values_can_be_fed_back(chart in flow(), overlay in flow()) {
        let case = Case::chart(&format!("top: {chart}")).overlay("x.yaml", &format!("top: {overlay}"));
        let values = case.values().unwrap();
        let mut printed = Overrides::files([]);
        printed.files = case.overrides().unwrap().files;
        printed.files[0].root = values.root.clone();
        let mut nulls = values.deleted().iter().map(|path| format!("{path}=null")).collect::<Vec<_>>();
        nulls.retain(|null| !null.starts_with('='));
        for null in nulls {
            printed.arguments.push(case.loader().argument(Flag::Set, 1, &null).unwrap());
        }
        let again = coalesce(Some(&case.load().unwrap()), &printed).unwrap();
        assert_eq!(shown(&again.root), shown(&values.root));
    }
}

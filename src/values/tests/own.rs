use super::Case;
use crate::values::{Layer, LayerKind};

/// The layers whose files a target's fixes may change, and those that it answers for.
#[test]
fn a_chart_answers_for_its_values_where_nothing_is_on_top() {
    let chart = || Case::chart("a: 1");
    let on_top = || chart().overlay("o.yaml", "a: 2");
    for (case, owned, answered) in [
        (chart(), &[LayerKind::Base][..], &[LayerKind::Base][..]),
        (chart().set("a=2"), &[LayerKind::Base], &[]),
        (on_top(), &[LayerKind::File], &[LayerKind::File]),
        (on_top().set("a=3"), &[LayerKind::File], &[LayerKind::File]),
    ] {
        let values = case.values().unwrap();
        let kinds = |is_meant: &dyn Fn(&Layer) -> bool| -> Vec<LayerKind> {
            let layers = values.layers.iter().filter(|layer| is_meant(layer));
            layers.map(|layer| layer.kind).collect()
        };
        assert_eq!(kinds(&|layer| values.owns(layer)), owned);
        assert_eq!(kinds(&|layer| values.answers_for(layer)), answered);
    }
}

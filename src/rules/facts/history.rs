//! What a value replaced, for the findings about it.

use super::Facts;
use crate::diagnostic::Related;
use crate::source::{Place, Segment, ValuePath};
use crate::values::LayerKind;

impl Facts<'_> {
    /// What a layer replaces as a whole, where it writes a path: the value itself, or the outermost list that holds it. An
    /// argument such as `a[0]=x` makes a list whose place is that of its key, and replaces the item alone in a list of the user's.
    fn replaced(&self, path: &ValuePath, rank: usize) -> ValuePath {
        let segments = path.segments();
        let is_index = |segment: &Segment| matches!(segment, Segment::Index(_));
        let Some(index) = segments.iter().position(is_index) else {
            return path.clone();
        };
        let list = ValuePath::from(segments[..index].to_vec());
        let stack = self.values.layers_writing(&list);
        let layers = &self.values.layers;
        let mut below = stack.iter().filter(|writer| writer.layer < rank);
        // An item by its index changes a list of the user's own, and takes the place of a chart's as a whole.
        let is_above_charts = !below.any(|writer| layers[writer.layer].is_users());
        let is_whole = stack.iter().any(|writer| {
            writer.layer == rank && (is_above_charts || writer.key_place != Some(writer.node.place))
        });
        if is_whole { list } else { path.clone() }
    }

    /// What the value at a place replaced or deleted: the nearest lower layer that writes the same path. A mapping over another
    /// does neither.
    pub(super) fn history(&self, path: &ValuePath, place: Place) -> Option<Related> {
        if path.segments().is_empty() {
            return None; // a file as a whole replaces nothing
        }
        let values = self.values;
        let rank = values.layer_index(place)?;
        let stack = values.layers_writing(&self.replaced(path, rank));
        let here = stack.iter().find(|writer| writer.layer == rank)?;
        let below = stack.iter().rfind(|writer| writer.layer < rank)?;
        if here.node.as_map().is_some() && below.node.as_map().is_some() {
            return None; // Helm merges them
        }
        let whose = match values.layers[below.layer].kind {
            LayerKind::Base | LayerKind::Subchart => "the chart's default",
            _ => "the value before it",
        };
        let done = if here.node.is_null() {
            "deletes"
        } else {
            "replaces"
        };
        Some(Related {
            message: format!("{whose}, which this {done}"),
            place: below.key_place.unwrap_or(below.node.place),
            is_aside: true,
        })
    }
}

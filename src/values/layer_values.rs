//! Which layers write a path, and what.

use super::coalesce::GLOBAL;
use super::walk::{Reached, walk};
use super::{Layer, LayerKind, Values};
use crate::source::{Place, Segment, ValuePath};
use crate::yaml::Node;

/// A layer that writes a path, or an ancestor of it in such a way that the path is gone.
#[derive(Debug, Clone)]
pub struct LayerValue<'v> {
    /// Its index among [`Values::layers`].
    pub layer: usize,
    /// What it writes: the path asked for, or the ancestor that it replaces by a null, a scalar or a collection
    /// without that path. For a chart's globals in a subchart, the path in the chart that passes them on.
    pub path: ValuePath,
    /// Whether that is the path asked for.
    pub exact: bool,
    /// The key's text; `None` for a list's item.
    pub key_place: Option<Place>,
    /// The value; a null deletes.
    pub node: &'v Node,
}

impl Values {
    /// The layers that write a path, the lowest first, so that the last one wins. A subchart's globals are also
    /// written by the charts above it, the topmost chart last.
    pub fn layers_writing(&self, path: &ValuePath) -> Vec<LayerValue<'_>> {
        let mut stack = self.writers(path);
        for passed in self.passed_globals(path) {
            stack.extend(self.writers(&passed));
        }
        stack
    }

    fn writers(&self, path: &ValuePath) -> Vec<LayerValue<'_>> {
        let layers = self.layers.iter().enumerate();
        layers
            .filter_map(|(index, layer)| {
                let below = segments_below(&layer.prefix, path)?;
                let Reached {
                    depth,
                    key_place,
                    node,
                } = walk(&layer.root, below)?;
                let prefix = layer.prefix.segments().len();
                Some(LayerValue {
                    layer: index,
                    path: ValuePath::from(path.segments()[..prefix + depth].to_vec()),
                    exact: depth == below.len(),
                    key_place,
                    node,
                })
            })
            .collect()
    }

    /// The paths in the charts above from which a subchart's global comes, the nearest chart first.
    pub(super) fn passed_globals(&self, path: &ValuePath) -> Vec<ValuePath> {
        let Some((subchart, global)) = self.split_at_global(path) else {
            return Vec::new();
        };
        (0..subchart.len())
            .rev()
            .map(|depth| ValuePath::from([&subchart[..depth], global].concat()))
            .collect()
    }

    /// A path that leads to a subchart's `global`, split before that.
    fn split_at_global<'p>(&self, path: &'p ValuePath) -> Option<(&'p [Segment], &'p [Segment])> {
        let segments = path.segments();
        let is_global = |layer: &&Layer| {
            layer.kind == LayerKind::Subchart
                && segments_below(&layer.prefix, path)
                    .is_some_and(|below| below.first() == Some(&Segment::from(GLOBAL)))
        };
        let layer = self.layers.iter().find(is_global)?;
        Some(segments.split_at(layer.prefix.segments().len()))
    }
}

/// The rest of a path below a prefix.
fn segments_below<'p>(prefix: &ValuePath, path: &'p ValuePath) -> Option<&'p [Segment]> {
    path.segments().strip_prefix(prefix.segments())
}

//! Which layers are a target's own: the files that it is named by. A chart's values are below many targets, so they
//! belong only to the target that has no other file on top of them.

use super::{Layer, LayerKind, Values};

impl Values {
    /// Whether a layer is a file of the target's own, which its fixes may change. A chart's values are no such file
    /// below another one: else the mistake, or the damage of a fix, would be another target's.
    pub fn owns(&self, layer: &Layer) -> bool {
        match layer.kind {
            LayerKind::File => true,
            LayerKind::Base => self
                .layers
                .iter()
                .all(|other| other.kind != LayerKind::File),
            LayerKind::Subchart | LayerKind::Argument(_) => false,
        }
    }

    /// Whether the target answers for all that is to be found in a layer of its own: a comment in it that silences nothing here
    /// silences nothing at all. An argument may hide what is wrong in a chart's values, but not what is wrong in a file, since
    /// that has no other target.
    pub fn answers_for(&self, layer: &Layer) -> bool {
        let is_below_users = layer.kind == LayerKind::Base && !self.are_of_a_chart_alone();
        self.owns(layer) && !is_below_users
    }

    /// Whether nothing is on top of a chart's own values, neither a file nor an argument.
    pub fn are_of_a_chart_alone(&self) -> bool {
        !self.layers.iter().any(Layer::is_users)
    }
}

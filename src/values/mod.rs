//! Values as Helm's templates receive them: charts, overlays and `--set`, coalesced, with the layer that set each value.
//!
//! A [`Loader`] reads a [`Chart`] (once, for any number of overlays), files as [`Layer`]s and arguments;
//! [`coalesce`] makes [`Values`] of them, which answer what is at a path, who wrote it, and where to point when
//! nothing is there.

mod chart;
mod coalesce;
mod conditions;
mod enabled;
mod error;
mod fields;
mod helm_version;
mod layer;
mod layer_values;
mod loader;
mod locate;
mod merge;
mod metadata;
mod overrides;
mod own;
mod refused;
mod stand_in;
pub mod strvals;
mod taken;
#[cfg(test)]
mod tests;
mod versions;
mod walk;

pub use chart::{
    CHART, Chart, ChartFile, ChartIdentity, MAX_CHART_DEPTH, Misnamed, VALUES, Why, folder_of,
    is_misnamed_chart, misnamed_chart, misnamed_name, unpacked,
};
pub use coalesce::NotATable;
pub use conditions::PassedOver;
pub use enabled::EnabledChart;
pub use error::Error;
pub use helm_version::HelmVersion;
pub use layer::{Layer, LayerKind, LayerPart, PartForm};
pub use layer_values::LayerValue;
pub use loader::{Loader, ReadStdin};
pub use locate::Lack;
pub use merge::merge_maps;
pub use metadata::{Dependency, Import};
pub use overrides::{Overrides, coalesce, coalesce_as};
pub use refused::{IgnoreError, Refused};
pub use stand_in::{SOPS, is_sealed_as_a_whole, is_sealed_by_sops};
pub use strvals::{Argument, Flag};
pub use taken::{Taken, Taking};
pub use versions::{admitted, fits, is_version};

use crate::source::{Place, ValuePath};
use crate::yaml::Node;
use coalesce::Effective;
use std::sync::Arc;

/// Coalesced values and what they were made of.
#[derive(Debug, Clone)]
pub struct Values {
    /// What templates see as `.Values`. The place of a mapping that several layers write, and of its key, is in the last of them.
    pub root: Node,
    /// What was coalesced, lowest first: subcharts, the chart, files, arguments.
    pub layers: Vec<Layer>,
    /// The user's layers merged, with their nulls.
    user: Node,
    /// The chart that they were coalesced for, without what is off.
    effective: Option<Arc<Effective>>,
}

impl Values {
    /// What is at a path.
    pub fn get(&self, path: &ValuePath) -> Option<&Node> {
        self.root.at(path)
    }

    /// The same with another root, to see what would come of it: the layers are those of before.
    #[must_use]
    pub fn with_root(&self, root: Node) -> Self {
        Self {
            root,
            ..self.clone()
        }
    }

    /// How many bytes of text they were made of.
    pub fn bytes(&self) -> usize {
        self.layers.iter().map(|layer| layer.text().len()).sum()
    }

    /// The index of the layer that holds a place; `None` for what is written nowhere.
    pub fn layer_index(&self, place: Place) -> Option<usize> {
        let mut layers = self.layers.iter();
        layers.position(|layer| layer.source.id() == place.source)
    }

    /// The paths of the chart's defaults that the user's nulls deleted, sorted. Printed values need a null there to
    /// mean the same when they are fed back.
    pub fn deleted(&self) -> Vec<ValuePath> {
        let mut deleted = Vec::new();
        collect_deleted(
            &self.user,
            Some(&self.root),
            &ValuePath::root(),
            &mut deleted,
        );
        deleted
    }
}

fn collect_deleted(
    user: &Node,
    values: Option<&Node>,
    path: &ValuePath,
    deleted: &mut Vec<ValuePath>,
) {
    for entry in user.as_map().into_iter().flat_map(|map| map.entries()) {
        let left = values.and_then(|values| values.get(&entry.key));
        if entry.node.is_null() && left.is_none() {
            deleted.push(path.join(&*entry.key));
        } else if entry.node.as_map().is_some() {
            collect_deleted(&entry.node, left, &path.join(&*entry.key), deleted);
        }
    }
}

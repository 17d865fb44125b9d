//! Other files in place of a chart's `values.yaml`, as Flux packs it with its `valuesFiles`.

use super::{Chart, VALUES};
use crate::values::coalesce::Prepared;
use crate::values::{Error, Layer, LayerKind, Loader, merge_maps};
use std::path::{Path, PathBuf};

impl Loader<'_> {
    /// Loads a chart with these files in place of its `values.yaml`, weak to strong; with its own where there are none.
    ///
    /// # Errors
    /// As for [`Loader::chart`], and when one of the files cannot be read as values.
    pub fn chart_with(&self, directory: &Path, files: &[PathBuf]) -> Result<Chart, Error> {
        let chart = self.chart(directory)?;
        let own = directory.join(VALUES);
        let layers = files.iter().map(|file| match *file == own {
            true => Ok(chart.layer.clone()),
            false => self.overlay(file),
        });
        let layers = layers.collect::<Result<_, _>>()?;
        Ok(chart.with_defaults(layers))
    }
}

impl Chart {
    /// The same with these layers for its own values. Helm holds what comes of them to its schema.
    fn with_defaults(self, layers: Vec<Layer>) -> Self {
        let schema = self.layer.schema.clone();
        let mut lower: Vec<Layer> = { layers.into_iter() }
            .map(|layer| Layer {
                kind: LayerKind::Base,
                schema: None,
                ..layer
            })
            .collect();
        let Some(last) = lower.pop() else {
            return self;
        };
        let roots = lower.iter().chain([&last]).map(|layer| layer.root.clone());
        Self {
            defaults: { roots.reduce(|below, above| merge_maps(&below, &above)) }
                .unwrap_or_else(|| last.root.clone()),
            layer: Layer { schema, ..last },
            lower,
            prepared: Prepared::default(),
            ..self
        }
    }
}

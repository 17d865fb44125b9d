//! The schemas that charts bring along, each compiled once.

use super::{Project, ProjectError};
use crate::schema::{ChartSchema, ChartSchemaError};
use crate::source::{Source, SourceId, ValuePath};
use crate::values::Values;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// The schemas in use, by the text that they were read from.
#[derive(Debug, Default)]
pub(super) struct Schemas {
    read: Mutex<BTreeMap<SourceId, Result<Arc<ChartSchema>, ChartSchemaError>>>,
}

impl Project<'_> {
    /// The schemas of a target's charts, each with the path of the values that it is for.
    pub(super) fn chart_schemas(
        &self,
        values: &Values,
    ) -> Result<Vec<(ValuePath, Arc<ChartSchema>)>, ProjectError> {
        let with_schema = values.layers.iter().filter_map(|layer| {
            let source = layer.schema.as_ref()?;
            Some(
                self.chart_schema(source)
                    .map(|schema| (layer.prefix.clone(), schema)),
            )
        });
        Ok(with_schema.collect::<Result<_, _>>()?)
    }

    fn chart_schema(&self, source: &Arc<Source>) -> Result<Arc<ChartSchema>, ChartSchemaError> {
        let mut read = self
            .schemas
            .read
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let schema = read
            .entry(source.id())
            .or_insert_with(|| ChartSchema::read(Arc::clone(source)).map(Arc::new));
        schema.clone()
    }
}

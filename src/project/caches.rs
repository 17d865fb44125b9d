//! What a run reads once and needs often: config files, contracts and the schemas that charts bring along.

use super::contracts::CompiledContract;
use super::installed::{InstalledBy, InstalledValues};
use super::kagents::KnownKagents;
use super::{Project, ProjectError, Target};
use crate::config::{self, Config};
use crate::schema::{ChartSchema, ChartSchemaError};
use crate::source::{Name, Source, SourceId, Span, ValuePath};
use crate::suppress::Ignores;
use crate::values::{ChartIdentity, Layer, Values};
use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// What was read, by what it was asked for.
#[derive(Debug)]
pub(super) struct Cache<K, V>(Mutex<BTreeMap<K, V>>);

impl<K, V> Default for Cache<K, V> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: Ord, V: Clone> Cache<K, V> {
    /// What was read before, else what `read` makes. Others wait for it, so that nothing is read twice; an error is not kept.
    pub(super) fn get_or_read<E>(
        &self,
        key: K,
        read: impl FnOnce() -> Result<V, E>,
    ) -> Result<V, E> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(value) = known.get(&key) {
            return Ok(value.clone());
        }
        let value = read()?;
        known.insert(key, value.clone());
        Ok(value)
    }

    /// The same for what can always be made.
    pub(super) fn get_or_make(&self, key: K, make: impl FnOnce() -> V) -> V {
        let made: Result<V, Infallible> = self.get_or_read(key, || Ok(make()));
        match made {
            Ok(value) => value,
        }
    }
}

impl<K: Ord, V: Clone> Cache<K, V> {
    /// What was put there.
    pub(super) fn get(&self, key: &K) -> Option<V> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(key).cloned()
    }

    /// Changes what is there.
    pub(super) fn update(&self, key: K, change: impl FnOnce(&mut V))
    where
        V: Default,
    {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        change(known.entry(key).or_default());
    }

    /// Puts something there.
    pub(super) fn insert(&self, key: K, value: V) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(key, value);
    }
}

/// The caches of a run.
#[derive(Debug, Default)]
pub(super) struct Caches {
    /// Config files by their names; `None` is for the settings without a file.
    configs: Cache<Option<PathBuf>, Arc<Config>>,
    /// Contracts by the name or folder that they were asked for.
    pub(super) contracts: Cache<String, Arc<CompiledContract>>,
    /// The values of what GitOps controllers install.
    pub(super) installed: Cache<InstalledBy, Arc<InstalledValues>>,
    /// The strings in files of objects that are values by themselves, by where they are.
    pub(super) literals: Cache<SourceId, BTreeMap<Span, Layer>>,
    /// Whether texts may hold comments that are meant for helm-obo.
    pub(super) commented: Cache<SourceId, bool>,
    /// The comments in files of objects, once all of these strings are known.
    pub(super) ignores: Cache<SourceId, Option<Ignores>>,
    /// The charts that are installed with each file of values.
    pub(super) readers: Cache<Name, BTreeSet<String>>,
    /// Whether there are fewer targets than threads, once they are known.
    pub(super) are_targets_few: OnceLock<bool>,
    /// The kagents that the input installs, once its targets are known.
    pub(super) kagents: OnceLock<KnownKagents>,
    /// Charts' names and versions by their paths; `None` for what is no chart.
    pub(super) identities: Cache<PathBuf, Option<ChartIdentity>>,
    /// Charts' schemas by their sources.
    schemas: Cache<SourceId, Result<Arc<ChartSchema>, ChartSchemaError>>,
}

impl Project<'_> {
    /// The config file that applies to a path, read; the empty one where there is none.
    pub(super) fn config(&self, path: &Path) -> Result<Arc<Config>, ProjectError> {
        let file = match self.request.config.as_deref() {
            Some(named) => Some(self.reached(named)),
            None => config::find(self.files, &self.here, path)?,
        };
        self.caches.configs.get_or_read(file.clone(), || {
            Ok(Arc::new(match &file {
                Some(file) => config::load(&self.loader, &self.here, file)?,
                None => Config {
                    folder: PathBuf::from("."),
                    ..Config::default()
                },
            }))
        })
    }

    /// The schemas to which a target's values are held, each with the path of the values that it is for.
    pub(super) fn chart_schemas(
        &self,
        target: &Target,
        values: &Values,
    ) -> Result<Vec<(ValuePath, Arc<ChartSchema>)>, ProjectError> {
        let layers = values.layers.iter();
        let layers = layers.filter(|_| !self.skips_schemas(target));
        let with_schema = layers.filter_map(|layer| {
            let source = layer.schema.as_ref()?;
            let schema = self.chart_schema(source);
            Some(schema.map(|schema| (layer.prefix.clone(), schema)))
        });
        Ok(with_schema.collect::<Result<_, _>>()?)
    }

    fn chart_schema(&self, source: &Arc<Source>) -> Result<Arc<ChartSchema>, ChartSchemaError> {
        let read = || Ok(ChartSchema::read(Arc::clone(source)).map(Arc::new));
        self.caches.schemas.get_or_read(source.id(), read).flatten()
    }
}

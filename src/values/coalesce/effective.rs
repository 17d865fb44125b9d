//! Charts as coalescing sees them: aliases applied, disabled subcharts gone, values imported.

use super::tables::without_nulls;
use crate::source::{Place, Span};
use crate::values::versions::fits;
use crate::values::{Chart, Dependency};
use crate::values::{HelmVersion, Layer};
use crate::yaml::Node;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// A chart with the subcharts that count.
#[derive(Debug, Clone)]
pub(in crate::values) struct Effective {
    /// Which of its parent's subcharts it is.
    pub(in crate::values) index: usize,
    /// Its name, or its alias.
    pub(in crate::values) name: Arc<str>,
    version: Arc<str>,
    /// The layer of its own `values.yaml`.
    pub(in crate::values) layer: Layer,
    /// The layers below that.
    pub(in crate::values) lower: Vec<Layer>,
    /// Its defaults, with what it imports.
    pub(super) values: Node,
    /// The same without nulls.
    pub(super) clean: Node,
    /// What it declares; once declarations are applied, names are aliases where there is one, and none means nothing.
    pub(in crate::values) dependencies: Option<Vec<Dependency>>,
    /// The charts below.
    pub(in crate::values) subcharts: Vec<Self>,
}

impl Effective {
    /// The chart as it is in its folder: nothing renamed, turned off or imported.
    pub(super) fn raw(chart: &Chart, index: usize) -> Self {
        let subcharts = chart.subcharts.iter().enumerate();
        let values = chart.defaults.clone();
        Self {
            index,
            name: Arc::clone(&chart.name),
            version: Arc::clone(&chart.version),
            layer: chart.layer.clone(),
            lower: chart.lower.clone(),
            clean: without_nulls(&values),
            values,
            dependencies: chart.dependencies.clone(),
            subcharts: subcharts
                .map(|(index, one)| Self::raw(one, index))
                .collect(),
        }
    }

    /// Undeclared subcharts first, then the declared ones under their aliases, as often as they are declared.
    pub(super) fn apply_declarations(&mut self) {
        let Some(dependencies) = &mut self.dependencies else {
            return;
        };
        let is_meant = |dependency: &Dependency, subchart: &Self| {
            dependency.name == subchart.name && fits(&dependency.version, &subchart.version)
        };
        let is_declared = |subchart: &Self| {
            let mut dependencies = dependencies.iter();
            dependencies.any(|dependency| is_meant(dependency, subchart))
        };
        let undeclared = self
            .subcharts
            .iter()
            .filter(|subchart| !is_declared(subchart));
        let mut subcharts: Vec<Self> = undeclared.cloned().collect();
        for dependency in dependencies.iter_mut() {
            let mut candidates = self.subcharts.iter();
            let found = candidates.find(|subchart| is_meant(dependency, subchart));
            *dependency = dependency.aliased();
            subcharts.extend(found.map(|subchart| Self {
                name: Arc::clone(&dependency.name),
                ..subchart.clone()
            }));
        }
        self.subcharts = subcharts;
    }

    /// Whether a subchart has this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.subcharts
            .iter()
            .any(|subchart| *subchart.name == *name)
    }

    /// The start of its `values.yaml`.
    pub(super) fn start(&self) -> Place {
        self.layer.source.place(Span::default())
    }
}

/// The Helm that is followed, and the subcharts that are off.
type PreparedFor = (HelmVersion, Vec<String>);

/// What a chart has worked out so far, by the subcharts that are off, so that overlays share it.
#[derive(Debug, Default)]
pub(in crate::values) struct Prepared {
    by_disabled: Mutex<BTreeMap<PreparedFor, Arc<Effective>>>,
}

impl Prepared {
    /// The chart without these subcharts, made by `make` at the first call.
    pub(super) fn get(
        &self,
        disabled: PreparedFor,
        make: impl FnOnce() -> Result<Effective, super::NotATable>,
    ) -> Result<Arc<Effective>, super::NotATable> {
        let lock = || {
            self.by_disabled
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
        };
        if let Some(known) = lock().get(&disabled) {
            return Ok(Arc::clone(known));
        }
        let made = Arc::new(make()?);
        lock().insert(disabled, Arc::clone(&made));
        Ok(made)
    }
}

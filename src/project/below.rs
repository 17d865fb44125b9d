//! Agents of the charts below a target's chart, read by the contracts that their own templates show.

use super::charts::LoadedChart;
use super::outcome::Linted;
use super::{Loaded, Project};
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::model::{Model, Spelling};
use crate::rules::{DEAD_KEY, UNREAD_VALUE};
use crate::source::{Segment, ValuePath};
use crate::values::Values;
use crate::yaml::Value;
use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

impl Project<'_> {
    /// What the same values define for charts below, whose templates show a contract. Where somebody names a contract, that is for
    /// the chart itself.
    pub(super) fn read_below(
        &self,
        config: &Config,
        loaded: &Loaded,
        spelling: Spelling,
    ) -> Vec<Loaded> {
        let base = loaded.base.as_ref();
        let base = base.filter(|_| self.asked(&loaded.target, config).is_none());
        let below = base.map(|base| self.contracts_below(base));
        let below = below.into_iter().flatten();
        let read = below.filter_map(|(at, choice)| {
            if !is_on(base?, &loaded.values, &at) {
                return None;
            }
            let contract = &choice.compiled.contract;
            let layout = &contract.definition.layout;
            let is_any = |path: &String| {
                let node = loaded.values.get(&ValuePath::parse(path));
                node.is_some_and(|node| match &node.value {
                    Value::Map(map) => !map.entries().is_empty(),
                    Value::List(items) => !items.is_empty(),
                    _ => false,
                })
            };
            if ![&layout.definitions, &layout.servers]
                .into_iter()
                .any(is_any)
            {
                return None;
            }
            let mut below = Loaded {
                target: loaded.target.clone(),
                label: loaded.label.clone(),
                platform: self.platform_of(&loaded.target, config, contract),
                expansion: Arc::clone(&loaded.expansion),
                has_readers: base.is_some_and(|base| self.has_readers(base, &at, contract)),
                at,
                apart: Vec::new(),
                below: Vec::new(),
                compiled: choice.compiled,
                basis: choice.basis,
                unread: None,
                misplaced: Vec::new(),
                misnamed: Vec::new(),
                notes: Vec::new(),
                reason: choice.reason,
                base: loaded.base.clone(),
                chart: loaded.chart.clone(),
                files: loaded.files.clone(),
                values: loaded.values.clone(),
                model: Model::default(),
                held: loaded.held.clone(),
                rendering: OnceLock::new(),
                namesakes: OnceLock::new(),
                is_unrelated: false,
            };
            below.model = self.model(&below, &below.values, spelling);
            if !below.model.agents.is_empty() {
                let _ = below.rendering.set(Arc::clone(self.rendering_of(loaded)));
            }
            self.hold_to_rendering(&mut below);
            Some(below)
        });
        read.collect()
    }

    /// Runs all rules over a target, and over what is read of it for charts below. Of a chart that follows no contract, and at
    /// whose own place for agents there is nothing, only theirs is told.
    pub(super) fn run_all_rules(
        &self,
        config: &Config,
        loaded: &mut Loaded,
        below: &[Loaded],
    ) -> Vec<Linted> {
        loaded.apart = below.iter().map(|below| below.at.clone()).collect();
        for (index, one) in below.iter().enumerate() {
            let _ = one.rendering.set(Arc::clone(self.rendering_of(loaded)));
            let others = below.iter().take(index);
            let _ = one
                .namesakes
                .set(self.namesakes(one, [&*loaded].into_iter().chain(others)));
        }
        let mut own = self.run_rules(config, loaded);
        if !below.is_empty() {
            own.without_agents = None;
            let has_entries = own.others.agents || own.others.entries;
            own.chosen = own
                .chosen
                .filter(|chosen| chosen.contract.is_some() || has_entries);
        }
        let mut below: Vec<Linted> = below
            .iter()
            .map(|loaded| {
                let mut linted = self.run_rules(config, loaded);
                for found in [&mut linted.diagnostics, &mut linted.suppressed] {
                    found.retain(|one| loaded.at.contains(&one.path));
                }
                linted
            })
            .collect();
        // Who knows the contract of what is below knows what an unread key was meant to be.
        let better = below.iter().flat_map(paths_of);
        let better: BTreeSet<ValuePath> = better.collect();
        let is_unread = |one: &Diagnostic| [UNREAD_VALUE.id, DEAD_KEY.id].contains(&one.rule);
        own.diagnostics
            .retain(|one| !is_unread(one) || !better.contains(&one.path));
        let told: BTreeSet<ValuePath> = paths_of(&own).collect();
        for linted in &mut below {
            for found in [&mut linted.diagnostics, &mut linted.suppressed] {
                found.retain(|one| !told.contains(&one.path));
            }
        }
        [own].into_iter().chain(below).collect()
    }
}

/// The paths of what is found in a target.
fn paths_of(linted: &Linted) -> impl Iterator<Item = ValuePath> {
    linted.diagnostics.iter().map(|one| one.path.clone())
}

/// What is shown of a target: what is read for charts below, and for the chart itself if it follows a contract or nothing else is
/// read.
pub(super) fn together(own: Loaded, mut below: Vec<Loaded>) -> Loaded {
    let first = match own.contract() {
        None if !below.is_empty() => below.remove(0),
        _ => own,
    };
    Loaded { below, ..first }
}

/// Whether Helm renders the chart at a key under these values.
fn is_on(base: &LoadedChart, values: &Values, at: &ValuePath) -> bool {
    let mut segments = at.segments().iter();
    let found = segments.try_fold(values.charts(&base.chart), |chart, segment| {
        let below = chart?.subcharts.into_iter();
        let mut below =
            below.filter(|one| matches!(segment, Segment::Key(key) if one.name == *key));
        Some(below.next())
    });
    found.flatten().is_some()
}

//! What comments in values files silence in one target; and, once all targets are linted, which comments silence
//! nothing.

use super::Project;
use super::outcome::{Linted, RulesRun};
use crate::config::Config;
use crate::diagnostic::Severity;
use crate::rules::{CONTRACT_MISMATCH, RULES, Rule, Tier, UMBRELLA_DRIFT, UNUSED_IGNORE};
use crate::suppress::{Ignores, Pass, UnusedCheck, UsedIgnores, suppress};
use crate::values::Layer;
use std::collections::BTreeSet;

impl Project<'_> {
    /// Moves the findings that comments in these layers silence out of the report.
    pub(super) fn remove_suppressed<'l>(
        &self,
        linted: &mut Linted,
        layers: impl IntoIterator<Item = &'l Layer>,
    ) {
        let documents = layers
            .into_iter()
            .filter_map(|layer| Ignores::read(&layer.source, layer.document.as_ref()?));
        let silenced = &mut linted.silenced;
        silenced.ignores = documents.collect();
        let suppressed = suppress(
            &mut linted.diagnostics,
            &silenced.ignores,
            &mut silenced.used,
        );
        linted.suppressed.extend(suppressed);
    }

    /// The rules that run over a target. Those about a chart say nothing of a file by itself, and how files of an umbrella
    /// differ is no target's matter.
    pub(super) fn ran(&self, config: &Config, is_partial: bool) -> BTreeSet<&'static str> {
        let is_of_chart = |rule: &Rule| rule.tier == Tier::Chart || rule.id == CONTRACT_MISMATCH.id;
        let rules = RULES
            .iter()
            .filter(|rule| rule.id != UMBRELLA_DRIFT.id && !(is_partial && is_of_chart(rule)));
        let ids = rules.map(|rule| rule.id);
        ids.filter(|id| self.runs(id, config)).collect()
    }

    /// How bad a comment is that silences nothing; `None` if the rule does not run.
    pub(super) fn unused_severity(&self, config: &Config) -> Option<Severity> {
        let id = UNUSED_IGNORE.id;
        let configured = config.rules.get(id).copied().flatten();
        self.runs(id, config)
            .then(|| configured.unwrap_or(UNUSED_IGNORE.severity))
    }
}

/// Which rules ran over which files, in any target that shows all that they find there.
pub(super) fn rules_run(linted: &[Linted]) -> RulesRun {
    let mut ran = RulesRun::new();
    for target in linted {
        for name in &target.silenced.own {
            let rules = ran.entry(name.clone()).or_default();
            rules.extend(&target.silenced.ran);
        }
    }
    let unjudged = linted.iter().filter_map(|target| target.outcome.unjudged());
    for name in unjudged.flatten() {
        ran.remove(name);
    }
    ran
}

/// Adds to each target what is wrong with the comments of its files: that they silence nothing shows only when all targets
/// are linted.
pub(super) fn add_unused_ignores(linted: &mut [Linted], ran: &RulesRun) {
    let mut used = UsedIgnores::default();
    for target in linted.iter_mut() {
        used.extend(std::mem::take(&mut target.silenced.used));
    }
    for pass in [Pass::Others, Pass::Itself] {
        for target in linted.iter_mut() {
            let silenced = &target.silenced;
            let Some(severity) = silenced.severity else {
                continue;
            };
            let own = silenced.ignores.iter();
            for ignores in own.filter(|ignores| silenced.own.contains(ignores.name())) {
                let Some(rules) = ran.get(ignores.name()) else {
                    continue;
                };
                let unused = ignores.find_unused(pass, UnusedCheck { rules, severity }, &mut used);
                target.diagnostics.extend(unused.diagnostics);
                target.suppressed.extend(unused.suppressed);
            }
        }
    }
}

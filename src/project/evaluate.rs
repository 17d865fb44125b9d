//! One target: read, and checked by all rules.

use super::charts::{Charts, LoadedChart};
use super::open::OpenSwitches;
use super::others::Others;
use super::outcome::{Linted, Silenced, TargetOutcome, inactive};
use super::relevance::{Relevance, keep_reasons};
use super::{Loaded, Project, ProjectError, Target};
use crate::config::Config;
use crate::model::Spelling;
use crate::rules;
use crate::source::display_path;
use crate::threads;
use crate::values::Values;
use std::sync::{Arc, OnceLock};

impl Project<'_> {
    /// Lints one target, and finds the file that it is known by: the agents of its chart, and those of the charts below it.
    pub(super) fn lint_target(
        &self,
        target: &Target,
        config: &Config,
        charts: &Charts,
    ) -> Vec<Linted> {
        let label = self.label(target);
        let unjudged = || self.input_names(target);
        let linted = match charts.of(target) {
            Err(error) => vec![self.unread(label, error, unjudged())],
            Ok(base) => match self.evaluate(target, config, base) {
                Ok(linted) => linted,
                Err(error) => vec![match error {
                    error if self.is_unrelated_file(target, config, &error) => Linted {
                        outcome: TargetOutcome::PassedOver(passed_over(&label, &error)),
                        ..Linted::default()
                    },
                    ProjectError::Values(error) => self.unread(label, error, unjudged()),
                    error => Linted {
                        label,
                        outcome: TargetOutcome::Failed {
                            error,
                            unjudged: unjudged(),
                        },
                        ..Linted::default()
                    },
                }],
            },
        };
        let home = self.home(target);
        let unreadable = self.unreadable_installed(target, &self.label(target));
        let with_home = linted.into_iter().chain(unreadable).map(|linted| Linted {
            home: home.clone(),
            ..linted
        });
        with_home.collect()
    }

    /// Reads a target on its chart, and runs all rules over it if it has anything to do with agents.
    fn evaluate(
        &self,
        target: &Target,
        config: &Config,
        base: Option<&LoadedChart>,
    ) -> Result<Vec<Linted>, ProjectError> {
        let coalesced = self.coalesced(target, config, base)?;
        let (base, chart) = (coalesced.base, coalesced.chart);
        // Where not all values were read nothing is rendered, and only what templates write shows whether it is about agents.
        let is_about_agents =
            base.is_none() && chart.is_some_and(|chart| self.written(chart).is_any());
        let rendering = OnceLock::new();
        if coalesced.is_unrelated {
            let base = base.filter(|base| !base.is_named_by_values);
            let found = base.map(|base| self.rendering(target, base, &coalesced.values));
            let _ = rendering.set(Arc::new(found.unwrap_or_default()));
        }
        if rendering
            .get()
            .is_some_and(|found| found.is_silent() && !found.holds_objects)
            && !is_about_agents
            && !self.is_installed_in_vain(target)
            && self.has_nothing_to_say(target, base, &coalesced.values)
        {
            let label = self.label(target);
            let chosen = self.chosen_of_unrelated(&label, config, target, chart);
            let outcome = rendering.get().filter(|_| self.is_looked_at(base));
            let outcome = outcome.map(|outcome| &**outcome);
            let follows_none = chosen.is_some() || outcome.is_none();
            let unread = base.filter(|_| chosen.is_some());
            let others = unread.map_or_else(Others::default, |base| self.written(base));
            let is_without = follows_none && !others.is_any();
            return Ok(vec![Linted {
                files: self.files_of(&coalesced.values),
                sources: target.own_sources(&coalesced.values),
                without_agents: is_without.then(|| self.without_agents(target, outcome)),
                others,
                chosen,
                notes: base
                    .map(|base| self.notes_of_any_chart(base))
                    .unwrap_or_default(),
                label,
                ..Linted::default()
            }]);
        }
        let values = coalesced.values.clone();
        let render = || {
            rendering.get_or_init(|| {
                let found = base.map(|base| self.rendering(target, base, &values));
                Arc::new(found.unwrap_or_default())
            });
            // So that they are ready when rules ask for them, which need not be told if they cannot be.
            let _ = self.chart_schemas(target, &values);
        };
        let read = || self.read_by_contract(target, config, coalesced, Spelling::Corrected);
        let (loaded, ()) = threads::join(self.bytes_or_two(values.bytes()), read, render);
        let mut loaded = loaded?;
        loaded.rendering = rendering;
        self.hold_to_rendering(&mut loaded);
        let below = self.read_below(config, &loaded, Spelling::Corrected);
        Ok(self.run_all_rules(config, &mut loaded, &below))
    }

    /// Whether nothing but its rendering can be reported of a chart that has nothing to do with agents. A hook that names only
    /// values of it looks no further.
    fn has_nothing_to_say(
        &self,
        target: &Target,
        base: Option<&LoadedChart>,
        values: &Values,
    ) -> bool {
        let is_looked_at = self.is_looked_at(base);
        let has_faults = base.is_some_and(|base| !base.templates.known_faults().is_empty());
        let fits_its_schemas = || {
            let schemas = self.chart_schemas(target, values);
            schemas.is_ok_and(|schemas| {
                schemas.iter().all(|(prefix, schema)| {
                    let values = values.root.at(prefix);
                    values.is_none_or(|values| schema.validate(prefix, values).is_met())
                })
            })
        };
        let mut layers = values.layers.iter();
        let has_ignores = layers.any(|layer| self.may_hold_ignores(&layer.source));
        !has_faults && (!is_looked_at || !has_ignores && fits_its_schemas())
    }

    /// Whether anything is reported of values that have nothing to do with agents.
    fn is_looked_at(&self, base: Option<&LoadedChart>) -> bool {
        base.map_or(!self.request.changed, |base| !base.is_named_by_values)
    }

    /// Runs all rules over a target that was read, and applies what comments and settings say of their findings.
    pub(super) fn run_rules(&self, config: &Config, loaded: &Loaded) -> Linted {
        let rules = || self.found_by_rules(config, loaded);
        let search = || loaded.mask_of_own_layers();
        let bytes = self.bytes_or_two(loaded.values.bytes());
        let (found, own_mask) = threads::beside(bytes, rules, search);
        let (mut diagnostics, outcome) = found;
        let is_partial = loaded.base.is_none();
        let has_agents = loaded.relevance() == Relevance::Agents;
        let are_all_shown = has_agents || !self.request.select.is_empty();
        if !are_all_shown {
            keep_reasons(&mut diagnostics, loaded);
        }
        let objects = self.rendered_objects(loaded);
        if let Some(objects) = &objects {
            diagnostics.extend(objects.diagnostics.iter().cloned());
        }
        diagnostics.extend(self.refused_installed(loaded));
        if let Some(base) = &loaded.base {
            for diagnostic in &mut diagnostics {
                diagnostic.place = base.stand_in(diagnostic.place).unwrap_or(diagnostic.place);
            }
        }
        self.name_holders(loaded, &mut diagnostics);
        self.apply_rule_settings(config, is_partial, &mut diagnostics);
        let mut linted = Linted {
            diagnostics,
            inactive: inactive(loaded),
            others: self.others(loaded),
            chosen: Some(loaded.chosen()),
            agents: agents(loaded),
            files: loaded.files.clone(),
            sources: loaded.target.own_sources(&loaded.values),
            label: loaded.label.clone(),
            platform: { loaded.platform.kagent.found() }
                .filter(|_| !loaded.model.agents.is_empty()),
            notes: self.notes_of(loaded),
            open: OpenSwitches::of(&loaded.model),
            outcome,
            ..Linted::default()
        };
        if let Some(objects) = &objects {
            let owner = owner(loaded);
            let names = objects.agents();
            linted
                .agents
                .extend(names.map(|name| (owner.clone(), name, true)));
            linted.others.written_agents = false;
        }
        linted.without_agents = self.without_agents_of(config, loaded, &linted);
        let is_looked_at = !loaded.is_unrelated || self.is_looked_at(loaded.base.as_ref());
        if are_all_shown || is_looked_at {
            let mut ran = self.ran(config, is_partial);
            ran.retain(|id| are_all_shown || rules::is_of_any_chart(id));
            linted.silenced = Silenced {
                own: loaded.answers_for(),
                ran,
                severity: self.unused_severity(config),
                ..Silenced::default()
            };
        }
        let of_holders = self.ignores_of_holders(loaded);
        self.remove_suppressed(&mut linted, &loaded.values.layers, of_holders);
        let is_shown = !linted.diagnostics.is_empty()
            || !linted.inactive.is_empty()
            || !linted.silenced.ignores.is_empty();
        if is_shown {
            // Else nothing of the texts will be shown.
            let own = own_mask.unwrap_or_else(search);
            linted.mask = loaded.mask_with(own);
        }
        linted
    }
}

/// The agents of a target: its chart, or the file by itself, the name, and whether it is active.
fn agents(loaded: &Loaded) -> Vec<(String, String, bool)> {
    let owner = owner(loaded);
    let agents = loaded.model.agents.iter();
    agents
        .map(|agent| (owner.clone(), agent.name.to_string(), agent.is_active()))
        .collect()
}

/// What its agents are counted by: its chart, or the file by itself.
fn owner(loaded: &Loaded) -> String {
    let chart = loaded
        .target
        .chart()
        .map(|directory| display_path(directory));
    let owner = chart.unwrap_or_else(|| loaded.label.clone());
    match loaded.at.segments().is_empty() {
        true => owner,
        false => format!("{owner}: {}", loaded.at),
    }
}

/// Why a file that a hook names is passed over.
fn passed_over(label: &str, error: &ProjectError) -> String {
    match error {
        ProjectError::Manifests { .. } => format!("`{label}` holds manifests, not values"),
        _ => format!("`{label}` is no values file"),
    }
}

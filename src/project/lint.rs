//! Linting all targets of a request.

use super::bare::keep_reasons;
use super::charts::{Charts, LoadedChart};
use super::discover::no_chart;
use super::hints::of_broken;
use super::ignores::{judged, tell_unused};
use super::loaded::Loaded;
use super::merge::merge;
use super::misnamed::mixed;
use super::open::Open;
use super::outcome::{Linted, Others, Outcome, Silenced, agents_by_chart, inactive};
use super::{Project, ProjectError, Target, unread_files};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Severity, UnreadFile};
use crate::model::Spelling;
use crate::rules::{self, Facts};
use crate::schema::Verdict;
use crate::source::{Kind, ValuePath};
use crate::values::Values;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// Lints all targets of a request.
///
/// # Errors
/// When the targets cannot be told, or the config file, a contract or the baseline cannot be used.
pub fn lint(project: &Project<'_>) -> Result<Outcome, ProjectError> {
    let baseline = project.baseline()?;
    let found = project.targets(false)?;
    let targets = Vec::from_iter(found.targets);
    project.progress.targets(targets.len());
    let charts = project.charts(&targets);
    let mut configs = Vec::with_capacity(targets.len());
    for target in &targets {
        let config = project.config(&target.anchor())?;
        // A contract that is named must be there, also where no agent is.
        if let Some(asked) = project.asked(target, &config) {
            project.prepared(asked.name, asked.folder)?;
        }
        configs.push(config);
    }
    let mut linted: Vec<Linted> = targets
        .par_iter()
        .zip(&configs)
        .map(|(target, config)| {
            let linted = project.lint_target(target, config, &charts);
            project.progress.target();
            linted
        })
        .collect();
    if project.request.targets.is_empty() {
        configs.push(project.config(Path::new("."))?);
    }
    linted.extend(project.umbrellas(&configs, &targets)?);
    let ran = judged(&linted);
    tell_unused(&mut linted, &ran);
    let withheld = project.withhold(&mut linted);
    let agents = agents_by_chart(&linted);
    let others = Others::of(&linted);
    let mut outcome = merge(linted, project.sources);
    outcome.failures.extend(found.failures);
    let report = &mut outcome.report;
    report.skipped.extend(found.skipped);
    // What cannot be read may define agents, and fails the run anyway.
    if outcome.failures.is_empty() && !outcome.is_unreadable {
        let left = project.left_unread(&targets, &charts, &agents)?;
        report.unread = left.unread;
        let unchecked = project.hints(&found.excluded, &targets, report, others)?;
        report
            .hints
            .splice(0..0, of_broken(&left.broken).into_iter().chain(unchecked));
        report.is_foreign = project.request.changed
            && !(others.servers || others.agents || others.unjudged)
            && report.agents == 0
            && report.findings.is_empty()
            && report.unread.is_empty();
    }
    let misnamed = found.misnamed.iter().map(|file| no_chart(file));
    outcome.notes.extend(misnamed.chain(withheld));
    project.doubt(&targets, &mut outcome.report.findings)?;
    if let Some(baseline) = baseline {
        project.hide(baseline, &ran, &mut outcome)?;
    }
    Ok(outcome)
}

/// The one target of a request, read and checked.
#[derive(Debug)]
pub struct Inspected {
    /// The target.
    pub loaded: Loaded,
    /// Values files that may say why none of its agents is active, and were not read.
    pub unread_files: Vec<UnreadFile>,
    /// What the rules found in it.
    pub outcome: Outcome,
}

/// Reads the one target of a request, and runs all rules over it. Comments that silence nothing are not told: other targets
/// may need them.
///
/// # Errors
/// When the request names no target or several, or the target cannot be read.
pub fn inspect(project: &Project<'_>) -> Result<Inspected, ProjectError> {
    let (target, config) = project.one()?;
    let chart = project.chart_of(&target)?;
    let loaded = project.load(&target, &config, chart.as_ref(), Spelling::Corrected)?;
    let unread_files = unread_files(project, &loaded)?;
    let mut linted = [project.check(&target, &config, &loaded)];
    project.withhold(&mut linted);
    Ok(Inspected {
        loaded,
        unread_files,
        outcome: merge(linted.into(), project.sources),
    })
}

impl Project<'_> {
    fn lint_target(&self, target: &Target, config: &Config, charts: &Charts) -> Linted {
        let linted = self.judge(target, config, charts);
        let is_judged = linted.failure.is_none() && !linted.is_unreadable;
        Linted {
            home: self.home(target),
            unjudged: if is_judged {
                BTreeSet::new()
            } else {
                self.input_names(target)
            },
            ..linted
        }
    }

    /// The file that a target is known by: its chart's values, or its own.
    fn home(&self, target: &Target) -> Option<PathBuf> {
        let Some(chart) = target.chart() else {
            let mut files = target.files.iter();
            return files.find(|file| *file != Path::new("-")).cloned();
        };
        if self.files.kind(chart) == Some(Kind::File) {
            return Some(chart.clone()); // a packed one
        }
        let candidates =
            ["values.yaml", "Chart.yaml"].map(|name| self.here.relative(&chart.join(name)));
        let mut files = candidates.into_iter();
        files.find(|file| self.files.kind(file) == Some(Kind::File))
    }

    fn judge(&self, target: &Target, config: &Config, charts: &Charts) -> Linted {
        let label = self.label(target);
        let base = match charts.of(target) {
            Ok(base) => base,
            Err(error) => return self.unread(label, error),
        };
        let judged = self.coalesced(target, base).and_then(|values| {
            if self.is_foreign(target, config, (base, &values)) {
                return Ok(Linted {
                    files: self.files_of(&values),
                    label: label.clone(),
                    chosen: self.chosen_of_foreign(&label, config, target, base),
                    notes: base
                        .and_then(|base| mixed(&base.chart))
                        .into_iter()
                        .collect(),
                    ..Linted::default()
                });
            }
            let loaded = self.read(target, config, (base, values), Spelling::Corrected)?;
            Ok(self.check(target, config, &loaded))
        });
        match judged {
            Ok(linted) => linted,
            Err(error) if self.passes_over(target, config, &error) => Linted {
                skipped: Some(passed_over(&label, &error)),
                is_no_target: true,
                ..Linted::default()
            },
            Err(ProjectError::Values(error)) => self.unread(label, error),
            Err(failure) => Linted {
                label,
                failure: Some(failure),
                ..Linted::default()
            },
        }
    }

    fn check(&self, target: &Target, config: &Config, loaded: &Loaded) -> Linted {
        let is_partial = loaded.base.is_none();
        let templates = loaded.base.as_ref().map(|base| &base.templates);
        let prepared = &loaded.prepared;
        let validator = if is_partial {
            &prepared.overlay
        } else {
            &prepared.values
        };
        let root = &loaded.values.root;
        let violations = match loaded.contract() {
            Some(_) => validator.violations(root),
            None => Vec::new(),
        };
        let (schemas, failure) = match self.chart_schemas(&loaded.values) {
            Ok(schemas) => (schemas, None),
            Err(failure) => (Vec::new(), Some(failure)),
        };
        let verdicts: Vec<Verdict<'_>> = schemas
            .iter()
            .filter_map(|(prefix, schema)| Some(schema.judge(prefix, root.at(prefix)?)))
            .collect();
        let dependencies = loaded.base.as_ref().map(dependencies).unwrap_or_default();
        let shown = templates.and_then(|templates| templates.shown(self.files, self.sources));
        let named = |key: &str, root: &str| {
            templates.is_some_and(|templates| templates.name(self.files, key, root))
        };
        let quoted =
            |key: &str| templates.is_some_and(|templates| templates.quote(self.files, key));
        let may_read = |path: &ValuePath| {
            templates.is_some_and(|templates| templates.may_read(self.files, path))
        };
        let is_heard = |id: &str| self.is_heard(id, config);
        let reread = |values: &Values| self.model(loaded, values, Spelling::AsWritten);
        let written = || reread(&loaded.values);
        let mut diagnostics = rules::check(&Facts {
            values: &loaded.values,
            contract: &prepared.contract,
            basis: loaded.basis,
            has_templates: templates.is_some_and(|templates| templates.are_at_hand(self.files)),
            unread: loaded.unread.as_ref(),
            misplaced: &loaded.misplaced,
            misnamed: &loaded.misnamed,
            model: &loaded.model,
            written: &written,
            platform: &loaded.platform,
            template_faults: loaded.template_faults(),
            evidence: shown.map(|shown| &shown.evidence),
            violations: &violations,
            chart_schemas: &verdicts,
            sources: self.sources,
            expansion: &loaded.expansion,
            is_partial,
            dependencies: &dependencies,
            is_named_by_a_template: &named,
            is_quoted_by_a_template: &quoted,
            may_read: &may_read,
            is_heard: &is_heard,
            reread: &reread,
            dead: OnceLock::new(),
        });
        let is_passed_over = loaded.is_bare() && self.request.select.is_empty();
        if is_passed_over {
            keep_reasons(&mut diagnostics, root);
        }
        if let Some(base) = &loaded.base {
            for diagnostic in &mut diagnostics {
                diagnostic.place = base.stand_in(diagnostic.place).unwrap_or(diagnostic.place);
            }
        }
        self.configure(config, is_partial, &mut diagnostics);
        let owner = target.chart().map_or_else(
            || loaded.label.clone(),
            |directory| crate::source::shown(directory),
        );
        let mut linted = Linted {
            diagnostics,
            inactive: inactive(loaded),
            others: Others {
                servers: !loaded.model.servers.is_empty(),
                agents: loaded.unread.is_some() || !loaded.misplaced.is_empty(),
                ..Others::default()
            },
            entries: self.unjudged(loaded),
            has_agents_below: self.has_agents_below(loaded),
            chosen: Some(loaded.chosen()),
            agents: loaded
                .model
                .agents
                .iter()
                .map(|agent| (owner.clone(), agent.name.to_string(), agent.is_active()))
                .collect(),
            files: loaded.files.clone(),
            label: loaded.label.clone(),
            notes: self.notes_of(loaded),
            open: Open::of(&loaded.model),
            failure,
            ..Linted::default()
        };
        if !is_passed_over {
            linted.silenced = Silenced {
                own: loaded.answers_for(),
                ran: self.ran(config, is_partial),
                severity: self.unused_severity(config),
                ..Silenced::default()
            };
        }
        self.silence(&mut linted, &loaded.values.layers);
        let is_shown = !linted.diagnostics.is_empty()
            || !linted.inactive.is_empty()
            || !linted.silenced.ignores.is_empty();
        if is_shown {
            linted.mask = loaded.mask(); // else nothing of the texts will be shown
        }
        linted
    }

    /// Applies `rules:`, `--select` and `--ignore`. A finding that was toned down for want of a chart is not made louder
    /// than a warning.
    pub(super) fn configure(
        &self,
        config: &Config,
        is_partial: bool,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        diagnostics.retain_mut(|diagnostic| {
            let id = diagnostic.rule;
            if let Some(Some(severity)) = config.rules.get(id) {
                let own = rules::by_id(id).map_or(Severity::Error, |rule| rule.severity);
                let is_toned_down = is_partial && diagnostic.severity < own;
                diagnostic.severity = if is_toned_down {
                    (*severity).min(Severity::Warning)
                } else {
                    *severity
                };
            }
            self.runs(id, config)
        });
    }

    /// Whether a rule is neither switched off nor left out.
    pub(super) fn runs(&self, id: &str, config: &Config) -> bool {
        let names = |rules: &[String]| rules.iter().any(|rule| rule == id);
        let is_selected = self.request.select.is_empty() || names(&self.request.select);
        let is_off = config.rules.get(id).is_some_and(Option::is_none);
        is_selected && !names(&self.request.ignore) && !is_off
    }

    /// Whether a rule runs, and no config tones it down.
    fn is_heard(&self, id: &str, config: &Config) -> bool {
        let configured = config.rules.get(id).copied().flatten();
        self.runs(id, config) && configured.is_none_or(|severity| severity == Severity::Error)
    }
}

/// The names by which a chart knows those that it depends on.
fn dependencies(base: &LoadedChart) -> BTreeSet<Arc<str>> {
    let declared = base.chart.dependencies.iter().flatten();
    let declared = declared.map(|dependency| dependency.alias.as_ref().unwrap_or(&dependency.name));
    let subcharts = base.chart.subcharts.iter().map(|chart| &chart.name);
    declared.chain(subcharts).cloned().collect()
}

/// Why a file that a hook names is passed over.
fn passed_over(label: &str, error: &ProjectError) -> String {
    match error {
        ProjectError::Manifests { .. } => format!("`{label}` holds manifests, not values"),
        _ => format!("`{label}` is no values file"),
    }
}

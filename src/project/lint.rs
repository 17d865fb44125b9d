//! Linting all targets of a request.

use super::baseline::InUse as BaselineInUse;
use super::below::together;
use super::charts::Charts;
use super::dependencies::told_absent;
use super::discover::{Discovered, no_chart};
use super::gathered::{Gathered, GatheredAll};
use super::hints::of_broken;
use super::installed::told_not_here;
use super::manifests::ManifestSet;
use super::merge::merge;
use super::outcome::{RulesRun, RunOutcome};
use super::parts::{Configured, Parts};
use super::unread_files::Left;
use super::{Loaded, Project, ProjectError, Shard, Target, unread_files};
use crate::config::Config;
use crate::diagnostic::{FailOn, UnreadFile};
use crate::model::Spelling;
use crate::source::display_path;
use crate::threads::fold_in_order;
use crate::words::{list_up_to, ticked};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

/// Lints all targets of a request. A config file whose content cannot be used is reported as a finding, and no target is linted.
///
/// # Errors
/// When it is not known which targets are named, or a config file, a contract or the baseline cannot be used.
pub fn lint(project: &Project<'_>) -> Result<RunOutcome, ProjectError> {
    let baseline = project.baseline()?;
    let (mut outcome, ran, configured) = match lint_targets(project) {
        Ok(linted) => linted,
        Err(error) => {
            let linted = vec![project.linted_config(error)?];
            let mut outcome = merge(linted, project.sources);
            outcome.report.is_unlinted = true;
            (outcome, RulesRun::new(), Vec::new())
        }
    };
    let baselines = baseline.into_iter().chain(configured);
    project.apply_baselines(baselines, &ran, &mut outcome)?;
    Ok(outcome)
}

/// What came of all targets, which rules ran over which files, and the baselines that config files name.
fn lint_targets(
    project: &Project<'_>,
) -> Result<(RunOutcome, RulesRun, Vec<BaselineInUse>), ProjectError> {
    let mut found = project.targets(false)?;
    let all = Vec::from_iter(std::mem::take(&mut found.targets));
    let mut charts = project.charts(&all);
    charts.note_parts();
    if project.request.changed {
        charts.note_named_by_values(&found.whole);
    }
    let configs = project.configs(&all)?;
    let sets = std::mem::take(&mut found.sets.sets);
    let parts = Parts::new(project, all.iter().zip(&configs), sets)?;
    let baselines = project.configured_baselines(parts.configs())?;
    let targets: Vec<&Target> = parts.targets.iter().map(|(target, _)| *target).collect();
    let shard = project.request.shard;
    let shard_counts = shard.map(|shard| shard.of(parts.count_of_all()));
    let mut gathered = lint_parts(project, parts, &charts)?;
    if shard.is_none_or(Shard::is_first) {
        gathered.add_all(project.umbrellas(&configs, &all)?);
    }
    let mut failures = Vec::new();
    for failure in std::mem::take(&mut found.failures) {
        match project.linted_config(failure) {
            Ok(of_config) => gathered.add(of_config),
            Err(failure) => failures.push(failure),
        }
    }
    let mut all_gathered = gathered.finish();
    let outcome = &mut all_gathered.outcome;
    outcome.failures.extend(failures);
    let report = &mut outcome.report;
    report.is_unlinted = report.lacks_targets && targets.is_empty();
    report.is_each = !project.request.each.is_empty();
    report.shard = shard_counts;
    report.skipped.append(&mut found.skipped);
    report
        .left_out
        .extend(std::mem::take(&mut found.sets.left_out));
    // A file that cannot be read may define agents, and fails the run anyway.
    if outcome.failures.is_empty() && !outcome.is_unreadable {
        project.note_unchecked(&targets, &charts, &found.excluded, &mut all_gathered)?;
    }
    project.add_notes(found, &charts, &mut all_gathered);
    let GatheredAll {
        mut outcome, ran, ..
    } = all_gathered;
    if !project.request.hides_fixes {
        project.demote_unsafe(&all, &mut outcome.report.findings)?;
    }
    Ok((outcome, ran, baselines))
}

/// What comes of the targets and sets that are linted here.
fn lint_parts<'g, 'p>(
    project: &'g Project<'p>,
    parts: Parts<'_>,
    charts: &Charts,
) -> Result<Gathered<'g, 'p>, ProjectError> {
    let few = &project.caches.are_targets_few;
    let _ = few.set(parts.count() < rayon::current_num_threads());
    project.progress.targets(parts.count());
    let mut gathered = Gathered::new(project);
    gathered.add_unjudged(parts.names_elsewhere(project));
    let lint_target = |(target, config): Configured<'_>| {
        let mut linted = project.lint_target(target, config, charts);
        for one in &mut linted {
            one.fail_on = project.fail_on(config);
        }
        project.progress.target();
        linted
    };
    let targets = parts.targets.into_iter();
    fold_in_order(targets, lint_target, |linted| gathered.add_all(linted));
    let given = project.given_crds()?;
    let lint_set = |(set, config): (ManifestSet, Arc<Config>)| {
        let mut linted = project.lint_set(set, &config, &given);
        linted.fail_on = project.fail_on(&config);
        project.progress.target();
        linted
    };
    let sets = parts.sets.into_iter();
    fold_in_order(sets, lint_set, |linted| gathered.add(linted));
    Ok(gathered)
}

impl Project<'_> {
    /// The config file of each target. A contract that it names must exist, even if there are no agents.
    fn configs(&self, targets: &[Target]) -> Result<Vec<Arc<Config>>, ProjectError> {
        let configs = targets.iter().map(|target| {
            let config = self.config(&target.anchor())?;
            if let Some(asked) = self.asked(target, &config) {
                self.asked_contract(&asked, &config)?;
            }
            Ok(config)
        });
        configs.collect()
    }

    /// Notes what is left unchecked, lest the report looks clean where little was checked.
    fn note_unchecked(
        &self,
        targets: &[&Target],
        charts: &Charts,
        excluded: &[PathBuf],
        all: &mut GatheredAll,
    ) -> Result<(), ProjectError> {
        // What another part of the run reads is not left unread.
        let left = match self.request.shard {
            None => self.left_unread(targets, charts, &all.agents)?,
            Some(_) => Left::default(),
        };
        let report = &mut all.outcome.report;
        report.unread = left.unread;
        let others = all.others;
        let unchecked = self.hints(excluded, targets, report, others)?;
        let broken = of_broken(&left.broken).into_iter();
        report.hints.splice(0..0, broken.chain(unchecked));
        report.is_unrelated = self.request.changed
            && report.sets == 0
            && charts.are_all_named_by_values()
            && !(others.servers || others.agents || others.unjudged)
            && report.agents == 0
            && report.findings.is_empty()
            && report.unread.is_empty();
        Ok(())
    }

    /// Adds what is worth knowing beside the report.
    fn add_notes(&self, found: Discovered, charts: &Charts, all: &mut GatheredAll) {
        let notes = &mut all.outcome.notes;
        notes.extend(found.misnamed.iter().map(|file| no_chart(file)));
        notes.append(&mut all.withheld);
        notes.extend(versions_to_come(charts));
        // A hook only reports mistakes in files.
        if !self.request.changed {
            let charts = charts.loaded().map(|(_, base)| base);
            notes.extend(told_absent(charts));
        }
        notes.extend(told_not_here(&found.without_chart));
        notes.extend(found.unread_values);
        notes.extend(self.told_left_alone(&found.left_alone));
    }

    /// Which findings in the targets of a config file make the run fail.
    pub(super) fn fail_on(&self, config: &Config) -> FailOn {
        let asked = self.request.fail_on.or(config.fail_on);
        asked.unwrap_or_default()
    }

    /// That charts which are installed are not looked at. Who names files by a hook did not ask for them.
    fn told_left_alone(&self, releases: &BTreeSet<String>) -> Option<String> {
        let releases: Vec<&String> = releases.iter().collect();
        let (are, their) = match releases.len() {
            1 => ("is", "its chart is"),
            _ => ("are", "their charts are"),
        };
        (!releases.is_empty() && !self.request.changed).then(|| {
            format!(
                "{} {are} not checked, since {their} not here: `--charts DIR` says where charts are, by name and version",
                list_up_to(2, &releases)
            )
        })
    }
}

/// That charts are rendered with a version that is not theirs.
fn versions_to_come(charts: &Charts) -> Option<String> {
    let charts = charts
        .loaded()
        .filter(|(_, base)| base.chart.has_version_to_come());
    let names: Vec<String> = charts
        .map(|(directory, _)| display_path(directory))
        .collect();
    let verb = if names.len() == 1 { "has" } else { "have" };
    (!names.is_empty()).then(|| {
        format!(
            "{} {verb} a version in `Chart.yaml` that is filled in later, and is taken as 0.0.0: Helm refuses the chart until then",
            list_up_to(3, &ticked(names))
        )
    })
}

/// The one target of a request, read and checked.
#[derive(Debug)]
pub struct Inspected {
    /// The target.
    pub loaded: Loaded,
    /// Values files that may say why none of its agents is active, and were not read.
    pub unread_files: Vec<UnreadFile>,
    /// What the rules found in it.
    pub outcome: RunOutcome,
}

/// Reads the one target of a request, and runs all rules over it. Comments that silence nothing are not reported: other targets
/// may need them.
///
/// # Errors
/// When the request names no target or several, or the target cannot be read.
pub fn inspect(project: &Project<'_>) -> Result<Inspected, ProjectError> {
    let (target, config) = project.one()?;
    let chart = project.chart_of(&target)?;
    let mut loaded = project.load(&target, &config, chart.as_ref(), Spelling::Corrected)?;
    let below = project.read_below(&config, &loaded, Spelling::Corrected);
    let mut linted = project.run_all_rules(&config, &mut loaded, &below);
    let mut loaded = together(loaded, below);
    project.add_notes_of_one(&mut loaded, &target);
    let unread_files = unread_files(project, &loaded)?;
    for one in &mut linted {
        project.remove_unusable_fixes(one.diagnostics.iter_mut());
    }
    Ok(Inspected {
        loaded,
        unread_files,
        outcome: merge(linted, project.sources),
    })
}

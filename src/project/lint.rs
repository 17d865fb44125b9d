//! Linting all targets of a request.

use super::baseline::InUse as BaselineInUse;
use super::below::together;
use super::charts::Charts;
use super::dependencies::told_absent;
use super::discover::no_chart;
use super::hints::of_broken;
use super::ignores::{add_unused_ignores, rules_run};
use super::installed::told_not_here;
use super::merge::merge;
use super::others::Others;
use super::outcome::{Linted, RulesRun, RunOutcome, agents_by_chart};
use super::{Loaded, Project, ProjectError, unread_files};
use crate::config::Config;
use crate::diagnostic::{FailOn, UnreadFile};
use crate::model::Spelling;
use crate::source::display_path;
use crate::words::{list_up_to, ticked};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::path::Path;

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
    let found = project.targets(false)?;
    let targets = Vec::from_iter(found.targets);
    let count = targets.len() + found.sets.sets.len();
    let few = &project.caches.are_targets_few;
    let _ = few.set(count < rayon::current_num_threads());
    project
        .progress
        .targets(targets.len() + found.sets.sets.len());
    let mut charts = project.charts(&targets);
    charts.note_parts();
    if project.request.changed {
        charts.note_named_by_values(&found.whole);
    }
    let mut configs = Vec::with_capacity(targets.len());
    for target in &targets {
        let config = project.config(&target.anchor())?;
        // A named contract must exist, even if there are no agents.
        if let Some(asked) = project.asked(target, &config) {
            project.asked_contract(&asked, &config)?;
        }
        configs.push(config);
    }
    let mut sets = Vec::with_capacity(found.sets.sets.len());
    for set in found.sets.sets {
        let config = project.config(&set.anchor())?;
        sets.push((set, config));
    }
    let of_sets = sets.iter().map(|(_, config)| config);
    let baselines = project.configured_baselines(configs.iter().chain(of_sets))?;
    let mut linted: Vec<Linted> = targets
        .par_iter()
        .zip(&configs)
        .flat_map_iter(|(target, config)| {
            let mut linted = project.lint_target(target, config, &charts);
            for one in &mut linted {
                one.fail_on = project.fail_on(config);
            }
            project.progress.target();
            linted
        })
        .collect();
    let given = project.given_crds()?;
    let sets = sets.into_par_iter().map(|(set, config)| {
        let mut linted = project.lint_set(set, &config, &given);
        linted.fail_on = project.fail_on(&config);
        project.progress.target();
        linted
    });
    linted.extend(sets.collect::<Vec<_>>());
    if project.request.targets.is_empty() {
        configs.push(project.config(Path::new("."))?);
    }
    linted.extend(project.umbrellas(&configs, &targets)?);
    let mut failures = Vec::new();
    for failure in found.failures {
        match project.linted_config(failure) {
            Ok(of_config) => linted.push(of_config),
            Err(failure) => failures.push(failure),
        }
    }
    let ran = rules_run(&linted);
    add_unused_ignores(&mut linted, &ran);
    let withheld = project.remove_unusable_fixes(&mut linted);
    let agents = agents_by_chart(&linted);
    let others = linted
        .iter()
        .fold(Others::default(), |all, one| all.or(one.others));
    let mut outcome = merge(linted, project.sources);
    outcome.failures.extend(failures);
    let report = &mut outcome.report;
    report.is_unlinted = report.lacks_targets && targets.is_empty();
    report.skipped.extend(found.skipped);
    report.left_out.extend(found.sets.left_out);
    // A file that cannot be read may define agents, and fails the run anyway.
    if outcome.failures.is_empty() && !outcome.is_unreadable {
        let left = project.left_unread(&targets, &charts, &agents)?;
        report.unread = left.unread;
        let unchecked = project.hints(&found.excluded, &targets, report, others)?;
        report
            .hints
            .splice(0..0, of_broken(&left.broken).into_iter().chain(unchecked));
        report.is_unrelated = project.request.changed
            && report.sets == 0
            && charts.are_all_named_by_values()
            && !(others.servers || others.agents || others.unjudged)
            && report.agents == 0
            && report.findings.is_empty()
            && report.unread.is_empty();
    }
    let misnamed = found.misnamed.iter().map(|file| no_chart(file));
    outcome.notes.extend(misnamed.chain(withheld));
    outcome.notes.extend(versions_to_come(&charts));
    // A hook only reports mistakes in files.
    if !project.request.changed {
        let charts = charts.loaded().map(|(_, base)| base);
        outcome.notes.extend(told_absent(charts));
    }
    outcome.notes.extend(told_not_here(&found.without_chart));
    outcome.notes.extend(found.unread_values);
    outcome
        .notes
        .extend(project.told_left_alone(&found.left_alone));
    if !project.request.hides_fixes {
        project.demote_unsafe(&targets, &mut outcome.report.findings)?;
    }
    Ok((outcome, ran, baselines))
}

impl Project<'_> {
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
    project.remove_unusable_fixes(&mut linted);
    Ok(Inspected {
        loaded,
        unread_files,
        outcome: merge(linted, project.sources),
    })
}

//! One report from many targets: each finding once, with all targets that show it, sorted.

use super::dedup::{FindingSet, ShownBy};
use super::fixes::drop_unsound;
use super::open::OpenSwitches;
use super::outcome::{Linted, RunOutcome, Subject, TargetOutcome};
use crate::diagnostic::{Diagnostic, Finding, Report};
use crate::rules::listed;
use crate::secrets::Mask;
use crate::source::{Name, Segment, Sources};
use std::collections::{BTreeMap, BTreeSet};

/// Puts what came of the targets together. Nothing in it depends on the order in which they were linted.
pub(super) fn merge(linted: Vec<Linted>, sources: &Sources) -> RunOutcome {
    let mut findings = FindingSet::default();
    let mut suppressed = FindingSet::default();
    let mut agents: BTreeMap<(String, String), bool> = BTreeMap::new();
    let mut files = BTreeSet::new();
    let mut mask = Mask::default();
    let mut report = Report::default();
    let mut failures = BTreeMap::new();
    let mut is_unreadable = false;
    let mut notes = BTreeSet::new();
    let mut open = OpenSwitches::default();
    let mut servers = BTreeSet::new();
    let mut sets = BTreeSet::new();
    for target in linted {
        let shown_by = ShownBy {
            label: &target.label,
            home: target.home.as_deref(),
            fail_on: target.fail_on,
        };
        let own = &target.silenced.own;
        findings.add(target.diagnostics, shown_by, own, sources);
        suppressed.add(target.suppressed, shown_by, own, sources);
        for (owner, name, active) in target.agents {
            *agents.entry((owner, name)).or_default() |= active;
        }
        files.extend(target.files);
        servers.extend(target.servers);
        mask.extend(target.mask);
        report.contracts.extend(target.chosen);
        report.without_agents.extend(target.without_agents);
        report.inactive.extend(target.inactive);
        report.platforms.extend(target.platform);
        notes.extend(target.notes);
        open.extend(target.open);
        let others = target.others;
        report.has_unjudged |= others.below || others.may_be_read || others.written_agents;
        is_unreadable |= matches!(target.outcome, TargetOutcome::Unreadable { .. });
        report.has_unjudged |= is_unreadable;
        report.lacks_targets |= target.subject == Subject::ConfigFile;
        match target.outcome {
            TargetOutcome::PassedOver(why) => report.skipped.push(why),
            TargetOutcome::Failed { error, .. } => {
                failures.entry(error.to_string()).or_insert(error);
            }
            // Only what was looked at counts as a target: `no findings` must not be said of the others.
            TargetOutcome::Complete | TargetOutcome::Unreadable { .. } => {
                let is_set = target.subject == Subject::Set;
                sets.extend(is_set.then(|| target.label.clone()));
                let is_target = is_set || target.subject == Subject::Target;
                report.targets.extend(is_target.then_some(target.label));
            }
        }
    }
    report.findings = once_per_place(findings.all());
    report.suppressed = once_per_place(suppressed.all()).len();
    for finding in &mut report.findings {
        finding.targets.sort();
    }
    drop_unsound(&mut report.findings, sources);
    for finding in &report.findings {
        let Diagnostic { place, related, .. } = &finding.diagnostic;
        for place in std::iter::once(place).chain(related.iter().map(|related| &related.place)) {
            let source = sources.get(place.source);
            // A template is code: what is after a word like `token` there is hidden there, and is looked for nowhere else.
            if !is_template(source.name()) {
                mask.search_once(&source);
            }
        }
    }
    report.targets.sort();
    report.targets.dedup();
    report.skipped.sort();
    report.contracts.sort();
    report.without_agents.sort();
    report.inactive.sort();
    report.hints = open.hints();
    report.files = files.len();
    report.sets = sets.len();
    report.servers = servers.len();
    report.agents = agents.len();
    report.active = agents.values().filter(|active| **active).count();
    RunOutcome {
        report,
        mask,
        failures: failures.into_values().collect(),
        is_unreadable,
        files,
        notes: notes.into_iter().collect(),
    }
}

fn is_template(name: &Name) -> bool {
    let Name::File(path) = name else { return false };
    let mut parts = path.components();
    parts.any(|part| part.as_os_str() == "templates")
}

/// Merges the findings of one place that several agents share by a merge key or an alias: it is fixed where it is
/// written.
fn once_per_place(findings: impl Iterator<Item = Finding>) -> Vec<Finding> {
    let mut groups: Vec<Vec<Finding>> = Vec::new();
    for finding in findings {
        // Those of one place follow each other.
        let is_place =
            |group: &&mut Vec<Finding>| group[0].diagnostic.place == finding.diagnostic.place;
        let mut near = groups.iter_mut().rev().take_while(is_place);
        match near.find(|group| is_same(&group[0].diagnostic, &finding.diagnostic)) {
            Some(group) => group.push(finding),
            None => groups.push(vec![finding]),
        }
    }
    groups.into_iter().filter_map(as_one).collect()
}

/// Whether two findings say the same of two agents.
fn is_same(one: &Diagnostic, other: &Diagnostic) -> bool {
    one.agent.is_some()
        && one.agent != other.agent
        && (one.rule, one.severity) == (other.rule, other.severity)
        && field(one) == field(other)
}

/// The path without the agent's name.
fn field(diagnostic: &Diagnostic) -> Option<Vec<Segment>> {
    let agent = diagnostic.agent.as_ref()?;
    let segments = diagnostic.path.segments();
    let index = segments
        .iter()
        .position(|segment| matches!(segment, Segment::Key(key) if **key == **agent))?;
    Some([&segments[..index], &segments[index + 1..]].concat())
}

/// The first finding, with the agents of all and the targets of all.
fn as_one(group: Vec<Finding>) -> Option<Finding> {
    let mut findings = group.into_iter();
    let mut first = findings.next()?;
    let mut others = BTreeSet::new();
    let mut is_one_help = true;
    for finding in findings {
        is_one_help &= finding.diagnostic.help == first.diagnostic.help;
        others.extend(finding.diagnostic.agent);
        first.fails |= finding.fails;
        for target in finding.targets {
            if !first.targets.contains(&target) {
                first.targets.push(target);
            }
        }
    }
    if others.is_empty() {
        return Some(first);
    }
    let diagnostic = &mut first.diagnostic;
    let names = listed(others.iter().map(String::as_str));
    diagnostic
        .message
        .push_str(&format!(" (the same goes for {names})"));
    if let (false, Some(help), Some(agent)) = (is_one_help, &diagnostic.help, &diagnostic.agent) {
        diagnostic.help = Some(format!(
            "for agent `{agent}`: {help}; likewise for the others"
        ));
    }
    Some(first)
}

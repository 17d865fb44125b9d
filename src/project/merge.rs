//! One report from many targets: each finding once, with all targets that show it, sorted.

use super::ProjectError;
use super::dedup::{FindingSet, ShownBy};
use super::fixes::drop_unsound;
use super::open::OpenSwitches;
use super::outcome::{Linted, RunOutcome, Subject, TargetOutcome};
use crate::diagnostic::{Diagnostic, Finding, Report};
use crate::rules::listed;
use crate::secrets::Mask;
use crate::source::{Name, Segment, Sources};
use std::collections::{BTreeMap, BTreeSet};

/// What came of several targets. Nothing in it depends on the order in which they were linted, as long as they are added in theirs.
pub(super) struct Merging<'s> {
    sources: &'s Sources,
    findings: FindingSet,
    suppressed: FindingSet,
    /// Chart (or partial file) and agent, and whether it is active in some target.
    agents: BTreeMap<(String, String), bool>,
    files: BTreeSet<String>,
    mask: Mask,
    report: Report,
    failures: BTreeMap<String, ProjectError>,
    is_unreadable: bool,
    notes: BTreeSet<String>,
    open: OpenSwitches,
    servers: BTreeSet<String>,
    sets: BTreeSet<String>,
}

/// Puts what came of the targets together.
pub(super) fn merge(linted: Vec<Linted>, sources: &Sources) -> RunOutcome {
    let mut merging = Merging::new(sources);
    for mut target in linted {
        let own = std::mem::take(&mut target.silenced.own);
        merging.add(target, &own);
    }
    merging.finish()
}

impl<'s> Merging<'s> {
    pub(super) fn new(sources: &'s Sources) -> Self {
        Self {
            sources,
            findings: FindingSet::default(),
            suppressed: FindingSet::default(),
            agents: BTreeMap::new(),
            files: BTreeSet::new(),
            mask: Mask::default(),
            report: Report::default(),
            failures: BTreeMap::new(),
            is_unreadable: false,
            notes: BTreeSet::new(),
            open: OpenSwitches::default(),
            servers: BTreeSet::new(),
            sets: BTreeSet::new(),
        }
    }

    /// Adds a target of which these files are its own.
    pub(super) fn add(&mut self, target: Linted, own: &BTreeSet<Name>) -> ShownBy {
        let shown_by = ShownBy {
            label: target.label.as_str().into(),
            home: target.home,
            fail_on: target.fail_on,
        };
        self.add_findings((target.diagnostics, target.suppressed), &shown_by, own);
        for (owner, name, active) in target.agents {
            *self.agents.entry((owner, name)).or_default() |= active;
        }
        self.files.extend(target.files);
        self.servers.extend(target.servers);
        self.mask.extend(target.mask);
        self.notes.extend(target.notes);
        self.open.extend(target.open);
        let is_unreadable = matches!(target.outcome, TargetOutcome::Unreadable { .. });
        self.is_unreadable |= is_unreadable;
        let report = &mut self.report;
        report.contracts.extend(target.chosen);
        report.without_agents.extend(target.without_agents);
        report.inactive.extend(target.inactive);
        report.platforms.extend(target.platform);
        let others = target.others;
        report.has_unjudged |= others.below || others.may_be_read || others.written_agents;
        report.has_unjudged |= is_unreadable;
        report.lacks_targets |= target.subject == Subject::ConfigFile;
        match target.outcome {
            TargetOutcome::PassedOver(why) => report.skipped.push(why),
            TargetOutcome::Failed { error, .. } => {
                self.failures.entry(error.to_string()).or_insert(error);
            }
            // Only what was looked at counts as a target: `no findings` must not be said of the others.
            TargetOutcome::Complete | TargetOutcome::Unreadable { .. } => {
                let is_set = target.subject == Subject::Set;
                self.sets.extend(is_set.then(|| target.label.clone()));
                let is_target = is_set || target.subject == Subject::Target;
                report.targets.extend(is_target.then_some(target.label));
            }
        }
        shown_by
    }

    /// Adds findings of a target, and those that comments silence.
    pub(super) fn add_findings(
        &mut self,
        (found, suppressed): (Vec<Diagnostic>, Vec<Diagnostic>),
        shown_by: &ShownBy,
        own: &BTreeSet<Name>,
    ) {
        self.findings.add(found, shown_by, own, self.sources);
        { &mut self.suppressed }.add(suppressed, shown_by, own, self.sources);
    }

    /// One report, sorted.
    pub(super) fn finish(self) -> RunOutcome {
        let Self {
            mut report,
            mut mask,
            sources,
            ..
        } = self;
        report.findings = once_per_place(self.findings.all());
        report.suppressed = once_per_place(self.suppressed.all()).len();
        for finding in &mut report.findings {
            finding.targets.sort();
        }
        drop_unsound(&mut report.findings, sources);
        search_shown(&mut mask, &report.findings, sources);
        report.targets.sort();
        report.targets.dedup();
        report.skipped.sort();
        report.contracts.sort();
        report.without_agents.sort();
        report.inactive.sort();
        report.hints = self.open.hints();
        report.files = self.files.len();
        report.sets = self.sets.len();
        report.servers = self.servers.len();
        report.agents = self.agents.len();
        report.active = self.agents.values().filter(|active| **active).count();
        RunOutcome {
            report,
            mask,
            failures: self.failures.into_values().collect(),
            is_unreadable: self.is_unreadable,
            files: self.files,
            notes: self.notes.into_iter().collect(),
        }
    }
}

/// Has all sources searched of which anything is shown.
fn search_shown(mask: &mut Mask, findings: &[Finding], sources: &Sources) {
    for finding in findings {
        let Diagnostic { place, related, .. } = &finding.diagnostic;
        for place in std::iter::once(place).chain(related.iter().map(|related| &related.place)) {
            let source = sources.get(place.source);
            // A template is code: what is after a word like `token` there is hidden there, and is looked for nowhere else.
            if !is_template(source.name()) {
                mask.search_once(&source);
            }
        }
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

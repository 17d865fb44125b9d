//! One report from many targets: each finding once, with all targets that show it, sorted.

use super::lint::{Linted, Outcome};
use crate::diagnostic::{Finding, Report, Severity};
use crate::source::{Mask, Name, Sources};
use std::collections::{BTreeMap, BTreeSet};

/// What makes two findings one, and the order they are reported in: file, offset, rule.
type Key = (String, u32, u32, &'static str, u32, String, Severity);

/// Puts what came of the targets together. Nothing in it depends on the order in which they were linted.
pub(super) fn merge(linted: Vec<Linted>, sources: &Sources) -> Outcome {
    let mut findings: BTreeMap<Key, Finding> = BTreeMap::new();
    let mut agents: BTreeMap<(String, String), bool> = BTreeMap::new();
    let mut files = BTreeSet::new();
    let mut mask = Mask::default();
    let mut report = Report::default();
    let mut failures = BTreeMap::new();
    let mut is_unreadable = false;
    for target in linted {
        for diagnostic in target.diagnostics {
            let source = sources.get(diagnostic.place.source);
            let count = match source.name() {
                Name::Argument { count, .. } => *count,
                _ => 0,
            };
            let key = (
                source.name().to_string(),
                count,
                diagnostic.place.span.start,
                diagnostic.rule,
                diagnostic.place.span.end,
                diagnostic.message.clone(),
                diagnostic.severity,
            );
            let finding = findings.entry(key).or_insert_with(|| Finding {
                diagnostic,
                targets: Vec::new(),
            });
            if !finding.targets.contains(&target.label) {
                finding.targets.push(target.label.clone());
            }
        }
        for (owner, name, active) in target.agents {
            *agents.entry((owner, name)).or_default() |= active;
        }
        files.extend(target.files);
        mask.extend(target.mask);
        report.contracts.extend(target.chosen);
        report.inactive.extend(target.inactive);
        match target.failure {
            Some(failure) => {
                failures.entry(failure.to_string()).or_insert(failure);
            }
            // Only what was judged counts as a target: `no findings` must not be said of the others.
            None => report.targets.push(target.label),
        }
        is_unreadable |= target.is_unreadable;
    }
    report.findings = findings.into_values().collect();
    for finding in &mut report.findings {
        finding.targets.sort();
    }
    report.targets.sort();
    report.targets.dedup();
    report.contracts.sort();
    report.inactive.sort();
    report.files = files.len();
    report.agents = agents.len();
    report.active = agents.values().filter(|active| **active).count();
    Outcome {
        report,
        mask,
        failures: failures.into_values().collect(),
        is_unreadable,
        files,
    }
}

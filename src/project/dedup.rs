//! Findings of many targets, each once, with a fix that all of them agree on.

use super::fixes::Agreement;
use crate::diagnostic::{Diagnostic, FailOn, Finding, Severity};
use crate::source::{Name, Sources};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

/// What makes two findings one, and the order they are reported in: file, offset, rule.
type Key = (String, u32, u32, &'static str, u32, String, Severity);

/// Findings of many targets, each once.
#[derive(Default)]
pub(super) struct FindingSet(BTreeMap<Key, MergedFinding>);

/// The target that shows findings.
#[derive(Clone)]
pub(super) struct ShownBy {
    pub(super) label: Arc<str>,
    /// A file that it is known by.
    pub(super) home: Option<PathBuf>,
    /// Which of its findings make the run fail.
    pub(super) fail_on: FailOn,
}

/// A finding, and what the targets that have it agree on so far.
struct MergedFinding {
    finding: Finding,
    /// The targets that have it.
    targets: BTreeSet<Arc<str>>,
    agreement: Agreement,
}

impl FindingSet {
    /// Adds what one target shows.
    pub(super) fn add(
        &mut self,
        diagnostics: Vec<Diagnostic>,
        shown_by: &ShownBy,
        own: &BTreeSet<Name>,
        sources: &Sources,
    ) {
        let ShownBy {
            label,
            home,
            fail_on,
        } = shown_by;
        for mut diagnostic in diagnostics {
            let is_own = own.contains(sources.get(diagnostic.place.source).name());
            let fix = diagnostic.fix.take();
            let reason = diagnostic.unfixable;
            let merged = self.0.entry(key(&diagnostic, sources));
            let merged = merged.or_insert_with(|| MergedFinding {
                finding: Finding {
                    diagnostic,
                    targets: Vec::new(),
                    home: home.clone(),
                    fails: false,
                },
                targets: BTreeSet::new(),
                agreement: Agreement::default(),
            });
            let finding = &mut merged.finding;
            finding.fails |= fail_on.includes(finding.diagnostic.severity);
            let planned = (fix, reason);
            let agreement = &mut merged.agreement;
            agreement.join(&mut finding.diagnostic, planned, is_own);
            if !merged.targets.contains(label) {
                merged.targets.insert(Arc::clone(label));
            }
        }
    }

    /// All findings, in the order in which they are reported.
    pub(super) fn all(self) -> impl Iterator<Item = Finding> {
        self.0.into_values().map(|merged| Finding {
            targets: merged.targets.into_iter().collect(),
            ..merged.finding
        })
    }
}

/// What makes a finding the one it is.
fn key(diagnostic: &Diagnostic, sources: &Sources) -> Key {
    let source = sources.get(diagnostic.place.source);
    let count = match source.name() {
        Name::Argument { count, .. } => *count,
        _ => 0,
    };
    (
        source.name().to_string(),
        count,
        diagnostic.place.span.start,
        diagnostic.rule,
        diagnostic.place.span.end,
        diagnostic.message.clone(),
        diagnostic.severity,
    )
}

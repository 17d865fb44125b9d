//! Findings of many targets, each once, with a fix that all of them agree on.

use crate::diagnostic::{Diagnostic, Finding, Fix, Safety, Severity, Unfixable};
use crate::source::{Name, Sources};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What makes two findings one, and the order they are reported in: file, offset, rule.
type Key = (String, u32, u32, &'static str, u32, String, Severity);

/// Findings of many targets, each once.
#[derive(Default)]
pub(super) struct Gathered(BTreeMap<Key, Gathering>);

/// A finding so far.
struct Gathering {
    finding: Finding,
    /// Whether a target whose own file it is in allows no fix.
    is_refused: bool,
}

impl Gathering {
    /// Takes in the fix that one more target offers: it must be the same for all whose own file is mended, and safe for all.
    fn judge(&mut self, fix: Option<Fix>, reason: Option<Unfixable>, is_own: bool) {
        let known = &mut self.finding.diagnostic.fix;
        let is_offered = known.is_some() || fix.is_some();
        match (known.as_mut(), fix) {
            (None, None) => self.is_refused |= is_own,
            (None, fix) if !self.is_refused => *known = fix,
            (Some(known), Some(fix)) if is_same_fix(known, &fix) => {
                if fix.safety == Safety::Unsafe {
                    known.safety = Safety::Unsafe;
                }
            }
            (Some(_), None) if !is_own => {}
            _ => {
                *known = None;
                self.is_refused = true;
            }
        }
        let diagnostic = &mut self.finding.diagnostic;
        diagnostic.unfixable = match diagnostic.fix {
            Some(_) => None,
            // It was offered for one target and not for another.
            None if is_offered => Some(Unfixable::Targets),
            None => diagnostic.unfixable.or(reason),
        };
    }
}

/// Whether two fixes do the same, in one file that was read twice.
fn is_same_fix(one: &Fix, other: &Fix) -> bool {
    let edits = |fix: &Fix| -> Vec<_> {
        let edits = fix.edits.iter();
        edits.map(|edit| (edit.span, edit.text.clone())).collect()
    };
    edits(one) == edits(other)
}

impl Gathered {
    /// Adds what one target shows, given its label and a file that it is known by.
    pub(super) fn add(
        &mut self,
        diagnostics: Vec<Diagnostic>,
        (label, home): (&str, Option<&Path>),
        own: &BTreeSet<Name>,
        sources: &Sources,
    ) {
        for mut diagnostic in diagnostics {
            let is_own = own.contains(sources.get(diagnostic.place.source).name());
            let fix = diagnostic.fix.take();
            let reason = diagnostic.unfixable;
            let gathering = self.0.entry(key(&diagnostic, sources));
            let gathering = gathering.or_insert_with(|| Gathering {
                finding: Finding {
                    diagnostic,
                    targets: Vec::new(),
                    home: home.map(Path::to_owned),
                },
                is_refused: false,
            });
            gathering.judge(fix, reason, is_own);
            let finding = &mut gathering.finding;
            if !finding.targets.iter().any(|target| target == label) {
                finding.targets.push(label.to_owned());
            }
        }
    }

    /// All findings, in the order in which they are reported.
    pub(super) fn all(self) -> impl Iterator<Item = Finding> {
        self.0.into_values().map(|gathering| gathering.finding)
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

//! Files fixed in memory, and what is found before and after.

use super::lint::{Lint, here, no_stdin};
use helm_obo::diagnostic::{Finding, Fix, Safety};
use helm_obo::project::{self, Request, RunEnvironment};
use helm_obo::rules::{Tier, by_id};
use helm_obo::source::{FileSystem, Memory, Segment, Sources, ValuePath};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// A finding as it is compared: what is wrong with what, wherever that is in its list.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Seen {
    pub(crate) rule: &'static str,
    pub(crate) path: String,
}

/// The result of fixing files.
#[derive(Debug)]
pub(crate) struct FixOutcome {
    /// What was found before, with the fixes offered.
    pub(crate) before: Vec<(Seen, Option<Fix>)>,
    /// What is left.
    pub(crate) after: Vec<(Seen, Option<Fix>)>,
    /// How many fixes were applied.
    pub(crate) count: usize,
    /// The files that changed, before and after.
    pub(crate) files: BTreeMap<PathBuf, (String, String)>,
    /// How many fixes a second run applies.
    pub(crate) again: usize,
}

impl FixOutcome {
    /// The fixes offered before that may be applied.
    pub(crate) fn offered(&self, safety: Safety) -> impl Iterator<Item = (&Seen, &Fix)> {
        let findings = self.before.iter();
        findings
            .filter_map(|(seen, fix)| Some((seen, fix.as_ref()?)))
            .filter(move |(_, fix)| safety == Safety::Unsafe || fix.safety == Safety::Safe)
    }
}

/// Fixes what a run of `lint` would find.
pub(crate) fn fix(lint: &Lint, safety: Safety) -> FixOutcome {
    let (mut files, request) = lint.prepared();
    let sources = Sources::default();
    let fixed = run(&files, &request, &sources, safety);
    let after = seen(&fixed.outcome.report.findings);
    let before = fixed.before.as_ref();
    let before = before.map_or_else(|| after.clone(), |outcome| seen(&outcome.report.findings));
    let count = applied(&fixed);
    let mut changed = BTreeMap::new();
    for file in fixed.files {
        let text = file.after.text();
        assert_eq!(
            files.read(&file.path).unwrap(),
            file.before.text().as_bytes()
        );
        changed.insert(
            file.path.clone(),
            (file.before.text().to_owned(), text.to_owned()),
        );
        files.insert(file.path, text);
    }
    let files_changed = !changed.is_empty();
    FixOutcome {
        before,
        after,
        count,
        files: changed,
        again: match files_changed {
            true => applied(&run(&files, &request, &sources, safety)),
            false => 0,
        },
    }
}

fn applied(fixed: &project::FixedRun) -> usize {
    fixed.files.iter().map(|file| file.count).sum()
}

fn run(files: &Memory, request: &Request, sources: &Sources, safety: Safety) -> project::FixedRun {
    let setting = RunEnvironment {
        files,
        sources,
        here: &here(),
        stdin: &no_stdin,
        progress: &(),
    };
    project::fix_until_stable(request, setting, safety).unwrap()
}

/// The findings that count: notes on the platform go with nearly every target.
fn seen(findings: &[Finding]) -> Vec<(Seen, Option<Fix>)> {
    let diagnostics = findings.iter().map(|finding| &finding.diagnostic);
    let counts = diagnostics
        .filter(|found| by_id(found.rule).is_none_or(|rule| rule.tier != Tier::Platform));
    let mut seen: Vec<_> = counts
        .map(|found| {
            let seen = Seen {
                rule: found.rule,
                path: without_indexes(&found.path),
            };
            (seen, found.fix.clone())
        })
        .collect();
    seen.sort_by(|(one, _), (other, _)| one.cmp(other));
    seen
}

fn without_indexes(path: &ValuePath) -> String {
    let segments = path.segments().iter();
    let segments: Vec<String> = segments
        .map(|segment| match segment {
            Segment::Key(key) => key.to_string(),
            Segment::Index(_) => "[]".to_owned(),
        })
        .collect();
    segments.join(".")
}

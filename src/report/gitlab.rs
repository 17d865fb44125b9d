//! `gitlab`: a Code Quality report, as GitLab shows it in merge requests.
//!
//! What it reads: <https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>. The first finding that lacks
//! something ends its reading, and of findings with one fingerprint it shows one.

use super::fingerprint::Fingerprints;
use super::tracked::Tracked;
use super::{Format, View, WrittenFor, escape, sentences};
use crate::diagnostic::{Finding, Report, Severity};
use serde_json::{Value, json};
use std::io;

/// A list with an object for each finding, the worst first.
#[derive(Debug)]
pub(super) struct GitLab;

impl Format for GitLab {
    fn name(&self) -> &'static str {
        "gitlab"
    }

    fn summary(&self) -> &'static str {
        "A Code Quality report, for GitLab"
    }

    fn written_for(&self) -> WrittenFor {
        WrittenFor::CodeHost
    }

    fn write(&self, view: &View<'_>, out: &mut dyn io::Write) -> io::Result<()> {
        let mut fingerprints = Fingerprints::default();
        let findings = view.report.worst_first();
        let issues = findings.map(|finding| issue(view, finding, &mut fingerprints));
        let text = serde_json::to_string_pretty(&issues.collect::<Vec<Value>>())?;
        writeln!(out, "{}", escape::json(&text))
    }

    fn caveats(&self, view: &View<'_>) -> Vec<String> {
        super::hints(view.report) // it has no place for them
    }

    fn is_withheld(&self, report: &Report, has_failures: bool) -> bool {
        // GitLab would show as resolved what was not linted.
        super::is_partial(report, has_failures)
    }
}

fn issue(view: &View<'_>, finding: &Finding, fingerprints: &mut Fingerprints) -> Value {
    let diagnostic = &finding.diagnostic;
    let at = Tracked::of(finding, view);
    let told = std::iter::once(sentences::told(view, finding, &at));
    let sentences: Vec<String> = told.chain(sentences::help(view, finding)).collect();
    json!({
        "description": view.text(&sentences.join(" ")),
        "check_name": diagnostic.rule,
        "fingerprint": fingerprints.of(view, finding, &at),
        "severity": severity(diagnostic.severity),
        "location": {
            "path": at.named(diagnostic.place, view),
            "lines": {"begin": at.start.line, "end": at.last_line()},
        },
    })
}

/// GitLab's word for it. It has two more: `blocker`, and `minor` between a warning and a note.
fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "critical",
        Severity::Warning => "major",
        Severity::Note => "info",
    }
}

//! What a command says on standard error beside its output: failures, notes, findings.

use super::terminal::Terminal;
use super::{DISK, Error, failure, mask};
use crate::diagnostic::{Diagnostic, Finding, Report};
use crate::project::{Loaded, RunOutcome, mask_of_config};
use crate::report;
use crate::rules::{OBO_MISSING, Tier, by_id};
use crate::secrets::Mask;
use crate::source::Sources;
use std::io::{self, Write};

/// Says on standard error what ended a command early: mistakes in a config file as findings, all else in a sentence.
pub(super) fn fail(error: &Error, command: &str, terminal: &Terminal, sources: &Sources) {
    let mistakes = match error {
        Error::Project(error) => error.config_findings(),
        _ => Vec::new(),
    };
    let mask = mask(&Mask::default(), sources);
    if mistakes.is_empty() {
        terminal.fail(&failure::of(error, command, sources), &mask);
    } else {
        write_mistakes(mistakes, &mask, terminal, sources);
    }
}

/// Writes mistakes in config files to standard error.
fn write_mistakes(mistakes: Vec<Diagnostic>, mask: &Mask, terminal: &Terminal, sources: &Sources) {
    let mut mask = mask.clone();
    mask.extend(mask_of_config(&mistakes, &DISK, sources));
    let findings = mistakes.into_iter().map(|diagnostic| Finding {
        diagnostic,
        targets: Vec::new(),
        home: None,
        fails: true,
    });
    let report = Report {
        findings: findings.collect(),
        ..Report::default()
    };
    // Where standard error is closed, nobody wants to know.
    let _ = write_in_full(&report, &mask, terminal, sources);
}

/// Reports on standard error what kept targets from being read, and returns whether anything did.
pub(super) fn report_failures(
    outcome: &RunOutcome,
    terminal: &Terminal,
    sources: &Sources,
) -> bool {
    if !outcome.failures.is_empty() {
        let mask = mask(&outcome.mask, sources);
        for failure in &outcome.failures {
            terminal.fail(&failure::of_project(failure, sources), &mask);
        }
    }
    outcome.is_unreadable || !outcome.failures.is_empty()
}

/// Notes beside other output what looks like the chart's values but is not read, and what else is worth knowing of a
/// target.
pub(super) fn report_notes(loaded: &Loaded, terminal: &Terminal, mask: &Mask) {
    let misnamed = loaded.misnamed.iter();
    let unread = misnamed.map(|one| format!("{}; {}", one.message(), one.help()));
    for note in unread.chain(loaded.notes.iter().cloned()) {
        terminal.note(&note, mask);
    }
}

/// How many lines of findings are shown beside what a command prints: about a screenful.
const SCREENFUL: usize = 24;

/// Writes the worst findings to standard error, as many as fit a screen, and how many are left: what was found in the values, not
/// what rests on the platform.
pub(super) fn report_findings(
    outcome: &RunOutcome,
    terminal: &Terminal,
    sources: &Sources,
) -> io::Result<usize> {
    let mut report = outcome.report.clone();
    report.findings.retain(|finding| {
        by_id(finding.diagnostic.rule).is_none_or(|rule| rule.tier != Tier::Platform)
    });
    // What is printed rests on it.
    let is_filled_in = |finding: &Finding| finding.diagnostic.rule == OBO_MISSING.id;
    report
        .findings
        .sort_by_key(|finding| !is_filled_in(finding));
    let options = terminal.error_options(true);
    let view = report::View {
        report: &report,
        sources,
        mask: &outcome.mask,
        options: &options,
        rule_docs: &[],
    };
    let mut text = Vec::new();
    let left = report::write_worst(&view, SCREENFUL, &mut text)?;
    // Where standard error is closed, nobody wants to know.
    let _ = io::stderr().lock().write_all(&text);
    Ok(left)
}

/// Writes some findings in full to standard error.
pub(super) fn report_those(
    outcome: &RunOutcome,
    terminal: &Terminal,
    sources: &Sources,
    is_shown: impl FnMut(&Finding) -> bool,
) -> io::Result<()> {
    let mut report = outcome.report.clone();
    report.findings.retain(is_shown);
    write_in_full(&report, &outcome.mask, terminal, sources)
}

/// Writes a report's findings to standard error: in full, or as annotations where failures are such.
fn write_in_full(
    report: &Report,
    mask: &Mask,
    terminal: &Terminal,
    sources: &Sources,
) -> io::Result<()> {
    let options = terminal.error_options(true);
    let view = report::View {
        report,
        sources,
        mask,
        options: &options,
        rule_docs: &[],
    };
    let mut text = Vec::new();
    terminal.error_format().write(&view, &mut text)?;
    // Where standard error is closed, nobody wants to know.
    let _ = io::stderr().lock().write_all(&text);
    Ok(())
}

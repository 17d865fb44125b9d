//! What formats carry of the rules themselves.

use crate::diagnostic::Severity;

/// A rule, as formats show it.
#[derive(Debug, Clone)]
pub struct RuleDoc {
    /// Its id.
    pub rule: &'static str,
    /// Its severity, unless it is configured otherwise.
    pub severity: Severity,
    /// What it finds, in a line.
    pub summary: &'static str,
    /// Why that matters.
    pub why: &'static str,
    /// How to fix it.
    pub help: &'static str,
    /// Whether its findings fail the run whatever their severity: a file could not be read.
    pub fails_run: bool,
    /// Its page, in Markdown.
    pub page: String,
    /// What it is about, in a word each.
    pub tags: &'static [&'static str],
}

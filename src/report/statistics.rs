//! `--statistics`: how often each rule finds something.

use super::{View, summary};
use crate::diagnostic::Severity;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io;

/// Writes a line for each rule and severity, the worst and the most first; and the summary.
///
/// # Errors
/// When it cannot be written.
pub fn write_statistics(view: &View<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let mut counts: BTreeMap<(Severity, &str), usize> = BTreeMap::new();
    for finding in &view.report.findings {
        let diagnostic = &finding.diagnostic;
        *counts
            .entry((diagnostic.severity, diagnostic.rule))
            .or_default() += 1;
    }
    let mut rows: Vec<_> = counts.into_iter().collect();
    rows.sort_by_key(|((severity, rule), count)| (Reverse(*severity), Reverse(*count), *rule));
    let widest = rows.iter().map(|(_, count)| count.to_string().len()).max();
    let width = widest.unwrap_or_default();
    for ((severity, rule), count) in &rows {
        writeln!(out, "  {count:width$}  {:7}  {rule}", severity.as_str())?;
    }
    if view.options.quiet {
        return Ok(());
    }
    if !rows.is_empty() {
        writeln!(out)?;
    }
    for line in summary::lines(view) {
        writeln!(out, "{line}")?;
    }
    Ok(())
}

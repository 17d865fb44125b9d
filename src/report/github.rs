//! `github`: annotations of a pull request, by the commands that GitHub's runners read in a step's output.

use super::tracked::Tracked;
use super::{Failure, Format, View, WrittenFor, escape, summary};
use crate::diagnostic::{Finding, Severity};
use crate::secrets::Mask;
use std::io;

/// A command per finding, the worst first, then the summary.
///
/// The runner shows ten errors, ten warnings and ten notices of a step beside the code, and the others in its log alone.
#[derive(Debug)]
pub(super) struct GitHub;

/// How many annotations of one severity are shown.
const SHOWN: usize = 10;

impl Format for GitHub {
    fn name(&self) -> &'static str {
        "github"
    }

    fn summary(&self) -> &'static str {
        "Annotations, for a GitHub workflow; the job's summary is written too"
    }

    fn written_for(&self) -> WrittenFor {
        WrittenFor::CodeHost
    }

    fn write(&self, view: &View<'_>, out: &mut dyn io::Write) -> io::Result<()> {
        for finding in view.report.worst_first() {
            writeln!(out, "{}", command(view, finding))?;
        }
        if view.options.quiet {
            return Ok(());
        }
        for line in summary::lines(view) {
            writeln!(out, "{line}")?;
        }
        if Severity::ALL
            .iter()
            .any(|&severity| view.report.shown(severity) > SHOWN)
        {
            let kinds = "errors, of warnings and of notices";
            writeln!(
                out,
                "  shown: GitHub annotates the first {SHOWN} of {kinds}; all of them are above"
            )?;
        }
        Ok(())
    }

    fn is_for_github_runners(&self) -> bool {
        true
    }
}

/// `::error file=a.yaml,line=3,endLine=3,col=5,endColumn=8,title=rule::message`
fn command(view: &View<'_>, finding: &Finding) -> String {
    let diagnostic = &finding.diagnostic;
    let at = Tracked::of(finding, view);
    let mut properties = Vec::new();
    let mut property =
        |name: &str, value: &str| properties.push(format!("{name}={}", escaped(value, ":,")));
    if let Some(file) = &at.file {
        property("file", &escape::visible(file));
        property("line", &at.start.line.to_string());
        property("endLine", &at.end.line.to_string());
        // Columns belong to a line: GitHub refuses them for several.
        if at.is_on_one_line() && at.elsewhere.is_none() {
            property("col", &at.start.column.to_string());
            property("endColumn", &at.end.column.to_string());
        }
    }
    property("title", diagnostic.rule);
    let mut lines = vec![view.text(&diagnostic.message)];
    lines.extend(at.elsewhere.map(|place| format!("in {place}")));
    lines.extend(
        diagnostic
            .help
            .as_ref()
            .map(|help| format!("help: {}", view.text(help))),
    );
    let kind = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let message = escaped(&lines.join("\n"), "");
    format!("::{kind} {}::{message}", properties.join(","))
}

/// Writes why the tool could not do its work as an annotation, which has no file.
///
/// # Errors
/// When the writer fails.
pub fn write_annotation(out: &mut dyn io::Write, failure: &Failure, mask: &Mask) -> io::Result<()> {
    let mut lines = vec![failure.message.clone()];
    lines.extend(
        failure
            .causes
            .iter()
            .map(|cause| format!("because: {cause}")),
    );
    lines.extend(failure.help.iter().map(|help| format!("help: {help}")));
    let lines: Vec<String> = lines
        .iter()
        .map(|line| escape::visible(&mask.message(line)))
        .collect();
    writeln!(
        out,
        "::error title=helm-obo::{}",
        escaped(&lines.join("\n"), "")
    )
}

/// A string as the runner decodes it: `%`, line ends and the characters named are written as `%` and their code.
fn escaped(text: &str, others: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '%' | '\r' | '\n') || others.contains(c) {
            escaped += &format!("%{:02X}", u32::from(c));
        } else {
            escaped.push(c);
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn what_has_a_meaning_is_escaped() {
        assert_eq!(escaped("100%, a:b\r\nc%0A", ""), "100%25, a:b%0D%0Ac%250A");
        assert_eq!(escaped("a:b,c", ":,"), "a%3Ab%2Cc");
    }
}

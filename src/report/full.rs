//! `full`: each finding with the lines it is about, for people.

use super::draw::{Picture, draw};
use super::snippet::{self, Snippet};
use super::{Format, View, summary, wrap};
use crate::diagnostic::{Diagnostic, Finding, Fix, Related, Safety};
use crate::source::program;
use std::collections::BTreeSet;
use std::io;

/// Messages over drawn snippets, then the summary.
pub(super) struct Full;

impl Format for Full {
    fn name(&self) -> &'static str {
        "full"
    }

    fn write(&self, view: &View<'_>, out: &mut dyn io::Write) -> io::Result<()> {
        for (i, finding) in view.report.findings.iter().enumerate() {
            if i > 0 {
                writeln!(out)?;
            }
            write_finding(view, finding, out)?;
        }
        if view.options.quiet {
            return Ok(());
        }
        if !view.report.findings.is_empty() {
            writeln!(out)?;
        }
        for line in summary::lines(view) {
            writeln!(out, "{line}")?;
        }
        if let Some(line) = explained(view) {
            writeln!(out, "{line}")?;
        }
        Ok(())
    }
}

fn write_finding(view: &View<'_>, finding: &Finding, out: &mut dyn io::Write) -> io::Result<()> {
    let diagnostic = &finding.diagnostic;
    // A place that is underlined already needs no second snippet, only its words.
    let (same, others): (Vec<Related>, Vec<Related>) = diagnostic
        .related
        .iter()
        .cloned()
        .partition(|related| related.place == diagnostic.place);
    let label = diagnostic.label.as_deref();
    let (snippet, apart) = snippet::around(view, diagnostic.place, label, &others);
    write_drawn(view, Some(diagnostic), &diagnostic.message, snippet, out)?;
    for related in &same {
        write_line(view, "note", &related.message, out)?;
    }
    for related in apart {
        let (snippet, _) = snippet::around(view, related.place, None, &[]);
        write_drawn(view, None, &related.message, snippet, out)?;
    }
    if let Some(help) = &diagnostic.help {
        write_line(view, "help", help, out)?;
    }
    if let Some(fix) = &diagnostic.fix {
        write_line(view, "fix", &offer(fix, diagnostic), out)?;
    }
    let targets: BTreeSet<&str> = finding.targets.iter().map(String::as_str).collect();
    if targets.len() < view.report.targets.len() && !targets.is_empty() {
        write_line(view, "only in", &summary::list(&targets), out)?;
    }
    Ok(())
}

/// A message over its snippet: the finding's own, or that of a place that explains it.
fn write_drawn(
    view: &View<'_>,
    diagnostic: Option<&Diagnostic>,
    message: &str,
    mut snippet: Snippet,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let head = match diagnostic {
        Some(diagnostic) => format!("{}[{}]:", diagnostic.severity.as_str(), diagnostic.rule),
        None => "note:".to_owned(),
    };
    let aside = std::mem::take(&mut snippet.aside);
    let first = view.width().saturating_sub(wrap::width(&head) + 3);
    let lines = wrap::wrap(&view.text(message), first, view.width() - 4);
    let picture = Picture {
        severity: diagnostic.map(|diagnostic| diagnostic.severity),
        head,
        message: lines.join("\n"),
        snippet,
    };
    let drawn = draw(view, &picture).map_err(io::Error::other)?;
    out.write_all(drawn.as_bytes())?;
    for text in aside {
        write_line(view, "note", &text, out)?;
    }
    Ok(())
}

/// `  help: …`, wrapped.
fn write_line(view: &View<'_>, head: &str, text: &str, out: &mut dyn io::Write) -> io::Result<()> {
    let line = wrap::hang(&format!("  {head}: "), &view.text(text), view.width());
    if view.options.color {
        let coloured = format!("  \x1b[36m{head}:\x1b[0m");
        return writeln!(
            out,
            "{}",
            line.replacen(&format!("  {head}:"), &coloured, 1)
        );
    }
    writeln!(out, "{line}")
}

/// What a fix does, unless that has just been said, and which flag applies it.
fn offer(fix: &Fix, diagnostic: &Diagnostic) -> String {
    let flag = match fix.safety {
        Safety::Safe => "--fix",
        Safety::Unsafe => "--unsafe-fixes",
    };
    let name = fix.message.strip_prefix("rename it to ");
    let is_asked = |name: &str| {
        diagnostic
            .message
            .ends_with(&format!("did you mean {name}?"))
    };
    if diagnostic.help.as_deref() == Some(&*fix.message) {
        return format!("`{flag}` does it");
    }
    if name.is_some_and(is_asked) {
        return format!("`{flag}` renames it");
    }
    format!("{} (`{flag}`)", fix.message)
}

/// Where to read more, once for all findings.
fn explained(view: &View<'_>) -> Option<String> {
    let findings = &view.report.findings;
    let rules: BTreeSet<&str> = findings.iter().map(|f| f.diagnostic.rule).collect();
    let rule = match rules.len() {
        0 => return None,
        1 => rules.first()?,
        _ => "RULE",
    };
    Some(format!("  more: {} explain {rule}", program()))
}

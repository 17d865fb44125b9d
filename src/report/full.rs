//! `full`: each finding with the lines it is about, for people.

use super::block::{self, Block};
use super::draw::{Picture, draw};
use super::snippet::{self, Snippet};
use super::{Format, View, WrittenFor, ci, name, summary, wrap};
use crate::diagnostic::{Diagnostic, Related, Severity};
use crate::source::{Name, Place, program};
use std::collections::BTreeSet;
use std::io::{self, Write};

/// Messages over drawn snippets, then the summary.
#[derive(Debug)]
pub(super) struct Full;

impl Format for Full {
    fn name(&self) -> &'static str {
        "full"
    }

    fn summary(&self) -> &'static str {
        "Snippets with help, for people"
    }

    fn written_for(&self) -> WrittenFor {
        WrittenFor::People
    }

    fn write(&self, view: &View<'_>, out: &mut dyn io::Write) -> io::Result<()> {
        for (i, block) in block::blocks(view.report).iter().enumerate() {
            if i > 0 {
                writeln!(out)?;
            }
            write_block(view, block, out)?;
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
        for line in explained(view).into_iter().chain(ci::line(view)) {
            writeln!(out, "{line}")?;
        }
        Ok(())
    }
}

/// Writes the worst findings as `full` does, as many as there are lines for but at least one, and returns how many are
/// left.
///
/// # Errors
/// When the writer fails.
pub fn write_worst(view: &View<'_>, lines: usize, out: &mut dyn io::Write) -> io::Result<usize> {
    let mut text = Vec::new();
    let blocks = block::blocks(view.report);
    for (i, block) in blocks.iter().enumerate() {
        let mut next: Vec<u8> = Vec::new();
        if i > 0 {
            writeln!(next)?;
        }
        write_block(view, block, &mut next)?;
        let count = |text: &[u8]| text.iter().filter(|byte| **byte == b'\n').count();
        if i > 0 && count(&text) + count(&next) > lines {
            out.write_all(&text)?;
            return Ok(blocks[i..].iter().map(Block::count).sum());
        }
        text.extend(next);
    }
    out.write_all(&text)?;
    Ok(0)
}

/// Findings at one place over one snippet.
fn write_block(view: &View<'_>, block: &Block<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let place = block.place();
    // A place that is underlined already needs no second snippet, only its words.
    let (same, others): (Vec<Related>, Vec<Related>) = block
        .related()
        .into_iter()
        .partition(|related| related.place == place);
    let (snippet, apart) = snippet::around(view, place, block.label().as_deref(), &others);
    let shown = snippet.first..snippet.first + snippet.count;
    let heads: Vec<_> = block
        .findings()
        .map(|finding| head(view, finding))
        .collect();
    write_drawn(view, &heads, snippet, out)?;
    for related in &same {
        write_line(view, "note", &related.message, out)?;
    }
    for related in apart {
        let line = view.sources.get(related.place.source);
        let line = line.position(related.place.span.start).line;
        let is_shown = related.place.source == place.source && shown.contains(&line);
        if related.is_aside || is_shown {
            let at = located(view, related.place);
            write_line(view, "note", &format!("{}: {at}", related.message), out)?;
            continue;
        }
        let (snippet, _) = snippet::around(view, related.place, None, &[]);
        let head = ("note:".to_owned(), &*related.message, None);
        write_drawn(view, &[head], snippet, out)?;
    }
    for help in block.helps() {
        write_line(view, "help", help, out)?;
    }
    for (flag, what) in block.offers() {
        write_line(view, "fix", &format!("{what} (`{flag}`)"), out)?;
    }
    for reason in block.reasons() {
        write_line(view, "no fix", reason, out)?;
    }
    let targets = block.targets();
    // A name that is no target's, such as that of a file that is compared with another, says nothing new.
    let is_target = |name: &str| view.report.targets.iter().any(|target| target == name);
    let file = view.sources.get(place.source).name().to_string();
    let is_file = targets
        .iter()
        .all(|name| **name == *file || summary::is_its_own(view.report, name, &file));
    let is_told = targets.iter().any(|name| is_target(name)) && !is_file;
    if targets.len() < view.report.targets.len() && is_told {
        write_line(view, "only in", &summary::list(&targets), out)?;
    } else if let Some(all) = summary::in_all(view.report, targets.len()) {
        write_line(view, "in", &all, out)?;
    }
    Ok(())
}

/// What is before a message, the message, and how bad it is, for its colour.
type Head<'a> = (String, &'a str, Option<Severity>);

fn head<'a>(view: &View<'_>, diagnostic: &'a Diagnostic) -> Head<'a> {
    let Diagnostic { severity, rule, .. } = diagnostic;
    let head = format!("{}[{}]:", severity.as_str(), view.rule(rule));
    (head, &diagnostic.message, Some(*severity))
}

/// `file:line:column`
fn located(view: &View<'_>, place: Place) -> String {
    let source = view.sources.get(place.source);
    let name = name::short(source.name(), view);
    match source.name() {
        Name::Argument { .. } => name,
        _ => {
            let at = source.position(place.span.start);
            format!("{name}:{}:{}", at.line, at.column)
        }
    }
}

/// Messages over their snippet: those of a block, or that of a place that explains it.
fn write_drawn(
    view: &View<'_>,
    heads: &[Head<'_>],
    mut snippet: Snippet,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let aside = std::mem::take(&mut snippet.aside);
    let wrapped = |(head, message, _): &Head<'_>| {
        let first = view.width().saturating_sub(wrap::width(head) + 3);
        wrap::wrap(&view.text(message), first, view.width() - 4)
    };
    let Some((last, others)) = heads.split_last() else {
        return Ok(());
    };
    let bar = if view.options.unicode { "│" } else { "|" };
    for other in others {
        let (head, _, severity) = other;
        let message = wrapped(other).join(&format!("\n  {bar} "));
        writeln!(out, "  {} {message}", coloured(view, head, *severity))?;
    }
    let picture = Picture {
        severity: last.2,
        head: last.0.clone(),
        message: wrapped(last).join("\n"),
        snippet,
    };
    let drawn = draw(view, &picture).map_err(io::Error::other)?;
    out.write_all(drawn.as_bytes())?;
    for text in aside {
        write_line(view, "note", &text, out)?;
    }
    Ok(())
}

/// A head as miette colours the first.
fn coloured(view: &View<'_>, head: &str, severity: Option<Severity>) -> String {
    let code = match severity {
        _ if !view.options.color => return head.to_owned(),
        Some(Severity::Error) => 31,
        Some(Severity::Warning) => 33,
        Some(Severity::Note) | None => 36,
    };
    format!("\x1b[{code}m{head}\x1b[0m")
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

//! `markdown`: for a comment of a pull request, or the summary of a job.

use super::tracked::Tracked;
use super::{Format, View, WrittenFor, escape, is_of_failures_only, summary};
use crate::diagnostic::{Finding, Report, Severity};
use crate::source::program;
use crate::words::plural;
use std::io;
use std::sync::Arc;

/// A list item per finding, the worst first, as many as there is room for.
#[derive(Debug)]
pub(super) struct Markdown;

/// How much room is kept for what ends the page.
const END: usize = 500;

impl Format for Markdown {
    fn name(&self) -> &'static str {
        "markdown"
    }

    fn summary(&self) -> &'static str {
        "A list, for a comment of a pull request"
    }

    fn written_for(&self) -> WrittenFor {
        WrittenFor::CodeHost
    }

    fn write(&self, view: &View<'_>, out: &mut dyn io::Write) -> io::Result<()> {
        out.write_all(page(view).as_bytes())
    }

    fn is_withheld(&self, report: &Report, has_failures: bool) -> bool {
        is_of_failures_only(report, has_failures)
    }
}

fn page(view: &View<'_>) -> String {
    let room = view.options.room.saturating_sub(END);
    let mut page = format!("## helm-obo: {}\n", escaped(&summary::counts(view.report)));
    let mut left = 0;
    for severity in Severity::ALL {
        left += section(view, severity, room, &mut page);
    }
    if left > 0 {
        let findings = plural(left, "finding");
        page += &format!(
            "\n**{findings} left out** for want of room: `{} lint` shows all.\n",
            program()
        );
    }
    if view.options.quiet {
        return page;
    }
    for (head, text) in summary::facts(view.report) {
        let line = format!("\n{head}: {}\n", escaped(&view.text(&text)));
        if page.len() + line.len() <= room {
            page += &line;
        }
    }
    page
}

/// Adds the findings of one severity, and says how many there was no room for. Notes are folded.
fn section(view: &View<'_>, severity: Severity, room: usize, page: &mut String) -> usize {
    let of_severity = |finding: &&Finding| finding.diagnostic.severity == severity;
    let mut items = view.report.findings.iter().filter(of_severity).peekable();
    if items.peek().is_none() {
        return 0;
    }
    let count = view.report.shown(severity);
    let title = plural(count, severity.as_str());
    let (head, end) = match severity {
        Severity::Error => (format!("\n### ❌ {title}\n\n"), ""),
        Severity::Warning => (format!("\n### ⚠️ {title}\n\n"), ""),
        Severity::Note => (
            format!("\n<details><summary>ℹ️ {title}</summary>\n\n"),
            "\n</details>\n",
        ),
    };
    let mut section = head;
    let mut told = 0;
    for item in items.map(|finding| item(view, finding)) {
        if page.len() + section.len() + item.len() + end.len() > room {
            break;
        }
        section += &item;
        told += 1;
    }
    if told > 0 {
        *page += &section;
        *page += end;
    }
    count - told
}

fn item(view: &View<'_>, finding: &Finding) -> String {
    let diagnostic = &finding.diagnostic;
    let message = escaped(&view.text(&diagnostic.message));
    let at = Tracked::of(finding, view);
    let mut item = format!(
        "- {}**{}**: {message}\n",
        place(view, &at),
        rule(view, diagnostic.rule)
    );
    if let Some(elsewhere) = &at.elsewhere {
        item += &format!("  - in {}\n", escaped(elsewhere));
    }
    if let Some(help) = &diagnostic.help {
        item += &format!("  - help: {}\n", escaped(&view.text(help)));
    }
    let file = { view.sources.get(finding.diagnostic.place.source) }
        .name()
        .to_string();
    let is_own = |target: &&Arc<str>| summary::is_its_own(view.report, target, &file);
    let targets: Vec<String> = { finding.targets.iter() }
        .filter(|target| !is_own(target))
        .map(|target| view.file_name(target))
        .collect();
    if targets.len() < view.report.targets.len() && !targets.is_empty() {
        let targets = targets.iter().map(String::as_str).collect();
        item += &format!("  - only in: {}\n", escaped(&summary::list(&targets)));
    } else if let Some(all) = summary::in_all(view.report, targets.len()) {
        item += &format!("  - in: {all}\n");
    }
    item
}

/// The place, a link where there is an address to link to.
fn place(view: &View<'_>, at: &Tracked) -> String {
    let Some(file) = &at.file else {
        return String::new();
    };
    let shown = match at.elsewhere {
        Some(_) => escape::visible(file),
        None => format!(
            "{}:{}:{}",
            escape::visible(file),
            at.start.line,
            at.start.column
        ),
    };
    let shown = code(&shown);
    match &view.options.files {
        Some(files) => format!(
            "[{shown}]({files}{}#L{}) ",
            super::sarif::uri(file),
            at.start.line
        ),
        None => shown + " ",
    }
}

fn rule(view: &View<'_>, id: &str) -> String {
    view.page(id)
        .map_or_else(|| id.to_owned(), |page| format!("[{id}]({page})"))
}

/// A string as Markdown that shows just this string; what is between backticks is code. It must hold no line breaks.
pub fn escaped(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return words(text); // a backtick that belongs to no other
    }
    let parts = parts.iter().enumerate();
    parts
        .map(|(index, part)| {
            if index.is_multiple_of(2) {
                words(part)
            } else {
                code(part)
            }
        })
        .collect()
}

/// A string as HTML that shows just this string, and notifies nobody, for places where Markdown is not read.
pub fn in_html(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '<' => "&lt;".to_owned(),
            '>' => "&gt;".to_owned(),
            '&' => "&amp;".to_owned(),
            '@' | '#' => format!("{c}&#8203;"),
            c => c.to_string(),
        })
        .collect()
}

fn code(text: &str) -> String {
    let text: String = text.chars().map(character).collect();
    format!("<code>{}</code>", unlinked(&text))
}

/// A string outside of code, where GitHub would also notify whom it names, and link what looks like an issue.
fn words(text: &str) -> String {
    let text: String = text
        .chars()
        .map(|c| match c {
            '@' | '#' => format!("\\{c}&#8203;"),
            c => character(c),
        })
        .collect();
    unlinked(&text)
}

/// A string whose addresses are no links: a value must not lead a reviewer elsewhere.
fn unlinked(text: &str) -> String {
    text.replace("://", "&#58;//").replace("www.", "www&#46;")
}

fn character(c: char) -> String {
    match c {
        '<' => "&lt;".into(),
        '>' => "&gt;".into(),
        '&' => "&amp;".into(),
        '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '!' | '#' | '$' | '@' => {
            format!("\\{c}")
        }
        c => c.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn shows_just_the_text() {
        for (text, markdown) in [
            (
                "the key `a|b` is <b>",
                "the key <code>a\\|b</code> is &lt;b&gt;",
            ),
            (
                "a lone ` and @team, #7",
                "a lone \\` and \\@&#8203;team, \\#&#8203;7",
            ),
            (
                "[a](b) *c* `_d_`",
                "\\[a\\](b) \\*c\\* <code>\\_d\\_</code>",
            ),
            (
                "https://a.example, `www.b.example`",
                "https&#58;//a.example, <code>www&#46;b.example</code>",
            ),
        ] {
            assert_eq!(escaped(text), markdown);
        }
    }
}

//! Lays out what a run found: one file per format.
//!
//! A new format is one file with an implementation of [`Format`], a `mod` line and an entry of [`FORMATS`]. Everything
//! that a format writes passes the mask and loses its control characters first: `View::text` does both.

mod block;
mod ci;
mod concise;
mod diff;
mod draw;
mod error;
mod escape;
mod fingerprint;
mod full;
mod github;
mod gitlab;
mod json;
mod junit;
mod line;
mod link;
mod markdown;
mod name;
mod rule_doc;
mod sarif;
mod sentences;
mod snippet;
mod statistics;
mod summary;
#[cfg(test)]
mod tests;
mod tracked;
mod without_agents;
pub(crate) mod wrap;

pub use ci::Ci;
pub use diff::{Revision, write_diff};
pub use error::{Failure, write_error, write_log, write_note};
pub use full::write_worst;
pub use github::write_annotation;
pub use json::SCHEMA;
pub use link::Links;
pub use markdown::{escaped as in_markdown, in_html};
pub use rule_doc::RuleDoc;
pub use statistics::write_statistics;

use crate::diagnostic::Report;
use crate::secrets::Mask;
use crate::source::Sources;
use std::fmt;
use std::io;
use std::path::PathBuf;

/// A way to write a report.
pub trait Format: fmt::Debug + Sync {
    /// The word by which `--format` chooses it.
    fn name(&self) -> &'static str;

    /// What it is, as `--help` lists it.
    fn summary(&self) -> &'static str;

    /// Whom it is for.
    fn written_for(&self) -> WrittenFor;

    /// Writes the whole report.
    ///
    /// # Errors
    /// When the writer fails.
    fn write(&self, view: &View<'_>, out: &mut dyn io::Write) -> io::Result<()>;

    /// What a reader of the report should know that the report cannot say itself.
    fn caveats(&self, _view: &View<'_>) -> Vec<String> {
        Vec::new()
    }

    /// Whether nothing is written: if only failures are left (`has_failures`), since an empty report would look clean;
    /// and if a hook's files have nothing to do with agents.
    fn is_withheld(&self, report: &Report, has_failures: bool) -> bool {
        is_of_failures_only(report, has_failures) || report.is_unrelated
    }

    /// Whether it says which findings have fixes, and which of these are safe.
    fn shows_fixes(&self, _is_quiet: bool) -> bool {
        true
    }

    /// Whether it needs what is known of the rules, such as their pages.
    fn carries_rule_docs(&self) -> bool {
        false
    }

    /// Whether its lines are commands to GitHub's runner, so that failures are written as such too.
    fn is_for_github_runners(&self) -> bool {
        false
    }
}

/// Whom a format is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WrittenFor {
    /// People: counts may replace findings.
    People,
    /// Programs, which expect each finding.
    Programs,
    /// A code host, which shows findings in the files of the repository.
    CodeHost,
}

/// Whether targets failed and nothing else was looked at.
fn is_of_failures_only(report: &Report, has_failures: bool) -> bool {
    has_failures && report.targets.is_empty() && report.findings.is_empty()
}

/// Whether something that was to be linted was not, so that what it had wrong before looks mended.
fn is_partial(report: &Report, has_failures: bool) -> bool {
    has_failures || report.lacks_targets
}

/// The format in which a report is read by people: the default.
pub const DEFAULT: &dyn Format = &full::Full;

/// All formats.
pub const FORMATS: &[&dyn Format] = &[
    &full::Full,
    &concise::Concise,
    &json::Json,
    &sarif::Sarif,
    &github::GitHub,
    &gitlab::GitLab,
    &junit::JUnit,
    &markdown::Markdown,
];

/// The format of this name.
pub fn format(name: &str) -> Option<&'static dyn Format> {
    FORMATS.iter().copied().find(|format| format.name() == name)
}

/// How many bytes of Markdown a comment of a pull request takes. GitHub refuses one of more than 65,536 characters; what is
/// left is for words of one's own.
const COMMENT: usize = 60_000;

/// How a report is to look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Whether to colour it, by ANSI codes.
    pub color: bool,
    /// Whether to draw with more than ASCII.
    pub unicode: bool,
    /// How many columns there are; counts as at least 40.
    pub width: usize,
    /// Whether to leave out all but the findings.
    pub quiet: bool,
    /// The working directory, to which file names are made relative; empty leaves absolute names as they are.
    pub directory: PathBuf,
    /// The working directory from the root of its repository, for formats whose file names start there; empty at the root,
    /// and where there is no repository.
    pub prefix: PathBuf,
    /// The address of the folder that holds the rules' pages, as Markdown files, where there is one.
    pub pages: Option<String>,
    /// The address at which the repository's files are shown, where there is one; a file's name is appended to it.
    pub files: Option<String>,
    /// How many bytes of Markdown there may be.
    pub room: usize,
    /// The CI system that the run is in.
    pub ci: Option<Ci>,
    /// What links lead to, where the terminal has them.
    pub links: Option<Links>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            color: false,
            unicode: true,
            width: 80,
            quiet: false,
            directory: PathBuf::new(),
            prefix: PathBuf::new(),
            pages: None,
            files: None,
            room: COMMENT,
            ci: None,
            links: None,
        }
    }
}

/// A report and what it takes to write it.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    /// What was found.
    pub report: &'a Report,
    /// The sources that it points into.
    pub sources: &'a Sources,
    /// What must not be shown.
    pub mask: &'a Mask,
    /// How it is to look.
    pub options: &'a Options,
    /// The rules' pages, for formats that carry them.
    pub rule_docs: &'a [RuleDoc],
}

/// What a run did not check, as lines: where only findings are shown, they are notes beside it.
fn hints(report: &Report) -> Vec<String> {
    let hints = without_agents::told_hints(report).into_iter();
    hints
        .map(|(about, text)| format!("{about}: {text}"))
        .collect()
}

/// The same if no active agent was checked at all; else empty.
pub fn warnings(report: &Report) -> Vec<String> {
    let is_checked = report.active > 0 || report.is_unrelated;
    if is_checked {
        Vec::new()
    } else {
        hints(report)
    }
}

/// A string as it may be shown to people: masked, then without control characters, and safe to begin a line with. In
/// this order, since an escaped credential would no longer be recognised.
pub fn visible(text: &str, mask: &Mask) -> String {
    escape::leading(escape::visible(&mask.message(text)))
}

impl View<'_> {
    /// A string as it may be shown to people: masked, then without control characters. In this order, since an escaped
    /// credential would no longer be recognised.
    fn text(&self, text: &str) -> String {
        visible(text, self.mask)
    }

    /// A file's name, or that of a target, with nothing in it that must not be shown.
    fn file_name(&self, name: &str) -> String {
        escape::leading(escape::visible(&self.mask.file_name(name)))
    }

    /// The address of a rule's page.
    pub fn page(&self, rule: &str) -> Option<String> {
        let folder = self.options.pages.as_ref()?;
        Some(format!("{folder}/{rule}.md"))
    }

    /// The columns that may be filled.
    fn width(&self) -> usize {
        self.options.width.max(40)
    }
}

//! `helm-obo lint --fix`, `--unsafe-fixes` and `--diff`: the files with their fixes, written or shown.

use super::terminal::Terminal;
use super::{Error, failure};
use crate::diagnostic::Finding;
use crate::fix::replace;
use crate::project::{FixedRun, Rewritten, RunOutcome};
use crate::report::{Revision, write_diff};
use crate::rules::fails_run;
use crate::secrets::Mask;
use crate::source::{Memory, Source, Sources, display_path};
use crate::values::Loader;
use crate::words::plural;
use std::path::Path;
use std::sync::Arc;

/// What became of the files.
pub(super) struct WrittenFiles {
    /// How many fixes are in them now.
    pub(super) count: usize,
    /// Whether a file could not be written.
    pub(super) is_failed: bool,
}

/// Writes the files, and says which; failures are reported, and those files stay as they were.
pub(super) fn write(fixed: &FixedRun, terminal: &Terminal, sources: &Sources) -> WrittenFiles {
    let mut written = WrittenFiles {
        count: 0,
        is_failed: false,
    };
    let mask = fixed.mask();
    for file in &fixed.files {
        let (before, after) = (file.before.text(), file.after.text());
        match replace(&file.path, before, after) {
            Ok(()) => {
                written.count += file.count;
                terminal.note(&in_words(file), &mask);
            }
            Err(error) => {
                written.is_failed = true;
                let failure = failure::of(&error.into(), "lint", sources);
                terminal.fail(&failure, &super::mask(&mask, sources));
            }
        }
    }
    written
}

fn in_words(file: &Rewritten) -> String {
    let fixes = plural(file.count, "fix");
    format!("{}: {fixes} applied", display_path(&file.path))
}

/// Writes what would change as a diff, to standard output or a file, and says what the diff cannot.
pub(super) fn show(
    fixed: &FixedRun,
    terminal: &Terminal,
    file: Option<&Path>,
) -> Result<(), Error> {
    let color = terminal.options(file).color;
    let mut text = Vec::new();
    let mut is_faithful = true;
    for file in &fixed.files {
        let sources = Sources::default();
        let mut mask = fixed.mask().without_places();
        let before = read(file, &file.before, &sources, &mut mask)?;
        let after = read(file, &file.after, &sources, &mut mask)?;
        let revision = Revision {
            name: &display_path(&file.path),
            before: &before,
            after: &after,
            mask: &mask,
        };
        is_faithful &= write_diff(&mut text, revision, color)?;
    }
    terminal.write(file, &text)?;
    if fixed.files.iter().any(|file| is_outside(&file.path)) {
        let caveat = "`git apply` and `patch` refuse files outside the working directory: run this in a folder above them, \
                      or let `--fix` change the files";
        terminal.caution(caveat, &Mask::default());
    }
    if !is_faithful {
        let caveat = "credentials, control characters and rare line ends are not shown as they are, so this patch cannot be applied; `--fix` changes the files";
        terminal.caution(caveat, &Mask::default());
    }
    Ok(())
}

/// Reports beside a diff what would make the run fail all the same: files that cannot be read, and how much would be
/// left.
pub(super) fn report_rest(
    outcome: &RunOutcome,
    terminal: &Terminal,
    sources: &Sources,
) -> Result<(), Error> {
    let is_unread = |finding: &Finding| fails_run(finding.diagnostic.rule);
    super::stderr::report_those(outcome, terminal, sources, is_unread)?;
    let findings = outcome.report.findings.iter();
    let counts = |finding: &&Finding| finding.fails && !is_unread(finding);
    let left = match findings.filter(counts).count() {
        0 => return Ok(()),
        1 => "1 finding that makes".to_owned(),
        count => format!("{count} findings that make"),
    };
    let note = format!("{left} the run fail would be left; a run without `--diff` says more");
    terminal.note(&note, &Mask::default());
    Ok(())
}

fn is_outside(path: &Path) -> bool {
    path.is_absolute() || path.starts_with("..")
}

/// Reads the content of a file as values by themselves, with a mask for what must not be shown of it.
fn read(
    file: &Rewritten,
    text: &Source,
    sources: &Sources,
    mask: &mut Mask,
) -> Result<Arc<Source>, Error> {
    let files = Memory::default().with(&file.path, text.text());
    let loader = Loader::new(&files, sources);
    let layer = loader
        .overlay(&file.path)
        .map_err(crate::project::ProjectError::from)?;
    mask.extend(layer.mask());
    Ok(layer.source)
}

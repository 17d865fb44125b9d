//! A baseline: a file that lists findings which are known. A run hides them, so that only new ones are reported and count.
//!
//! `entry` says what makes a finding the same in another run, `known` matches, `read` and `write` are about the file.

mod entry;
mod error;
mod known;
mod read;
mod write;

pub use error::BaselineError;
use error::typed;

use super::outcome::{RulesRun, RunOutcome};
use super::{Project, ProjectError};
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::rules::fails_run;
use crate::secrets::Mask;
use crate::source::{Name, SourceId, Sources, ValuePath, display_path, program};
use crate::words::plural;
use entry::Naming;
use known::{KnownFindings, Stale};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What a run does with a baseline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Baseline {
    /// Hide what the file lists.
    Read(PathBuf),
    /// Write all that is found to the file, and hide it.
    Write(PathBuf),
    /// Hide nothing, whatever config files say.
    Skip,
}

/// How many stale entries a note names.
const NAMED: usize = 3;

/// A baseline in use.
pub(super) struct InUse {
    /// The file, as it is reached from the working directory.
    file: PathBuf,
    purpose: Purpose,
}

/// What a baseline is in use for.
enum Purpose {
    /// Its findings are hidden.
    Hide(KnownFindings),
    /// It is written, over an older one with this many findings, if there is one.
    Write(Option<usize>),
}

impl Project<'_> {
    /// The baseline that is asked for, read before anything is linted.
    pub(super) fn baseline(&self) -> Result<Option<InUse>, BaselineError> {
        Ok(match &self.request.baseline {
            None | Some(Baseline::Skip) => None,
            Some(Baseline::Read(file)) => {
                let file = self.baseline_file(file)?;
                let purpose = Purpose::Hide(self.known(&file)?);
                Some(InUse { file, purpose })
            }
            Some(Baseline::Write(file)) => {
                let file = self.baseline_file(file)?;
                let purpose = Purpose::Write(self.replaced(&file)?.map(|known| known.count()));
                Some(InUse { file, purpose })
            }
        })
    }

    /// The baselines that config files name, each once, where none is asked for.
    ///
    /// # Errors
    /// When one cannot be read.
    pub(super) fn configured_baselines<'c>(
        &self,
        configs: impl Iterator<Item = &'c Arc<Config>>,
    ) -> Result<Vec<InUse>, ProjectError> {
        if self.request.baseline.is_some() {
            return Ok(Vec::new());
        }
        let named = configs.filter_map(|config| Some((config.baseline.as_ref()?, config)));
        let named: BTreeMap<&PathBuf, &Arc<Config>> = named.collect();
        let read = named.into_iter().map(|(file, config)| {
            let used = self.baseline_file(file).and_then(|file| {
                let purpose = Purpose::Hide(self.known(&file)?);
                Ok(InUse { file, purpose })
            });
            used.map_err(|error| unusable(error, config))
        });
        read.collect()
    }

    /// Whether the baseline that is asked for can be used, where something is written before it is.
    ///
    /// # Errors
    /// When it cannot be read, or the file in its place must not be written over.
    pub fn check_baseline(&self) -> Result<(), ProjectError> {
        self.baseline()?;
        Ok(())
    }

    /// Hides the findings that the baselines list, and says which entries match none; or writes one, and hides all.
    pub(super) fn apply_baselines(
        &self,
        baselines: impl IntoIterator<Item = InUse>,
        ran: &RulesRun,
        outcome: &mut RunOutcome,
    ) -> Result<(), ProjectError> {
        let mut listed = Vec::new();
        for InUse { file, purpose } in baselines {
            match purpose {
                Purpose::Hide(known) => listed.push((file, known)),
                Purpose::Write(_) if outcome.is_unreadable || !outcome.failures.is_empty() => {
                    outcome.notes.push(format!(
                        "`{}` is not written: it would lack what is in the files that cannot be read",
                        display_path(&file)
                    ));
                }
                Purpose::Write(before) => {
                    let naming = Naming::new(&self.here, &file);
                    self.write(&naming, before, outcome, &file)?;
                }
            }
        }
        self.hide_known(listed, ran, outcome);
        Ok(())
    }

    /// Each baseline is held to all findings, so that what two of them list is stale in neither.
    fn hide_known(
        &self,
        listed: Vec<(PathBuf, KnownFindings)>,
        ran: &RulesRun,
        outcome: &mut RunOutcome,
    ) {
        if listed.is_empty() {
            return;
        }
        let mask = mask(outcome, self.sources);
        let mut hidden = vec![false; outcome.report.findings.len()];
        for (file, mut known) in listed {
            let naming = Naming::new(&self.here, &file);
            for (finding, hidden) in outcome.report.findings.iter().zip(&mut hidden) {
                let diagnostic = &finding.diagnostic;
                let entry = || naming.entry(diagnostic, self.sources, &mask);
                *hidden |= may_be_hidden(diagnostic) && known.take(&entry());
            }
            let judged = judged(&naming, ran);
            let stale = known.stale(|entry| {
                let rules = judged.get(&entry.file);
                rules.is_some_and(|rules| rules.contains(&*entry.rule))
            });
            outcome.report.stale += stale.len();
            outcome.notes.extend(note(&stale, &file));
            outcome.files.insert(display_path(&file));
        }
        let mut is_hidden = hidden.into_iter();
        let before = outcome.report.findings.len();
        { &mut outcome.report.findings }.retain(|_| !is_hidden.next().unwrap_or_default());
        outcome.report.baselined += before - outcome.report.findings.len();
    }

    fn write(
        &self,
        naming: &Naming,
        before: Option<usize>,
        outcome: &mut RunOutcome,
        file: &Path,
    ) -> Result<(), BaselineError> {
        let mask = mask(outcome, self.sources);
        let entry = |diagnostic: &Diagnostic| naming.entry(diagnostic, self.sources, &mask);
        let report = &mut outcome.report;
        let findings = report.findings.iter().map(|finding| &finding.diagnostic);
        let known: KnownFindings = findings.map(entry).collect();
        write::write(&self.here.absolute(file), file, &known)?;
        report.baselined = report.findings.len();
        report.findings.clear();
        outcome.notes.push(written(file, report.baselined, before));
        Ok(())
    }
}

/// Why a baseline cannot be used that a config file names, as a mistake of that file.
fn unusable(error: BaselineError, config: &Config) -> ProjectError {
    let message = match &error {
        BaselineError::Missing { file } => format!(
            "`baseline` names `{}`, and there is no such file",
            display_path(file)
        ),
        other => format!("`baseline` cannot be used: {other}"),
    };
    let mistake = config.mistake(&ValuePath::keys(["baseline"]), message, error.help());
    mistake.map_or_else(|| error.into(), ProjectError::from)
}

/// Whether a text is that of a baseline.
pub fn is_baseline(text: &str) -> bool {
    read::parse(text, Path::new("")).is_ok()
}

/// The note on a baseline that was written. A run over less than before drops what it did not look at.
fn written(file: &Path, count: usize, before: Option<usize>) -> String {
    let findings = plural(count, "finding");
    let before = before.filter(|before| *before > count);
    let before = before.map_or_else(String::new, |before| format!(", {before} before"));
    format!("`{}` lists {findings} now{before}", display_path(file))
}

/// What must not be written. The file outlives the run, so strings are searched once more as if they were no values: a
/// string may itself hold a key with a credential.
fn mask(outcome: &RunOutcome, sources: &Sources) -> Mask {
    let mut mask = outcome.mask.clone();
    let findings = outcome.report.findings.iter();
    let shown: BTreeSet<SourceId> = findings
        .map(|finding| finding.diagnostic.place.source)
        .collect();
    for source in shown {
        mask.search_text(&sources.get(source));
    }
    mask
}

/// Nothing is known of a file that cannot be read.
fn may_be_hidden(diagnostic: &Diagnostic) -> bool {
    !fails_run(diagnostic.rule)
}

/// The rules that ran over each file, by its name in the baseline.
fn judged<'r>(naming: &Naming, ran: &'r RulesRun) -> BTreeMap<String, &'r BTreeSet<&'static str>> {
    ran.iter()
        .map(|(name, rules): (&Name, _)| (naming.file(name), &**rules))
        .collect()
}

/// The note on entries that match nothing.
fn note(stale: &[Stale], file: &Path) -> Option<String> {
    let (count, match_nothing) = match stale.len() {
        0 => return None,
        1 => ("1 entry".to_owned(), "matches nothing"),
        count => (format!("{count} entries"), "match nothing"),
    };
    let mut named: Vec<String> = stale.iter().take(NAMED).map(Stale::to_string).collect();
    if stale.len() > NAMED {
        named.push(format!("and {} more", stale.len() - NAMED));
    }
    Some(format!(
        "{count} of the baseline {match_nothing} any more: {}; run `{} lint` with all targets and `--write-baseline {}` to drop \
         what is gone",
        named.join(", "),
        program(),
        typed(file)
    ))
}

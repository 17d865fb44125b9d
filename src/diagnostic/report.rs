//! All that one run of `lint` found, ready to be written in any format.

use super::{Diagnostic, Severity};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

/// A diagnostic with all targets that show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What was found.
    pub diagnostic: Diagnostic,
    /// The targets that show it, sorted, each as `CHART`, `CHART + FILE[ + FILE]`, or `FILE` when partial.
    pub targets: Vec<Arc<str>>,
    /// A file of the first target, as it is reached from the working directory: where formats point that cannot point at
    /// an argument or at standard input.
    pub home: Option<PathBuf>,
    /// Whether it makes the run fail, by what is asked for or by the config file of one of the targets.
    pub fails: bool,
}

/// The contract chosen for a target.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Chosen {
    /// The target.
    pub target: String,
    /// The contract's name; `None` if none applies.
    pub contract: Option<String>,
    /// Why this one, as the end of a sentence: `the default`.
    pub reason: String,
}

/// An agent that no call reaches in a target, and why.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Inactive {
    /// The target.
    pub target: String,
    /// The agent's name.
    pub agent: String,
    /// Why it is inactive: `agents.definitions.sre-agent.enabled is false`.
    pub reason: String,
}

/// A values file that sets agents of a chart of the run, and that the run does not read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct UnreadFile {
    /// The file, as it is reached from the working directory.
    pub file: String,
    /// The chart that it probably belongs to; `None` if that is not clear.
    pub chart: Option<String>,
    /// The path of what it sets: `agents.definitions`.
    pub sets: String,
}

/// A file at a chart of the run that is about agents and that nobody can read as values.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct BrokenFile {
    /// The file, as it is reached from the working directory.
    pub file: String,
    /// The chart in whose folder it is.
    pub chart: Option<String>,
}

/// A target that has nothing to do with agents.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct WithoutAgents {
    /// The target.
    pub target: String,
    /// Its chart, or the file itself where it has none.
    pub chart: String,
    /// How far its templates were run.
    pub rendered: Rendered,
}

/// How far the templates of a chart were run; of several targets on it the least counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rendered {
    /// Not at all: a hook names nothing but its values.
    PassedOver,
    /// Not at all: the chart is not here, and it is known which values its release reads.
    NotHere,
    /// Not all of them, or Helm does not take all that they make.
    InPart,
    /// It has none.
    Nothing,
    /// All of them, and Helm takes what they make.
    Whole,
}

/// The part of the targets that was linted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShardCounts {
    /// Its number, from 1.
    pub number: u32,
    /// How many parts there are.
    pub count: u32,
    /// How many targets there are in all parts.
    pub targets: usize,
}

/// A file of manifests of which something is not judged.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct LeftOut {
    /// The file, as it is reached from the working directory.
    pub file: String,
    /// Why, as the rest of a sentence that begins with the file.
    pub why: &'static str,
}

/// What a run did not check, or was asked not to, and what to type so that it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// What it is about, in a word or two: `unread`.
    pub about: &'static str,
    /// One sentence without its full stop.
    pub text: String,
}

/// What a run found, and what it looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// The findings, sorted by file, offset and rule.
    pub findings: Vec<Finding>,
    /// How many fixes were applied before; what they fixed is not among the findings.
    pub fixed: usize,
    /// How many findings comments silence; they are in no report.
    pub suppressed: usize,
    /// How many findings the baseline hides.
    pub baselined: usize,
    /// How many entries of the baseline match nothing any more.
    pub stale: usize,
    /// How many findings are not shown, by their severity.
    pub hidden: BTreeMap<Severity, usize>,
    /// How many of these make the run fail.
    pub hidden_failing: BTreeMap<Severity, usize>,
    /// The targets, sorted.
    pub targets: Vec<String>,
    /// Whether they are files that a glob matches, each on the same chart.
    pub is_each: bool,
    /// Which part of the targets they are; `None` for all.
    pub shard: Option<ShardCounts>,
    /// What was named and is passed over, each in a sentence.
    pub skipped: Vec<String>,
    /// How many of the targets are sets of manifests.
    pub sets: usize,
    /// How many servers there are in these.
    pub servers: usize,
    /// What is not judged of manifests, sorted.
    pub left_out: Vec<LeftOut>,
    /// How many distinct files were read.
    pub files: usize,
    /// How many pairs of chart (or partial file) and agent name there are.
    pub agents: usize,
    /// How many of them are active in at least one target.
    pub active: usize,
    /// Whether there are agents that are not checked: entries at their place that templates may read and that no
    /// contract applies to, those of subcharts, or those that templates write themselves.
    pub has_unjudged: bool,
    /// The contract of each target.
    pub contracts: Vec<Chosen>,
    /// The targets that have nothing to do with agents, sorted.
    pub without_agents: Vec<WithoutAgents>,
    /// What agents run on, as far as the input itself says it.
    pub platforms: BTreeSet<String>,
    /// The inactive agents of each target.
    pub inactive: Vec<Inactive>,
    /// The values files that are at the charts of the run and were not read, sorted.
    pub unread: Vec<UnreadFile>,
    /// What to say lest the report looks clean where little was checked.
    pub hints: Vec<Hint>,
    /// Whether a config file kept targets from being linted: all of them, or those that it names and that are not there.
    pub lacks_targets: bool,
    /// Whether it kept all of them from it, so that the findings are about that file alone.
    pub is_unlinted: bool,
    /// Whether the run is that of a hook whose files have nothing to do with agents.
    pub is_unrelated: bool,
}

impl Report {
    /// How many findings have this severity, shown or not.
    pub fn count(&self, severity: Severity) -> usize {
        let hidden = self.hidden.get(&severity).copied().unwrap_or_default();
        self.shown(severity) + hidden
    }

    /// How many findings of this severity are shown.
    pub fn shown(&self, severity: Severity) -> usize {
        self.findings
            .iter()
            .filter(|finding| finding.diagnostic.severity == severity)
            .count()
    }

    /// Whether nothing was looked at, so that it says nothing of anything.
    pub fn is_void(&self) -> bool {
        self.targets.is_empty() && self.findings.is_empty() && self.files == 0
    }

    /// The same without the findings below a severity, which count all the same.
    #[must_use]
    pub fn at_least(&self, severity: Severity) -> Self {
        let mut report = self.clone();
        let is_shown = |finding: &Finding| finding.diagnostic.severity >= severity;
        for finding in self.findings.iter().filter(|finding| !is_shown(finding)) {
            let severity = finding.diagnostic.severity;
            *report.hidden.entry(severity).or_default() += 1;
            if finding.fails {
                *report.hidden_failing.entry(severity).or_default() += 1;
            }
        }
        report.findings.retain(is_shown);
        report
    }

    /// How many findings have a fix.
    pub fn fixable(&self) -> usize {
        self.findings
            .iter()
            .filter(|finding| finding.diagnostic.fix.is_some())
            .count()
    }

    /// The findings, the worst first, those of one severity in their order.
    pub fn worst_first(&self) -> impl Iterator<Item = &Finding> {
        let of = |severity| {
            let findings = self.findings.iter();
            findings.filter(move |finding| finding.diagnostic.severity == severity)
        };
        Severity::ALL.into_iter().flat_map(of)
    }

    /// Whether a finding makes the run fail.
    pub fn fails(&self) -> bool {
        self.findings.iter().any(|finding| finding.fails)
    }
}

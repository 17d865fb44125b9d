//! The arguments of `helm-obo lint`.

use super::format::report_format;
use super::{HelmArgs, InputArgs};
use crate::cli::jobs::MOST;
use crate::cli::suggest::{Suggested, rules};
use crate::config::Only;
use crate::diagnostic::{FailOn, Safety, Severity};
use crate::project::{Baseline, Shard};
use crate::report;
use clap::{Args, ValueEnum, ValueHint, value_parser};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(in crate::cli) struct LintArgs {
    /// Chart directories, values files, manifests, folders to look for charts and manifests in, or `-` for standard input; by
    /// default the config file's `targets:`, else the working directory
    #[arg(value_name = "TARGET", value_hint = ValueHint::AnyPath)]
    pub(in crate::cli) targets: Vec<PathBuf>,
    /// How to write the report
    #[arg(long, short = 'o', alias = "output", value_parser = report_format(), default_value = "full", value_name = "FORMAT")]
    pub(in crate::cli) format: &'static dyn report::Format,
    /// Run only these rules
    #[arg(long, value_delimiter = ',', value_name = "RULE,…", value_parser = Suggested(rules), hide_possible_values = true)]
    pub(in crate::cli) select: Vec<String>,
    /// Leave these rules out
    #[arg(long, value_delimiter = ',', value_name = "RULE,…", value_parser = Suggested(rules), hide_possible_values = true)]
    pub(in crate::cli) ignore: Vec<String>,
    /// From which severity on findings make the exit status 1; by default the config file's `fail-on`, else `error`
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub(in crate::cli) fail_on: Option<FailOnArg>,
    /// Apply the fixes after which each call runs as before, and report what is left
    #[arg(long)]
    pub(in crate::cli) fix: bool,
    /// Apply the other fixes too: calls may run as somebody else then
    #[arg(long)]
    pub(in crate::cli) unsafe_fixes: bool,
    /// Print as a unified diff what `--fix` would change (with `--unsafe-fixes`, what that would), and change no file
    #[arg(long, conflicts_with_all = ["format", "write_baseline"])]
    pub(in crate::cli) diff: bool,
    /// Hide the findings that this file lists: only new ones are reported and count; by default the config file's `baseline`
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(in crate::cli) baseline: Option<PathBuf>,
    /// Hide nothing, whatever `baseline` the config file names
    #[arg(long, conflicts_with_all = ["baseline", "write_baseline"])]
    pub(in crate::cli) no_baseline: bool,
    /// Write all findings to this file, for `--baseline`, and hide them
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with = "baseline")]
    pub(in crate::cli) write_baseline: Option<PathBuf>,
    /// Check agents that are off as if they were on
    #[arg(long)]
    pub(in crate::cli) all_agents: bool,
    /// The targets are what was changed: lint the config file's `targets:` on their charts too, and what belongs together with a
    /// manifest of kagent; pass over all other files that are no values with agents, and values without agents of charts of which
    /// nothing else is named. For hooks and CI
    #[arg(long)]
    pub(in crate::cli) changed: bool,
    /// Lint each file that this glob matches as a target of its own on TARGET, a chart: its values on top of the chart's; repeatable
    #[arg(long, value_name = "GLOB", conflicts_with_all = ["changed", "stdin_filename"])]
    pub(in crate::cli) each: Vec<String>,
    /// Lint the K-th of N parts of the targets; a target is always in the same part
    #[arg(long, value_name = "K/N", conflicts_with_all = ["fix", "unsafe_fixes", "diff", "write_baseline"])]
    pub(in crate::cli) shard: Option<Shard>,
    /// Lint no more than this many targets at a time; by default as many as there are processors
    #[arg(long, value_name = "N", value_parser = value_parser!(u16).range(1..=i64::from(MOST)))]
    pub(in crate::cli) jobs: Option<u16>,
    /// Leave out what this glob covers, from the working directory; repeatable
    #[arg(long, value_name = "GLOB")]
    pub(in crate::cli) exclude: Vec<String>,
    /// Read this file's content from standard input, as an editor has it; it is the target, unless others are named
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with_all = ["fix", "unsafe_fixes", "write_baseline"])]
    pub(in crate::cli) stdin_filename: Option<PathBuf>,
    /// Show no findings below this severity; the exit status and the counts are of all
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub(in crate::cli) min_severity: Option<MinSeverity>,
    /// Show how often each rule finds something instead of the findings
    #[arg(long, conflicts_with = "diff")]
    pub(in crate::cli) statistics: bool,
    /// Hold manifests to the CRDs in this file, in place of those that helm-obo knows of these kinds; repeatable
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(in crate::cli) crd: Vec<PathBuf>,
    /// There are no other manifests than those that are named or found: a reference to nothing is a mistake
    #[arg(long)]
    pub(in crate::cli) complete: bool,
    /// What alone is looked for in folders: both by default
    #[arg(long, value_enum, value_name = "KIND")]
    pub(in crate::cli) only: Option<OnlyKind>,
    /// Succeed where neither a chart nor a manifest of kagent is found
    #[arg(long)]
    pub(in crate::cli) allow_empty: bool,
    #[command(flatten)]
    pub(in crate::cli) helm: HelmArgs,
    #[command(flatten)]
    pub(in crate::cli) input: InputArgs,
}

impl LintArgs {
    /// Which fixes are to be applied, if any.
    pub(in crate::cli) fn fixes(&self) -> Option<Safety> {
        if self.unsafe_fixes {
            return Some(Safety::Unsafe);
        }
        (self.fix || self.diff).then_some(Safety::Safe)
    }

    /// What to do with a baseline.
    pub(in crate::cli) fn baseline(&self) -> Option<Baseline> {
        let read = self.baseline.clone().map(Baseline::Read);
        let written = self.write_baseline.clone().map(Baseline::Write);
        let skipped = self.no_baseline.then_some(Baseline::Skip);
        read.or(written).or(skipped)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum MinSeverity {
    Error,
    Warning,
    Note,
}

impl MinSeverity {
    pub(in crate::cli) fn severity(self) -> Severity {
        match self {
            Self::Error => Severity::Error,
            Self::Warning => Severity::Warning,
            Self::Note => Severity::Note,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum FailOnArg {
    Error,
    Warning,
    Note,
    Never,
}

impl FailOnArg {
    pub(in crate::cli) fn fail_on(self) -> FailOn {
        match self {
            Self::Error => FailOn::Error,
            Self::Warning => FailOn::Warning,
            Self::Note => FailOn::Note,
            Self::Never => FailOn::Never,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum OnlyKind {
    Charts,
    Manifests,
}

impl OnlyKind {
    pub(in crate::cli) fn only(self) -> Only {
        match self {
            Self::Charts => Only::Charts,
            Self::Manifests => Only::Manifests,
        }
    }
}

//! The arguments.

use super::examples;
use super::suggest::{Suggested, contracts, rules};
use crate::diagnostic::{Safety, Severity};
use crate::platform::{Statement, StatementError};
use crate::project::{Baseline, Request};
use crate::values::Flag;
use crate::wiring::Mode;
use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use std::path::PathBuf;

/// Tells, from Helm values, as whom the MCP calls of kagent agents run, and finds what makes them run as somebody else.
#[derive(Debug, Parser)]
#[command(
    name = "helm-obo",
    version,
    long_version = env!("HELM_OBO_LONG_VERSION"),
    arg_required_else_help = true,
    max_term_width = 100,
    after_help = examples::ALL
)]
pub(super) struct Cli {
    /// When to colour the output
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub(super) color: Color,
    /// Only findings and results: no summary, no notes on the side
    #[arg(short, long, global = true)]
    pub(super) quiet: bool,
    /// Tell on standard error what is read, and by which contract
    #[arg(short, long, global = true)]
    pub(super) verbose: bool,
    /// Helm hands this flag of its own on to plugins
    #[arg(
        long,
        global = true,
        hide = true,
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "true"
    )]
    pub(super) debug: Option<bool>,
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Report what is wrong with the agents and the header wiring of charts and values files
    #[command(after_help = examples::LINT)]
    Lint(LintArgs),
    /// Print the RemoteMCPServer manifests that the values produce
    #[command(after_help = examples::RENDER)]
    Render(RenderArgs),
    /// Print the effective values with the contract's defaults filled in
    #[command(after_help = examples::VALUES)]
    Values(ValuesArgs),
    /// Show, for each agent, which headers its calls carry and as whom they run
    #[command(after_help = examples::TRACE)]
    Trace(TraceArgs),
    /// Show what a rule finds, why it matters and how to mend it; without RULE, list all rules
    #[command(after_help = examples::EXPLAIN)]
    Explain(ExplainArgs),
    /// Print a JSON schema
    #[command(after_help = examples::SCHEMA)]
    Schema(SchemaArgs),
    /// Write a commented config file for the charts below a folder, and say what to do next
    #[command(after_help = examples::INIT)]
    Init(InitArgs),
    /// Print what makes a shell complete helm-obo's commands, flags and rules
    #[command(after_help = examples::COMPLETIONS)]
    Completions(CompletionsArgs),
}

/// Which values to read: Helm's own flags, with Helm's meaning and order.
#[derive(Debug, Args)]
#[command(next_help_heading = "Values")]
pub(super) struct InputArgs {
    /// Values file on top of the chart's own; repeatable, `-` for standard input
    #[arg(short = 'f', long = "values", value_name = "FILE", value_hint = ValueHint::FilePath)]
    values: Vec<PathBuf>,
    /// Set a value: `a.b=1,c[0]=x`; repeatable
    #[arg(long, value_name = "KEY=VALUE")]
    set: Vec<String>,
    /// Set a string value
    #[arg(long, value_name = "KEY=VALUE")]
    set_string: Vec<String>,
    /// Set a JSON value
    #[arg(long, value_name = "KEY=JSON")]
    set_json: Vec<String>,
    /// Set a value to a file's content
    #[arg(long, value_name = "KEY=PATH")]
    set_file: Vec<String>,
    /// Set a string value, taken as it stands
    #[arg(long, value_name = "KEY=VALUE")]
    set_literal: Vec<String>,
    /// The release's namespace, by default that of HELM_NAMESPACE, else `default`
    #[arg(short, long, value_name = "NAME")]
    namespace: Option<String>,
    /// The release's name
    #[arg(long, value_name = "NAME")]
    release: Option<String>,
    /// The contract: a name, or a folder with one of your own
    #[arg(long, value_name = "NAME|DIR", value_parser = Suggested(contracts), hide_possible_values = true)]
    contract: Option<String>,
    /// What the values do not show of the software that runs the agents: `kagent.version`, `kagent.runtime` (go or python),
    /// `kagent.forwardedTokenWins`, `muster.version`, `muster.stripsSelfActor`
    #[arg(long, value_name = "KEY=VALUE")]
    platform: Vec<String>,
    /// The chart below values files
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    chart: Option<PathBuf>,
    /// The config file, instead of the nearest `.helm-obo.yaml` or `helm-obo.yaml`
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    config: Option<PathBuf>,
    /// Write the output to a file
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) output_file: Option<PathBuf>,
}

impl InputArgs {
    /// The request for these targets.
    ///
    /// # Errors
    /// When `--platform` states something that means nothing.
    pub(super) fn request(&self, targets: Vec<PathBuf>) -> Result<Request, StatementError> {
        let mut platform = Statement::default();
        for pair in &self.platform {
            platform.state(pair)?;
        }
        let flags = [
            (Flag::SetJson, &self.set_json),
            (Flag::Set, &self.set),
            (Flag::SetString, &self.set_string),
            (Flag::SetFile, &self.set_file),
            (Flag::SetLiteral, &self.set_literal),
        ];
        let arguments = flags
            .into_iter()
            .flat_map(|(flag, texts)| texts.iter().map(move |text| (flag, text.clone())));
        Ok(Request {
            targets,
            values: self.values.clone(),
            arguments: arguments.collect(),
            namespace: self.namespace.clone().filter(|name| !name.is_empty()),
            default_namespace: super::environment::namespace(),
            release: self.release.clone(),
            contract: self.contract.clone(),
            platform,
            chart: self.chart.clone(),
            config: self.config.clone(),
            ..Request::default()
        })
    }
}

#[derive(Debug, Args)]
pub(super) struct LintArgs {
    /// Chart directories, values files, folders to look for charts in, or `-`; by default the config file's `targets:`,
    /// else the working directory
    #[arg(value_name = "TARGET")]
    pub(super) targets: Vec<PathBuf>,
    /// How to write the report
    #[arg(long, short = 'o', value_enum, default_value_t = Format::Full, value_name = "FORMAT")]
    pub(super) format: Format,
    /// Run only these rules
    #[arg(long, value_delimiter = ',', value_name = "RULE,…", value_parser = Suggested(rules), hide_possible_values = true)]
    pub(super) select: Vec<String>,
    /// Leave these rules out
    #[arg(long, value_delimiter = ',', value_name = "RULE,…", value_parser = Suggested(rules), hide_possible_values = true)]
    pub(super) ignore: Vec<String>,
    /// From which severity on findings make the exit status 1
    #[arg(long, value_enum, default_value_t = FailOn::Error, value_name = "SEVERITY")]
    pub(super) fail_on: FailOn,
    /// Mend in the files what can be mended without a change of as whom any call runs; the report tells what is left
    #[arg(long)]
    pub(super) fix: bool,
    /// Mend the rest that can be mended too: calls may run as somebody else then
    #[arg(long)]
    pub(super) unsafe_fixes: bool,
    /// Print what would be mended, as a unified diff, and write no file
    #[arg(long, conflicts_with_all = ["format", "write_baseline"])]
    pub(super) diff: bool,
    /// Hide the findings that this file lists: only new ones are told and count
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) baseline: Option<PathBuf>,
    /// Write all findings to this file, for `--baseline`, and hide them
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with = "baseline")]
    pub(super) write_baseline: Option<PathBuf>,
    /// Take every agent as active
    #[arg(long)]
    pub(super) all_agents: bool,
    /// The targets are what was changed: lint the config file's `targets:` on their charts too, and pass over manifests and
    /// other files that are no values with agents. For hooks and CI
    #[arg(long)]
    pub(super) changed: bool,
    /// Succeed where no chart is found
    #[arg(long)]
    pub(super) allow_empty: bool,
    #[command(flatten)]
    pub(super) input: InputArgs,
}

impl LintArgs {
    /// Which fixes are to be applied, if any.
    pub(super) fn fixes(&self) -> Option<Safety> {
        if self.unsafe_fixes {
            return Some(Safety::Unsafe);
        }
        (self.fix || self.diff).then_some(Safety::Safe)
    }

    /// What to do with a baseline.
    pub(super) fn baseline(&self) -> Option<Baseline> {
        let read = self.baseline.clone().map(Baseline::Read);
        read.or_else(|| self.write_baseline.clone().map(Baseline::Write))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Snippets with help, for people
    Full,
    /// One line each: file:line:col: severity[rule] message
    Concise,
    /// One object, for programs; see `helm-obo schema diagnostics`
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations, for a GitHub workflow; the job's summary is written too
    #[value(name = "github")]
    GitHub,
    /// A list, for a comment of a pull request
    Markdown,
}

impl Format {
    pub(super) fn format(self) -> &'static dyn crate::report::Format {
        crate::report::FORMATS[self as usize]
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FailOn {
    Error,
    Warning,
    Note,
    Never,
}

impl FailOn {
    pub(super) fn severity(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Note => Some(Severity::Note),
            Self::Never => None,
        }
    }
}

#[derive(Debug, Args)]
pub(super) struct RenderArgs {
    /// A chart directory, a values file, or `-`
    #[arg(value_name = "TARGET")]
    pub(super) target: Option<PathBuf>,
    /// How to write the manifests
    #[arg(long, short, value_enum, default_value_t = Output::Yaml, value_name = "FORMAT")]
    pub(super) output: Output,
    #[command(flatten)]
    pub(super) input: InputArgs,
}

#[derive(Debug, Args)]
pub(super) struct ValuesArgs {
    /// A chart directory, a values file, or `-`
    #[arg(value_name = "TARGET")]
    pub(super) target: Option<PathBuf>,
    /// How to write the values
    #[arg(long, short, value_enum, default_value_t = Output::Yaml, value_name = "FORMAT")]
    pub(super) output: Output,
    /// Exactly what Helm hands its templates, without the contract's defaults
    #[arg(long)]
    pub(super) no_agent_defaults: bool,
    /// Say where each value came from
    #[arg(long)]
    pub(super) provenance: bool,
    /// Mask credentials
    #[arg(long)]
    pub(super) redact: bool,
    #[command(flatten)]
    pub(super) input: InputArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Output {
    /// YAML
    Yaml,
    /// JSON
    Json,
}

#[derive(Debug, Args)]
pub(super) struct TraceArgs {
    /// A chart directory, a values file, or `-`
    #[arg(value_name = "TARGET")]
    pub(super) target: Option<PathBuf>,
    /// Trace this agent only
    #[arg(long, value_name = "NAME")]
    pub(super) agent: Option<String>,
    /// Fail where a user's call of a traced agent runs otherwise
    #[arg(long, value_enum, value_name = "MODE")]
    pub(super) expect: Option<Expectation>,
    /// Take every agent as active
    #[arg(long)]
    pub(super) all_agents: bool,
    /// How to write the trace
    #[arg(long, short, value_enum, default_value_t = TraceOutput::Text, value_name = "FORMAT")]
    pub(super) output: TraceOutput,
    #[command(flatten)]
    pub(super) input: InputArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum TraceOutput {
    /// A picture, for people
    Text,
    /// One object, for programs; see `helm-obo schema trace`
    Json,
    /// A sequence diagram, for a fenced block on GitHub
    Mermaid,
    /// A table with the diagrams below it, for a comment or a job's summary
    Markdown,
}

impl TraceOutput {
    pub(super) fn format(self) -> &'static dyn crate::trace::Format {
        crate::trace::FORMATS[self as usize]
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Expectation {
    /// The user, with the agent as actor
    Delegated,
    /// The user alone
    User,
    /// The agent's own ServiceAccount
    Machine,
}

impl Expectation {
    pub(super) fn mode(self) -> Mode {
        match self {
            Self::Delegated => Mode::Delegated,
            Self::User => Mode::User,
            Self::Machine => Mode::Machine,
        }
    }
}

#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    /// The rule's id, such as `obo-missing`
    #[arg(value_name = "RULE", value_parser = Suggested(rules), hide_possible_values = true)]
    pub(super) rule: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct SchemaArgs {
    /// Which schema
    #[arg(value_enum, default_value_t = SchemaName::Values, value_name = "NAME")]
    pub(super) name: SchemaName,
    /// The contract whose values the schema describes: a name, or a folder with one of your own; by default `actor-token`
    #[arg(long, value_name = "NAME|DIR", value_parser = Suggested(contracts), hide_possible_values = true)]
    pub(super) contract: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum SchemaName {
    /// Whole values of a chart
    Values,
    /// A values file on top of a chart
    Overlay,
    /// The config file
    Config,
    /// A RemoteMCPServer manifest
    Remotemcpserver,
    /// `lint --format json`
    Diagnostics,
    /// `trace --output json`
    Trace,
}

#[derive(Debug, Args)]
pub(super) struct InitArgs {
    /// The folder that holds the charts; the file is written there
    #[arg(value_name = "DIR", default_value = ".", value_hint = ValueHint::DirPath)]
    pub(super) folder: PathBuf,
    /// Replace a config file that is there, or write one where another applies already
    #[arg(long)]
    pub(super) force: bool,
    /// Print the file instead of writing it
    #[arg(long)]
    pub(super) stdout: bool,
}

#[derive(Debug, Args)]
pub(super) struct CompletionsArgs {
    /// Which shell
    #[arg(value_enum, value_name = "SHELL")]
    pub(super) shell: clap_complete::Shell,
}

#[cfg(test)]
mod tests {
    use super::Cli;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }
}

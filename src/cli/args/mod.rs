//! The arguments.

mod format;
mod helm;
mod input;
mod lint;

pub(super) use helm::{HelmArgs, PrintArgs};
pub(super) use input::InputArgs;
pub(super) use lint::{FailOnArg, LintArgs, MinSeverity, OnlyKind};

use super::complete;
use super::examples;
use super::suggest::{Suggested, contracts, rules};
use crate::template::options::HelmFlags;
use crate::trace;
use crate::wiring::Mode;
use clap::builder::PossibleValue;
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum, ValueHint};
use clap_complete::engine::ArgValueCompleter;
use format::trace_format;
use std::path::PathBuf;

/// Shows, from Helm values, as whom the MCP calls of kagent agents run, and finds what makes them run as somebody else.
#[derive(Debug, Parser)]
#[command(
    name = "helm-obo",
    version,
    long_version = env!("HELM_OBO_LONG_VERSION"),
    arg_required_else_help = true,
    max_term_width = 100,
    after_help = examples::ALL
)]
pub(in crate::cli) struct Cli {
    /// When to colour the output
    #[arg(long, global = true, help_heading = GLOBAL, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub(in crate::cli) color: Color,
    /// Only findings and results: no summary, no notes on the side
    #[arg(short, long, global = true, help_heading = GLOBAL)]
    pub(in crate::cli) quiet: bool,
    /// Say on standard error what is read, and by which contract
    #[arg(short, long, global = true, help_heading = GLOBAL)]
    pub(in crate::cli) verbose: bool,
    #[command(subcommand)]
    pub(in crate::cli) command: Command,
}

/// The heading of what each command takes.
const GLOBAL: &str = "Global options";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Color {
    /// On a terminal, unless NO_COLOR, CLICOLOR=0 or TERM=dumb is set; FORCE_COLOR and CLICOLOR_FORCE ask for it
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum Command {
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
    /// Show what a rule finds, why it matters and how to fix it; without RULE, list all rules
    #[command(after_help = examples::EXPLAIN)]
    Explain(ExplainArgs),
    /// List the rules: their severity, what they find, and which of them offer a fix
    #[command(after_help = examples::RULES)]
    Rules(RulesArgs),
    /// Print a JSON schema
    #[command(after_help = examples::SCHEMA)]
    Schema(SchemaArgs),
    /// Write a commented config file for the charts below a folder, and say what to do next
    #[command(after_help = examples::INIT)]
    Init(InitArgs),
    /// Print a script by which a shell completes commands, flags, rules and agents
    #[command(after_help = examples::COMPLETIONS)]
    Completions(CompletionsArgs),
    /// Print a manual page
    #[command(after_help = examples::MAN)]
    Man(ManArgs),
}

#[derive(Debug, Args)]
pub(in crate::cli) struct RenderArgs {
    /// A chart directory, a values file, or `-` for standard input; by default the only target there is here
    #[arg(value_name = "TARGET", value_hint = ValueHint::AnyPath)]
    pub(in crate::cli) target: Option<PathBuf>,
    /// The object whose values are meant, where a manifest has several releases: `NAME`, with its namespace or its kind before it
    /// also `NAMESPACE/NAME`, `KIND/NAME` or `KIND/NAMESPACE/NAME`
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) object: Option<String>,
    /// How to write the manifests
    #[arg(long, short = 'o', alias = "output", value_enum, default_value_t = Output::Yaml, value_name = "FORMAT")]
    pub(in crate::cli) format: Output,
    /// Say in a comment at the end of each line which value, or which line of a template, wrote it; with `-o json`, in a list
    #[arg(long)]
    pub(in crate::cli) provenance: bool,
    /// Fill in none of the contract's defaults
    #[arg(long, conflicts_with = "all")]
    pub(in crate::cli) no_agent_defaults: bool,
    /// Render an upgrade of the release, and no installation
    #[arg(long)]
    pub(in crate::cli) is_upgrade: bool,
    #[command(flatten)]
    pub(in crate::cli) print: PrintArgs,
    #[command(flatten)]
    pub(in crate::cli) helm: HelmArgs,
    #[command(flatten)]
    pub(in crate::cli) input: InputArgs,
}

impl RenderArgs {
    /// The flags that templates depend on.
    pub(in crate::cli) fn helm(&self) -> HelmFlags {
        HelmFlags {
            is_upgrade: self.is_upgrade,
            ..self.helm.flags()
        }
    }
}

#[derive(Debug, Args)]
pub(in crate::cli) struct ValuesArgs {
    /// A chart directory, a values file, or `-` for standard input; by default the only target there is here
    #[arg(value_name = "TARGET", value_hint = ValueHint::AnyPath)]
    pub(in crate::cli) target: Option<PathBuf>,
    /// The object whose values are meant, where a manifest has several releases: `NAME`, with its namespace or its kind before it
    /// also `NAMESPACE/NAME`, `KIND/NAME` or `KIND/NAMESPACE/NAME`
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) object: Option<String>,
    /// How to write the values; with --unread, what is not json is text
    #[arg(long, short = 'o', alias = "output", value_enum, default_value_t = Output::Yaml, value_name = "FORMAT")]
    pub(in crate::cli) format: Output,
    /// Exactly what Helm hands its templates, without the contract's defaults
    #[arg(long)]
    pub(in crate::cli) no_agent_defaults: bool,
    /// Say where each value came from
    #[arg(long)]
    pub(in crate::cli) provenance: bool,
    /// List the paths of values that no template can read, and those that this rendering does not read
    #[arg(long, conflicts_with_all = ["provenance", "redact", "no_agent_defaults"])]
    pub(in crate::cli) unread: bool,
    /// Mask credentials
    #[arg(long)]
    pub(in crate::cli) redact: bool,
    #[command(flatten)]
    pub(in crate::cli) input: InputArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Output {
    /// YAML
    Yaml,
    /// JSON
    Json,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct TraceArgs {
    /// A chart directory, a values file, manifests (any number of files), or `-` for standard input; by default the only target
    /// there is here
    #[arg(value_name = "TARGET", value_hint = ValueHint::AnyPath)]
    pub(in crate::cli) targets: Vec<PathBuf>,
    /// The manifests are all there are: what they refer to and lack is nowhere else
    #[arg(long)]
    pub(in crate::cli) complete: bool,
    /// Trace this agent only; of manifests also as `NAMESPACE/NAME`
    #[arg(long, value_name = "NAME", add = ArgValueCompleter::new(complete::agents))]
    pub(in crate::cli) agent: Option<String>,
    /// Fail where a user's call of a traced agent runs otherwise
    #[arg(long, value_enum, value_name = "MODE")]
    pub(in crate::cli) expect: Option<Expectation>,
    /// Trace agents that are off as if they were on
    #[arg(long)]
    pub(in crate::cli) all_agents: bool,
    /// How to write the trace
    #[arg(long, short = 'o', alias = "output", value_parser = trace_format(), default_value = "text", value_name = "FORMAT")]
    pub(in crate::cli) format: &'static dyn trace::TraceFormat,
    #[command(flatten)]
    pub(in crate::cli) input: InputArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Expectation {
    /// The user, with the agent as actor
    Delegated,
    /// The user alone
    User,
    /// The agent's own ServiceAccount
    Machine,
}

impl Expectation {
    pub(in crate::cli) fn mode(self) -> Mode {
        match self {
            Self::Delegated => Mode::Delegated,
            Self::User => Mode::User,
            Self::Machine => Mode::Machine,
        }
    }
}

#[derive(Debug, Args)]
pub(in crate::cli) struct ExplainArgs {
    /// The rule's id, such as `obo-missing`
    #[arg(value_name = "RULE", value_parser = Suggested(rules), hide_possible_values = true)]
    pub(in crate::cli) rule: Option<String>,
    /// How to write the page
    #[arg(long, short = 'o', alias = "output", value_enum, default_value_t = PageFormat::Text, value_name = "FORMAT")]
    pub(in crate::cli) format: PageFormat,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct RulesArgs {
    /// How to write the table
    #[arg(long, short = 'o', alias = "output", value_enum, default_value_t = PageFormat::Text, value_name = "FORMAT")]
    pub(in crate::cli) format: PageFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum PageFormat {
    /// For people
    Text,
    /// One object, for programs
    Json,
    /// For a page of documentation
    Markdown,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct SchemaArgs {
    /// Which schema
    #[arg(value_enum, default_value_t = SchemaName::Values, value_name = "NAME")]
    pub(in crate::cli) name: SchemaName,
    /// The contract whose values the schema describes: a name, or a folder with one of your own; by default `actor-token`
    #[arg(long, value_name = "NAME|DIR", value_parser = Suggested(contracts), hide_possible_values = true)]
    pub(in crate::cli) contract: Option<String>,
    /// Add to `values` or `overlay` the conditions that only matter for identities: for an editor, not for a chart's `values.schema.json`,
    /// by which Helm would then refuse to render
    #[arg(long)]
    pub(in crate::cli) wiring: bool,
    /// How to write the schema
    #[arg(long, short = 'o', alias = "output", value_enum, default_value_t = SchemaFormat::Json, value_name = "FORMAT")]
    pub(in crate::cli) format: SchemaFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum SchemaFormat {
    /// JSON
    Json,
    /// YAML
    Yaml,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum SchemaName {
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
    /// `trace --format json`
    Trace,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct InitArgs {
    /// The folder that holds the charts; the file is written there
    #[arg(value_name = "DIR", default_value = ".", value_hint = ValueHint::DirPath)]
    pub(in crate::cli) folder: PathBuf,
    /// Replace a config file that is there, or write one where another applies already
    #[arg(long)]
    pub(in crate::cli) force: bool,
    /// Print the file instead of writing it
    #[arg(long)]
    pub(in crate::cli) stdout: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct CompletionsArgs {
    /// Which shell
    #[arg(value_enum, value_name = "SHELL")]
    pub(in crate::cli) shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct ManArgs {
    /// The command whose page it is; by default the one about all of them
    #[arg(value_name = "COMMAND", value_parser = Suggested(commands), hide_possible_values = true)]
    pub(in crate::cli) command: Option<String>,
}

/// The names of the commands.
fn commands() -> Vec<PossibleValue> {
    let command = Cli::command();
    let commands = command.get_subcommands();
    commands
        .map(|command| PossibleValue::new(command.get_name().to_owned()))
        .collect()
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

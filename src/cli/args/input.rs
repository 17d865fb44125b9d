//! Helm's own flags, and what else says which values are read, and how.

use crate::cli::suggest::{Suggested, contracts};
use crate::cli::{complete, environment};
use crate::platform::{Statement, StatementError};
use crate::project::Request;
use crate::values::Flag;
use clap::{Args, ValueHint};
use clap_complete::engine::ArgValueCompleter;
use std::path::PathBuf;

/// Which values to read: Helm's own flags, with Helm's meaning and order.
#[derive(Debug, Args)]
#[command(next_help_heading = "Values")]
pub(in crate::cli) struct InputArgs {
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
    /// Set a string value, taken literally
    #[arg(long, value_name = "KEY=VALUE")]
    set_literal: Vec<String>,
    /// The release's namespace, by default that of HELM_NAMESPACE, else `default`
    #[arg(short, long, value_name = "NAME")]
    namespace: Option<String>,
    /// The release's name, by default `release-name`
    #[arg(long, value_name = "NAME")]
    release: Option<String>,
    /// The contract: a name, or a folder with one of your own
    #[arg(long, value_name = "NAME|DIR", value_parser = Suggested(contracts), hide_possible_values = true)]
    contract: Option<String>,
    /// What the values do not show of the software that runs the agents: `kagent.version`, `kagent.runtime` (go or python),
    /// `kagent.forwardedTokenWins`, `muster.version`, `muster.stripsSelfActor`
    #[arg(long, value_name = "KEY=VALUE", add = ArgValueCompleter::new(complete::platform))]
    platform: Vec<String>,
    /// The chart below values files: its folder, or a packed one
    #[arg(long, value_name = "DIR|TGZ", value_hint = ValueHint::AnyPath)]
    chart: Option<PathBuf>,
    /// A folder of charts, for those that a HelmRelease or an Application names by name and version; repeatable
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    charts: Vec<PathBuf>,
    /// The config file, instead of the nearest `.helm-obo.yaml` or `helm-obo.yaml` (or `.yml`)
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    config: Option<PathBuf>,
    /// Write the output to this file; one that is read, or that is part of a chart, is never written over
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(in crate::cli) output_file: Option<PathBuf>,
}

impl InputArgs {
    /// The request for these targets.
    ///
    /// # Errors
    /// When `--platform` states something that means nothing.
    pub(in crate::cli) fn request(&self, targets: Vec<PathBuf>) -> Result<Request, StatementError> {
        let mut platform = Statement::default();
        for pair in &self.platform {
            platform.state(pair)?;
        }
        let arguments = Flag::ALL.into_iter().flat_map(|flag| {
            let texts = self.texts(flag).iter();
            texts.map(move |text| (flag, text.clone()))
        });
        Ok(Request {
            targets,
            values: self.values.clone(),
            arguments: arguments.collect(),
            namespace: self.namespace.clone().filter(|name| !name.is_empty()),
            default_namespace: environment::namespace(),
            release: self.release.clone(),
            contract: self.contract.clone(),
            platform,
            chart: self.chart.clone(),
            charts: self.charts.clone(),
            config: self.config.clone(),
            ..Request::default()
        })
    }

    fn texts(&self, flag: Flag) -> &[String] {
        match flag {
            Flag::SetJson => &self.set_json,
            Flag::Set => &self.set,
            Flag::SetString => &self.set_string,
            Flag::SetFile => &self.set_file,
            Flag::SetLiteral => &self.set_literal,
        }
    }
}

//! `helm-obo lint`

use super::args::{Format, LintArgs};
use super::terminal::Terminal;
use super::{DISK, Error, here, log, reaches, rules, status, stdin, tell_failures};
use crate::project::{self, Project};
use crate::report::{self, View};
use crate::source::Sources;

pub(super) fn run(args: &LintArgs, terminal: &Terminal, sources: &Sources) -> Result<u8, Error> {
    let mut request = args.input.request(args.targets.clone())?;
    request.all_agents = args.all_agents;
    request.allow_empty = args.allow_empty;
    request.select = rules(&args.select)?;
    request.ignore = rules(&args.ignore)?;
    let project = Project::new(&request, &DISK, sources, here()?, &stdin)?;
    let outcome = project::lint(&project)?;
    log(&outcome.files, &outcome.report.contracts, terminal);
    let file = args.input.output_file.as_deref();
    let options = terminal.options(file);
    let view = View {
        report: &outcome.report,
        sources,
        mask: &outcome.mask,
        options: &options,
    };
    let mut text = Vec::new();
    format(args.format).write(&view, &mut text)?;
    // `no findings` where nothing was linted would look clean. Programs still get their object.
    let report = &outcome.report;
    let is_void =
        report.targets.is_empty() && report.findings.is_empty() && !outcome.failures.is_empty();
    if !is_void || args.format == Format::Json {
        terminal.write(file, &text)?;
    }
    let is_failed = tell_failures(&outcome, terminal, sources);
    Ok(if is_failed {
        status::FAILED
    } else if reaches(&outcome.report, args.fail_on.severity()) {
        status::FOUND
    } else {
        status::CLEAN
    })
}

fn format(format: Format) -> &'static dyn report::Format {
    let name = match format {
        Format::Full => "full",
        Format::Concise => "concise",
        Format::Json => "json",
    };
    report::format(name).unwrap_or(report::FORMATS[0])
}

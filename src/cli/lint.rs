//! `helm-obo lint`

use super::args::{FailOnArg, LintArgs, MinSeverity, OnlyKind};
use super::output::Written;
use super::rule_docs::rule_docs;
use super::stderr::{report_failures, report_those};
use super::terminal::Terminal;
use super::{
    DISK, Error, environment, fix, here, jobs, log, log_left_out, output, rules, status, stdin,
    step_summary,
};
use crate::diagnostic::Finding;
use crate::project::{self, FixedRun, Project, Request, RunEnvironment, RunOutcome};
use crate::report::{Options, View, WrittenFor, warnings, write_statistics};
use crate::rules::INVALID_CONFIG;
use crate::source::{OverlayFs, Sources};
use std::path::PathBuf;

pub(super) fn run(args: &LintArgs, terminal: &Terminal, sources: &Sources) -> Result<u8, Error> {
    let request = Request {
        hides_fixes: !needs_fixes(args, terminal.quiet),
        as_packed: true,
        ..request(args)?
    };
    output::check(args.input.output_file.as_deref(), Written::Report, &request)?;
    check_format(args)?;
    jobs::limit(args.jobs);
    let is_typed = request.reads_stdin() || args.stdin_filename.is_some();
    let line = terminal.progress(is_typed);
    let here = here()?;
    let mut files = OverlayFs::new(&DISK);
    if let Some(file) = &args.stdin_filename {
        files.put(here.relative(file), stdin()?);
    }
    let project = Project::new(&request, &files, sources, here.clone(), &stdin)?;
    let project = project.with_progress(&line);
    let fixed = match args.fixes() {
        None => project::lint(&project).map(FixedRun::without_fixes),
        Some(safety) => {
            project.check_baseline()?; // before any file is changed
            let setting = RunEnvironment {
                files: &files,
                sources,
                here: &here,
                stdin: &stdin,
                progress: &line,
            };
            project::fix_until_stable(&request, setting, safety)
        }
    };
    line.finish(); // nothing may be written beside it
    let fixed = fixed?;
    let RunOutcome { report, files, .. } = &fixed.outcome;
    output::check_read(args.input.output_file.as_deref(), files)?;
    log(files, &report.contracts, terminal);
    log_left_out(&report.left_out, terminal);
    let (outcome, is_unwritten) = if args.diff {
        (show(args, fixed, terminal, sources)?, false)
    } else {
        write_all(args, fixed, &project, terminal, sources)?
    };
    for note in &outcome.notes {
        terminal.note(note, &outcome.mask);
    }
    let is_failed = report_failures(&outcome, terminal, sources) || is_unwritten;
    let status = if is_failed {
        status::FAILED
    } else if outcome.report.fails() {
        status::FOUND
    } else {
        status::CLEAN
    };
    // The process ends, and with it goes all that was read: to take that apart first can take as long as to read it.
    std::mem::forget((outcome, project));
    Ok(status)
}

/// Whether fixes are applied, or the report shows them.
fn needs_fixes(args: &LintArgs, is_quiet: bool) -> bool {
    let is_shown = match args.statistics {
        true => !is_quiet,
        false => args.format.shows_fixes(is_quiet),
    };
    is_shown || args.fixes().is_some()
}

/// Counts by rule are for people: programs and code hosts need each finding.
fn check_format(args: &LintArgs) -> Result<(), Error> {
    if args.statistics && args.format.written_for() != WrittenFor::People {
        return Err(Error::NoStatistics);
    }
    Ok(())
}

fn request(args: &LintArgs) -> Result<Request, Error> {
    let request = request_for_files(args)?;
    let Some(file) = &args.stdin_filename else {
        return Ok(request);
    };
    let is_stdin = |path: &PathBuf| path.as_os_str() == "-";
    let standing = |paths: Vec<PathBuf>| -> Vec<PathBuf> {
        let named = paths.into_iter();
        named
            .map(|path| if is_stdin(&path) { file.clone() } else { path })
            .collect()
    };
    let mut targets = standing(request.targets);
    let values = standing(request.values);
    if targets.is_empty() && !values.contains(file) {
        targets.push(file.clone());
    }
    Ok(Request {
        targets,
        values,
        ..request
    })
}

fn request_for_files(args: &LintArgs) -> Result<Request, Error> {
    Ok(Request {
        exclude: args.exclude.clone(),
        each: args.each.clone(),
        shard: args.shard,
        all_agents: args.all_agents,
        changed: args.changed,
        allow_empty: args.allow_empty,
        complete: args.complete,
        crds: args.crd.clone(),
        only: args.only.map(OnlyKind::only),
        helm: args.helm.flags(),
        select: rules(&args.select)?,
        ignore: rules(&args.ignore)?,
        baseline: args.baseline(),
        fail_on: args.fail_on.map(FailOnArg::fail_on),
        ..args.input.request(args.targets.clone())?
    })
}

/// Shows what would be fixed, and returns the outcome of the files as they are.
fn show(
    args: &LintArgs,
    fixed: FixedRun,
    terminal: &Terminal,
    sources: &Sources,
) -> Result<RunOutcome, Error> {
    fix::show(&fixed, terminal, args.input.output_file.as_deref())?;
    fix::report_rest(&fixed.outcome, terminal, sources)?;
    for warning in warnings(&fixed.outcome.report) {
        terminal.note(&warning, &fixed.outcome.mask);
    }
    Ok(fixed.before.unwrap_or(fixed.outcome))
}

/// Writes the fixed files and the report of what is left; returns that report, and whether a file could not be written.
fn write_all(
    args: &LintArgs,
    fixed: FixedRun,
    project: &Project<'_>,
    terminal: &Terminal,
    sources: &Sources,
) -> Result<(RunOutcome, bool), Error> {
    let written = fix::write(&fixed, terminal, sources);
    // A baseline is of what is on the disk.
    let is_baseline_due = args.fixes().is_some() && args.write_baseline.is_some();
    let mut outcome = if written.is_failed || is_baseline_due {
        project::lint(project)?
    } else {
        fixed.outcome
    };
    outcome.report.fixed = written.count;
    write(args, &outcome, project, terminal, sources)?;
    Ok((outcome, written.is_failed))
}

/// Writes the report, and on GitHub's runners the job's summary.
fn write(
    args: &LintArgs,
    outcome: &RunOutcome,
    project: &Project<'_>,
    terminal: &Terminal,
    sources: &Sources,
) -> Result<(), Error> {
    let file = args.input.output_file.as_deref();
    let options = match args.format.written_for() {
        WrittenFor::People | WrittenFor::Programs => terminal.options(file),
        WrittenFor::CodeHost => terminal.hosted(file),
    };
    let options = Options {
        // GitLab would be given no report where a target is missing.
        ci: environment::ci().filter(|_| outcome.failures.is_empty()),
        ..options
    };
    let least = args.min_severity.map(MinSeverity::severity);
    let report = &match least {
        Some(severity) => outcome.report.at_least(severity),
        None => outcome.report.clone(),
    };
    let rule_docs = if args.format.carries_rule_docs() {
        rule_docs()
    } else {
        Vec::new()
    };
    let view = View {
        report,
        sources,
        mask: &outcome.mask,
        options: &options,
        rule_docs: &rule_docs,
    };
    if args
        .format
        .is_withheld(report, !outcome.failures.is_empty())
    {
        // What is wrong with a config file must be reported somewhere.
        let is_of_config = |finding: &Finding| finding.diagnostic.rule == INVALID_CONFIG.id;
        report_those(outcome, terminal, sources, is_of_config)?;
        return Ok(());
    }
    let mut text = Vec::new();
    if args.statistics {
        write_statistics(&view, &mut text)?;
    } else {
        args.format.write(&view, &mut text)?;
    }
    terminal.write(file, &text)?;
    for caveat in args.format.caveats(&view) {
        terminal.note(&caveat, &outcome.mask);
    }
    if args.format.is_for_github_runners() {
        summarize(&view, project, terminal);
    }
    Ok(())
}

/// Adds to the job's summary, where there is one. A failure to write it does not change the exit status, since it says
/// nothing about the charts.
fn summarize(view: &View<'_>, project: &Project<'_>, terminal: &Terminal) {
    let Some(file) = environment::step_summary() else {
        return;
    };
    if let Err(error) = step_summary::append(&file, view, project) {
        terminal.note(
            &format!("the job's summary lacks this run: {error}"),
            view.mask,
        );
    }
}

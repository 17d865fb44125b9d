//! `helm-obo lint`

use super::args::{Format, LintArgs, MinSeverity};
use super::guides::guides;
use super::output::Written;
use super::terminal::Terminal;
use super::{
    DISK, Error, environment, fix, here, log, output, reaches, rules, status, stdin, step_summary,
    tell_failures,
};
use crate::project::{self, Mended, Outcome, Project, Request, Setting};
use crate::report::{View, warnings, write_statistics};
use crate::source::{Patched, Sources};
use std::path::PathBuf;

pub(super) fn run(args: &LintArgs, terminal: &Terminal, sources: &Sources) -> Result<u8, Error> {
    let request = request(args)?;
    output::check(args.input.output_file.as_deref(), Written::Report, &request)?;
    check_formats(args)?;
    let is_typed = request.reads_stdin() || args.stdin_filename.is_some();
    let line = terminal.progress(is_typed);
    let here = here()?;
    let mut files = Patched::new(&DISK);
    if let Some(file) = &args.stdin_filename {
        files.put(here.relative(file), stdin()?);
    }
    let project = Project::new(&request, &files, sources, here.clone(), &stdin)?;
    let project = project.with_progress(&line);
    let mended = match args.fixes() {
        None => project::lint(&project).map(Mended::unmended),
        Some(safety) => {
            project.check_baseline()?; // before any file is changed
            let setting = Setting {
                files: &files,
                sources,
                here: &here,
                stdin: &stdin,
                progress: &line,
            };
            project::mend(&request, setting, safety)
        }
    };
    line.finish(); // nothing may be written beside it
    let mended = mended?;
    let Outcome { report, files, .. } = &mended.outcome;
    log(files, &report.contracts, terminal);
    let (outcome, is_unwritten) = if args.diff {
        (show(args, mended, terminal, sources)?, false)
    } else {
        write_all(args, mended, &project, terminal, sources)?
    };
    for note in &outcome.notes {
        terminal.note(note, &outcome.mask);
    }
    let is_failed = tell_failures(&outcome, terminal, sources) || is_unwritten;
    Ok(if is_failed {
        status::FAILED
    } else if reaches(&outcome.report, args.fail_on.severity()) {
        status::FOUND
    } else {
        status::CLEAN
    })
}

/// Counts by rule are for people; in what programs read each finding stands.
fn check_formats(args: &LintArgs) -> Result<(), Error> {
    match args.format {
        Format::Full | Format::Concise => Ok(()),
        _ if args.statistics => Err(Error::NoStatistics),
        _ => Ok(()),
    }
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
        all_agents: args.all_agents,
        changed: args.changed,
        allow_empty: args.allow_empty,
        select: rules(&args.select)?,
        ignore: rules(&args.ignore)?,
        baseline: args.baseline(),
        ..args.input.request(args.targets.clone())?
    })
}

/// Shows what would be mended, and hands back what there is as long as nothing is.
fn show(
    args: &LintArgs,
    mended: Mended,
    terminal: &Terminal,
    sources: &Sources,
) -> Result<Outcome, Error> {
    fix::show(&mended, terminal, args.input.output_file.as_deref())?;
    fix::tell_rest(&mended.outcome, args.fail_on.severity(), terminal, sources)?;
    for warning in warnings(&mended.outcome.report) {
        terminal.note(&warning, &mended.outcome.mask);
    }
    Ok(mended.before.unwrap_or(mended.outcome))
}

/// Writes the mended files and the report of what is left; hands that back, and whether a file could not be written.
fn write_all(
    args: &LintArgs,
    mended: Mended,
    project: &Project<'_>,
    terminal: &Terminal,
    sources: &Sources,
) -> Result<(Outcome, bool), Error> {
    let written = fix::write(&mended, terminal, sources);
    // A baseline is of what is on the disk.
    let is_baseline_due = args.fixes().is_some() && args.write_baseline.is_some();
    let mut outcome = if written.is_failed || is_baseline_due {
        project::lint(project)?
    } else {
        mended.outcome
    };
    outcome.report.fixed = written.count;
    write(args, &outcome, project, terminal, sources)?;
    Ok((outcome, written.is_failed))
}

/// Writes the report, and on GitHub's runners the job's summary.
fn write(
    args: &LintArgs,
    outcome: &Outcome,
    project: &Project<'_>,
    terminal: &Terminal,
    sources: &Sources,
) -> Result<(), Error> {
    let file = args.input.output_file.as_deref();
    let options = match args.format {
        Format::Full | Format::Concise | Format::Json => terminal.options(file),
        Format::Sarif | Format::GitHub | Format::Markdown => terminal.hosted(file),
    };
    let least = args.min_severity.map(MinSeverity::severity);
    let report = &match least {
        Some(severity) => outcome.report.at_least(severity),
        None => outcome.report.clone(),
    };
    let guides = match args.format {
        Format::Sarif => guides(),
        _ => Vec::new(), // no other format carries the rules' pages
    };
    let view = View {
        report,
        sources,
        mask: &outcome.mask,
        options: &options,
        guides: &guides,
    };
    let format = args.format.format();
    let mut text = Vec::new();
    if args.statistics {
        write_statistics(&view, &mut text)?;
    } else {
        format.write(&view, &mut text)?;
    }
    let is_void =
        report.targets.is_empty() && report.findings.is_empty() && !outcome.failures.is_empty();
    let is_withheld = match args.format {
        Format::Json => false, // programs get their object
        // What is not in it is taken for mended: code scanning would close the alerts of what could not be read.
        Format::Sarif => !outcome.failures.is_empty(),
        // `no findings` where nothing was linted would look clean.
        Format::Markdown => is_void,
        // A hook has nothing to say of files that have nothing to do with agents.
        Format::Full | Format::Concise | Format::GitHub => is_void || report.is_unrelated,
    };
    if is_withheld {
        return Ok(());
    }
    terminal.write(file, &text)?;
    for caveat in format.caveats(&view) {
        terminal.note(&caveat, &outcome.mask);
    }
    if args.format == Format::GitHub {
        summarize(&view, project, terminal);
    }
    Ok(())
}

/// Adds to the job's summary, where there is one. That it cannot be written says nothing of the charts.
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

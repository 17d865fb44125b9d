//! `junit`: a test report, as most CI systems show it.
//!
//! There is no standard: it keeps to the schema of Jenkins' xUnit plugin, the strictest of those that read it.

use super::tracked::Tracked;
use super::{Format, View, WrittenFor, escape, is_of_failures_only, summary};
use crate::diagnostic::{Diagnostic, Finding, Report};
use crate::words::{list, plural};
use quick_junit::{NonSuccessKind, TestCase, TestCaseStatus, TestSuite};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::time::Duration;

/// A suite for each file with findings, with a test for each of them, and one for each target without any, with a test that
/// passes.
///
/// A finding that fails the run fails its test. Nothing is timed: the report is the same on every run.
#[derive(Debug)]
pub(super) struct JUnit;

/// What the report is called, and the suite of what is in no file.
const NAME: &str = "helm-obo";

impl Format for JUnit {
    fn name(&self) -> &'static str {
        "junit"
    }

    fn summary(&self) -> &'static str {
        "A test report in XML, for Jenkins and other CI systems"
    }

    fn written_for(&self) -> WrittenFor {
        WrittenFor::CodeHost
    }

    fn write(&self, view: &View<'_>, out: &mut dyn io::Write) -> io::Result<()> {
        let mut report = quick_junit::Report::new(NAME);
        report.set_time(Duration::ZERO);
        for (name, cases) in numbered(cases(view)) {
            let mut suite = TestSuite::new(name);
            suite.set_time(Duration::ZERO).add_test_cases(cases);
            report.add_test_suite(suite);
        }
        let text = report.to_string().map_err(io::Error::other)?;
        // That schema knows the count of skipped tests for suites only.
        out.write_all(text.replacen(" skipped=\"0\"", "", 1).as_bytes())
    }

    fn caveats(&self, view: &View<'_>) -> Vec<String> {
        super::hints(view.report) // it has no place for them
    }

    fn is_withheld(&self, report: &Report, has_failures: bool) -> bool {
        // CI systems take a report without contents for a mistake, so a hook's is written too.
        is_of_failures_only(report, has_failures)
    }

    fn carries_rule_docs(&self) -> bool {
        true // they say which rules are about files that cannot be read
    }
}

/// All tests, by the names of their suites.
type Suites = BTreeMap<String, Vec<TestCase>>;

fn cases(view: &View<'_>) -> Suites {
    let report = view.report;
    let mut suites = Suites::new();
    let mut add = |suite: String, case: TestCase| suites.entry(suite).or_default().push(case);
    for finding in &report.findings {
        let at = Tracked::of(finding, view);
        let file = escape::visible(&at.named(finding.diagnostic.place, view));
        let case = of_finding(view, finding, &at, &file);
        add(file, case);
    }
    if let Some(case) = of_hidden(view) {
        add(NAME.to_owned(), case);
    }
    let shown = report.findings.iter().flat_map(|finding| &finding.targets);
    let shown: BTreeSet<&str> = shown.map(|target| &**target).collect();
    for target in report
        .targets
        .iter()
        .filter(|target| !shown.contains(&***target))
    {
        let target = view.file_name(target);
        add(
            target.clone(),
            case(NAME, target, TestCaseStatus::success()),
        );
    }
    if suites.is_empty() {
        let nothing = case(NAME, summary::counts(report), TestCaseStatus::success());
        suites.insert(NAME.to_owned(), vec![nothing]);
    }
    suites
}

/// The test that a finding is. Jenkins takes what is before the last dot of its class for a package.
fn of_finding(view: &View<'_>, finding: &Finding, at: &Tracked, file: &str) -> TestCase {
    let diagnostic = &finding.diagnostic;
    let class = format!("{NAME}.{}", diagnostic.rule);
    let name = format!("{file} {}", about(view, diagnostic));
    let name = name.trim_end().to_owned();
    let text = text(view, finding, at, file);
    let kind = match fails(view, finding) {
        Some(kind) => kind,
        None => {
            let mut case = case(&class, name, TestCaseStatus::success());
            case.set_system_out(text);
            return case;
        }
    };
    let mut status = TestCaseStatus::non_success(kind);
    status
        .set_message(view.text(&diagnostic.message))
        .set_type(diagnostic.severity.as_str())
        .set_description(text);
    case(&class, name, status)
}

/// How a finding fails the run, if it does.
fn fails(view: &View<'_>, finding: &Finding) -> Option<NonSuccessKind> {
    let mut docs = view.rule_docs.iter();
    if docs.any(|doc| doc.rule == finding.diagnostic.rule && doc.fails_run) {
        return Some(NonSuccessKind::Error);
    }
    finding.fails.then_some(NonSuccessKind::Failure)
}

/// The path that a finding is about, with its object.
fn about(view: &View<'_>, diagnostic: &Diagnostic) -> String {
    let path = diagnostic.path.to_string();
    let object = diagnostic.object.as_ref();
    view.text(&object.map_or(path.clone(), |object| format!("{object} {path}")))
}

/// `error in FILE:LINE:COLUMN`, the message and what to do, each on a line of its own.
fn text(view: &View<'_>, finding: &Finding, at: &Tracked, file: &str) -> String {
    let diagnostic = &finding.diagnostic;
    let place = match &at.elsewhere {
        Some(place) => place.clone(),
        None => format!("{file}:{}:{}", at.start.line, at.start.column),
    };
    let mut lines = vec![
        format!("{} in {place}", diagnostic.severity.as_str()),
        view.text(&diagnostic.message),
    ];
    let help = diagnostic.help.as_ref();
    lines.extend(help.map(|help| format!("help: {}", view.text(help))));
    lines.join("\n")
}

/// A test that fails because of what is not shown.
fn of_hidden(view: &View<'_>) -> Option<TestCase> {
    let hidden = view.report.hidden_failing.iter().rev();
    let counts: Vec<String> = hidden
        .map(|(severity, count)| plural(*count, severity.as_str()))
        .collect();
    (!counts.is_empty()).then(|| {
        let told = format!("{} not shown", list(&counts, "and"));
        let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
        status
            .set_message(told.clone())
            .set_type("hidden")
            .set_description(told);
        case(NAME, "--min-severity".to_owned(), status)
    })
}

fn case(class: &str, name: String, status: TestCaseStatus) -> TestCase {
    let mut case = TestCase::new(name, status);
    case.set_classname(class).set_time(Duration::ZERO);
    case
}

/// The same with a number after each name that was there before: GitLab takes tests of one class and name for one.
fn numbered(mut suites: Suites) -> Suites {
    let mut names: BTreeMap<(Option<String>, String), usize> = BTreeMap::new();
    for case in suites.values_mut().flatten() {
        let class = case
            .classname
            .as_ref()
            .map(|class| class.as_str().to_owned());
        let count = names
            .entry((class, case.name.as_str().to_owned()))
            .or_default();
        *count += 1;
        if *count > 1 {
            case.name = format!("{} ({count})", case.name.as_str()).into();
        }
    }
    suites
}

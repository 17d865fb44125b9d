//! `lint(chart).overlay(…).argument(…).check()`: lints files in memory, and compares what is found with the marks in them.

use super::marks::{Found, Marked};
use helm_obo::diagnostic::{Finding, Severity};
use helm_obo::model::Spelling;
use helm_obo::project::{self, Baseline, Loaded, Project, Request, RunOutcome};
use helm_obo::report::{self, FORMATS, Failure, Options, View};
use helm_obo::rules::{Rule, Tier, by_id};
use helm_obo::source::{Memory, Name, Sources, WorkingDirectory};
use helm_obo::values::Flag;
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

/// Where the chart under test is, and its values.
const VALUES: &str = "chart/values.yaml";

/// The examples of rules about manifests.
const MANIFESTS: &str = "manifests.yaml";

/// A run of `lint` to be, with what it must find.
#[derive(Clone, Default)]
pub(crate) struct Lint {
    /// Name and content with marks.
    texts: Vec<(String, String)>,
    arguments: Vec<(Flag, String)>,
    request: Request,
    /// A note on the platform that counts, though no mark names it.
    heeded: Option<&'static str>,
}

/// Lints a chart of `fixtures/charts`, as `chart`.
pub(crate) fn lint(chart: &str) -> Lint {
    self::chart(&super::fixtures().join("charts").join(chart))
}

/// Lints the chart in a folder, as `chart`.
pub(crate) fn chart(folder: &Path) -> Lint {
    let mut lint = Lint::default();
    for file in super::files_below(folder) {
        let name = file.strip_prefix(folder).unwrap().to_string_lossy();
        let text = std::fs::read_to_string(&file).unwrap();
        lint.texts.push((format!("chart/{name}"), text));
    }
    lint.request.targets.push("chart".into());
    lint
}

/// Lints a chart of these files, as `chart`.
pub(crate) fn chart_of_texts(texts: &[(&str, String)]) -> Lint {
    let mut lint = Lint::default();
    for (name, text) in texts {
        lint = lint.file(name, text);
    }
    lint.request.targets.push("chart".into());
    lint
}

/// Lints the chart that keeps to a contract; under another than the default one without what is reported once a target,
/// whatever its values are.
pub(crate) fn under(contract: &str) -> Lint {
    let chart = lint(&super::chart_of(contract));
    if contract == super::default_contract() {
        chart
    } else {
        chart.ignore("discovery-unauthenticated")
    }
}

/// Lints an overlay on the chart of the contract that its first line names.
pub(crate) fn overlay(text: &str) -> Lint {
    under(&super::contract_of(text)).overlay(text)
}

/// Lints a file of manifests.
pub(crate) fn manifests(text: &str) -> Lint {
    let mut lint = Lint::default();
    lint.request.targets.push(MANIFESTS.into());
    lint.file(MANIFESTS, text)
}

/// Lints a values file without a chart.
pub(crate) fn partial(text: &str) -> Lint {
    let mut lint = Lint::default();
    lint.request.targets.push("partial.yaml".into());
    lint.file("partial.yaml", text)
}

impl Lint {
    /// A further file.
    pub(crate) fn file(mut self, name: &str, text: &str) -> Self {
        self.texts.push((name.to_owned(), text.to_owned()));
        self
    }

    /// Other content for a file.
    pub(crate) fn replace(mut self, name: &str, text: &str) -> Self {
        self.texts.retain(|(known, _)| known != name);
        self.file(name, text)
    }

    /// `--contract`.
    pub(crate) fn contract(mut self, folder: &str) -> Self {
        self.request.contract = Some(folder.into());
        self
    }

    /// Changes the chart's own values: `from`, which is there once, becomes `to`. Its `ci/` files are left out, since
    /// each would show the same.
    pub(crate) fn edit(mut self, from: &str, to: &str) -> Self {
        self.texts.retain(|(name, _)| !name.contains("/ci/"));
        let values = self.texts.iter_mut().find(|(name, _)| name == VALUES);
        let (_, text) = values.unwrap();
        assert_eq!(
            text.matches(from).count(),
            1,
            "not once in {VALUES}: {from}"
        );
        *text = text.replace(from, to);
        self
    }

    /// Other values of the chart's own, without its `ci/` files.
    pub(crate) fn values(mut self, text: &str) -> Self {
        self.texts
            .retain(|(name, _)| !name.contains("/ci/") && name != VALUES);
        self.file(VALUES, text)
    }

    /// Several such changes.
    pub(crate) fn edits(self, edits: &[(&str, &str)]) -> Self {
        edits
            .iter()
            .fold(self, |lint, (from, to)| lint.edit(from, to))
    }

    /// A values file on top, as `-f` gives it.
    pub(crate) fn overlay(mut self, text: &str) -> Self {
        let name = format!("overlay-{}.yaml", self.request.values.len() + 1);
        self.request.values.push(PathBuf::from(&name));
        self.file(&name, text)
    }

    /// A values file of this name on top.
    pub(crate) fn overlay_as(mut self, name: &str, text: &str) -> Self {
        self.request.values.push(PathBuf::from(name));
        self.file(name, text)
    }

    /// An example as on a rule's page: an overlay, or the file that the page names.
    pub(crate) fn example(self, rule: &Rule, text: &str) -> Self {
        let Some(around) = rule.docs.around else {
            return self.overlay(text);
        };
        let mut base = self;
        // Manifests by themselves.
        if around.file == Some(MANIFESTS) {
            base.texts.clear();
            base.request.targets = vec![MANIFESTS.into()];
        }
        // A page with a chart of its own needs nothing of this one.
        if around
            .others
            .iter()
            .any(|(name, _)| *name == "chart/Chart.yaml")
        {
            base.texts.retain(|(name, _)| !name.starts_with("chart/"));
        }
        let others = around.others.iter();
        let lint = others.fold(base, |lint, (name, text)| lint.replace(name, text));
        match around.file {
            Some(file) => lint.replace(file, text),
            None => lint.overlay(text),
        }
    }

    /// An argument on top.
    pub(crate) fn argument(mut self, flag: Flag, text: &str) -> Self {
        self.arguments.push((flag, text.to_owned()));
        self
    }

    /// One more target.
    pub(crate) fn target(mut self, name: &str) -> Self {
        self.request.targets.push(name.into());
        self
    }

    /// `--select`.
    pub(crate) fn select(mut self, rule: &str) -> Self {
        self.request.select.push(rule.to_owned());
        self
    }

    /// `--ignore`.
    pub(crate) fn ignore(mut self, rule: &str) -> Self {
        self.request.ignore.push(rule.to_owned());
        self
    }

    /// `--namespace`.
    pub(crate) fn namespace(mut self, name: &str) -> Self {
        self.request.namespace = Some(name.to_owned());
        self
    }

    /// `--all-agents`.
    pub(crate) fn all_agents(mut self) -> Self {
        self.request.all_agents = true;
        self
    }

    /// All files with Windows' line ends.
    pub(crate) fn crlf(mut self) -> Self {
        for (_, text) in &mut self.texts {
            *text = text.replace('\n', "\r\n");
        }
        self
    }

    /// `--complete`.
    pub(crate) fn complete(mut self) -> Self {
        self.request.complete = true;
        self
    }

    /// States something of the platform, as `--platform` does.
    pub(crate) fn platform(mut self, pair: &str) -> Self {
        self.request.platform.state(pair).unwrap();
        self
    }

    /// Counts what a rule finds also where it is a note on the platform, reported once a target.
    pub(crate) fn heed(mut self, rule: &'static str) -> Self {
        self.heeded = Some(rule);
        self
    }

    /// Whether a finding counts: notes on the platform go with nearly every target, and count where they are expected.
    fn heeds(&self, finding: &Finding) -> bool {
        let id = finding.diagnostic.rule;
        let mark = format!("note {id}");
        let is_marked = || {
            let mut texts = self.texts.iter().map(|(_, text)| text);
            let mut arguments = self.arguments.iter().map(|(_, text)| text);
            texts.any(|text| text.contains(&mark)) || arguments.any(|text| text.contains(&mark))
        };
        by_id(id).is_none_or(|rule| rule.tier != Tier::Platform)
            || self.heeded == Some(id)
            || is_marked()
    }

    /// Lints, and says how what is found differs from the marks, if it does.
    pub(crate) fn difference(&self, what: &str) -> Option<String> {
        let mut expected: Vec<Found> = Vec::new();
        for (name, text) in &self.texts {
            expected.extend(Marked::new(text).found(name));
        }
        for (index, (flag, text)) in self.arguments.iter().enumerate() {
            let earlier = &self.arguments[..index];
            let count = earlier.iter().filter(|(other, _)| other == flag).count() + 1;
            let name = format!("{}#{count}", flag.as_str());
            expected.extend(Marked::new(text).found(&name));
        }
        expected.sort();
        let found = self.found();
        (found != expected).then(|| {
            let list = |all: &[Found]| -> String {
                let lines = all.iter().map(|found| format!("\n    {}", found.0));
                lines.collect()
            };
            let messages = self.messages().join("\n    ");
            format!(
                "{what}\n  expected:{}\n  found:{}\n  messages:\n    {messages}",
                list(&expected),
                list(&found)
            )
        })
    }

    /// Lints, and fails where what is found differs from the marks.
    pub(crate) fn check(&self, what: &str) {
        let difference = self.difference(what);
        assert!(difference.is_none(), "{}", difference.unwrap_or_default());
    }

    /// What is found, sorted.
    pub(crate) fn found(&self) -> Vec<Found> {
        self.run(|outcome, sources| {
            let findings = outcome
                .report
                .findings
                .iter()
                .filter(|finding| self.heeds(finding));
            let mut found: Vec<Found> = findings
                .map(|finding| {
                    let diagnostic = &finding.diagnostic;
                    let source = sources.get(diagnostic.place.source);
                    let name = match source.name() {
                        Name::Argument { flag, count } => format!("{flag}#{count}"),
                        other => other.to_string(),
                    };
                    let span = diagnostic.place.span.range();
                    let severity = diagnostic.severity.as_str();
                    let rule = format!("{severity}[{}]", diagnostic.rule);
                    Found::new(&name, source.text(), (span.start, span.end), &rule)
                })
                .collect();
            found.sort();
            found
        })
    }

    /// Rule and agent of every finding.
    pub(crate) fn rules(&self) -> BTreeSet<(String, String)> {
        self.run(|outcome, _| {
            let findings = outcome
                .report
                .findings
                .iter()
                .filter(|finding| self.heeds(finding));
            findings
                .map(|finding| &finding.diagnostic)
                .map(|found| {
                    (
                        found.rule.to_owned(),
                        found.agent.clone().unwrap_or_default(),
                    )
                })
                .collect()
        })
    }

    /// Rule, severity and line of every finding.
    pub(crate) fn lines(&self) -> Vec<(String, Severity, u32)> {
        self.run(|outcome, sources| {
            let findings = outcome.report.findings.iter();
            let found = findings.map(|finding| &finding.diagnostic);
            found
                .map(|found| {
                    let source = sources.get(found.place.source);
                    let line = source.position(found.place.span.start).line;
                    (found.rule.to_owned(), found.severity, line)
                })
                .collect()
        })
    }

    /// Rule, severity and underlined text of every finding.
    pub(crate) fn claims(&self) -> Vec<(String, Severity, String)> {
        self.run(|outcome, _| {
            let findings = outcome
                .report
                .findings
                .iter()
                .filter(|finding| self.heeds(finding));
            findings
                .map(|finding| &finding.diagnostic)
                .map(|found| {
                    let help = found.help.as_deref().unwrap_or_default();
                    let text = format!("{} | {help}", found.message);
                    (found.rule.to_owned(), found.severity, text)
                })
                .collect()
        })
    }

    /// Rule and path of every error.
    pub(crate) fn errors(&self) -> Vec<(String, String)> {
        self.run(|outcome, _| {
            let findings = outcome.report.findings.iter();
            let found = findings.map(|finding| &finding.diagnostic);
            found
                .filter(|found| found.severity == Severity::Error)
                .map(|found| (found.rule.to_owned(), found.path.to_string()))
                .collect()
        })
    }

    /// Every message and help, one line each.
    pub(crate) fn messages(&self) -> Vec<String> {
        self.run(|outcome, _| {
            let findings = outcome
                .report
                .findings
                .iter()
                .filter(|finding| self.heeds(finding));
            findings
                .map(|finding| {
                    let diagnostic = &finding.diagnostic;
                    let help = diagnostic.help.as_deref().unwrap_or_default();
                    format!("{}: {} | {help}", diagnostic.rule, diagnostic.message)
                })
                .collect()
        })
    }

    /// The report as people read it.
    pub(crate) fn full(&self) -> String {
        self.run(|outcome, sources| written("full", outcome, sources, &Options::default()))
    }

    /// The report as JSON.
    pub(crate) fn json(&self) -> String {
        self.run(|outcome, sources| written("json", outcome, sources, &Options::default()))
    }

    /// All that people or programs get to see: the report in every format, with and without colour, and what failed.
    pub(crate) fn told(&self) -> String {
        let (files, request) = self.prepared();
        let sources = Sources::default();
        let project = Project::new(&request, &files, &sources, here(), &no_stdin).unwrap();
        let outcome = project::lint(&project).unwrap();
        let mut told = Vec::new();
        for failure in &outcome.failures {
            let failure = Failure::new(failure, None);
            report::write_error(&mut told, &failure, &outcome.mask, false).unwrap();
        }
        let mut told = String::from_utf8(told).unwrap();
        for format in FORMATS {
            for color in [false, true] {
                let options = Options {
                    color,
                    ..Options::default()
                };
                told += &written(format.name(), &outcome, &sources, &options);
            }
        }
        told += &self.baseline();
        for format in ["text", "json", "mermaid"] {
            // What cannot be read as values has no trace.
            told += &self
                .traced_if_readable(format, &Options::default())
                .unwrap_or_default();
        }
        told
    }

    /// The baseline that lists what is found; empty where something cannot be read.
    fn baseline(&self) -> String {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("baseline.json");
        let (files, mut request) = self.prepared();
        request.baseline = Some(Baseline::Write(file.clone()));
        let sources = Sources::default();
        let project = Project::new(&request, &files, &sources, here(), &no_stdin).unwrap();
        project::lint(&project).unwrap();
        std::fs::read_to_string(file).unwrap_or_default()
    }

    /// The one target, read but not judged.
    pub(crate) fn load(&self) -> Loaded {
        let (files, request) = self.prepared();
        let sources = Sources::default();
        let project = Project::new(&request, &files, &sources, here(), &no_stdin).unwrap();
        project::load(&project, Spelling::Corrected).unwrap()
    }

    fn run<T>(&self, answer: impl Fn(&RunOutcome, &Sources) -> T) -> T {
        let (files, request) = self.prepared();
        let sources = Sources::default();
        let project = Project::new(&request, &files, &sources, here(), &no_stdin).unwrap();
        let outcome = project::lint(&project).unwrap();
        assert!(outcome.failures.is_empty(), "{:?}", outcome.failures);
        answer(&outcome, &sources)
    }

    pub(super) fn prepared(&self) -> (Memory, Request) {
        let mut files = Memory::default();
        for (name, text) in &self.texts {
            files.insert(name, Marked::new(text).text);
        }
        let mut request = self.request.clone();
        for (flag, text) in &self.arguments {
            request.arguments.push((*flag, Marked::new(text).text));
        }
        (files, request)
    }
}

fn written(format: &str, outcome: &RunOutcome, sources: &Sources, options: &Options) -> String {
    let view = View {
        report: &outcome.report,
        sources,
        mask: &outcome.mask,
        options,
        rule_docs: &[],
    };
    let mut text = Vec::new();
    let format = report::format(format).unwrap();
    format.write(&view, &mut text).unwrap();
    String::from_utf8(text).unwrap()
}

pub(super) fn here() -> WorkingDirectory {
    WorkingDirectory::new("/work")
}

pub(super) fn no_stdin() -> io::Result<Vec<u8>> {
    Ok(Vec::new())
}

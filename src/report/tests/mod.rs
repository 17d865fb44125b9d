//! Tests over whole formats, on small reports made by hand.

mod ci;
mod formats;
mod full;
mod gitlab;
mod hosted;
mod hostile;
mod junit;
mod links;
mod summary;

use super::{Options, RuleDoc, View, format};
use crate::diagnostic::{Chosen, Diagnostic, Finding, Related, Report, Severity};
use crate::secrets::Mask;
use crate::source::{Name, Place, Sources, Span, ValuePath};

/// Sources, a mask and a report that grow line by line.
struct Case {
    sources: Sources,
    mask: Mask,
    report: Report,
    options: Options,
    rule_docs: Vec<RuleDoc>,
    all: Vec<std::sync::Arc<crate::source::Source>>,
}

impl Case {
    /// A case with one target and the text of its `values.yaml`.
    fn new(text: &str) -> Self {
        let report = Report {
            targets: vec!["chart".into()],
            files: 1,
            agents: 1,
            active: 1,
            contracts: vec![Chosen {
                target: "chart".into(),
                contract: Some("actor-token".into()),
                reason: "the default".into(),
            }],
            ..Report::default()
        };
        let case = Self {
            sources: Sources::default(),
            mask: Mask::default(),
            report,
            options: Options::default(),
            rule_docs: vec![RuleDoc {
                rule: "obo-missing",
                severity: Severity::Error,
                summary: "no `obo` block",
                why: "The template reads `obo.enabled`.",
                help: "Write one.",
                fails_run: false,
                page: "# obo-missing\n".into(),
                tags: &["identity"],
            }],
            all: Vec::new(),
        };
        case.file("values.yaml", text)
    }

    fn file(self, path: &str, text: &str) -> Self {
        self.source(Name::File(path.into()), text)
    }

    fn source(mut self, name: Name, text: &str) -> Self {
        self.all.push(self.sources.add(name, text.into()));
        self
    }

    /// The place of the first `needle` in a source, counted from 0.
    fn at(&self, source: usize, needle: &str) -> Place {
        let source = &self.all[source];
        let start = source.text().find(needle).unwrap();
        source.place(Span::new(start, start + needle.len()))
    }

    /// Adds a finding; `change` gives it what it has beyond a message and a place.
    fn finding(
        mut self,
        source: usize,
        needle: &str,
        message: &str,
        change: impl FnOnce(&Self, &mut Diagnostic),
    ) -> Self {
        let mut diagnostic = Diagnostic {
            rule: "obo-missing",
            severity: Severity::Error,
            message: message.into(),
            help: None,
            path: ValuePath::keys(["agents", "definitions", "sre", "obo"]),
            agent: Some("sre".into()),
            object: None,
            place: self.at(source, needle),
            label: None,
            related: Vec::new(),
            fix: None,
            unfixable: None,
        };
        change(&self, &mut diagnostic);
        self.report.findings.push(Finding {
            diagnostic,
            targets: vec!["chart".into()],
            home: Some("values.yaml".into()),
            fails: false,
        });
        self
    }

    fn related(&self, source: usize, needle: &str, message: &str) -> Related {
        Related {
            message: message.into(),
            place: self.at(source, needle),
            is_aside: false,
        }
    }

    fn view(&self) -> View<'_> {
        View {
            report: &self.report,
            sources: &self.sources,
            mask: &self.mask,
            options: &self.options,
            rule_docs: &self.rule_docs,
        }
    }

    fn write(&self, name: &str) -> String {
        let mut out = Vec::new();
        format(name).unwrap().write(&self.view(), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    /// `full` without its summary, every line of it within the width.
    fn drawn(&mut self) -> String {
        self.options.quiet = true;
        let text = self.write("full");
        for line in text.lines() {
            assert!(
                super::wrap::width(line) <= self.options.width,
                "too wide: {line}"
            );
        }
        text
    }
}

//! `json`: the interface for other programs, frozen as version 1.
//!
//! Its structs are its own, so that the inside can change without moving the interface.

use super::{Format, View, WrittenFor, escape, name};
use crate::diagnostic::{
    Diagnostic, Finding, Fix, ObjectName, Report, Safety, Severity, Unfixable,
};
use crate::source::{Name, Place, Position};
use serde::Serialize;
use std::io;

/// The JSON schema of this format.
pub const SCHEMA: &str = include_str!("../../schemas/diagnostics.schema.json");

/// One object with all findings and the summary.
#[derive(Debug)]
pub(super) struct Json;

impl Format for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn summary(&self) -> &'static str {
        "One object, for programs; see `helm-obo schema diagnostics`"
    }

    fn written_for(&self) -> WrittenFor {
        WrittenFor::Programs
    }

    fn write(&self, view: &View<'_>, out: &mut dyn io::Write) -> io::Result<()> {
        let text = serde_json::to_string_pretty(&Maker(view).document())?;
        writeln!(out, "{}", escape::json(&text))
    }

    fn is_withheld(&self, _report: &Report, _has_failures: bool) -> bool {
        false // programs get their object
    }
}

#[derive(Serialize)]
struct JsonReport {
    version: u32,
    diagnostics: Vec<JsonFinding>,
    summary: Summary,
}

#[derive(Serialize)]
struct JsonFinding {
    rule: &'static str,
    severity: &'static str,
    message: String,
    help: Option<String>,
    url: Option<String>,
    path: String,
    agent: Option<String>,
    object: Option<JsonObject>,
    targets: Vec<String>,
    location: Location,
    related: Vec<JsonRelated>,
    fix: Option<Repair>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unfixable: Option<&'static str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct JsonObject {
    api_version: String,
    kind: String,
    namespace: Option<String>,
    name: String,
}

#[derive(Serialize)]
struct Location {
    file: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    argument: Option<u32>,
    start: Point,
    end: Point,
}

#[derive(Serialize)]
struct Point {
    line: u32,
    column: u32,
    offset: u32,
}

#[derive(Serialize)]
struct JsonRelated {
    message: String,
    location: Location,
}

#[derive(Serialize)]
struct Repair {
    message: String,
    safety: &'static str,
    edits: Vec<JsonEdit>,
}

#[derive(Serialize)]
struct JsonEdit {
    file: String,
    start: u32,
    end: u32,
    text: String,
}

#[derive(Serialize)]
struct Summary {
    errors: usize,
    warnings: usize,
    notes: usize,
    fixable: usize,
    fixed: usize,
    suppressed: usize,
    baselined: usize,
    stale: usize,
    targets: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    shard: Option<JsonShard>,
    files: usize,
    agents: usize,
    active: usize,
    contracts: Vec<JsonContract>,
    inactive: Vec<JsonInactive>,
    unread: Vec<JsonUnread>,
    hints: Vec<String>,
}

#[derive(Serialize)]
struct JsonShard {
    number: u32,
    count: u32,
    targets: usize,
}

#[derive(Serialize)]
struct JsonUnread {
    file: String,
    chart: Option<String>,
    sets: String,
}

#[derive(Serialize)]
struct JsonContract {
    target: String,
    contract: Option<String>,
    reason: String,
}

#[derive(Serialize)]
struct JsonInactive {
    target: String,
    agent: String,
    reason: String,
}

/// Makes the structs above from a report, every string masked.
struct Maker<'a>(&'a View<'a>);

impl Maker<'_> {
    fn document(&self) -> JsonReport {
        let report = self.0.report;
        JsonReport {
            version: 1,
            diagnostics: report.findings.iter().map(|f| self.entry(f)).collect(),
            summary: self.summary(),
        }
    }

    fn entry(&self, finding: &Finding) -> JsonFinding {
        let Diagnostic {
            rule,
            severity,
            message,
            help,
            path,
            agent,
            object,
            place,
            label: _,
            related,
            fix,
            unfixable,
        } = &finding.diagnostic;
        let repair = fix.as_ref().and_then(|fix| self.repair(fix));
        let is_withheld = fix.is_some() && repair.is_none();
        let unfixable = unfixable.or(is_withheld.then_some(Unfixable::Credential));
        JsonFinding {
            rule,
            severity: severity.as_str(),
            message: self.text(message),
            help: help.as_ref().map(|help| self.text(help)),
            url: self.0.page(rule),
            path: self.text(&path.to_string()),
            agent: agent.as_ref().map(|agent| self.text(agent)),
            object: object.as_ref().map(|object| self.object(object)),
            targets: finding.targets.iter().map(|t| self.file_name(t)).collect(),
            location: self.location(*place),
            related: related
                .iter()
                .map(|related| JsonRelated {
                    message: self.text(&related.message),
                    location: self.location(related.place),
                })
                .collect(),
            fix: repair,
            unfixable: unfixable.map(Unfixable::as_str),
        }
    }

    fn object(&self, object: &ObjectName) -> JsonObject {
        let namespace = object.namespace.as_ref();
        JsonObject {
            api_version: self.text(&object.api_version),
            kind: self.text(&object.kind),
            namespace: namespace.map(|namespace| self.text(namespace)),
            name: self.text(&object.name),
        }
    }

    fn location(&self, place: Place) -> Location {
        let source = self.0.sources.get(place.source);
        let point = |offset: u32| {
            let Position { line, column } = source.position(offset);
            Point {
                line,
                column,
                offset,
            }
        };
        Location {
            file: self.file(source.name()),
            argument: match source.name() {
                Name::Argument { count, .. } => Some(*count),
                _ => None,
            },
            start: point(place.span.start),
            end: point(place.span.end),
        }
    }

    /// `None` if an edit holds a credential: masked, it would write the mask into the file.
    fn repair(&self, fix: &Fix) -> Option<Repair> {
        let change = |edit: &crate::diagnostic::Edit| {
            let unharmed = self.text(&edit.text) == edit.text;
            unharmed.then(|| JsonEdit {
                file: self.file(self.0.sources.get(edit.source).name()),
                start: edit.span.start,
                end: edit.span.end,
                text: edit.text.clone(),
            })
        };
        Some(Repair {
            message: self.text(&fix.message),
            safety: match fix.safety {
                Safety::Safe => "safe",
                Safety::Unsafe => "unsafe",
            },
            edits: fix.edits.iter().map(change).collect::<Option<_>>()?,
        })
    }

    fn summary(&self) -> Summary {
        let report = self.0.report;
        let contracts = report.contracts.iter().map(|chosen| JsonContract {
            target: self.file_name(&chosen.target),
            contract: chosen.contract.as_ref().map(|name| self.text(name)),
            reason: self.text(&chosen.reason),
        });
        let inactive = report.inactive.iter().map(|inactive| JsonInactive {
            target: self.file_name(&inactive.target),
            agent: self.text(&inactive.agent),
            reason: self.text(&inactive.reason),
        });
        let unread = report.unread.iter().map(|unread| JsonUnread {
            file: self.text(&unread.file),
            chart: unread.chart.as_ref().map(|chart| self.text(chart)),
            sets: self.text(&unread.sets),
        });
        let hints = super::summary::hints(report).into_iter();
        let hints = hints.map(|(about, text)| format!("{about}: {text}"));
        Summary {
            errors: report.count(Severity::Error),
            warnings: report.count(Severity::Warning),
            notes: report.count(Severity::Note),
            fixable: report.fixable(),
            fixed: report.fixed,
            suppressed: report.suppressed,
            baselined: report.baselined,
            stale: report.stale,
            targets: report.targets.len(),
            shard: report.shard.map(|shard| JsonShard {
                number: shard.number,
                count: shard.count,
                targets: shard.targets,
            }),
            files: report.files,
            agents: report.agents,
            active: report.active,
            contracts: contracts.collect(),
            inactive: inactive.collect(),
            unread: unread.collect(),
            hints: hints.map(|hint| self.text(&hint)).collect(),
        }
    }

    fn file(&self, name: &Name) -> String {
        self.file_name(&name::file(name, &self.0.options.directory))
    }

    fn text(&self, text: &str) -> String {
        self.0.mask.message(text)
    }

    fn file_name(&self, name: &str) -> String {
        self.0.mask.file_name(name)
    }
}

//! `sarif`: SARIF 2.1.0 as GitHub code scanning reads it.
//!
//! What it reads: <https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning>.

use super::fingerprint::Fingerprints;
use super::tracked::Tracked;
use super::{Format, RuleDoc, View, WrittenFor, escape, sentences};
use crate::diagnostic::{Edit, Finding, Fix, Related, Report, Safety, Severity};
use crate::source::Place;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde_json::{Map, Value, json};
use std::io;

/// One run with all rules, and a result per finding, the worst first: code scanning keeps the first.
#[derive(Debug)]
pub(super) struct Sarif;

/// How many results of a run code scanning keeps.
const KEPT: usize = 5_000;

/// How many characters of a rule's description it shows.
const DESCRIPTION: usize = 1_000;

/// What is escaped in a file's name, beside what is no ASCII.
const NOT_IN_PATHS: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}')
    .add(b':');

impl Format for Sarif {
    fn name(&self) -> &'static str {
        "sarif"
    }

    fn summary(&self) -> &'static str {
        "SARIF 2.1.0, for code scanning"
    }

    fn written_for(&self) -> WrittenFor {
        WrittenFor::CodeHost
    }

    fn write(&self, view: &View<'_>, out: &mut dyn io::Write) -> io::Result<()> {
        let text = serde_json::to_string_pretty(&log(view))?;
        writeln!(out, "{}", escape::json(&text))
    }

    fn caveats(&self, view: &View<'_>) -> Vec<String> {
        let mut caveats = super::warnings(view.report);
        let count = view.report.findings.len();
        if count > KEPT {
            caveats.push(format!(
                "there are {count} results, and GitHub code scanning keeps {KEPT} of a run: the worst come first, and the \
                 last {} are dropped there; `--fail-on` counts all",
                count - KEPT
            ));
        }
        caveats
    }

    fn is_withheld(&self, report: &Report, has_failures: bool) -> bool {
        // Code scanning would close the alerts of what was not linted.
        super::is_partial(report, has_failures)
    }

    fn carries_rule_docs(&self) -> bool {
        true
    }
}

fn log(view: &View<'_>) -> Value {
    let mut fingerprints = Fingerprints::default();
    let results = view.report.worst_first();
    let results: Vec<Value> = results
        .map(|finding| result(view, finding, &mut fingerprints))
        .collect();
    let mut log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": driver(view)},
            // An upload for another contract or chart in the same workflow needs a category of its own after the `/`.
            "automationDetails": {"id": "helm-obo/"},
            "columnKind": "unicodeCodePoints",
            "newlineSequences": ["\r\n", "\n", "\r"],
            "results": results,
        }],
    });
    let hints = super::hints(view.report);
    if !hints.is_empty() {
        let told = hints.iter().map(|hint| {
            json!({"level": "note", "message": {"text": plain(view, hint).replace("](", "] (")}})
        });
        log["runs"][0]["invocations"] = json!([{
            "executionSuccessful": true,
            "toolExecutionNotifications": told.collect::<Vec<_>>(),
        }]);
    }
    log
}

fn driver(view: &View<'_>) -> Value {
    let rules: Vec<Value> = view.rule_docs.iter().map(|doc| rule(view, doc)).collect();
    json!({
        "name": "helm-obo",
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "rules": rules,
    })
}

fn rule(view: &View<'_>, doc: &RuleDoc) -> Value {
    let severity = match doc.severity {
        Severity::Note => "recommendation",
        other => other.as_str(),
    };
    let why: String = doc.why.chars().take(DESCRIPTION).collect();
    let mut rule = json!({
        "id": doc.rule,
        "shortDescription": {"text": doc.summary},
        "fullDescription": {"text": why},
        "help": {"text": doc.help, "markdown": doc.page},
        "defaultConfiguration": {"level": doc.severity.as_str()},
        "properties": {"tags": doc.tags, "precision": "high", "problem.severity": severity},
    });
    if let Some(page) = view.page(doc.rule) {
        rule["helpUri"] = page.into();
    }
    rule
}

fn result(view: &View<'_>, finding: &Finding, fingerprints: &mut Fingerprints) -> Value {
    let diagnostic = &finding.diagnostic;
    let at = Tracked::of(finding, view);
    let path = plain(view, &diagnostic.path.to_string());
    let hash = fingerprints.of(view, finding, &at);
    let mut result = json!({
        "ruleId": diagnostic.rule,
        "level": diagnostic.severity.as_str(),
        "message": {"text": message(view, finding, &at)},
        "locations": [{"physicalLocation": location(view, diagnostic.place, &at)}],
        "partialFingerprints": {"primaryLocationLineHash": hash},
        "properties": {
            "path": path,
            "agent": diagnostic.agent.as_ref().map(|agent| plain(view, agent)),
            "object": diagnostic.object.as_ref().map(|object| plain(view, &object.to_string())),
            "targets": finding.targets.iter().map(|target| plain(view, target)).collect::<Vec<_>>(),
        },
    });
    let mut rule_docs = view.rule_docs.iter();
    if let Some(index) = rule_docs.position(|doc| doc.rule == diagnostic.rule) {
        result["ruleIndex"] = index.into();
    }
    if let Some(reason) = diagnostic.unfixable {
        result["properties"]["unfixable"] = reason.as_str().into();
    }
    let related = related(view, finding);
    if !related.is_empty() {
        result["relatedLocations"] = related.into();
    }
    if let Some(fix) = diagnostic.fix.as_ref().and_then(|fix| repair(view, fix)) {
        result["fixes"] = json!([fix]);
    }
    result
}

/// What is wrong, as a first sentence, which becomes the alert's title; then where else, and what to do.
fn message(view: &View<'_>, finding: &Finding, at: &Tracked) -> String {
    let told = sentences::told(view, finding, at);
    let help = sentences::help(view, finding).map(|help| format!("\n{help}"));
    // `[words](address)` would be a link.
    (told + &help.unwrap_or_default()).replace("](", "] (")
}

fn location(view: &View<'_>, place: Place, at: &Tracked) -> Value {
    // It must name some file, or the upload is refused.
    let file = at.named(place, view);
    json!({"artifactLocation": {"uri": uri(&file)}, "region": region(at)})
}

/// From where to where; only the line where it is not known better.
fn region(at: &Tracked) -> Map<String, Value> {
    let mut region = Map::new();
    region.insert("startLine".into(), at.start.line.into());
    if at.elsewhere.is_none() {
        region.insert("startColumn".into(), at.start.column.into());
        region.insert("endLine".into(), at.end.line.into());
        region.insert("endColumn".into(), at.end.column.into());
    }
    region
}

/// The places that explain a finding, those in files of the repository.
fn related(view: &View<'_>, finding: &Finding) -> Vec<Value> {
    let located = |related: &Related| {
        let at = Tracked::at(related.place, None, view);
        at.elsewhere.is_none().then(|| {
            let message = plain(view, &related.message).replace("](", "] (");
            json!({"message": {"text": message}, "physicalLocation": location(view, related.place, &at)})
        })
    };
    let related = finding.diagnostic.related.iter();
    related.filter_map(located).collect()
}

/// A fix of a file of the repository; `None` if an edit holds a credential: masked, it would write the mask into the
/// file.
fn repair(view: &View<'_>, fix: &Fix) -> Option<Value> {
    let mut file = None;
    let mut replacements = Vec::new();
    for Edit { source, span, text } in &fix.edits {
        let place = Place {
            source: *source,
            span: *span,
        };
        let at = Tracked::at(place, None, view);
        if at.elsewhere.is_some() || plain(view, text) != *text {
            return None;
        }
        replacements.push(json!({
            "deletedRegion": region(&at),
            "insertedContent": {"text": text},
        }));
        file = at.file; // that of all edits
    }
    let mut message = plain(view, &fix.message);
    if fix.safety == Safety::Unsafe {
        message += "; calls may run as somebody else then";
    }
    Some(json!({
        "description": {"text": message.replace("](", "] (")},
        "artifactChanges": [{
            "artifactLocation": {"uri": uri(&file?)},
            "replacements": replacements,
        }],
    }))
}

/// A file's name as an address, relative to that of the repository.
pub(super) fn uri(file: &str) -> String {
    utf8_percent_encode(file, NOT_IN_PATHS).to_string()
}

fn plain(view: &View<'_>, text: &str) -> String {
    view.mask.message(text)
}

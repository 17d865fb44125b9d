//! Charts with a `values.schema.json`: values are refused where Helm refuses them, by recorded answers of Helm 4.2.3.
#![allow(clippy::unwrap_used)] // helpers of tests are no tests to clippy

mod common;

use helm_obo::project::{self, Outcome, Project, ProjectError, Request};
use helm_obo::source::{Memory, Sources, WorkingDirectory};
use serde_json::Value;

#[test]
fn values_are_refused_where_helm_refuses_them() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/helm/answers/schema.jsonl"
    );
    let answers = std::fs::read_to_string(path).unwrap();
    assert!(answers.lines().count() > 60);
    let differences: Vec<&str> = answers
        .lines()
        .filter(|line| {
            let question: Value = serde_json::from_str(line).unwrap();
            is_refused(&lint(&question)) != question.get("err").is_some()
        })
        .collect();
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

/// Whether a schema has something against the values, or Helm could not use it.
fn is_refused(outcome: &Outcome) -> bool {
    let mut findings = outcome.report.findings.iter();
    let failures = &outcome.failures;
    findings.any(|finding| finding.diagnostic.rule == "chart-schema")
        || failures
            .iter()
            .any(|failure| matches!(failure, ProjectError::ChartSchema(_)))
}

fn lint(question: &Value) -> Outcome {
    let mut files = Memory::default();
    write(&mut files, "chart", "c", question);
    let mut request = Request::default();
    request.targets.push("chart".into());
    // These charts have no agents; a rule that is asked for by name speaks all the same.
    request.select.push("chart-schema".into());
    let overlays = question["f"].as_array().into_iter().flatten();
    for (number, overlay) in overlays.enumerate() {
        let name = format!("f{number}.yaml");
        files.insert(&name, overlay.as_str().unwrap());
        request.values.push(name.into());
    }
    let sources = Sources::default();
    let here = WorkingDirectory::new("/work");
    let no_stdin = || Ok(Vec::new());
    let project = Project::new(&request, &files, &sources, here, &no_stdin).unwrap();
    project::lint(&project).unwrap()
}

/// A chart as a question describes it.
fn write(files: &mut Memory, folder: &str, name: &str, chart: &Value) {
    let meta = chart["meta"].as_str().unwrap_or_default();
    let metadata = format!("apiVersion: v2\nname: {name}\nversion: 0.1.0\n{meta}");
    files.insert(format!("{folder}/Chart.yaml"), metadata);
    files.insert(
        format!("{folder}/values.yaml"),
        chart["values"].as_str().unwrap(),
    );
    for (path, text) in chart["files"].as_object().into_iter().flatten() {
        files.insert(format!("{folder}/{path}"), text.as_str().unwrap());
    }
    for sub in chart["subs"].as_array().into_iter().flatten() {
        let name = sub["name"].as_str().unwrap();
        write(files, &format!("{folder}/charts/{name}"), name, sub);
    }
}

#[test]
fn a_schema_that_refers_elsewhere_is_told_once_and_refuses_nothing() {
    let found = common::lint::lint("one-agent")
        .file(
            "chart/values.schema.json",
            "{\"$ref\": \"https://schemas.example.com/x.json\"}",
        )
        .found();
    let found: Vec<&str> = found.iter().map(|found| found.0.as_str()).collect();
    assert_eq!(
        found,
        ["chart/values.schema.json:1:1-1:1 note[chart-schema] ``"]
    );
}

#[test]
fn what_a_schema_has_against_one_value_is_one_finding() {
    let schema = r#"{"properties": {"ingress": {"properties": {"mode": {"type": "string", "minLength": 99, "pattern": "^x"}}}}}"#;
    let found = common::lint::lint("one-agent")
        .file("chart/values.schema.json", schema)
        .overlay("ingress: {mode: «chart-schema|muster-direct»}");
    found.check("too short, and not as the pattern wants it");
}

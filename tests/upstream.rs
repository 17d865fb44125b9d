//! Real charts and exactly what is wrong with them. Anything else is a false alarm. Skips itself where they are absent.
#![allow(clippy::unwrap_used, clippy::print_stdout)] // helpers of tests are no tests to clippy

mod common;

use helm_obo::project::{Project, Request, lint};
use helm_obo::source::{Disk, Sources, WorkingDirectory};
use helm_obo::values::Flag;
use std::path::{Path, PathBuf};

/// The chart, from the folder that tests run in.
const CHART: &str = "../shared/upstream/actor-token";

/// What switches the chart's one agent on; the gateway needs a host name for the tokens' audience.
const ON: &[&str] = &[
    "kagent.enabled=true",
    "agents.definitions.sre-agent.enabled=true",
    "ingress.hostnames[0]=muster.example.com",
];

/// A target of the chart, what is set on it, and what is found: place, severity and rule.
const TABLE: &[(&str, &[&str], &[&str])] = &[
    ("values.yaml", &[], &[]),
    (
        "values.yaml",
        ON,
        &[
            "/values.yaml:729:29: note[baked-token]",
            "/values.yaml:816:24: error[user-token-shadowed]",
        ],
    ),
    ("ci/ci-values.yaml", &[], &[]),
    ("ci/test-agent-sandbox-values.yaml", &[], &[]),
    ("ci/test-extra-objects-values.yaml", &[], &[]),
    ("ci/test-full-stack-values.yaml", &[], &[]),
    ("ci/test-kagent-routing-values.yaml", &[], &[]),
    ("ci/test-mcps-values.yaml", &[], &[]),
    ("ci/test-netpol-kubernetes-values.yaml", &[], &[]),
    ("ci/test-postgres-values.yaml", &[], &[]),
    ("ci/test-private-registry-values.yaml", &[], &[]),
    ("ci/test-restricted-values.yaml", &[], &[]),
    ("ci/test-values.yaml", &[], &[]),
];

#[test]
fn real_charts_give_what_is_known_and_nothing_else() {
    if chart().is_none() {
        return;
    }
    for (target, set, expected) in TABLE {
        assert_eq!(found(target, set), *expected, "{target} {set:?}");
    }
}

#[test]
fn the_table_names_every_file() {
    let Some(chart) = chart() else { return };
    let mut files = vec!["values.yaml".to_owned()];
    for path in common::entries(&chart.join("ci")) {
        files.push(format!(
            "ci/{}",
            path.file_name().unwrap().to_string_lossy()
        ));
    }
    for file in files {
        assert!(
            TABLE.iter().any(|(target, ..)| *target == file),
            "{file} is not in the table"
        );
    }
}

fn chart() -> Option<PathBuf> {
    let chart = Path::new(env!("CARGO_MANIFEST_DIR")).join(CHART);
    if chart.is_dir() {
        return Some(chart);
    }
    common::skip::skip("there are no real charts beside the project");
    None
}

/// What is found in one file of the chart, as `file:line:column: severity[rule]`.
fn found(target: &str, set: &[&str]) -> Vec<String> {
    // An argument, even one that nothing reads, keeps the chart's `ci/` files out.
    let set = set.iter().chain(&["unread=1"]);
    let request = Request {
        targets: vec![Path::new(CHART).join(target)],
        arguments: set.map(|text| (Flag::Set, (*text).to_owned())).collect(),
        ..Request::default()
    };
    let sources = Sources::default();
    let here = WorkingDirectory::new(env!("CARGO_MANIFEST_DIR"));
    let stdin = || Ok(Vec::new());
    let project = Project::new(&request, &Disk, &sources, here, &stdin).unwrap();
    let outcome = lint(&project).unwrap();
    assert!(outcome.failures.is_empty(), "{:?}", outcome.failures);
    assert_eq!(outcome.report.targets.len(), 1);
    let findings = outcome
        .report
        .findings
        .iter()
        .map(|found| &found.diagnostic);
    findings
        .map(|found| {
            let source = sources.get(found.place.source);
            let start = source.position(found.place.span.start);
            let name = source.name().to_string();
            let file = name.strip_prefix(CHART).unwrap_or(&name);
            let severity = found.severity.as_str();
            format!(
                "{file}:{}:{}: {severity}[{}]",
                start.line, start.column, found.rule
            )
        })
        .collect()
}

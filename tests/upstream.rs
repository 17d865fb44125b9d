//! Real charts and exactly what is wrong with them. Anything else is a false alarm. Skips itself where they are absent.
#![allow(clippy::unwrap_used, clippy::print_stdout)] // helpers of tests are no tests to clippy

mod common;

use helm_obo::project::{Project, Request, lint};
use helm_obo::source::{Disk, Sources, WorkingDirectory};
use helm_obo::values::Flag;
use std::path::{Path, PathBuf};

/// The charts, from the folder that tests run in.
const CHARTS: &str = "../shared/upstream";

/// What switches a chart's one agent on; the gateway needs a host name for the tokens' audience.
const ON: &[&str] = &[
    "kagent.enabled=true",
    "agents.definitions.sre-agent.enabled=true",
    "ingress.hostnames[0]=muster.example.com",
];

/// A contract's chart, what is found in it as it is shipped, and what with its agent on: place, severity and rule. Nothing
/// is found with any of its `ci/` files.
const TABLE: &[(&str, &[&str], &[&str])] = &[
    // It forwards nobody's token, and means to.
    ("static", &[], &["/values.yaml:729:29: note[baked-token]"]),
    (
        "actor-token",
        &[],
        &[
            "/values.yaml:729:29: note[baked-token]",
            "/values.yaml:816:24: error[user-token-shadowed]",
        ],
    ),
    (
        "exclusive",
        &[],
        &["--set:1:20: note[discovery-unauthenticated]"],
    ),
    (
        "forward",
        &[],
        &["--set:1:20: note[discovery-unauthenticated]"],
    ),
];

#[test]
fn real_charts_give_what_is_known_and_nothing_else() {
    for (contract, shipped, on) in TABLE {
        let Some(chart) = chart(contract) else {
            continue;
        };
        assert_eq!(found(contract, "values.yaml", &[]), *shipped, "{contract}");
        assert_eq!(found(contract, "values.yaml", ON), *on, "{contract}, on");
        let files = common::entries(&chart.join("ci"));
        assert!(files.len() > 5, "{contract}");
        for file in files {
            let file = format!("ci/{}", file.file_name().unwrap().to_string_lossy());
            assert!(found(contract, &file, &[]).is_empty(), "{contract} {file}");
        }
    }
}

/// With a file of `ci/` on top the agent is judged as with the defaults.
#[test]
fn their_agents_are_judged_alike_with_each_of_their_files() {
    for (contract, _, on) in TABLE {
        let Some(chart) = chart(contract) else {
            continue;
        };
        for file in common::entries(&chart.join("ci")) {
            let file = format!("ci/{}", file.file_name().unwrap().to_string_lossy());
            assert_eq!(found(contract, &file, ON), *on, "{contract} {file}, on");
        }
    }
}

#[test]
fn the_table_names_every_contract() {
    let names: Vec<&str> = TABLE.iter().map(|(contract, ..)| *contract).collect();
    assert_eq!(names, helm_obo::contract::BUILT_IN);
}

fn chart(contract: &str) -> Option<PathBuf> {
    let chart = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join(CHARTS)
        .join(contract);
    if chart.is_dir() {
        return Some(chart);
    }
    common::skip::skip(&format!(
        "there is no real chart of {contract} beside the project"
    ));
    None
}

/// What is found in one file of a contract's chart, as `file:line:column: severity[rule]`.
fn found(contract: &str, target: &str, set: &[&str]) -> Vec<String> {
    let chart = format!("{CHARTS}/{contract}");
    // An argument, even one that nothing reads, keeps the chart's `ci/` files out.
    let set = set.iter().chain(&["unread=1"]);
    let request = Request {
        targets: vec![Path::new(&chart).join(target)],
        contract: Some(contract.to_owned()),
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
            let file = name.strip_prefix(&chart).unwrap_or(&name);
            let severity = found.severity.as_str();
            format!(
                "{file}:{}:{}: {severity}[{}]",
                start.line, start.column, found.rule
            )
        })
        .collect()
}

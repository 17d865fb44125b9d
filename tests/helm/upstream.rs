//! Real charts and exactly what is wrong with them. Anything else is a false alarm. Skips itself where they are absent.

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
        let files = crate::common::entries(&chart.join("ci"));
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
        for file in crate::common::entries(&chart.join("ci")) {
            let file = format!("ci/{}", file.file_name().unwrap().to_string_lossy());
            assert_eq!(found(contract, &file, ON), *on, "{contract} {file}, on");
        }
    }
}

#[test]
fn the_table_names_every_contract_of_agents() {
    let names: Vec<&str> = TABLE.iter().map(|(contract, ..)| *contract).collect();
    assert_eq!(names, helm_obo::contract::OF_AGENTS);
}

fn chart(contract: &str) -> Option<PathBuf> {
    let chart = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join(CHARTS)
        .join(contract);
    if chart.is_dir() {
        return Some(chart);
    }
    crate::common::skip::skip(&format!(
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

/// Small charts with what real Helm made of each.
const ANSWERS: &str = "../shared/helm-answers/templates/cases.jsonl";

/// A template that Helm renders can be parsed; of those that it cannot parse most are found.
#[test]
fn what_helm_renders_is_no_template_error() {
    let Ok(answers) = std::fs::read_to_string(ANSWERS) else {
        println!("SKIPPED: {ANSWERS} is not here");
        return;
    };
    let (mut rendered, mut refused) = (0, [0, 0]);
    for line in answers.lines() {
        let case: serde_json::Value = serde_json::from_str(line).unwrap();
        let wants = ["want", "want3", "want4"].map(|key| &case[key]);
        let is_rendered = wants.iter().any(|want| want.get("ok").is_some());
        let is_unparsed = wants
            .iter()
            .any(|want| want["err"]["class"].as_str() == Some("parse"));
        let found = faults(&case);
        if is_rendered {
            assert!(found.is_empty(), "{}: {found:?}", case["id"]);
            rendered += 1;
        } else if is_unparsed {
            refused[usize::from(!found.is_empty())] += 1;
        }
    }
    println!(
        "{rendered} are rendered; of those that are not parsed [not found, found]: {refused:?}"
    );
    assert!(rendered > 400 && refused[1] > 10, "{rendered} {refused:?}");
}

/// What keeps Helm from parsing the templates of a chart.
fn faults(case: &serde_json::Value) -> Vec<String> {
    let values = "agents: {definitions: {x: {enabled: true, systemMessage: y}}}\n";
    let mut texts = vec![
        (
            "chart/Chart.yaml".to_owned(),
            "apiVersion: v2\nname: c\nversion: 0.1.0\n".to_owned(),
        ),
        ("chart/values.yaml".to_owned(), values.to_owned()),
    ];
    for (name, text) in case["files"].as_object().unwrap() {
        if name.starts_with("templates/") {
            texts.push((format!("chart/{name}"), text.as_str().unwrap().to_owned()));
        }
    }
    let texts: Vec<(&str, String)> = texts
        .iter()
        .map(|(name, text)| (&**name, text.clone()))
        .collect();
    let messages = crate::common::lint::chart_of_texts(&texts).messages();
    // On other values than the question's a template may fail though it parses.
    let is_fault =
        |message: &String| message.starts_with("template-error") && message.contains("parse");
    messages.into_iter().filter(is_fault).collect()
}

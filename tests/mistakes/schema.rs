//! The schema says of whole targets what the rules say: editors and Helm itself find what `lint` finds.

use crate::common::lint::{Lint, lint};
use crate::{CHART, Mistake, all, contracts, near};
use helm_obo::contract::{BUILT_IN, built_in};
use helm_obo::source::{Segment, ValuePath};
use std::collections::BTreeSet;

/// The rules that the schema is annotated with.
const ANNOTATED: [&str; 5] = [
    "obo-missing",
    "obo-incomplete",
    "missing-block",
    "forwarding-disabled",
    "user-token-shadowed",
];

/// Rules that speak instead of those annotated: a schema sees neither what was meant by a misspelled key, name or value
/// nor the text.
const INSTEAD: [&str; 5] = [
    "unknown-key",
    "duplicate-key",
    "invalid-header-name",
    "unknown-variable",
    "propagation-inert",
];

#[test]
fn schema_and_rules_agree() {
    let overlays = near::OVERLAYS
        .iter()
        .map(|(what, overlay)| ((*what).to_owned(), lint(CHART).overlay(overlay)));
    let mut differences = Vec::new();
    let others = contracts::lints().map(|(_, what, lint)| (what, lint));
    for (what, lint) in all().flat_map(Mistake::ways).chain(overlays).chain(others) {
        let mut of_rules = lint.rules();
        if of_rules
            .iter()
            .any(|(rule, _)| INSTEAD.contains(&rule.as_str()))
        {
            continue;
        }
        // The schema speaks of agents, not of what the chart needs as a whole.
        of_rules.retain(|(rule, agent)| ANNOTATED.contains(&rule.as_str()) && !agent.is_empty());
        let of_schema = owned_violations(&lint);
        if of_rules != of_schema {
            differences.push(format!(
                "{what}\n  rules: {of_rules:?}\n  schema: {of_schema:?}"
            ));
        }
    }
    assert!(differences.is_empty(), "\n{}", differences.join("\n"));
}

/// The rules that a contract's schema is annotated with: those that can speak under it.
fn contract_owners(contract: &str) -> BTreeSet<&'static str> {
    let silent: &[&str] = match contract {
        "static" => &["obo-missing", "obo-incomplete", "forwarding-disabled"],
        "exclusive" => &["user-token-shadowed"],
        "forward" => &["obo-missing", "obo-incomplete", "user-token-shadowed"],
        _ => &[],
    };
    let spoken = ANNOTATED.into_iter();
    spoken.filter(|rule| !silent.contains(rule)).collect()
}

/// Rule and agent of every violation that a rule about wiring or blocks owns.
fn owned_violations(lint: &Lint) -> BTreeSet<(String, String)> {
    let loaded = lint.load();
    let violations = loaded.prepared.values.violations(&loaded.values.root);
    violations
        .into_iter()
        .filter_map(|violation| Some((violation.owner?, agent(&violation.path))))
        .collect()
}

fn agent(path: &ValuePath) -> String {
    match path.segments().get(2) {
        Some(Segment::Key(name)) => name.to_string(),
        _ => String::new(),
    }
}

#[test]
fn every_schema_is_valid_draft_07() {
    let folder = crate::common::fixtures().join("../schemas");
    let schemas = crate::common::entries(&folder);
    assert!(schemas.len() >= 4);
    for file in schemas {
        let schema: serde_json::Value =
            serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
        let name = file.display();
        assert_eq!(
            schema["$schema"], "http://json-schema.org/draft-07/schema#",
            "{name}"
        );
        assert!(jsonschema::draft7::meta::is_valid(&schema), "{name}");
        jsonschema::draft7::new(&schema).unwrap();
    }
}

#[test]
fn every_annotation_names_a_rule() {
    for contract in BUILT_IN {
        let contract = built_in(contract).unwrap().unwrap();
        let text = contract.schema.values().to_string();
        let owners: BTreeSet<&str> = text
            .split("\"x-helm-obo-rule\":\"")
            .skip(1)
            .filter_map(|after| after.split('"').next())
            .collect();
        assert_eq!(owners, contract_owners(contract.name()));
        for owner in owners {
            assert!(helm_obo::rules::by_id(owner).is_some(), "{owner}");
        }
    }
}

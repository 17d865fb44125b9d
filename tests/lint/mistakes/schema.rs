//! The schemas with the wiring say what the rules say: editors find what `lint` finds, and Helm does where a chart has one.

use super::{CHART, Mistake, all, contracts, one_finding};
use crate::common::lint::{Lint, lint, under};
use helm_obo::contract::{OF_AGENTS, built_in};
use helm_obo::diagnostic::Severity;
use helm_obo::schema::Validator;
use helm_obo::source::{Segment, ValuePath};
use helm_obo::values::LayerKind;
use helm_obo::yaml::to_json;
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

/// Every mistake of the tables, in each way, named.
fn lints() -> impl Iterator<Item = (String, Lint)> {
    let overlays = one_finding::OVERLAYS
        .iter()
        .map(|(what, overlay)| ((*what).to_owned(), lint(CHART).overlay(overlay)));
    let others = contracts::lints().map(|(_, what, lint)| (what, lint));
    all().flat_map(Mistake::ways).chain(overlays).chain(others)
}

#[test]
fn schema_and_rules_agree() {
    let mut differences = Vec::new();
    for (what, lint) in lints() {
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

/// What the schema has against one overlay, the rules have against the chart with it: it never complains about what may
/// be in another file.
#[test]
fn the_schema_for_overlays_says_only_what_rules_say() {
    let mut differences = Vec::new();
    for (what, lint) in lints() {
        let mut of_schema = BTreeSet::new();
        let loaded = lint.load();
        let contract = &loaded.compiled.contract;
        let schema = validator(contract.schema.overlay_with_wiring());
        let layers = loaded.values.layers.iter();
        for layer in layers.filter(|layer| layer.kind == LayerKind::File) {
            of_schema.extend(owned(&schema, &to_json(&layer.root)));
        }
        let of_rules = lint.rules();
        let more: Vec<_> = of_schema.difference(&of_rules).collect();
        // A gate may be off in the chart, and a typo may be meant for what the schema misses.
        let is_instead = of_rules
            .iter()
            .any(|(rule, _)| INSTEAD.contains(&rule.as_str()));
        if !more.is_empty() && !is_instead {
            differences.push(format!("{what}: {more:?}"));
        }
    }
    assert!(differences.is_empty(), "\n{}", differences.join("\n"));
}

/// Overlays, and what the schema with the wiring has against each by itself: the rule, for the agent `a`.
const BY_THEMSELVES: &[(&str, &str, Option<&str>)] = &[
    (
        "actor-token",
        "enabled: true, obo: null",
        Some("obo-missing"),
    ),
    ("actor-token", "enabled: true", None),
    ("actor-token", "obo: null", None),
    (
        "actor-token",
        "enabled: true, obo: {enabled: null}",
        Some("obo-incomplete"),
    ),
    ("actor-token", "enabled: true, obo: {}", None),
    (
        "actor-token",
        "enabled: true, m2m: null",
        Some("missing-block"),
    ),
    (
        "actor-token",
        "enabled: true, obo: {enabled: true}, allowedHeaders: [], env: []",
        Some("forwarding-disabled"),
    ),
    (
        "actor-token",
        "enabled: true, obo: {enabled: true}, allowedHeaders: []",
        None,
    ),
    (
        "actor-token",
        "enabled: true, obo: {enabled: true}, env: []",
        None,
    ),
    (
        "actor-token",
        "enabled: true, allowedHeaders: [], env: []",
        None,
    ),
    (
        "actor-token",
        "enabled: true, obo: {enabled: false}, allowedHeaders: [], env: []",
        None,
    ),
    (
        "actor-token",
        "enabled: true, obo: {enabled: true}, allowedHeaders: [Authorization], env: []",
        Some("user-token-shadowed"),
    ),
    (
        "actor-token",
        "enabled: true, obo: {enabled: true}, allowedHeaders: [authorization]",
        None,
    ),
    (
        "actor-token",
        "enabled: true, obo: {enabled: true}, allowedHeaders: [authorization], env: [{name: KAGENT_PROPAGATE_TOKEN, value: 'true'}]",
        None,
    ),
    (
        "static",
        "enabled: true, allowedHeaders: [authorization], env: []",
        Some("user-token-shadowed"),
    ),
    ("static", "enabled: true, allowedHeaders: [], env: []", None),
    ("static", "enabled: true, m2m: null", Some("missing-block")),
    (
        "static",
        "enabled: true, allowedHeaders: [authorization]",
        None,
    ),
    ("exclusive", "enabled: true, obo: null", Some("obo-missing")),
    (
        "exclusive",
        "enabled: true, obo: {enabled: true}, allowedHeaders: [], env: []",
        Some("forwarding-disabled"),
    ),
    (
        "exclusive",
        "enabled: true, obo: {enabled: true}, allowedHeaders: [authorization], env: []",
        None,
    ),
    (
        "forward",
        "enabled: true, allowedHeaders: [x-tenant], env: []",
        Some("forwarding-disabled"),
    ),
    ("forward", "enabled: true, allowedHeaders: [x-tenant]", None),
    ("forward", "allowedHeaders: [], env: []", None),
];

#[test]
fn one_overlay_is_judged_by_what_it_writes() {
    for (name, agent, expected) in BY_THEMSELVES {
        let contract = built_in(name).unwrap().unwrap();
        let schema = validator(contract.schema.overlay_with_wiring());
        let shapes = validator(contract.schema.overlay());
        for gates in [
            "",
            "kagent: {enabled: true}\n",
            "muster: {enabled: false}\n",
        ] {
            let text = format!("{gates}agents: {{definitions: {{a: {{{agent}}}}}}}");
            let values: serde_json::Value = serde_yaml::from_str(&text).unwrap();
            // Blocks are needed wherever kagent is on.
            let is_on = !gates.contains("false") || *expected == Some("missing-block");
            let expected = expected.filter(|_| is_on);
            let expected = expected.map(|rule| (rule.to_owned(), "a".to_owned()));
            let found = owned(&schema, &values);
            assert_eq!(found, expected.into_iter().collect(), "{name}: {text}");
            assert!(shapes.violations_of_json(&values).is_empty(), "{text}");
        }
    }
}

/// Rule and agent of every violation that a rule about wiring or blocks owns.
fn owned_violations(lint: &Lint) -> BTreeSet<(String, String)> {
    let loaded = lint.load();
    let schema = validator(loaded.compiled.contract.schema.values_with_wiring());
    owned(&schema, &to_json(&loaded.values.root))
}

fn validator(schema: serde_json::Value) -> Validator {
    Validator::new(schema).unwrap()
}

fn owned(schema: &Validator, values: &serde_json::Value) -> BTreeSet<(String, String)> {
    let violations = schema.violations_of_json(values).into_iter();
    let owned = violations.filter_map(|found| Some((found.owner?, agent(&found.path))));
    owned.collect()
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
    let mut schemas = crate::common::entries(&folder);
    schemas.retain(|file| file.is_file());
    assert!(schemas.len() >= 20);
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
    for contract in OF_AGENTS {
        let contract = built_in(contract).unwrap().unwrap();
        let text = contract.schema.values_with_wiring().to_string();
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

/// Where a chart has one of these schemas as its own, each mistake is still reported once, as an error where Helm
/// refuses the values for it.
#[test]
fn a_chart_with_such_a_schema_has_its_mistakes_reported_once() {
    let mut differences = Vec::new();
    for (what, lint) in lints() {
        if what == READ_BY_A_TEMPLATE {
            continue; // Helm refuses the key, which is no mistake otherwise
        }
        let loaded = lint.load();
        let schema = &loaded.compiled.contract.schema;
        let without = told(&lint, false);
        for schema in [schema.values().clone(), schema.values_with_wiring()] {
            let lint = lint.clone();
            let with = told(&lint.replace(CHARTS_SCHEMA, &schema.to_string()), true);
            if without != with {
                differences.push(format!("{what}\n  without: {without:?}\n  with: {with:?}"));
            }
        }
    }
    assert!(differences.is_empty(), "\n{}", differences.join("\n"));
}

/// Where charts have their own schema.
const CHARTS_SCHEMA: &str = "chart/values.schema.json";

/// An overlay of [`near`] with a key that only the chart's template knows.
const READ_BY_A_TEMPLATE: &str = "a key that a template of the chart reads is read";

/// Rule and place of each finding, those of the chart's schema if asked for.
fn told(lint: &Lint, with_schema: bool) -> Vec<String> {
    let found = lint.found().into_iter().map(|found| {
        let words = ["error[", "warning[", "note["];
        words
            .iter()
            .fold(found.0, |text, word| text.replacen(word, "[", 1))
    });
    let is_wanted = |text: &String| with_schema || !text.contains("[chart-schema]");
    found.filter(is_wanted).collect()
}

/// A mistake that Helm refuses by the chart's schema is an error, and says so, whatever it is elsewhere.
#[test]
fn what_helm_refuses_is_an_error() {
    for (contract, overlay, rule, is_refused_by) in [
        (
            "static",
            "agents: {definitions: {sre-agent: {obo: {enabled: true}}}}",
            "dead-key",
            "values",
        ),
        (
            "forward",
            "agents: {definitions: {sre-agent: {obo: {enabled: true}}}}",
            "dead-key",
            "values",
        ),
        (
            "actor-token",
            "agents: {definitions: {sre-agent: {sidecar: 1}}}",
            "unknown-key",
            "values",
        ),
        (
            "actor-token",
            "agents: {definitions: {sre-agent: {obo: {enabled: null}}}}",
            "obo-incomplete",
            "wiring",
        ),
        (
            "exclusive",
            "agents: {definitions: {sre-agent: {obo: {enabled: null}}}}",
            "obo-incomplete",
            "wiring",
        ),
    ] {
        let lint = under(contract).overlay(overlay);
        let schema = built_in(contract).unwrap().unwrap().schema;
        let [shapes, wiring] =
            [schema.values().clone(), schema.values_with_wiring()].map(|schema| {
                lint.clone()
                    .replace(CHARTS_SCHEMA, &schema.to_string())
                    .claims()
            });
        let of_rule = |claims: &[(String, Severity, String)]| {
            let mut found = claims.iter().filter(|(known, ..)| known == rule);
            let (_, severity, text) = found.next().unwrap();
            (
                *severity,
                text.contains("Helm refuses the values by the chart's own schema"),
            )
        };
        assert_eq!(
            of_rule(&lint.claims()),
            (Severity::Warning, false),
            "{overlay}"
        );
        let by_shapes = match is_refused_by {
            "values" => (Severity::Error, true),
            _ => (Severity::Warning, false),
        };
        assert_eq!(of_rule(&shapes), by_shapes, "{overlay}");
        assert_eq!(of_rule(&wiring), (Severity::Error, true), "{overlay}");
    }
}

//! No report prints a credential, wherever in a values file it is: every file with a mistake is linted with a secret in
//! every place, and reported in every format.

mod plant;

use crate::common::lint::{Lint, lint, under};
use helm_obo::rules::{RULES, by_id};
use helm_obo::secrets::MASKED;
use plant::Planted;
use rayon::prelude::*;

/// A values file, and what is linted with it in its place.
struct Case {
    name: String,
    text: String,
    lint: Box<dyn Fn(&str) -> Lint + Sync>,
}

fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    let chart = crate::common::fixtures().join("charts/agents-platform/values.yaml");
    cases.push(Case {
        name: "the chart".to_owned(),
        text: std::fs::read_to_string(chart).unwrap(),
        lint: Box::new(|text| lint("agents-platform").values(text)),
    });
    for file in crate::common::files_below(&crate::common::fixtures().join("mistakes")) {
        if file.extension().is_some_and(|end| end == "yaml") {
            let folder = file.parent().unwrap().file_name().unwrap();
            let rule = by_id(&folder.to_string_lossy()).unwrap();
            let text = std::fs::read_to_string(&file).unwrap();
            let contract = crate::common::contract_of(&text);
            cases.push(Case {
                name: file.display().to_string(),
                text,
                lint: Box::new(move |text| under(&contract).example(rule, text)),
            });
        }
    }
    cases.extend(RULES.iter().map(|rule| Case {
        name: format!("the example of {}", rule.id),
        text: rule.docs.bad.to_owned(),
        lint: Box::new(move |text| lint("one-agent").example(rule, text)),
    }));
    cases
}

/// How many trials of a kind are made, spread evenly over all. `HELM_OBO_EVERY_SECRET=1` makes them all.
const TRIALS: usize = 200;

/// A prime: multiples of it, wrapped around, reach every number below another.
const STRIDE: usize = 7919;

fn check(plant: fn(&str) -> Vec<Planted>) {
    let cases = cases();
    let all: Vec<(&Case, Planted)> = cases
        .iter()
        .flat_map(|case| {
            plant(&case.text)
                .into_iter()
                .map(move |trial| (case, trial))
        })
        .collect();
    let count = match std::env::var_os("HELM_OBO_EVERY_SECRET") {
        Some(_) => all.len(),
        None => all.len().min(TRIALS),
    };
    let told: Vec<(&(&Case, Planted), String)> = (0..count)
        .into_par_iter()
        .map(|index| &all[index * STRIDE % all.len()])
        .map(|trial| (trial, (trial.0.lint)(&trial.1.text).told()))
        .collect();
    let leaks: Vec<String> = told
        .iter()
        .filter_map(|((case, planted), told)| leak(case, planted, told))
        .collect();
    assert!(
        leaks.is_empty(),
        "{} leaks\n{}",
        leaks.len(),
        leaks.join("\n")
    );
    // If no secret were ever near to what is reported, the trials would show nothing.
    let near = told.iter().filter(|(_, told)| told.contains(MASKED));
    assert!(near.count() * 10 > count);
}

/// The line that prints a secret, and which one.
fn leak(case: &Case, planted: &Planted, told: &str) -> Option<String> {
    let part = leaked(told, planted.secret)?;
    let line = told.lines().find(|line| line.contains(part))?;
    Some(format!("{}, {}: {line}", case.name, planted.what))
}

/// The first part of a secret that is long enough to be of use and is in a string.
fn leaked<'s>(told: &str, secret: &'s str) -> Option<&'s str> {
    const LENGTH: usize = 12;
    let parts = (0..=secret.len() - LENGTH).map(|start| &secret[start..start + LENGTH]);
    parts.into_iter().find(|part| told.contains(*part))
}

#[test]
fn in_place_of_scalars() {
    check(plant::in_place_of_scalars);
}

#[test]
fn in_place_of_keys() {
    check(plant::in_place_of_keys);
}

#[test]
fn beside_keys() {
    check(plant::beside_keys);
}

#[test]
fn in_comments() {
    check(plant::in_comments);
}

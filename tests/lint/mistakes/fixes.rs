//! Every fix, on every mistake here: the finding is gone, nothing new is found, a second run changes nothing, and what the
//! fix does not name stays byte for byte.

use super::all;
use crate::common::fix::{FixOutcome, fix};
use crate::common::lint::{Lint, under};
use crate::common::{contract_of, entries, files_below, fixtures};
use helm_obo::diagnostic::{Fix, Safety};
use helm_obo::rules::{RULES, by_id};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// All mistakes of the tables, of `fixtures/mistakes`, and of the rules' pages.
fn lints() -> Vec<(String, Lint)> {
    let mut lints: Vec<(String, Lint)> = all().flat_map(super::Mistake::ways).collect();
    for folder in entries(&fixtures().join("mistakes")) {
        let Some(rule) = by_id(&folder.file_name().unwrap().to_string_lossy()) else {
            continue;
        };
        for file in files_below(&folder) {
            if file
                .extension()
                .is_some_and(|extension| extension == "yaml")
            {
                let text = std::fs::read_to_string(&file).unwrap();
                let lint = under(&contract_of(&text)).example(rule, &text);
                lints.push((file.display().to_string(), lint));
            }
        }
    }
    for rule in RULES {
        let page = crate::common::lint::lint("one-agent").example(rule, rule.docs.bad);
        lints.push((format!("the page of {}", rule.id), page));
    }
    lints
}

/// What is wrong with a cure, if anything.
fn flaws(cure: &FixOutcome, safety: Safety) -> Vec<String> {
    let mut flaws = Vec::new();
    let known: BTreeSet<_> = cure.before.iter().map(|(seen, _)| seen).collect();
    for (seen, _) in &cure.after {
        if !known.contains(seen) {
            flaws.push(format!("new: {seen:?}"));
        }
    }
    let is_applicable = |fix: &Fix| safety == Safety::Unsafe || fix.safety == Safety::Safe;
    for (seen, fix) in &cure.after {
        if let Some(fix) = fix.as_ref().filter(|fix| is_applicable(fix)) {
            flaws.push(format!("not applied: {seen:?}: {}", fix.message));
        }
    }
    let offered = cure.offered(safety).count();
    let gone = cure.before.len().saturating_sub(cure.after.len());
    if gone < offered {
        flaws.push(format!("{offered} fixes fixed {gone} findings"));
    }
    if cure.again > 0 {
        flaws.push(format!("a second run applies {} fixes", cure.again));
    }
    for (before, after) in cure.files.values() {
        flaws.extend(strayed(before, after));
    }
    flaws
}

/// What a fix has changed that none names: a comment that is gone, another line break, a final one more or less.
fn strayed(before: &str, after: &str) -> Option<String> {
    let is_ended = |text: &str| text.ends_with('\n');
    let crlf = |text: &str| text.matches("\r\n").count() == text.matches('\n').count();
    let is_same = is_ended(before) == is_ended(after)
        && (!crlf(before) || !before.contains('\n') || crlf(after));
    (!is_same).then(|| format!("lines end otherwise: {before:?} became {after:?}"))
}

#[test]
fn each_fix_fixes_its_finding_and_nothing_else() {
    let trials: Vec<Trial> = lints().into_par_iter().flat_map_iter(tried).collect();
    let mut counts: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    for trial in &trials {
        for (rule, safety) in &trial.fixes {
            counts.entry(rule).or_default()[*safety as usize] += 1;
        }
    }
    println!(
        "{} trials; fixes of each rule, safe and unsafe: {counts:?}",
        trials.len()
    );
    let flaws: Vec<&str> = trials
        .iter()
        .flat_map(|trial| &trial.flaws)
        .map(String::as_str)
        .collect();
    assert!(flaws.is_empty(), "\n{}", flaws.join("\n"));
    for rule in RULES {
        let [safe, not] = counts.get(rule.id).copied().unwrap_or_default();
        for (count, safety) in [(safe, Safety::Safe), (not, Safety::Unsafe)] {
            let says = rule.fixable.has(safety);
            assert_eq!(count > 0, says, "{}: {count} {safety:?} fixes", rule.id);
        }
    }
}

/// What came of mending one case in one way.
struct Trial {
    fixes: Vec<(&'static str, Safety)>,
    flaws: Vec<String>,
}

/// A case with either line break, with safe fixes and with all; empty if there is no fix.
fn tried((name, lint): (String, Lint)) -> Vec<Trial> {
    let mut trials = Vec::new();
    for (way, lint) in [("", lint.clone()), (", with CRLF", lint.crlf())] {
        for safety in [Safety::Unsafe, Safety::Safe] {
            let cure = fix(&lint, safety);
            if cure.before.iter().all(|(_, fix)| fix.is_none()) {
                return trials;
            }
            let flaws = flaws(&cure, safety).into_iter();
            trials.push(Trial {
                fixes: cure
                    .offered(safety)
                    .map(|(seen, fix)| (seen.rule, fix.safety))
                    .collect(),
                flaws: flaws
                    .map(|flaw| format!("{name}{way}, {safety:?}: {flaw}"))
                    .collect(),
            });
        }
    }
    trials
}

/// An overlay on `one-agent`, the rule with a fix, and whether that is safe; `None` if there is no fix.
const SAFETY: &[(&str, &str, Option<Safety>)] = &[
    ("obo: null", "obo-missing", Some(Safety::Safe)),
    ("obo: null, oob: {enabled: false}", "unknown-key", None),
    (
        "obo: null, enabled: \"false\"",
        "wrong-type",
        Some(Safety::Unsafe),
    ),
    (
        "obo: null, alowedHeaders: [x-request-id]",
        "unknown-key",
        Some(Safety::Unsafe),
    ),
    ("enabled: \"true\"", "wrong-type", Some(Safety::Safe)),
    ("enabled: \"false\"", "wrong-type", Some(Safety::Unsafe)),
    (
        "obo: {enabled: \"false\"}",
        "wrong-type",
        Some(Safety::Unsafe),
    ),
    ("enabled: yes", "ambiguous-scalar", Some(Safety::Safe)),
    ("enabled: off", "ambiguous-scalar", Some(Safety::Safe)),
    ("desciption: Helps", "unknown-key", Some(Safety::Safe)),
    (
        "alowedHeaders: [x-request-id]",
        "unknown-key",
        Some(Safety::Unsafe),
    ),
    ("serviceAcount: other", "unknown-key", Some(Safety::Unsafe)),
    ("enabeld: false", "unknown-key", Some(Safety::Unsafe)),
    ("entirely-else: false", "unknown-key", None),
    (
        "obo: {enabled: true}, obo: {enabled: true}",
        "duplicate-key",
        Some(Safety::Safe),
    ),
    (
        "obo: {enabled: false}, obo: {enabled: true}",
        "duplicate-key",
        Some(Safety::Unsafe),
    ),
    (
        "allowedHeaders: [x-request-id, X-Request-Id]",
        "duplicate-header",
        Some(Safety::Safe),
    ),
    (
        "allowedHeaders: ['authorization:']",
        "invalid-header-name",
        Some(Safety::Unsafe),
    ),
    (
        "allowedHeaders: ['x-request-id:']",
        "invalid-header-name",
        Some(Safety::Safe),
    ),
    (
        "allowedHeaders: [authorization, host]",
        "reserved-header",
        Some(Safety::Safe),
    ),
    (
        "allowedHeaders: authorization",
        "wrong-type",
        Some(Safety::Unsafe),
    ),
    (
        "allowedHeaders: [authorization, x-actor-token]",
        "actor-forwarded",
        Some(Safety::Unsafe),
    ),
    (
        "allowedHeaders: [], env: []",
        "forwarding-disabled",
        Some(Safety::Unsafe),
    ),
    // The header that lets the token through is in the chart, and the list that lost the variable is here.
    ("env: []", "user-token-shadowed", Some(Safety::Unsafe)),
    // A null is no list to add to.
    ("env: null", "user-token-shadowed", None),
    (
        "allowedHeaders: [authorization], env: []",
        "user-token-shadowed",
        Some(Safety::Unsafe),
    ),
    (
        "env: [{name: SIZE, value: 5}]",
        "wrong-type",
        Some(Safety::Safe),
    ),
    (
        "env: [{name: KAGENT_PROPAGATE_TOKEN, value: true}]",
        "wrong-type",
        Some(Safety::Unsafe),
    ),
    (
        "env: [{name: KAGENT_PROPAGATE_TOKEN, value: \"1\"}]",
        "propagation-inert",
        Some(Safety::Unsafe),
    ),
    (
        "env: [{name: KAGENT_PROPOGATE_TOKEN, value: \"true\"}]",
        "unknown-variable",
        Some(Safety::Unsafe),
    ),
    (
        "toolNames: [list_tool]",
        "unknown-tool",
        Some(Safety::Unsafe),
    ),
    (
        "toolNames: [list_tools, list_tools]",
        "duplicate-tool",
        Some(Safety::Safe),
    ),
    ("name: helper", "name-ignored", Some(Safety::Safe)),
    ("name: other", "name-ignored", Some(Safety::Safe)),
    ("obo: {enabled: null}", "obo-incomplete", None),
];

#[test]
fn a_fix_is_safe_where_no_call_changes() {
    let mut wrong = Vec::new();
    for (definition, rule, expected) in SAFETY {
        let text = format!("agents: {{definitions: {{helper: {{{definition}}}}}}}\n");
        let cure = fix(
            &crate::common::lint::lint("one-agent").overlay(&text),
            Safety::Safe,
        );
        let mut found = cure.before.iter().filter(|(seen, _)| seen.rule == *rule);
        match found.next() {
            None => wrong.push(format!("{definition}: no {rule} in {:?}", cure.before)),
            Some((_, fix)) => {
                let safety = fix.as_ref().map(|fix| fix.safety);
                if safety != *expected {
                    wrong.push(format!("{definition}: {rule} is {safety:?}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

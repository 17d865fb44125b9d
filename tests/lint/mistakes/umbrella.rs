//! Values files that must agree, and do or do not.

use crate::common::lint::{Lint, lint};

const CONFIG: &str = "umbrella: [{files: [first.yaml, later.yaml], path: agents}]";
const FIRST: &str = "\
agents:
  definitions:
    sre-agent:
      enabled: true
      allowedHeaders: [authorization]
      obo: {enabled: true}
      m2m: {enabled: false}
      weight: 1
other: 1
";

/// Later files, with their marks.
pub(super) const FILES: &[(&str, &str)] = &[
    (
        "the same in other words",
        "x: &x {enabled: true, allowedHeaders: [ \"authorization\" ]}\nagents: {\"definitions\": {sre-agent: {<<: *x, weight: 1.0, \
         obo: {enabled: yes}, m2m: {enabled: false}}}}\nother: 2\n",
    ),
    (
        "a string in place of a boolean, another item, a number that is a string",
        "agents:\n  definitions:\n    sre-agent:\n      «warning umbrella-drift|enabled»: \"true\"\n      \
         «warning umbrella-drift|allowedHeaders»: [authorization, x-a]\n      obo: {«warning umbrella-drift|enabled»: false}\n      \
         m2m: {enabled: false}\n      «warning umbrella-drift|weight»: \"1\"\n",
    ),
    (
        "a block less, an agent more",
        "agents:\n  definitions:\n    «warning umbrella-drift|sre-agent»:\n      enabled: true\n      allowedHeaders: [authorization]\n      \
         obo: {enabled: true}\n      weight: 1\n    «warning umbrella-drift|docs-agent»: {enabled: false}\n",
    ),
    (
        "a null, which deletes",
        "agents:\n  definitions:\n    sre-agent:\n      enabled: true\n      allowedHeaders: [authorization]\n      \
         «warning umbrella-drift|obo»: null\n      m2m: {enabled: false}\n      weight: 1\n",
    ),
    (
        "a list in place of a mapping",
        "agents:\n  «warning umbrella-drift|definitions»: []\n",
    ),
    ("no subtree", "«warning umbrella-drift|»other: {}\n"),
    (
        "a subtree that is null",
        "«warning umbrella-drift|agents»:\nother: 1\n",
    ),
];

fn with(later: &str) -> Lint {
    lint("one-agent")
        .file(".helm-obo.yaml", CONFIG)
        .file("first.yaml", FIRST)
        .file("later.yaml", later)
        .target("first.yaml")
        .select("umbrella-drift")
}

#[test]
fn each_key_that_differs_is_reported_at_its_place() {
    let wrong: Vec<String> = FILES
        .iter()
        .flat_map(|(what, later)| {
            let crlf = with(later).crlf().difference(&format!("{what}, with CRLF"));
            [with(later).difference(what), crlf]
        })
        .flatten()
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn messages_name_both_sides() {
    let later = FIRST
        .replace(
            "[authorization]",
            "ghp_0123456789abcdefghijklmnopqrstuvwxyz",
        )
        .replace("weight: 1", "weight: 2");
    let said = with(&later).messages().join("\n");
    assert!(
        said.contains("in `later.yaml` and `[authorization]` in `first.yaml`"),
        "{said}"
    );
    assert!(
        said.contains("sre-agent.weight` is `2` in `later.yaml` and `1` in `first.yaml`"),
        "{said}"
    );
    assert!(!said.contains("ghp_0123"), "{said}");
}

#[test]
fn a_path_that_leads_nowhere_is_reported() {
    let said = with("a: 1\n").replace(".helm-obo.yaml", &CONFIG.replace("agents", "agnts"));
    let said = said.messages().join("\n");
    assert!(
        said.contains("neither this file nor `first.yaml` has `agnts`"),
        "{said}"
    );
}

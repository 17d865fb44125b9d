//! Files that are made from others are what they would be if made now. `HELM_OBO_UPDATE=1 cargo test` makes them anew.
#![allow(clippy::unwrap_used)] // helpers of tests are no tests to clippy

use helm_obo::contract::{BUILT_IN, built_in};
use helm_obo::rules::RULES;
use std::path::Path;

/// Editors read the schemas from the repository, so the one for overlays lies there too.
#[test]
fn overlay_schemas() {
    for name in BUILT_IN {
        let contract = built_in(name).unwrap().unwrap();
        let schema = format!("{:#}\n", contract.schema.overlay());
        holds(&format!("schemas/{name}.overlay.schema.json"), &schema);
    }
}

/// The README's table of rules, between its two marks.
#[test]
fn readme_rules() {
    let rows: String = RULES
        .iter()
        .map(|rule| {
            format!(
                "| `{}` | {} | {} |\n",
                rule.id,
                rule.severity.as_str(),
                rule.summary
            )
        })
        .collect();
    let table = format!("| rule | severity | finds |\n| --- | --- | --- |\n{rows}");
    holds(
        "README.md",
        &readme_with("rules: generated from src/rules", "rules", &table),
    );
}

/// The README's example is what a newcomer sees.
#[test]
fn readme_sample() {
    let output = assert_cmd::Command::new(env!("CARGO_BIN_EXE_helm-obo"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_clear()
        .env("LC_ALL", "C.UTF-8")
        .args(["lint", "fixtures/broken"])
        .output()
        .unwrap();
    let sample = String::from_utf8(output.stdout).unwrap();
    let block = format!("```text\n{sample}```\n");
    holds(
        "README.md",
        &readme_with("sample: generated from fixtures/broken", "sample", &block),
    );
}

/// The README with another text between two of its marks.
fn readme_with(opening: &str, closing: &str, text: &str) -> String {
    let (start, end) = (
        format!("<!-- {opening} -->\n"),
        format!("<!-- /{closing} -->"),
    );
    let readme = read("README.md");
    let (before, rest) = readme.split_once(&start).unwrap();
    let (_, after) = rest.split_once(&end).unwrap();
    format!("{before}{start}{text}{end}{after}")
}

fn read(file: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap_or_default()
}

fn holds(file: &str, expected: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    if std::env::var_os("HELM_OBO_UPDATE").is_some() {
        std::fs::write(&path, expected).unwrap();
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found == expected,
        "{file} is stale: run `HELM_OBO_UPDATE=1 cargo test`"
    );
}

//! `-o`, `--format` and `--output` are three names of one flag, in every command that has formats.

use crate::common::world::{BROKEN, World};
use helm_obo::rules::RULES;

/// A command with each of its formats.
const FORMATS: [(&str, &[&str]); 7] = [
    (
        "lint chart -f broken.yaml",
        &[
            "full", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown",
        ],
    ),
    ("render chart", &["yaml", "json"]),
    ("values chart", &["yaml", "json"]),
    ("trace chart", &["text", "json", "mermaid", "markdown"]),
    ("schema overlay", &["json", "yaml"]),
    ("rules", &["text", "json", "markdown"]),
    ("explain obo-missing", &["text", "json", "markdown"]),
];

#[test]
fn three_names_of_one_flag() {
    let world = World::new().file("broken.yaml", BROKEN);
    for (call, formats) in FORMATS {
        let first = world.run(call);
        for (index, format) in formats.iter().enumerate() {
            let said = world.run(&format!("{call} -o {format}"));
            assert_eq!(said.status, first.status, "{call} {format}: {said:#?}");
            assert_eq!(
                said.stdout == first.stdout,
                index == 0,
                "{call}: the first is the default"
            );
            for flag in [
                "-o",
                "-o=",
                "--format ",
                "--format=",
                "--output ",
                "--output=",
            ] {
                let same = world.run(&format!("{call} {flag}{format}"));
                assert_eq!(same.stdout, said.stdout, "{call} {flag}{format}");
                assert_eq!(same.status, said.status);
            }
        }
        for flag in ["-o", "--format", "--output"] {
            world
                .run(&format!("{call} {flag} nothing"))
                .exits(2)
                .prints_nothing()
                .stderr_has("invalid value 'nothing' for '--format <FORMAT>'")
                .stderr_has(formats[formats.len() - 1]);
        }
    }
    for call in [
        "render --help",
        "values --help",
        "trace --help",
        "lint --help",
        "rules --help",
    ] {
        let help = world.run(call).exits(0).stdout;
        assert!(help.contains("-o, --format <FORMAT>"), "{help}");
        assert!(!help.contains("--output "), "{help}");
    }
}

/// A diff is no report, under whichever name a format is asked for.
#[test]
fn a_diff_has_no_format() {
    let world = World::new();
    for flag in ["-o", "--format", "--output"] {
        let ran = world
            .run(&format!("lint chart --diff {flag} json"))
            .exits(2);
        ran.stderr_has("'--diff' cannot be used with '--format <FORMAT>'");
    }
}

#[test]
fn the_table_of_rules_as_an_object() {
    let json = World::empty().run("rules -o json").exits(0).json();
    assert_eq!(json["version"], 1);
    let rules = json["rules"].as_array().unwrap();
    assert_eq!(rules.len(), RULES.len());
    for (told, rule) in rules.iter().zip(RULES) {
        assert_eq!(told["rule"], rule.id);
        assert_eq!(told["severity"], rule.severity.as_str());
        assert_eq!(told["summary"], rule.summary);
    }
    let fixes = |id: &str| {
        let rule = rules.iter().find(|told| told["rule"] == id).unwrap();
        rule["fixes"].to_string()
    };
    assert_eq!(fixes("chart-schema"), "[]");
    assert_eq!(fixes("obo-missing"), r#"["safe"]"#);
    let page = World::empty()
        .run("explain obo-missing -o json")
        .exits(0)
        .json();
    for part in [
        "finds", "why", "wrong", "right", "help", "evidence", "fixes", "summary",
    ] {
        assert!(!page[part].is_null(), "{part}: {page}");
    }
}

/// `explain` without a rule is `rules`.
#[test]
fn the_table_of_rules() {
    let world = World::empty();
    for format in ["text", "json", "markdown"] {
        let rules = world.run(&format!("rules -o {format}")).exits(0);
        let explained = world.run(&format!("explain -o {format}")).exits(0);
        assert_eq!(rules.says_no_more().stdout, explained.says_no_more().stdout);
    }
    let table = world.run("rules").stdout;
    let line = table
        .lines()
        .find(|line| line.contains("unknown-key "))
        .unwrap();
    assert!(line.contains("error"), "{line}");
    let fits = |width: usize, text: &str| text.lines().all(|line| line.chars().count() <= width);
    assert!(fits(80, &table), "{table}");
}

/// A schema in YAML is the same schema.
#[test]
fn schemas_in_yaml() {
    let world = World::empty();
    for name in ["values", "overlay --wiring", "config", "diagnostics"] {
        let json = world.run(&format!("schema {name}")).exits(0).json();
        let yaml = world.run(&format!("schema {name} -o yaml")).exits(0).stdout;
        assert_eq!(
            serde_yaml::from_str::<serde_json::Value>(&yaml).unwrap(),
            json
        );
    }
}

/// For an unknown flag the error names the one that was probably meant, and does not suggest that it could be a file.
#[test]
fn a_flag_that_is_none() {
    let world = World::new();
    for (call, tip) in [
        ("lint chart --sarif", "write `--format sarif`"),
        ("trace chart --json", "write `--format json`"),
        ("rules --markdown", "write `--format markdown`"),
        (
            "render chart --diff",
            "`--diff` is a flag of `helm-obo lint`",
        ),
        (
            "values chart --wiring",
            "`--wiring` is a flag of `helm-obo schema`",
        ),
        (
            "lint chart --expect user",
            "`--expect` is a flag of `helm-obo trace`",
        ),
        (
            "lint chart --fail-un note",
            "a similar argument exists: '--fail-on'",
        ),
        ("chart", "`helm-obo lint chart` lints it"),
        (
            "render chart o.yaml",
            "a values file on top of it goes after `-f`",
        ),
        ("rules obo-missing", "`helm-obo explain RULE`"),
        ("lint chart --select", "`helm-obo rules` lists them"),
    ] {
        let ran = world.run(call).exits(2).prints_nothing().stderr_has(tip);
        assert!(!ran.stderr.contains("as a value"), "{call}: {ran:#?}");
        assert!(!ran.stderr.contains("<TARGET>"), "{call}: {ran:#?}");
    }
    let ran = world.run("lint chart --nothing-like-it").exits(2);
    assert!(!ran.stderr.contains("tip:"), "{ran:#?}");
}

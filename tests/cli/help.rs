//! What the command says about itself.

use crate::common::world::World;

const COMMANDS: [&str; 11] = [
    "",
    "lint",
    "render",
    "values",
    "trace",
    "explain",
    "rules",
    "schema",
    "init",
    "completions",
    "man",
];

#[test]
fn help_of_each_command() {
    let world = World::empty();
    for command in COMMANDS {
        let ran = world
            .call(&format!("{command} --help"))
            .env("COLUMNS", "80")
            .run()
            .exits(0)
            .says_no_more();
        assert!(!ran.stdout.contains("debug"), "{}", ran.stdout);
        let name = if command.is_empty() { "help" } else { command };
        insta::assert_snapshot!(format!("help-{name}"), ran.stdout);
    }
}

#[test]
fn short_help_lists_the_commands() {
    let ran = World::empty()
        .call("-h")
        .env("COLUMNS", "80")
        .run()
        .exits(0);
    for command in &COMMANDS[1..] {
        assert!(
            ran.stdout.contains(&format!("\n  {command} ")),
            "{}",
            ran.stdout
        );
    }
}

#[test]
fn version() {
    let short = World::empty().run("-V").exits(0).says_no_more();
    assert_eq!(short.stdout, "helm-obo [VERSION]\n");
    let long = World::empty().run("--version").exits(0).says_no_more();
    let told = env!("HELM_OBO_LONG_VERSION").replace(env!("CARGO_PKG_VERSION"), "[VERSION]");
    assert_eq!(long.stdout, format!("helm-obo {told}\n"));
    // Scripts cut the version out by its place.
    let words: Vec<&str> = long.stdout.split_whitespace().collect();
    assert_eq!(words[..2], ["helm-obo", "[VERSION]"]);
    let commit = long
        .stdout
        .trim()
        .strip_prefix("helm-obo [VERSION]")
        .unwrap();
    let is_commit = |text: &str| text.len() >= 7 && text.bytes().all(|b| b.is_ascii_hexdigit());
    let between = commit
        .strip_prefix(" (")
        .and_then(|rest| rest.strip_suffix(')'));
    assert!(
        commit.is_empty() || between.is_some_and(is_commit),
        "{commit}"
    );
}

/// What the examples call is there: each is read, and what they name in capitals is what is missing.
#[test]
fn the_examples_are_commands() {
    let world = World::empty();
    for command in COMMANDS {
        let help = world.run(&format!("{command} --help")).exits(0).stdout;
        let (_, examples) = help.split_once("Examples:\n").unwrap();
        for line in examples.lines().filter(|line| !line.trim().is_empty()) {
            assert!(line.starts_with("  ") && line.len() < 80, "{line}");
            let (_, line) = line.split_once("helm-obo ").unwrap();
            let end = line.find("  ").unwrap_or(line.len());
            let typed = line[..end].split(['|', '>', ')']).next().unwrap();
            let ran = world.run(typed);
            for refused in [
                "unexpected",
                "unrecognized",
                "invalid value",
                "required",
                "no rule `obo",
            ] {
                assert!(!ran.stderr.contains(refused), "{typed}: {ran:#?}");
            }
        }
    }
}

#[test]
fn every_schema_is_one() {
    let world = World::empty();
    for name in [
        "",
        "values",
        "overlay",
        "config",
        "remotemcpserver",
        "diagnostics",
    ] {
        let ran = world.run(&format!("schema {name}")).exits(0).says_no_more();
        jsonschema::validator_for(&ran.json()).unwrap();
    }
}

/// The schemas that are in the repository are those that the command prints.
#[test]
fn each_contract_has_its_schemas() {
    let world = World::empty();
    for contract in helm_obo::contract::BUILT_IN {
        for (name, file) in [
            ("values", ""),
            ("values --wiring", ".wiring"),
            ("overlay", ".overlay"),
            ("overlay --wiring", ".overlay.wiring"),
        ] {
            let ran = world.run(&format!("schema {name} --contract {contract}"));
            let printed = ran.exits(0).says_no_more().json();
            let file = format!("schemas/{contract}{file}.schema.json");
            let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
            let kept: serde_json::Value =
                serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
            assert_eq!(printed, kept, "{contract} {name}");
        }
    }
    let default = world.run("schema values").json();
    let named = world.run("schema values --contract actor-token").json();
    assert_eq!(default, named);
}

#[test]
fn a_contract_of_ones_own_has_its_schema_too() {
    let world = crate::config::with_contract(World::empty(), "mine");
    // The folder's schema is one with the wiring.
    for name in ["values", "values --wiring", "overlay", "overlay --wiring"] {
        let own = world
            .run(&format!("schema {name} --contract mine"))
            .exits(0);
        assert_eq!(own.json(), world.run(&format!("schema {name}")).json());
    }
    world
        .run("schema overlay --contract yours")
        .exits(2)
        .stderr_has("there is no contract `yours`");
    world
        .run("schema config --contract mine")
        .exits(2)
        .stderr_has("the same under every contract");
    world
        .run("schema trace --wiring")
        .exits(2)
        .stderr_has("the schema `trace` says nothing of the wiring");
}

//! What the command says about itself.

use crate::support::World;

#[test]
fn help_of_each_command() {
    let world = World::empty();
    for command in ["", "lint", "render", "values", "explain", "schema"] {
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
    for command in ["lint", "render", "values", "explain", "schema"] {
        assert!(
            ran.stdout.contains(&format!("\n  {command} ")),
            "{}",
            ran.stdout
        );
    }
}

#[test]
fn version() {
    let ran = World::empty().run("--version").exits(0).says_no_more();
    assert_eq!(ran.stdout, "helm-obo [VERSION]\n");
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

/// The schemas that lie in the repository are those that the command prints.
#[test]
fn each_contract_has_its_schemas() {
    let world = World::empty();
    for contract in helm_obo::contract::BUILT_IN {
        for (name, file) in [("values", ""), ("overlay", ".overlay")] {
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
    let own = world.run("schema values --contract mine").exits(0).json();
    assert_eq!(own, world.run("schema values").json());
    world
        .run("schema overlay --contract yours")
        .exits(2)
        .tells("there is no contract `yours`");
    world
        .run("schema config --contract mine")
        .exits(2)
        .tells("the same under every contract");
}

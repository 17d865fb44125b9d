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

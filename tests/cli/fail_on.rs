//! From which severity on findings make the exit status 1: `--fail-on`, else the config file of the target.

use crate::common::world::{BROKEN, DOUBTFUL, World};

/// Two charts, each with a config file; the values in `doubtful.yaml` hold a warning, those in `broken.yaml` an error.
fn world() -> World {
    World::empty()
        .chart("strict")
        .chart("lenient")
        .file("strict/helm-obo.yaml", "fail-on: warning\n")
        .file("lenient/helm-obo.yaml", "fail-on: never\n")
        .file("doubtful.yaml", DOUBTFUL)
        .file("broken.yaml", BROKEN)
}

#[test]
fn the_config_file_says_what_fails_a_run() {
    let world = world();
    world.run("lint strict -f doubtful.yaml").exits(1);
    world.run("lint lenient -f broken.yaml").exits(0);
    // Without one, errors do.
    let world = World::new()
        .file("doubtful.yaml", DOUBTFUL)
        .file("broken.yaml", BROKEN);
    world.run("lint chart -f doubtful.yaml").exits(0);
    world.run("lint chart -f broken.yaml").exits(1);
}

#[test]
fn the_command_line_wins() {
    let world = world();
    let strict = "lint strict -f doubtful.yaml --fail-on";
    world.run(&format!("{strict} error")).exits(0);
    world.run(&format!("{strict} never")).exits(0);
    world
        .run("lint lenient -f broken.yaml --fail-on error")
        .exits(1);
}

#[test]
fn each_target_has_its_own_and_the_strictest_counts() {
    let apart = World::empty()
        .chart("strict")
        .chart("lenient")
        .file("strict/helm-obo.yaml", "fail-on: warning\n")
        .file("lenient/helm-obo.yaml", "fail-on: never\n")
        .file("lenient/ci/broken-values.yaml", BROKEN);
    apart.run("lint .").exits(0);
    let apart = apart.file("strict/ci/doubtful-values.yaml", DOUBTFUL);
    apart.run("lint .").exits(1);
    // One finding that both show.
    let world = world();
    let both = "lint lenient strict -f doubtful.yaml";
    let ran = world.run(&format!("{both} -o json")).exits(1);
    let finding = &ran.json()["diagnostics"][0];
    assert_eq!(finding["targets"].as_array().unwrap().len(), 2);
}

#[test]
fn what_is_not_shown_counts() {
    let world = world();
    world
        .run("lint strict -f doubtful.yaml --min-severity error")
        .exits(1);
}

#[test]
fn a_diff_says_what_would_be_left() {
    let world = world();
    let left = "note: 1 finding that makes the run fail would be left; a run without `--diff`\n      says more\n";
    world
        .run("lint strict -f doubtful.yaml --select unknown-key --diff")
        .exits(1)
        .stderr_has(left);
    let ran = world.run("lint lenient -f doubtful.yaml --diff").exits(0);
    assert!(!ran.stderr.contains("would be left"), "{ran:#?}");
}

#[test]
fn manifests_have_a_config_file_too() {
    let world = World::empty()
        .file("helm-obo.yaml", "fail-on: never\n")
        .file(
            "agent.yaml",
            "apiVersion: kagent.dev/v1alpha2\nkind: Agent\nmetadata: {name: a, namespace: b}\nspec: {type: Declarative, declarative: {modelConfg: x}}\n",
        );
    let ran = world.run("lint agent.yaml -o json").exits(0);
    assert!(ran.json()["summary"]["errors"] != 0, "{ran:#?}");
    world.run("lint agent.yaml --fail-on error").exits(1);
}

#[test]
fn anything_else_is_a_mistake() {
    let world = World::new().file("helm-obo.yaml", "fail-on: eror\n");
    world
        .run("lint chart -o concise")
        .exits(2)
        .stdout_has("`fail-on` must be one of error, warning, note, never");
}

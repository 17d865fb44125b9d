//! `umbrella:` in the config file: values files that must agree.

use crate::common::world::{CHART, World};

const ONE: &str = "shared:\n  definitions:\n    a:\n      enabled: true\n      prompt: You help.\n";
const OTHER: &str =
    "shared:\n  definitions:\n    a:\n      enabled: true\n      prompt: You help a lot.\n";
const CONFIG: &str =
    "umbrella: [{files: [umbrella/values.yaml, below/values.yaml], path: shared}]\n";

fn world(config: &str) -> World {
    World::new()
        .file("helm-obo.yaml", config)
        .file("umbrella/Chart.yaml", CHART)
        .file("umbrella/values.yaml", ONE)
        .file("below/values.yaml", OTHER)
}

#[test]
fn what_differs_is_found_in_the_later_file() {
    let ran = world(CONFIG).run("lint -o json chart umbrella").exits(0);
    let json = ran.json();
    let finding = json["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .find(|finding| finding["rule"] == "umbrella-drift")
        .unwrap();
    assert_eq!(finding["severity"], "warning");
    assert_eq!(finding["path"], "shared.definitions.a.prompt");
    assert_eq!(finding["targets"], serde_json::json!(["below/values.yaml"]));
    assert_eq!(finding["location"]["file"], "below/values.yaml");
    assert_eq!(finding["location"]["start"]["line"], 5);
    assert_eq!(
        finding["related"][0]["location"]["file"],
        "umbrella/values.yaml"
    );
    let summary = &json["summary"];
    assert_eq!(
        (&summary["targets"], &summary["files"]),
        (&2.into(), &3.into())
    );
    assert_eq!(summary["contracts"].as_array().unwrap().len(), 1);
}

#[test]
fn it_is_reported_as_a_finding() {
    let ran = world(CONFIG)
        .run("lint chart umbrella --select umbrella-drift")
        .exits(0);
    insta::assert_snapshot!(ran.stdout);
}

#[test]
fn it_runs_once_for_each_config_file_and_where_no_target_is_named() {
    let drift = |arguments: &str, world: &World| {
        let ran = world.run(&format!("lint -o json {arguments}"));
        let findings = ran.findings();
        findings
            .iter()
            .filter(|one| one.ends_with("umbrella-drift"))
            .count()
    };
    let one = world(CONFIG)
        .chart("second")
        .file("chart/ci/x-values.yaml", "{}");
    assert_eq!(drift("umbrella chart second", &one), 1);
    assert_eq!(drift("", &one), 1);
    let below = one.file(
        "second/helm-obo.yaml",
        CONFIG
            .replace("umbrella/", "../umbrella/")
            .replace("below/", "../below/"),
    );
    assert_eq!(drift("umbrella chart second", &below), 1);
    let entry = format!("{CONFIG}targets: [{{chart: umbrella}}]\n");
    assert_eq!(drift("", &world(&entry)), 1);
    assert_eq!(
        drift(
            "umbrella --config elsewhere.yaml",
            &world(CONFIG).file("elsewhere.yaml", "{}")
        ),
        0
    );
}

#[test]
fn rules_and_flags_apply() {
    let off = format!("{CONFIG}rules: {{umbrella-drift: off}}\n");
    for (config, arguments, status) in [
        (CONFIG, "--fail-on warning", 1),
        (CONFIG, "--ignore umbrella-drift --fail-on warning", 0),
        (CONFIG, "--select obo-missing --fail-on warning", 0),
        (&off, "--fail-on warning", 0),
        (&off.replace("off", "error"), "", 1),
    ] {
        let ran = world(config).run(&format!("lint umbrella {arguments}"));
        ran.exits(status);
    }
}

#[test]
fn each_later_file_is_compared_with_the_first() {
    let config = "umbrella: [{files: [umbrella/values.yaml, below/values.yaml, third.yaml], path: shared.definitions.a}]";
    let ran = world(config)
        .file("third.yaml", "shared: {}\n")
        .run("lint -o json umbrella --select umbrella-drift");
    assert_eq!(
        ran.findings(),
        [
            "below/values.yaml:5:7 umbrella-drift",
            "third.yaml:1:1 umbrella-drift"
        ]
    );
    let excluded = format!("{config}\nexclude: [\"below/**\"]");
    let world = world(&excluded).file("third.yaml", "shared: {}\n");
    let ran = world.run("lint -o json umbrella --select umbrella-drift");
    assert_eq!(ran.findings(), ["third.yaml:1:1 umbrella-drift"]);
}

#[test]
fn files_that_cannot_be_read_fail_the_run() {
    let torn = world(CONFIG).file("umbrella/values.yaml", "a: [");
    let ran = torn.run("lint -o json umbrella").exits(2);
    assert!(
        ran.findings()
            .contains(&"umbrella/values.yaml:1:4 syntax-error".to_owned()),
        "{ran:#?}"
    );
    let config = CONFIG.replace("below/", "nowhere/");
    let ran = world(&config).run("lint -o concise umbrella").exits(2);
    let named =
        "error[invalid-config] `umbrella` names `nowhere/values.yaml`, and there is no such file";
    assert!(ran.stdout.contains(named), "{ran:#?}");
}

#[test]
fn an_entry_that_means_nothing() {
    let config = "umbrella:\n- {files: [a.yaml], path: agents}\n- {file: [a.yaml, b.yaml], path: agents}\n- {files: [a.yaml, b.yaml]}\n- {files: [a.yaml, b.yaml], path: 1}\n";
    let ran = World::new()
        .file("helm-obo.yaml", config)
        .run("lint chart")
        .exits(2);
    insta::assert_snapshot!(ran.stdout);
}

#[test]
fn no_secret_is_shown() {
    let secret = "shared: {token: hunter2hunter2, password: 1}";
    let world = world(CONFIG).file("below/values.yaml", secret).file(
        "umbrella/values.yaml",
        secret.replace("hunter2hunter2", "swordfish1234"),
    );
    for format in ["full", "concise", "json"] {
        let ran = world.run(&format!("lint umbrella -o {format}")).exits(0);
        let told = ran.all();
        assert!(told.contains("shared.token"), "{told}");
        assert!(
            !told.contains("hunter2") && !told.contains("swordfish"),
            "{told}"
        );
    }
}

/// The message names both files with their values, short ones as they are.
#[test]
fn both_sides_are_named() {
    let long = "You look after clusters, day and night, and ask before you change anything.";
    for (first, later, said) in [
        (
            "x: true",
            "x: \"true\"",
            "`shared.x` is `\"true\"` in `below/values.yaml` and `true` in `umbrella/values.yaml`",
        ),
        (
            "x: [a, b]",
            "x: [a]",
            "`shared.x` is `[a]` in `below/values.yaml` and `[a, b]` in `umbrella/values.yaml`",
        ),
        (
            "x: {a: 1}",
            "x: [1]",
            "`shared.x` is `[1]` in `below/values.yaml` and a mapping of 1 key in `umbrella/values.yaml`",
        ),
        (
            "x: 1.5",
            "x: null",
            "`shared.x` is `null` in `below/values.yaml` and `1.5` in `umbrella/values.yaml`",
        ),
        (
            "x: [{a: 1}]",
            "x: [{a: 2}]",
            "`shared.x` differs between `below/values.yaml` and `umbrella/values.yaml`, each a list of 1 item",
        ),
        (
            "x: 1",
            "y: 1",
            "`shared.x` is missing in `below/values.yaml` and is in `umbrella/values.yaml`",
        ),
        (
            "y: 1",
            "x: 1, y: 1",
            "`shared.x` is in `below/values.yaml` and is missing in `umbrella/values.yaml`",
        ),
        (
            "x: a",
            &format!("x: \"{long}\""),
            "`shared.x` is a string of 75 characters in `below/values.yaml` and `a` in",
        ),
        (
            "password: a1",
            "password: b2",
            "`shared.password` differs between",
        ),
    ] {
        let ran = world(CONFIG)
            .file("umbrella/values.yaml", format!("shared: {{{first}}}\n"))
            .file("below/values.yaml", format!("shared: {{{later}}}\n"))
            .run("lint umbrella -o json");
        let json = ran.json();
        let message = json["diagnostics"][0]["message"].as_str().unwrap();
        assert!(message.starts_with(said), "{first} {later}: {message}");
    }
}

/// What nobody lints is nobody's finding.
#[test]
fn it_speaks_where_one_of_its_files_is_linted() {
    let world = world(CONFIG)
        .file("below/Chart.yaml", CHART)
        .file("envs/prod.yaml", "a: 1\n")
        .file("umbrella/templates/x.yaml", "a: 1\n");
    for (arguments, speaks) in [
        ("chart", false),
        ("chart -f envs/prod.yaml", false),
        ("envs/prod.yaml --chart chart", false),
        ("--changed umbrella/templates/x.yaml", true),
        ("umbrella", true),
        ("below", true),
        ("below/values.yaml --chart chart", true),
        ("chart -f below/values.yaml", true),
        ("--changed below/values.yaml", true),
        ("umbrella -f envs/prod.yaml", true),
        (".", true),
        ("", true),
    ] {
        let ran = world.run(&format!("lint -o json {arguments}"));
        let found = ran.findings();
        let drift = found.iter().any(|one| one.ends_with("umbrella-drift"));
        assert_eq!(drift, speaks, "{arguments}: {ran:#?}");
    }
}

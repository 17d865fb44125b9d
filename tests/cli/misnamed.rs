//! Files that look like a chart's values, or make a folder look like a chart, and that Helm does not read.

use crate::common::world::{BROKEN, CHART, CLEAN, World};

const QUIET: &str = "--ignore runtime-unset,muster-unset,shared-session,baked-token";

/// What `lint` finds in the folder `c`, each as `severity file rule`.
#[track_caller]
fn found(world: &World, arguments: &str) -> Vec<String> {
    let json = world
        .run(&format!("lint -o json {QUIET} {arguments}"))
        .json();
    let diagnostics = json["diagnostics"].as_array().unwrap().iter();
    diagnostics
        .map(|one| {
            let word = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
            let file = word(&one["location"]["file"]);
            format!("{} {file} {}", word(&one["severity"]), word(&one["rule"]))
        })
        .collect()
}

fn chart() -> World {
    World::empty().file("c/Chart.yaml", CHART)
}

#[test]
fn values_under_another_name_are_an_error_where_there_are_no_others() {
    for name in [
        "values.yml",
        "Values.yaml",
        "VALUES.YAML",
        "value.yaml",
        "valeus.yaml",
        "values.yaml.yaml",
        "values.json",
        "values",
        "values/values.yaml",
    ] {
        let world = chart().file(&format!("c/{name}"), CLEAN);
        let expected = [format!("error c/{name} ignored-content")];
        assert_eq!(found(&world, "c"), expected, "{name}");
        assert_eq!(found(&world, "."), expected, "{name}");
        world.run("lint c").exits(1);
        let told = format!("Helm does not read `c/{name}`");
        world.run("trace c").exits(0).stderr_has(&told);
        world.run("values c").exits(0).stderr_has(&told);
        assert!(
            world.run("render c").all().contains("ignored-content"),
            "{name}"
        );
    }
}

#[test]
fn what_is_left_behind_or_yet_to_be_filled_in_is_a_warning_there() {
    for name in [
        "values.yaml~",
        "values.yaml.orig",
        "values.yml.bak",
        "values.yaml.tmpl",
        "values.yaml.gotmpl",
        "values.example.yaml",
    ] {
        let world = chart().file(&format!("c/{name}"), CLEAN);
        let expected = [format!("warning c/{name} ignored-content")];
        assert_eq!(found(&world, "c"), expected, "{name}");
        let world = world.file("c/values.yaml", CLEAN);
        assert!(found(&world, "c").is_empty(), "{name}");
    }
}

#[test]
fn beside_the_values_only_the_same_name_spelled_otherwise_counts() {
    for name in ["values.yml", "Values.yaml"] {
        let world = chart()
            .file("c/values.yaml", CLEAN)
            .file(&format!("c/{name}"), BROKEN);
        let expected = [format!("warning c/{name} ignored-content")];
        assert_eq!(found(&world, "c"), expected, "{name}");
    }
    for name in [
        "value.yaml",
        "values.json",
        "values-prod.yml",
        "values/values.yaml",
    ] {
        let world = chart()
            .file("c/values.yaml", CLEAN)
            .file(&format!("c/{name}"), CLEAN);
        assert!(found(&world, "c").is_empty(), "{name}");
    }
}

#[test]
fn what_is_named_means_its_chart_and_what_is_given_is_read() {
    let world = chart().file("c/values.yml", CLEAN);
    for arguments in [
        "c/values.yml",
        "--changed c/values.yml",
        "c/values.yml c/Chart.yaml",
    ] {
        let ran = world.run(&format!("lint -o json {arguments}")).exits(1);
        assert_eq!(ran.targets(), ["c"], "{arguments}");
        assert_eq!(
            found(&world, arguments),
            ["error c/values.yml ignored-content"]
        );
    }
    assert!(found(&world, "c -f c/values.yml").is_empty());
    let world = world.file(
        "helm-obo.yaml",
        "targets: [{chart: c, values: [c/values.yml]}]",
    );
    assert!(found(&world, "").is_empty());
    let ran = world.run("lint -o json c/values.yml").exits(0);
    assert_eq!(ran.targets(), ["c + c/values.yml"]);
}

#[test]
fn nothing_is_said_where_nothing_is_lost() {
    for text in ["", "# agents\n", "---\n", "{}\n"] {
        let world = chart().file("c/values.yml", text);
        assert!(found(&world, "c").is_empty(), "{text:?}");
    }
    // Charts without agents are none of our business.
    let world = chart().file("c/values.yml", "port: 80\n");
    assert!(found(&world, "c").is_empty());
    // A chart may leave all its values to files for `-f`.
    let world = chart().file("c/values-prod.yml", CLEAN);
    assert!(found(&world, "c").is_empty());
}

#[cfg(unix)]
#[test]
fn what_is_read_by_another_name_is_read() {
    let world = chart().file("c/values.yml", CLEAN);
    std::os::unix::fs::symlink("values.yml", world.path("c/values.yaml")).unwrap();
    assert!(found(&world, "c").is_empty());
}

#[test]
fn values_that_are_left_out_or_a_folder() {
    let world = chart().file("c/values.yaml/prod.yaml", CLEAN);
    assert_eq!(found(&world, "c"), ["error c/values.yaml ignored-content"]);
    for (rules, severity) in [("values.yaml\n", "warning"), ("*.md\n/values*\n", "error")] {
        let world = chart()
            .file("c/values.yaml", CLEAN)
            .file("c/.helmignore", rules);
        let expected = [format!("{severity} c/.helmignore ignored-content")];
        assert_eq!(found(&world, "c"), expected, "{rules}");
    }
    let world = chart()
        .file("c/values.yaml", CLEAN)
        .file("c/templates/x.yaml", "a: {{ .Values.agents }}")
        .file("c/.helmignore", "templates/\n");
    assert_eq!(found(&world, "c"), ["error c/.helmignore ignored-content"]);
    // Left out under its wrong name it is missed all the same, but beside the right one nobody wants it.
    let world = chart()
        .file("c/values.yml", CLEAN)
        .file("c/.helmignore", "values.yml\n");
    assert_eq!(found(&world, "c"), ["error c/values.yml ignored-content"]);
    let world = world.file("c/values.yaml", CLEAN);
    assert!(found(&world, "c").is_empty());
}

#[test]
fn files_in_ci_and_in_subcharts() {
    let world = chart()
        .file("c/values.yaml", CLEAN)
        .file("c/ci/x-values.yml", BROKEN);
    assert_eq!(
        found(&world, "c"),
        ["warning c/ci/x-values.yml ignored-content"]
    );
    let named = found(&world, "c/ci/x-values.yml");
    assert_eq!(named, ["error c/ci/x-values.yml forwarding-disabled"]);
    let sub = |text: &str| {
        chart()
            .file("c/values.yaml", CLEAN)
            .file("c/charts/sub/Chart.yaml", "name: sub\nversion: 1.0.0\n")
            .file("c/charts/sub/values.yml", text)
    };
    assert_eq!(
        found(&sub(CLEAN), "c"),
        ["error c/charts/sub/values.yml ignored-content"]
    );
    assert!(found(&sub("port: 80\n"), "c").is_empty());
}

#[test]
fn a_chart_by_another_name_is_none() {
    for name in ["Chart.yml", "chart.yaml", "CHART.YAML"] {
        let world = World::empty()
            .file(&format!("c/{name}"), CHART)
            .file("c/values.yaml", CLEAN);
        let rename = format!("rename `c/{name}` to `Chart.yaml`");
        for command in ["lint", "render", "trace", "values"] {
            world
                .run(&format!("{command} c"))
                .exits(2)
                .stderr_has("no chart found in `c`")
                .stderr_has(&rename);
        }
        world.run("init c").exits(2).stderr_has(&rename);
        let path = format!("c/{name}");
        world
            .run(&format!("lint {path}"))
            .exits(2)
            .stderr_has("is no `Chart.yaml`, and Helm reads that name only");
        let makes_none = format!("`{path}` makes no chart of its folder");
        world
            .run(&format!("lint --changed {path}"))
            .exits(0)
            .stderr_has(&makes_none);
        world
            .run("lint c/values.yaml")
            .exits(0)
            .stderr_has(&makes_none);
        let world = world.chart("other");
        world.run("lint .").exits(0).stderr_has(&makes_none);
    }
    // A file of that name that says nothing of a chart.
    let world = World::new().file("plots/chart.yml", "kind: bars\nname: x\nversion: 1\n");
    world.run("lint .").exits(0).says_no_more();
}

#[test]
fn init_says_so_too() {
    let world = chart().file("c/values.yml", CLEAN).chart("other");
    let text = world.run("init --stdout").exits(0).stdout;
    assert!(
        text.contains("##   Helm does not read `c/values.yml`"),
        "{text}"
    );
    assert!(!text.contains("c/values.yml: values with agents"), "{text}");
    let ran = chart().file("c/values.yml", CLEAN).run("init").exits(0);
    assert!(
        ran.stdout.contains("  Helm does not read `c/values.yml`"),
        "{ran:#?}"
    );
}

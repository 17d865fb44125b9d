//! Every kind of TARGET.

use crate::common::world::{BROKEN, CHART, CLEAN, DOUBTFUL, World};

/// The targets that `lint` makes of these arguments.
#[track_caller]
fn targets(world: &World, arguments: &str) -> Vec<String> {
    world
        .run(&format!("lint -o json --fail-on never {arguments}"))
        .exits(0)
        .targets()
}

/// A chart with two `ci/` files, and one that is none.
fn with_ci() -> World {
    World::new()
        .file("chart/ci/a-values.yaml", "{}")
        .file("chart/ci/b-values.yaml", DOUBTFUL)
        .file("chart/ci/notes.yaml", "a: 1")
}

#[test]
fn a_chart_by_any_of_its_names() {
    let world = World::new();
    for name in [
        "chart",
        "chart/",
        "./chart",
        "chart/Chart.yaml",
        "chart/values.yaml",
        "chart/../chart",
    ] {
        assert_eq!(targets(&world, name), ["chart"], "{name}");
    }
    let absolute = world.path("chart");
    assert_eq!(targets(&world, absolute.to_str().unwrap()), ["chart"]);
}

#[test]
fn ci_files_come_with_their_chart_however_it_is_named() {
    let world = with_ci();
    let expected = [
        "chart",
        "chart + chart/ci/a-values.yaml",
        "chart + chart/ci/b-values.yaml",
    ];
    for name in [
        "chart",
        "chart/Chart.yaml",
        "chart/values.yaml",
        ".",
        "",
        "chart chart/ci/a-values.yaml",
    ] {
        assert_eq!(targets(&world, name), expected, "{name}");
    }
    let world = world.file("o.yaml", "{}");
    assert_eq!(targets(&world, "chart -f o.yaml"), ["chart + o.yaml"]);
    assert_eq!(targets(&world, "chart --set a=1"), ["chart"]);
    assert_eq!(
        targets(&world, "chart/ci/b-values.yaml"),
        ["chart + chart/ci/b-values.yaml"]
    );
}

#[test]
fn a_file_below_a_chart_lies_on_it() {
    let world = World::new().file("chart/envs/prod/x.yaml", BROKEN);
    assert_eq!(
        targets(&world, "chart/envs/prod/x.yaml"),
        ["chart + chart/envs/prod/x.yaml"]
    );
}

#[test]
fn a_file_lies_on_the_chart_that_is_named() {
    let world = World::new()
        .chart("other")
        .file("o.yaml", BROKEN)
        .file("chart/o.yaml", BROKEN);
    assert_eq!(targets(&world, "o.yaml --chart chart"), ["chart + o.yaml"]);
    assert_eq!(
        targets(&world, "o.yaml --chart ./chart/"),
        ["chart + o.yaml"]
    );
    assert_eq!(
        targets(&world, "chart/o.yaml --chart other"),
        ["other + chart/o.yaml"]
    );
    world
        .run("lint o.yaml --chart nowhere")
        .exits(2)
        .stderr_has("nowhere");
}

#[test]
fn a_file_without_a_chart_is_partial() {
    let world = World::empty().file("o.yaml", BROKEN);
    let ran = world.run("lint -o json o.yaml --fail-on never").exits(0);
    assert_eq!(ran.targets(), ["o.yaml"]);
    assert_eq!(ran.json()["summary"]["agents"], 1);
}

#[test]
fn the_files_of_f_are_named_as_they_are_reached() {
    let world = World::new().file("o.yaml", BROKEN).file("p.yaml", "{}");
    assert_eq!(
        targets(&world, "chart -f ./o.yaml -f chart/../p.yaml"),
        ["chart + o.yaml + p.yaml"]
    );
    assert_eq!(
        targets(&world, "o.yaml --chart chart -f p.yaml"),
        ["chart + o.yaml + p.yaml"]
    );
}

#[test]
fn a_file_named_as_target_comes_before_those_of_f() {
    let on = "agents: {definitions: {sre-agent: {enabled: true}}}";
    let off = "agents: {definitions: {sre-agent: {enabled: false}}}";
    let world = World::new().file("on.yaml", on).file("off.yaml", off);
    let ran = world
        .run("lint -o json --chart chart on.yaml -f off.yaml")
        .exits(0);
    assert_eq!(ran.json()["summary"]["active"], 0);
}

#[test]
fn standard_input_is_a_target() {
    let world = World::new();
    let partial = world.call("lint -o json -").stdin(BROKEN).run().exits(0);
    assert_eq!(partial.targets(), ["-"]);
    let whole = world
        .call("lint -o json - --chart chart")
        .stdin(BROKEN)
        .run()
        .exits(1);
    assert_eq!(whole.targets(), ["chart + -"]);
    assert_eq!(whole.json()["diagnostics"][0]["location"]["file"], "-");
    let overlay = world
        .call("lint -o json chart -f -")
        .stdin(BROKEN)
        .run()
        .exits(1);
    assert_eq!(overlay.targets(), ["chart + -"]);
    assert_eq!(overlay.findings(), whole.findings());
}

#[test]
fn a_walk_finds_charts_and_skips_what_is_none() {
    let world = World::empty()
        .chart("a")
        .chart("a/charts/sub")
        .chart("deep/er/b")
        .chart(".hidden/c")
        .chart("charts/d")
        .file("loose.yaml", BROKEN);
    assert_eq!(targets(&world, "."), ["a", "charts/d", "deep/er/b"]);
    assert_eq!(targets(&world, ""), ["a", "charts/d", "deep/er/b"]);
    assert_eq!(targets(&world, "deep"), ["deep/er/b"]);
    assert_eq!(targets(&world, "a/charts/sub"), ["a/charts/sub"]);
}

#[cfg(unix)]
#[test]
fn a_walk_does_not_follow_links_but_a_named_link_counts() {
    let world = World::empty().chart("real/a");
    std::os::unix::fs::symlink(world.path("real"), world.path("link")).unwrap();
    std::os::unix::fs::symlink(world.path("real/a"), world.path("chart-link")).unwrap();
    std::os::unix::fs::symlink(world.path("."), world.path("real/loop")).unwrap();
    assert_eq!(targets(&world, "."), ["real/a"]);
    assert_eq!(targets(&world, "link"), ["link/a"]);
    assert_eq!(targets(&world, "chart-link"), ["chart-link"]);
}

#[test]
fn a_walk_without_a_chart() {
    let world = World::empty().file("notes/x.yaml", "a: 1");
    for arguments in ["lint", "lint .", "lint notes"] {
        world
            .run(arguments)
            .exits(2)
            .prints_nothing()
            .stderr_has("no chart found in");
        let ran = world
            .run(&format!("{arguments} --allow-empty"))
            .exits(0)
            .says_no_more();
        assert!(ran.stdout.starts_with("nothing was checked"), "{ran:#?}");
    }
    let ran = world.run("lint --allow-empty -o json").exits(0);
    assert_eq!(ran.json()["summary"]["targets"], 0);
}

#[test]
fn what_never_holds_values_is_skipped() {
    let world = World::new()
        .file("chart/charts/sub/Chart.yaml", CHART)
        .file("chart/charts/sub/values.yaml", CLEAN)
        .file("chart/charts/sub/templates/x.yaml", "{{")
        .file("chart/tests/t.yaml", "{{")
        .file("loose.tpl", "{{");
    for name in [
        "chart/charts/sub/values.yaml",
        "chart/charts/sub/Chart.yaml",
        "chart/charts/sub/templates/x.yaml",
        "chart/tests/t.yaml",
        "loose.tpl",
    ] {
        let ran = world
            .run(&format!("lint -o json {name}"))
            .exits(0)
            .says_no_more();
        assert_eq!(ran.json()["summary"]["targets"], 0, "{name}");
        let ran = world.run(&format!("lint {name}")).exits(0);
        let told = format!("nothing was checked: there is no target\n  skipped: `{name}`");
        assert!(ran.stdout.starts_with(&told), "{ran:#?}");
        world
            .run(&format!("render {name}"))
            .exits(2)
            .prints_nothing()
            .stderr_has(&format!("nothing to work on: `{name}`"));
    }
    // Without a chart above, such a folder's name means nothing.
    let world = World::empty().file("tests/x.yaml", "agents: {}");
    assert_eq!(targets(&world, "tests/x.yaml"), ["tests/x.yaml"]);
}

#[test]
fn what_a_chart_is_made_of_means_the_chart() {
    let world = World::new()
        .file("chart/templates/x.yaml", "{{ .Values }}")
        .file("chart/templates/deep/_y.tpl", "{{ end")
        .file("chart/templates/NOTES.txt", "{{")
        .file("chart/files/_z.tpl", "{{")
        .file("chart/crds/crd.yaml", "{{")
        .file("chart/Chart.lock", "dependencies: []\n")
        .file("chart/.helmignore", "*.bak\n")
        .file("chart/values.schema.json", "{}")
        .file("chart/README.md", "# Platform\n");
    for name in [
        "templates/x.yaml",
        "templates/deep/_y.tpl",
        "templates/NOTES.txt",
        "files/_z.tpl",
        "crds/crd.yaml",
        "Chart.lock",
        ".helmignore",
        "values.schema.json",
        "README.md",
    ] {
        let name = format!("chart/{name}");
        assert_eq!(targets(&world, &name), ["chart"], "{name}");
        let changed = format!("--changed {name}");
        assert_eq!(targets(&world, &changed), ["chart"], "{name}");
        world.run(&format!("values {name}")).exits(0).says_no_more();
    }
}

#[test]
fn the_same_target_counts_once_in_any_order() {
    let world = with_ci().chart("b").file("o.yaml", BROKEN);
    let names = [
        "chart",
        "b",
        "chart/ci/b-values.yaml",
        "o.yaml",
        "chart/Chart.yaml",
        "./b",
        "o.yaml",
        "chart/values.yaml",
    ];
    let forward = world.run(&format!("lint -o json {}", names.join(" ")));
    let mut backward = names;
    backward.reverse();
    let backward = world.run(&format!("lint -o json {}", backward.join(" ")));
    assert_eq!(forward.stdout, backward.stdout);
    let mut sorted = forward.targets();
    sorted.sort();
    assert_eq!(forward.targets(), sorted);
    assert_eq!(
        forward.targets(),
        [
            "b",
            "chart",
            "chart + chart/ci/a-values.yaml",
            "chart + chart/ci/b-values.yaml",
            "o.yaml"
        ]
    );
}

#[test]
fn three_files_of_one_chart_are_two_targets_and_no_finding_is_reported_twice() {
    let world = World::new()
        .file(
            "chart/values.yaml",
            CLEAN.replace(
                "      - authorization\n",
                "      - authorization\n      colour: red\n",
            ),
        )
        .file("chart/ci/a-values.yaml", "{}");
    let ran = world
        .run("lint -o json --ignore runtime-unset,muster-unset,shared-session chart/Chart.yaml chart/values.yaml chart/ci/a-values.yaml")
        .exits(0);
    assert_eq!(ran.targets(), ["chart", "chart + chart/ci/a-values.yaml"]);
    assert_eq!(ran.findings().len(), 1, "{ran:#?}");
    let expected = serde_json::json!(["chart", "chart + chart/ci/a-values.yaml"]);
    assert_eq!(ran.json()["diagnostics"][0]["targets"], expected);
    let concise = world
        .run("lint -o concise -q --ignore runtime-unset,muster-unset,shared-session chart chart/values.yaml chart/ci/a-values.yaml")
        .exits(0);
    assert_eq!(concise.stdout.lines().count(), 1, "{concise:#?}");
}

#[test]
fn what_is_missing_ends_in_2_and_the_others_are_linted() {
    let world = World::new().file("o.yaml", BROKEN);
    world
        .run("lint nowhere.yaml")
        .exits(2)
        .stderr_has("there is no `nowhere.yaml`");
    world
        .run("lint chart -f nowhere.yaml")
        .exits(2)
        .stderr_has("there is no file `nowhere.yaml`");
    let ran = world
        .run("lint -o json nowhere.yaml o.yaml --chart chart")
        .exits(2)
        .stderr_has("nowhere.yaml");
    assert_eq!(ran.targets(), ["chart + o.yaml"]);
    for command in ["render", "values"] {
        world
            .run(&format!("{command} nowhere"))
            .exits(2)
            .prints_nothing()
            .stderr_has("nowhere");
    }
}

#[test]
fn manifests_are_never_taken_for_values() {
    let manifests = "---\n# Source: c/templates/a.yaml\napiVersion: v1\nkind: Secret\nmetadata: {name: a}\n---\napiVersion: v1\nkind: ConfigMap\n";
    let world = World::new().file("m.yaml", manifests);
    for arguments in ["render m.yaml", "values -"] {
        world
            .call(arguments)
            .stdin(manifests)
            .run()
            .exits(2)
            .stderr_has("holds manifests, not values")
            .stderr_has("`helm-obo lint` and `helm-obo trace` take manifests");
    }
    for (arguments, targets) in [
        ("lint -o json m.yaml", 1),
        ("lint -o json - --chart chart", 1),
        ("lint -o json -", 1),
        ("lint -o json m.yaml - chart", 2),
    ] {
        let ran = world.call(arguments).stdin(manifests).run().exits(0);
        assert_eq!(ran.json()["summary"]["targets"], targets, "{arguments}");
    }
}

#[test]
fn one_target_for_render_and_values() {
    let world = World::empty()
        .chart("a")
        .chart("b")
        .file("a/ci/x-values.yaml", "{}");
    for command in ["render", "values"] {
        let ran = world.run(command).exits(2).prints_nothing();
        ran.stderr_has("there are 2 targets")
            .exits(2)
            .stderr_has("a, b");
        world.run(&format!("{command} a")).exits(0);
        world.run(&format!("{command} a/Chart.yaml")).exits(0);
        world.run(&format!("{command} a/ci/x-values.yaml")).exits(0);
        world.call(command).cd("a").run().exits(0);
        world
            .run(&format!("{command} a b"))
            .exits(2)
            .prints_nothing();
    }
}

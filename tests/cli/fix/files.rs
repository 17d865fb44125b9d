//! Which files `lint --fix` changes: each once, by whichever name, and none of others.

use super::{QUIET, TORN, WHOLE, bare, fixed, lint, world};
use crate::common::world::{CHART, CLEAN, World};

#[cfg(unix)]
#[test]
fn a_file_and_links_to_it_are_fixed_once() {
    let world = World::new().file("o.yaml", TORN);
    std::os::unix::fs::symlink("o.yaml", world.path("link.yaml")).unwrap();
    std::os::unix::fs::symlink(".", world.path("folder")).unwrap();
    let files = "--chart chart o.yaml link.yaml folder/o.yaml";
    let diff = lint(&world, &format!("{files} --diff")).exits(1);
    assert_eq!(diff.stdout.matches("--- a/").count(), 1, "{diff:#?}");
    let ran = lint(&world, &format!("{files} --fix")).exits(0);
    assert_eq!(ran.stderr, "note: o.yaml: 1 fix applied\n");
    assert_eq!(world.read("o.yaml"), WHOLE);
    assert!(world.path("link.yaml").is_symlink());
}

/// Each chart has something else to fix in the file that both link to.
#[cfg(unix)]
#[test]
fn a_file_that_several_charts_link_to_gets_the_fixes_of_each() {
    let shared = "agents:\n  definitions:\n    sre-agent: {obo: null}\n    other: {obo: null}\n";
    let world = World::new()
        .file("other/Chart.yaml", CHART)
        .file("other/values.yaml", CLEAN.replace("sre-agent", "other"))
        .file("shared.yaml", shared);
    for chart in ["chart", "other"] {
        std::fs::create_dir(world.path(&format!("{chart}/ci"))).unwrap();
        let link = world.path(&format!("{chart}/ci/a-values.yaml"));
        std::os::unix::fs::symlink("../../shared.yaml", link).unwrap();
    }
    let diff = lint(&world, ". --diff").exits(1).stdout;
    assert!(diff.starts_with("--- a/shared.yaml\n"), "{diff}");
    assert_eq!(diff.matches("\n+    ").count(), 2, "{diff}");
    let ran = lint(&world, ". --fix").exits(0);
    assert_eq!(ran.stderr, "note: shared.yaml: 2 fixes applied\n");
    let expected = shared.replace("null", "{enabled: true}");
    assert_eq!(world.read("shared.yaml"), expected);
}

#[test]
fn a_chart_is_fixed_with_its_ci_files() {
    let world = world().file("chart/ci/a-values.yaml", TORN).file(
        "chart/ci/b-values.yaml",
        "ingress: {hostnames: [b.example.com]}\n",
    );
    let ran = lint(&world, "chart --fix").exits(0);
    assert_eq!(
        ran.stderr,
        "note: chart/ci/a-values.yaml: 1 fix applied\nnote: chart/values.yaml: 1 fix applied\n"
    );
    assert_eq!(world.read("chart/values.yaml"), fixed());
    assert_eq!(world.read("chart/ci/a-values.yaml"), WHOLE);
}

#[test]
fn a_chart_below_a_file_that_was_named_is_left_alone() {
    let overlay = "ingress: {hostnames: [b.example.com]}\n";
    let world = world().file("o.yaml", overlay);
    for arguments in ["--chart chart o.yaml --fix", "chart -f o.yaml --fix"] {
        let ran = lint(&world, arguments).exits(1);
        assert!(ran.stderr.is_empty(), "{ran:#?}");
        assert_eq!(world.read("chart/values.yaml"), bare());
        assert_eq!(world.read("o.yaml"), overlay);
    }
}

#[test]
fn a_file_that_two_targets_share_is_fixed_once() {
    let config =
        "targets:\n- {chart: chart, values: [o.yaml]}\n- {chart: other, values: [o.yaml]}\n";
    let world = World::new()
        .chart("other")
        .file("o.yaml", TORN)
        .file(".helm-obo.yaml", config);
    let ran = lint(&world, "--fix").exits(0);
    assert_eq!(ran.stderr, "note: o.yaml: 1 fix applied\n");
    assert_eq!(world.read("o.yaml"), WHOLE);
}

#[test]
fn a_file_of_several_names_is_fixed_once() {
    let world = World::new().file("o.yaml", TORN).file("x/y", "");
    let ran = lint(&world, "--chart chart o.yaml ./o.yaml x/../o.yaml --fix").exits(0);
    assert_eq!(ran.stderr, "note: o.yaml: 1 fix applied\n");
    assert_eq!(world.read("o.yaml"), WHOLE);
}

/// As the chart's own values and as an overlay on them.
#[test]
fn a_file_that_is_twice_in_the_targets_is_fixed_once() {
    let config = "targets:\n- {chart: .}\n- {chart: ., values: [values.yaml]}\n";
    let world = world().file("chart/.helm-obo.yaml", config);
    let run = |arguments: &str| {
        let call = world.call(&format!("lint {QUIET} {arguments}"));
        call.cd("chart").run()
    };
    let diff = run("--diff").exits(1).stdout;
    assert_eq!(diff.matches("--- a/values.yaml\n").count(), 1, "{diff}");
    let ran = run("--fix").exits(0);
    assert_eq!(ran.stderr, "note: values.yaml: 1 fix applied\n");
    assert_eq!(world.read("chart/values.yaml"), fixed());
}

#[test]
fn files_are_named_from_the_working_directory() {
    let world = world();
    let ran = world.call(&format!("lint {QUIET} .. --fix")).cd("chart");
    std::fs::create_dir(world.path("chart/ci")).unwrap();
    let below = world
        .call(&format!("lint {QUIET} .. --diff"))
        .cd("chart/ci");
    let below = below.run().exits(1).stdout;
    assert!(below.starts_with("--- a/../values.yaml\n"), "{below}");
    let ran = ran.run().exits(0);
    assert_eq!(ran.stderr, "note: values.yaml: 1 fix applied\n");
    assert_eq!(world.read("chart/values.yaml"), fixed());
}

#[test]
fn what_was_changed_is_fixed() {
    let config = "targets: [{chart: chart, values: [o.yaml]}]\n";
    let world = world()
        .file("o.yaml", TORN)
        .file(
            "manifest.yaml",
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n",
        )
        .file(".helm-obo.yaml", config);
    let ran = lint(&world, "--changed --fix chart/values.yaml manifest.yaml").exits(0);
    assert_eq!(
        ran.stderr,
        "note: chart/values.yaml: 1 fix applied\nnote: o.yaml: 1 fix applied\n"
    );
    assert_eq!(world.read("chart/values.yaml"), fixed());
    assert_eq!(world.read("o.yaml"), WHOLE);
}

#[test]
fn a_file_that_cannot_be_read_keeps_no_other_from_being_fixed() {
    let world = world().file("torn.yaml", "a: [\n");
    let ran = lint(&world, "chart torn.yaml missing.yaml --fix -o concise").exits(2);
    assert!(ran.stdout.contains("[syntax-error]"), "{ran:#?}");
    assert!(
        ran.stderr
            .contains("note: chart/values.yaml: 1 fix applied\n"),
        "{ran:#?}"
    );
    assert!(ran.stderr.contains("missing.yaml"), "{ran:#?}");
    assert_eq!(world.read("chart/values.yaml"), fixed());
    assert_eq!(world.read("torn.yaml"), "a: [\n");
}

/// An archive with one chart, whose folder is named.
fn packed(folder: &str, files: &[(&str, &str)]) -> Vec<u8> {
    let gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    let mut archive = tar::Builder::new(gzip);
    for (name, text) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(text.len() as u64);
        header.set_mode(0o644);
        let path = format!("{folder}/{name}");
        archive
            .append_data(&mut header, path, text.as_bytes())
            .unwrap();
    }
    archive.into_inner().unwrap().finish().unwrap()
}

#[test]
fn subcharts_are_left_alone() {
    let metadata = CHART.replace("platform", "sub");
    let files = [("Chart.yaml", &*metadata), ("values.yaml", &*bare())];
    let archive = packed("sub", &files);
    let parent = format!(
        "{CHART}dependencies: [{{name: sub, version: 0.1.0}}, {{name: own, version: 0.1.0}}]\n"
    );
    let world = world()
        .file("chart/Chart.yaml", parent)
        .file("chart/charts/sub-0.1.0.tgz", &archive)
        .file(
            "chart/charts/own/Chart.yaml",
            CHART.replace("platform", "own"),
        )
        .file("chart/charts/own/values.yaml", bare());
    let ran = lint(&world, "chart --fix").exits(0);
    assert_eq!(ran.stderr, "note: chart/values.yaml: 1 fix applied\n");
    assert_eq!(world.read("chart/values.yaml"), fixed());
    assert_eq!(world.read("chart/charts/own/values.yaml"), bare());
    let after = std::fs::read(world.path("chart/charts/sub-0.1.0.tgz")).unwrap();
    assert_eq!(after, archive);
}

/// A name that a chart's own ignore file hides from Helm is no file to write.
#[test]
fn values_that_helm_ignores_are_left_alone() {
    let world = world()
        .file("chart/.helmignore", "values.yaml\n")
        .file("o.yaml", bare());
    lint(&world, "--chart chart o.yaml --fix")
        .exits(0)
        .stderr_has("note: o.yaml: 1 fix applied");
    lint(&world, "chart --fix");
    assert_eq!(world.read("chart/values.yaml"), bare());
    assert_eq!(world.read("o.yaml"), fixed());
}

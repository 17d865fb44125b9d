//! `--each`, `--shard` and `--jobs`: one chart with many values files.

use crate::common::world::{BROKEN, CLEAN, DOUBTFUL, World};
use std::collections::BTreeSet;

/// A chart, and values files for it in folders.
fn fleet() -> World {
    World::new()
        .file("clusters/a.yaml", "{}")
        .file("clusters/b.yaml", BROKEN)
        .file("clusters/eu/c.yaml", DOUBTFUL)
        .file("clusters/eu/west/d.yaml", "{}")
        .file("clusters/.old/e.yaml", "{}")
}

/// The targets that `lint` makes of these arguments.
#[track_caller]
fn targets(world: &World, arguments: &str) -> Vec<String> {
    let call = world.run(&format!("lint -o json --fail-on never {arguments}"));
    call.exits(0).targets()
}

/// The name of a cluster's target.
fn on_chart(clusters: &[&str]) -> Vec<String> {
    let names = clusters.iter();
    names
        .map(|name| format!("chart + clusters/{name}.yaml"))
        .collect()
}

#[test]
fn each_file_that_a_glob_matches_is_a_target() {
    let world = fleet();
    let all = ["a", "b", "eu/c", "eu/west/d"];
    for (arguments, expected) in [
        ("chart --each clusters/*.yaml", &all[..2]),
        ("chart --each ./clusters/*.yaml", &all[..2]),
        ("chart --each clusters/**/*.yaml", &all),
        ("chart --each clusters/**", &all),
        ("chart --each clusters/*/*.yaml", &all[2..3]),
        ("chart --each clusters/{a,eu/c}.yaml", &["a", "eu/c"]),
        ("chart --each clusters/b.yaml", &all[1..2]),
        ("chart --each clusters/.old/*.yaml", &[".old/e"]),
        ("chart/ --each clusters/*.yaml", &all[..2]),
        ("--chart chart --each clusters/*.yaml", &all[..2]),
        (
            "chart --each clusters/*.yaml --each clusters/eu/*.yaml",
            &all[..3],
        ),
        (
            "chart --each clusters/*.yaml --each clusters/a.yaml",
            &all[..2],
        ),
        (
            "chart --each clusters/*.yaml --exclude clusters/b.yaml",
            &all[..1],
        ),
    ] {
        assert_eq!(
            targets(&world, arguments),
            on_chart(expected),
            "{arguments}"
        );
    }
    let absolute = format!("chart --each {}/*.yaml", world.path("clusters").display());
    assert_eq!(targets(&world, &absolute), on_chart(&all[..2]));
}

#[test]
fn the_working_directory_is_the_chart_where_none_is_named() {
    let world = World::new()
        .file("chart/clusters/a.yaml", "{}")
        .file("chart/ci/b-values.yaml", "{}");
    for (glob, expected) in [
        ("clusters/*.yaml", ". + clusters/a.yaml"),
        ("ci/*.yaml", ". + ci/b-values.yaml"),
    ] {
        let call = world
            .call(&format!("lint --each {glob} -o json"))
            .cd("chart");
        assert_eq!(call.run().exits(0).targets(), [expected]);
    }
}

#[test]
fn values_of_the_command_line_come_on_top_of_each() {
    let world = fleet().file("common.yaml", DOUBTFUL);
    assert_eq!(
        targets(&world, "chart --each clusters/*.yaml -f common.yaml"),
        [
            "chart + clusters/a.yaml + common.yaml",
            "chart + clusters/b.yaml + common.yaml"
        ]
    );
}

#[test]
fn what_the_config_file_says_of_a_target_holds() {
    let world = fleet().file(
        ".helm-obo.yaml",
        "targets: [{chart: chart, values: [clusters/a.yaml], contract: static}]\n",
    );
    let run = world.run("lint chart --each clusters/*.yaml -o json --fail-on never");
    let summary = &run.exits(0).json()["summary"];
    let contracts = summary["contracts"].as_array().unwrap();
    let names: Vec<&str> = { contracts.iter() }
        .map(|chosen| chosen["contract"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["static", "actor-token"]);
}

#[test]
fn what_is_no_values_file_is_passed_over() {
    let world = fleet()
        .file("clusters/README.md", "# Clusters\n")
        .file(
            "clusters/app.yaml",
            "apiVersion: v1\nkind: Service\nmetadata: {name: a}\n",
        )
        .file("clusters/kustomization.yaml", "resources: []\n");
    let run = world.run("lint chart --each clusters/* --fail-on never");
    let run = run.exits(0);
    insta::assert_snapshot!(
        run.stdout
            .lines()
            .filter(|line| line.starts_with("  skipped:"))
            .collect::<Vec<_>>()
            .join("\n")
    );
    assert_eq!(
        targets(&world, "chart --each clusters/*"),
        on_chart(&["a", "b"])
    );
}

#[test]
fn a_glob_that_makes_no_target_is_an_error() {
    let world = fleet().file("other/kustomization.yaml", "resources: []\n");
    for (arguments, expected) in [
        ("chart --each cluster/*.yaml", "matches no values file"),
        ("chart --each clusters/*.json", "matches no values file"),
        ("chart --each other/*", "1 other is passed over"),
        (
            "chart --each clusters/*.yaml --each nowhere/*",
            "`nowhere/*`",
        ),
        ("chart --each [", "is no glob"),
        (
            "chart clusters/a.yaml --each clusters/b.yaml",
            "quote the glob",
        ),
        ("clusters --each clusters/b.yaml", "no chart"),
        ("nowhere --each clusters/b.yaml", "there is no `nowhere`"),
        ("--each clusters/*.yaml", "no chart"),
    ] {
        let run = world.run(&format!("lint {arguments}")).exits(2);
        assert!(run.stderr.contains(expected), "{arguments}: {}", run.stderr);
    }
    let run = world
        .run("lint chart --each clusters/*.json --allow-empty")
        .exits(0);
    assert!(run.stdout.contains("nothing was checked"), "{}", run.stdout);
}

#[test]
fn a_hook_names_its_files_itself() {
    let world = fleet();
    for other in ["--changed", "--stdin-filename clusters/a.yaml"] {
        let run = world.run(&format!("lint chart --each clusters/*.yaml {other}"));
        assert!(run.exits(2).stderr.contains("cannot be used with"));
    }
}

#[test]
fn a_finding_of_the_chart_is_told_once_with_the_count_of_targets() {
    let world = World::new()
        .file("chart/values.yaml", DOUBTFUL)
        .file("clusters/a.yaml", "{}")
        .file("clusters/b.yaml", "{}")
        .file("clusters/c.yaml", "{}");
    let run = world
        .run("lint chart --each clusters/*.yaml --fail-on never")
        .exits(0);
    assert_eq!(
        run.stdout.matches("in: all 3 targets").count(),
        run.stdout.matches("[chart/values.yaml:").count(),
        "{}",
        run.stdout
    );
    assert!(run.stdout.contains("in: all 3 targets"), "{}", run.stdout);
    let run = world
        .run("lint chart --each clusters/*.yaml --fail-on never -o markdown")
        .exits(0);
    assert!(
        run.stdout.contains("  - in: all 3 targets"),
        "{}",
        run.stdout
    );
}

#[test]
fn shards_have_all_targets_and_findings_between_them() {
    let mut world = World::new();
    for cluster in 0..20 {
        let values = if cluster % 3 == 0 { BROKEN } else { CLEAN };
        world = world.file(&format!("clusters/{cluster}.yaml"), values);
    }
    let whole = "chart --each clusters/*.yaml";
    let all: BTreeSet<String> = targets(&world, whole).into_iter().collect();
    let mut found = BTreeSet::new();
    let mut lines = BTreeSet::new();
    for shard in 1..=3 {
        let part = targets(&world, &format!("{whole} --shard {shard}/3"));
        for target in part {
            assert!(found.insert(target.clone()), "{target} is in two parts");
        }
        let run = world.run(&format!("lint {whole} --shard {shard}/3 -o concise -q"));
        lines.extend(run.stdout.lines().map(str::to_owned));
    }
    assert_eq!(found, all);
    let run = world.run(&format!("lint {whole} -o concise -q"));
    assert_eq!(lines, run.stdout.lines().map(str::to_owned).collect());
}

#[test]
fn a_shard_says_which_it_is() {
    let world = fleet();
    let run = world.run("lint chart --each clusters/*.yaml --shard 1/1 -o json --fail-on never");
    let shard = &run.exits(0).json()["summary"]["shard"];
    assert_eq!(
        *shard,
        serde_json::json!({"number": 1, "count": 1, "targets": 2})
    );
    let counts: Vec<String> = (1..=64)
        .map(|shard| {
            let run = world.run(&format!(
                "lint chart --each clusters/a.yaml --shard {shard}/64"
            ));
            run.exits(0).stdout.lines().next().unwrap().to_owned()
        })
        .collect();
    let empty = counts
        .iter()
        .filter(|line| *line == "no target is in this part of the run");
    assert_eq!(empty.count(), 63, "{counts:?}");
}

#[test]
fn a_shard_judges_no_comment_that_others_read() {
    let comment = "# helm-obo: ignore-file[wrong-type]\n";
    let mut entries = String::from("targets:\n");
    let mut world = World::new().file("common.yaml", comment);
    for cluster in 0..8 {
        entries += &format!("- {{chart: chart, values: [common.yaml, {cluster}.yaml]}}\n");
        world = world.file(&format!("{cluster}.yaml"), "{}");
    }
    let world = world.file(".helm-obo.yaml", entries);
    let unused = |arguments: &str| {
        let run = world.run(&format!(
            "lint {arguments} -o concise --select unused-ignore,wrong-type"
        ));
        run.stdout.matches("[unused-ignore]").count()
    };
    assert_eq!(unused(""), 1);
    assert_eq!(unused("--shard 1/2") + unused("--shard 2/2"), 0);
}

#[test]
fn what_needs_all_targets_has_no_shards() {
    let world = fleet();
    for other in [
        "--fix",
        "--unsafe-fixes",
        "--diff",
        "--write-baseline b.json",
    ] {
        let run = world.run(&format!(
            "lint chart --each clusters/*.yaml --shard 1/2 {other}"
        ));
        assert!(
            run.exits(2).stderr.contains("cannot be used with"),
            "{other}"
        );
    }
    for shard in ["0/2", "3/2", "1", "a/b", "1/0"] {
        world.run(&format!("lint chart --shard {shard}")).exits(2);
    }
}

#[test]
fn the_number_of_jobs_changes_nothing() {
    let world = fleet();
    let report = |arguments: &str| {
        let run = world.run(&format!(
            "lint chart --each clusters/**/*.yaml -o json {arguments}"
        ));
        run.exits(1).stdout
    };
    let expected = report("");
    for jobs in [1, 2, 8, 256] {
        assert_eq!(report(&format!("--jobs {jobs}")), expected, "{jobs}");
    }
    for jobs in ["0", "257", "-1", "x"] {
        world.run(&format!("lint chart --jobs {jobs}")).exits(2);
    }
}

#[test]
fn one_baseline_is_for_all_shards() {
    let world = fleet();
    let whole = "lint chart --each clusters/**/*.yaml";
    world
        .run(&format!("{whole} --write-baseline b.json"))
        .exits(0);
    for shard in ["", "--shard 1/2", "--shard 2/2"] {
        let run = world
            .run(&format!("{whole} --baseline b.json {shard}"))
            .exits(0);
        assert!(!run.stderr.contains("match"), "{shard}: {}", run.stderr);
        assert!(!run.stdout.contains("error["), "{shard}: {}", run.stdout);
    }
}

#[test]
fn files_of_a_fleet_are_fixed() {
    let agent = "agents: {definitions: {new: {enabled: true, systemMessage: Hi, modelConfig: a, m2m: {enabled: false}}}}\n";
    let world = World::new()
        .file("clusters/a.yaml", agent)
        .file("clusters/b.yaml", agent);
    let run = world.run("lint chart --each clusters/*.yaml --fix");
    assert_eq!(
        run.stderr.matches("1 fix applied").count(),
        2,
        "{}",
        run.stderr
    );
    assert!(
        world
            .read("clusters/a.yaml")
            .contains("obo: {enabled: true}")
    );
    assert_eq!(world.read("clusters/a.yaml"), world.read("clusters/b.yaml"));
}

//! What a run takes in and shows: `--min-severity`, `--statistics`, `--exclude` and `--stdin-filename`.

use crate::common::world::{BROKEN, CLEAN, DOUBTFUL, World};

/// A chart with an error, a warning and notes.
fn world() -> World {
    World::new()
        .file("broken.yaml", BROKEN)
        .file("doubtful.yaml", DOUBTFUL)
}

const ALL: &str = "lint chart -f broken.yaml -f doubtful.yaml --set agents.definitions.sre-agent.toolNames={x_nope}";

#[test]
fn what_is_below_is_counted_and_not_shown() {
    let world = world();
    let all = world.run(&format!("{ALL} -o json")).exits(1).json();
    let [errors, warnings, notes] = ["errors", "warnings", "notes"].map(|kind| {
        let count = all["summary"][kind].as_u64().unwrap();
        assert!(count > 0, "no {kind}");
        count
    });
    for (least, shown) in [
        ("note", errors + warnings + notes),
        ("warning", errors + warnings),
        ("error", errors),
    ] {
        let call = format!("{ALL} --min-severity {least}");
        let json = world.run(&format!("{call} -o json")).exits(1).json();
        let diagnostics = json["diagnostics"].as_array().unwrap();
        assert_eq!(diagnostics.len() as u64, shown, "{least}");
        for kind in ["errors", "warnings", "notes"] {
            assert_eq!(
                json["summary"][kind], all["summary"][kind],
                "{least} {kind}"
            );
        }
        for format in ["full", "concise", "markdown", "github", "gitlab", "junit"] {
            let said = world.run(&format!("{call} -o {format}")).exits(1).stdout;
            let hides = least != "note";
            assert_eq!(
                said.contains("unknown-tool"),
                !hides,
                "{least} {format}: {said}"
            );
            if ["full", "concise", "markdown"].contains(&format) {
                assert_eq!(
                    said.contains("not shown: "),
                    hides,
                    "{least} {format}: {said}"
                );
            }
        }
    }
    let said = world.run(&format!("{ALL} --min-severity error")).stdout;
    let words: Vec<&str> = said.split_whitespace().collect();
    let said = words.join(" ");
    let hidden = format!("not shown: {warnings} warning, {notes} note");
    assert!(said.contains(&hidden), "{hidden}: {said}");
    assert!(!said.contains("no findings"), "{said}");
}

/// What is not shown makes a run fail all the same.
#[test]
fn the_status_is_of_all() {
    let world = world();
    let doubtful = "lint chart -f doubtful.yaml --min-severity error --ignore runtime-unset,muster-unset,shared-session";
    let ran = world.run(doubtful).exits(0);
    assert!(ran.stdout.contains("1 warning in 1 target"), "{ran:#?}");
    let ran = world.run(&format!("{doubtful} --fail-on warning")).exits(1);
    assert!(
        ran.stdout
            .contains("not shown: 1 warning (`--min-severity`)"),
        "{ran:#?}"
    );
}

#[test]
fn counts_by_rule() {
    let world = world();
    let call = "lint chart -f broken.yaml -f doubtful.yaml --statistics";
    for format in ["full", "concise"] {
        let said = world.run(&format!("{call} -o {format}")).exits(1).stdout;
        let lines: Vec<&str> = said.lines().collect();
        assert_eq!(
            lines[..3],
            [
                "  1  error    forwarding-disabled",
                "  1  warning  unknown-key",
                ""
            ],
            "{said}"
        );
        assert!(
            lines[3].starts_with("1 error, 1 warning in 1 target"),
            "{said}"
        );
    }
    let quiet = world
        .run(&format!("{call} -q --min-severity error"))
        .exits(1);
    assert_eq!(quiet.stdout, "  1  error    forwarding-disabled\n");
    let none = world
        .run("lint chart --statistics --ignore runtime-unset,muster-unset,shared-session")
        .exits(0)
        .stdout;
    assert!(none.starts_with("no findings in 1 target"), "{none}");
    for format in ["json", "sarif", "github", "gitlab", "junit", "markdown"] {
        world
            .run(&format!("{call} -o {format}"))
            .exits(2)
            .prints_nothing()
            .stderr_has("`--statistics` is for the formats `full` and `concise`");
    }
}

#[test]
fn globs_leave_out() {
    let world = World::new()
        .chart("old/platform")
        .file("chart/ci/a-values.yaml", BROKEN)
        .file("deep/o.yaml", BROKEN);
    for (arguments, targets) in [
        (
            "",
            &["chart", "chart + chart/ci/a-values.yaml", "old/platform"][..],
        ),
        (
            "--exclude old/**",
            &["chart", "chart + chart/ci/a-values.yaml"],
        ),
        ("--exclude old --exclude **/ci/*.yaml", &["chart"]),
        ("--exclude **/a-values.yaml", &["chart", "old/platform"]),
        (
            "chart old --exclude old/platform",
            &["chart", "chart + chart/ci/a-values.yaml"],
        ),
        (
            "chart deep/o.yaml --exclude deep/*",
            &["chart", "chart + chart/ci/a-values.yaml"],
        ),
    ] {
        let ran = world
            .run(&format!("lint {arguments} -o json --fail-on never"))
            .exits(0);
        assert_eq!(ran.targets(), targets, "{arguments}");
    }
    // They start at the working directory.
    let below = world
        .call("lint . -o json --exclude ci/*")
        .cd("chart")
        .run();
    assert_eq!(below.targets(), ["."]);
    world
        .run("lint --exclude [")
        .exits(2)
        .prints_nothing()
        .stderr_has("`[` in `--exclude` is no glob");
}

/// An editor has more than the disk.
#[test]
fn standard_input_stands_for_a_file() {
    let world = World::new()
        .file("o.yaml", "{}\n")
        .file("prod/values.yaml", "{}\n");
    let broken = |arguments: &str, input: &str| {
        world
            .call(&format!("lint -o json {arguments}"))
            .stdin(input)
            .run()
            .exits(1)
            .findings()
    };
    let found = ["o.yaml:4:7 forwarding-disabled"];
    assert_eq!(
        broken("--stdin-filename o.yaml --chart chart", BROKEN),
        found
    );
    assert_eq!(
        broken("- --stdin-filename o.yaml --chart chart", BROKEN),
        found
    );
    assert_eq!(
        broken("chart -f o.yaml --stdin-filename o.yaml", BROKEN)[0],
        found[0]
    );
    assert_eq!(broken("chart -f - --stdin-filename o.yaml", BROKEN), found);
    // A chart's own values, with all that comes with them.
    let own = CLEAN.replace("      obo:\n        enabled: true\n", "");
    let found = broken(
        "--stdin-filename chart/values.yaml --select obo-missing",
        &own,
    );
    assert_eq!(found, ["chart/values.yaml:8:5 obo-missing"]);
    // One that is not there yet.
    let found = broken("--stdin-filename new.yaml --chart chart", BROKEN);
    assert_eq!(found, ["new.yaml:4:7 forwarding-disabled"]);
    assert!(!world.path("new.yaml").exists());
    assert_eq!(world.read("o.yaml"), "{}\n");
    let diff = world
        .call("lint --stdin-filename chart/values.yaml --diff")
        .stdin(own)
        .run();
    assert!(diff.stdout.contains("+++ b/chart/values.yaml"), "{diff:#?}");
    for flag in ["--fix", "--unsafe-fixes", "--write-baseline b.json"] {
        let ran = world
            .run(&format!("lint --stdin-filename o.yaml {flag}"))
            .exits(2);
        ran.prints_nothing().stderr_has("cannot be used with");
    }
}

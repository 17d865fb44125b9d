//! `lint --diff` from the outside: what is shown, and whether git makes of it what `--fix` makes.

use super::{HOPELESS, QUIET, TORN, WHOLE, bare, lint, world};
use crate::common::skip::skip;
use crate::common::world::{CLEAN, World};
use std::process::Command;

#[test]
fn a_diff_is_shown_and_nothing_is_written() {
    let world = world();
    let ran = lint(&world, "chart --diff").exits(1).says_no_more();
    insta::assert_snapshot!(ran.stdout, @r#"
    --- a/chart/values.yaml
    +++ b/chart/values.yaml
    @@ -16,3 +16,5 @@
           env:
           - name: KAGENT_PROPAGATE_TOKEN
             value: "true"
    +      obo:
    +        enabled: true
    "#);
    assert_eq!(world.read("chart/values.yaml"), bare());
    let file = lint(&world, "chart --diff --output-file out.patch").exits(1);
    file.prints_nothing().says_no_more();
    assert_eq!(world.read("out.patch"), ran.stdout);
    let all = lint(&world, "chart --diff --fix --unsafe-fixes").exits(1);
    assert_eq!(all.stdout, ran.stdout);
    assert_eq!(world.read("chart/values.yaml"), bare());
    let colored = lint(&world, "chart --diff --color always").exits(1);
    assert!(colored.stdout.contains("\x1b[32m+      obo:\x1b[0m\n"));
}

#[test]
fn a_diff_ends_with_the_status_of_a_run_without_fixes() {
    let world = world();
    lint(&world, "chart --diff --fail-on never").exits(0);
    let clean = lint(&World::new(), "chart --diff").exits(0);
    clean.prints_nothing().says_no_more();
}

#[test]
fn a_diff_says_what_it_leaves() {
    let world = world().file("torn.yaml", "a: [\n");
    let ran = lint(&world, "chart torn.yaml --diff").exits(2);
    let ran = ran
        .stderr_has("error[syntax-error]")
        .stderr_has("[torn.yaml:1:4]");
    assert!(ran.stdout.starts_with("--- a/chart/values.yaml\n"));
    assert!(!ran.stderr.contains("would be left"), "{ran:#?}");
    let world = World::new().file("left.yaml", HOPELESS);
    let ran = lint(&world, "chart -f left.yaml --diff").exits(1);
    assert_eq!(
        ran.prints_nothing().stderr,
        "note: 1 finding that makes the run fail would be left; a run without `--diff`\n      says more\n"
    );
    let quiet = lint(&world, "chart -f left.yaml --diff -q").exits(1);
    quiet.prints_nothing().says_no_more();
    let never = lint(&world, "chart -f left.yaml --diff --fail-on never");
    never.exits(0).prints_nothing().says_no_more();
}

#[test]
fn a_diff_is_no_report() {
    let world = world();
    lint(&world, "chart --diff -o json")
        .exits(2)
        .prints_nothing()
        .stderr_has("cannot be used with");
}

/// Runs git in a folder of a world, with nobody's configuration.
fn git(world: &World, folder: &str, arguments: &[&str]) -> bool {
    let output = Command::new("git")
        .args(arguments)
        .current_dir(world.path(folder))
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .output()
        .unwrap();
    output.status.success()
}

fn has_git() -> bool {
    let has = Command::new("git").arg("--version").output().is_ok();
    if !has {
        skip("there is no git to apply a diff");
    }
    has
}

#[test]
fn a_diff_can_be_applied() {
    if !has_git() {
        return;
    }
    let last = "        value: \"true\"\n";
    for (folder, name, text) in [
        (".", "chart/values.yaml", bare()),
        ("chart", "values.yaml", bare()),
        (".", "chart/values.yaml", bare().replace('\n', "\r\n")),
        (
            ".",
            "chart/values.yaml",
            bare().replace(last, last.trim_end()),
        ),
        (".", "chart/values.yaml", format!("\u{feff}{}", bare())),
        (
            ".",
            "chart/ci/marked-values.yaml",
            format!("\u{feff}{TORN}"),
        ),
        (
            ".",
            "chart/ci/marked-values.yaml",
            format!("\u{feff}# marked\r\n{TORN}"),
        ),
        (
            ".",
            "chart/values.yaml",
            bare().replace("look after", "régissez 😀"),
        ),
        (".", "chart/ci/a b-values.yaml", TORN.to_owned()),
        ("chart", "ci/é\"-values.yaml", TORN.to_owned()),
    ] {
        let world = World::new().file(&format!("{folder}/{name}"), &text);
        let twin = World::new().file(&format!("{folder}/{name}"), &text);
        let target = if folder == "chart" { "." } else { "chart" };
        let arguments = format!("lint {QUIET} {target}");
        let patch = world.path("out.patch").to_string_lossy().into_owned();
        let diff = world.call(&format!("{arguments} --diff --output-file"));
        diff.arg(&patch).cd(folder).run().exits(1).says_no_more();
        assert!(git(&world, ".", &["init", "-q"]));
        assert!(
            git(&world, folder, &["apply", &patch]),
            "{name}: {}",
            world.read("out.patch")
        );
        twin.call(&format!("{arguments} --fix"))
            .cd(folder)
            .run()
            .exits(0);
        let path = format!("{folder}/{name}");
        assert_ne!(world.read(&path), text);
        assert_eq!(world.read(&path), twin.read(&path));
    }
}

#[test]
fn a_diff_that_is_no_patch_says_so() {
    const TOLD: &str = "so this patch cannot be applied";
    let near = |line: &str| {
        let last = "        value: \"true\"\n";
        bare().replace(last, &format!("{line}\n{last}"))
    };
    for (line, shown, hidden) in [
        (
            "        # password: correct-horse-b4ttery",
            "         # password: [masked]\n",
            "correct-horse-b4ttery",
        ),
        (
            "        # say ghp_abcdefghijklmnopqrstuvwxyz0123456789",
            "         # say [masked]\n",
            "ghp_",
        ),
        ("# \u{202e}a", " # \\u{202e}a\n", "\u{202e}"),
        ("# \u{feff}a", " # \\u{feff}a\n", "\u{feff}"),
        ("# a\r# b", " # a\\r\n # b\n", "\r"),
        ("# ##[error]x", " # #\\x23[error]x\n", "##["),
    ] {
        let text = near(line);
        let world = World::new().file("chart/values.yaml", &text);
        let ran = lint(&world, "chart --diff");
        let ran = ran.exits(1).stderr_has(TOLD);
        assert!(ran.stdout.contains(shown), "{ran:#?}");
        assert!(!ran.all().contains(hidden), "{ran:#?}");
        let quiet = lint(&world, "chart --diff -q");
        assert_eq!(quiet.stderr_has(TOLD).stdout, ran.stdout);
        assert_eq!(world.read("chart/values.yaml"), text);
        lint(&world, "chart --fix").exits(0);
        let fixed = world.read("chart/values.yaml");
        assert!(
            fixed.contains(line),
            "what is masked is not changed: {fixed}"
        );
    }
}

#[test]
fn a_name_that_is_not_shown_as_it_is_makes_no_patch() {
    let world = World::new().file("o\u{202e}.yaml", TORN);
    let call = world.call(&format!("lint {QUIET} chart --diff -f"));
    let ran = call.arg("o\u{202e}.yaml").run().exits(1);
    let ran = ran.stderr_has("so this patch cannot be applied");
    assert!(
        ran.stdout.starts_with("--- a/o\\u{202e}.yaml\n"),
        "{ran:#?}"
    );
}

/// In a string of several lines one may look like a command of a runner.
#[test]
fn no_line_of_a_diff_is_a_command() {
    let text = bare().replace(
        "systemMessage: You look after clusters.\n",
        "systemMessage: |\n        a\n        ::error::x\n",
    );
    let (head, rest) = text.split_once("      modelConfig").unwrap();
    let (_, block) = rest.split_once("      m2m:").unwrap();
    let (m2m, others) = block.split_once("      allowedHeaders").unwrap();
    // The message comes last, next to what is added.
    let (start, message) = head.split_once("      systemMessage").unwrap();
    let text = format!(
        "{start}      modelConfig: default\n      m2m:{m2m}      allowedHeaders{others}      systemMessage{message}"
    );
    let world = World::new().file("chart/values.yaml", text);
    let ran = lint(&world, "chart --diff").exits(1);
    assert!(ran.stdout.contains("\\x3a:error::x"), "{ran:#?}");
    for line in ran.stdout.lines() {
        assert!(!line.trim_start().starts_with("::"), "{line}");
    }
}

/// What only looks like a credential to who does not read the values.
#[test]
fn a_diff_masks_no_more_than_a_report_does() {
    let flow = TORN.replace(
        "obo: null",
        "obo: null, env: [{name: KAGENT_PROPAGATE_TOKEN, value: \"true\"}]",
    );
    let world = World::new().file("o.yaml", &flow);
    let ran = lint(&world, "chart -f o.yaml --diff")
        .exits(1)
        .says_no_more();
    let after = flow.replace("null", "{enabled: true}");
    assert!(
        ran.stdout.ends_with(&format!("-{flow}+{after}")),
        "{ran:#?}"
    );
}

/// A credential that the chart knows as one is one in a comment of an overlay too.
#[test]
fn a_diff_masks_what_any_file_of_the_run_gives_away() {
    let world = World::new()
        .file(
            "chart/values.yaml",
            format!("{CLEAN}database: {{password: orrery-gantry-77}}\n"),
        )
        .file("o.yaml", format!("# orrery-gantry-77\n{TORN}"));
    let ran = lint(&world, "chart -f o.yaml --diff").exits(1);
    assert!(ran.stdout.contains(" # [masked]\n"), "{ran:#?}");
    assert!(!ran.all().contains("orrery"), "{ran:#?}");
}

#[test]
fn a_diff_of_files_outside_the_working_directory_is_reported_to_be_refused() {
    let world = World::new().file("o.yaml", TORN);
    let ran = world
        .call(&format!("lint {QUIET} . -f ../o.yaml --diff"))
        .cd("chart");
    let ran = ran
        .run()
        .exits(1)
        .stderr_has("refuse files outside the working directory");
    let quiet = world.call(&format!("lint {QUIET} . -f ../o.yaml --diff -q"));
    let quiet = quiet.cd("chart").run().exits(1);
    quiet.stderr_has("refuse files outside the working directory");
    assert!(ran.stdout.starts_with("--- a/../o.yaml\n"), "{ran:#?}");
    world
        .call(&format!("lint {QUIET} . -f ../o.yaml --fix"))
        .cd("chart")
        .run()
        .exits(0);
    assert_eq!(world.read("o.yaml"), WHOLE);
}

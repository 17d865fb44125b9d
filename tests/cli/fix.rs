//! `lint --fix`, `--unsafe-fixes` and `--diff` from the outside: what is written, what is said, and what is left alone.

use crate::skip::skip;
use crate::support::{CHART, CLEAN, Ran, World};
use std::path::Path;
use std::process::Command;

const QUIET: &str = "--ignore runtime-unset,shared-session";

/// An overlay that takes away what [`CLEAN`] has.
const TORN: &str = "agents: {definitions: {sre-agent: {obo: null}}}\n";
const WHOLE: &str = "agents: {definitions: {sre-agent: {obo: {enabled: true}}}}\n";

/// What no fix can guess.
const HOPELESS: &str = "agents: {definitions: {sre-agent: {m2m: {enabled: maybe}}}}\n";

/// The values without their `obo` block.
fn bare() -> String {
    CLEAN.replace("      obo:\n        enabled: true\n", "")
}

/// What is made of them.
fn mended() -> String {
    bare() + "      obo:\n        enabled: true\n"
}

/// A chart that can be mended.
fn world() -> World {
    World::new().file("chart/values.yaml", bare())
}

fn lint(world: &World, arguments: &str) -> Ran {
    world.run(&format!("lint {QUIET} {arguments}"))
}

#[test]
fn what_is_mended_is_no_longer_found() {
    let world = world();
    let ran = lint(&world, "chart --fix").exits(0);
    assert_eq!(ran.stderr, "note: chart/values.yaml: 1 fix applied\n");
    insta::assert_snapshot!(ran.stdout, @"
    no findings in 1 target (1 file): 1 agent, 1 active
      contract: actor-token, the default
    ");
    assert_eq!(world.read("chart/values.yaml"), mended());
    lint(&world, "chart").exits(0);
}

#[test]
fn what_is_left_is_told() {
    let world = world().file("o.yaml", TORN).file("left.yaml", HOPELESS);
    let ran = lint(&world, "chart -f o.yaml -f left.yaml --fix -o concise").exits(1);
    assert_eq!(ran.stderr, "note: o.yaml: 1 fix applied\n");
    assert!(ran.stdout.contains("left.yaml:1:"), "{ran:#?}");
    assert!(!ran.stdout.contains("obo-missing"), "{ran:#?}");
    assert_eq!(world.read("o.yaml"), WHOLE);
    assert_eq!(world.read("left.yaml"), HOPELESS);
}

#[test]
fn quiet_says_nothing_of_it() {
    let world = world();
    let ran = lint(&world, "-q chart --fix").exits(0);
    ran.prints_nothing().says_no_more();
    assert_eq!(world.read("chart/values.yaml"), mended());
}

#[test]
fn json_stays_json_and_counts() {
    let world = world();
    let before = lint(&world, "chart -o json").exits(1).json();
    assert_eq!(before["summary"]["fixable"], 1);
    assert_eq!(before["summary"]["fixed"], 0);
    let ran = lint(&world, "chart -o json --fix").exits(0);
    let after = ran.json();
    assert_eq!(after["summary"]["fixable"], 0);
    assert_eq!(after["summary"]["fixed"], 1);
    let again = lint(&world, "chart -o json --fix").exits(0).says_no_more();
    assert_eq!(again.json()["summary"]["fixed"], 0);
}

#[test]
fn the_second_run_writes_nothing() {
    let world = world();
    lint(&world, "chart --fix").exits(0);
    let long_ago =
        std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000);
    let file = std::fs::File::options()
        .write(true)
        .open(world.path("chart/values.yaml"))
        .unwrap();
    file.set_modified(long_ago).unwrap();
    lint(&world, "chart --fix").exits(0).says_no_more();
    let metadata = std::fs::metadata(world.path("chart/values.yaml")).unwrap();
    assert_eq!(metadata.modified().unwrap(), long_ago);
}

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
    let ran = ran.tells("error[syntax-error]").tells("[torn.yaml:1:4]");
    assert!(ran.stdout.starts_with("--- a/chart/values.yaml\n"));
    assert!(!ran.stderr.contains("would be left"), "{ran:#?}");
    let world = World::new().file("left.yaml", HOPELESS);
    let ran = lint(&world, "chart -f left.yaml --diff").exits(1);
    assert_eq!(
        ran.prints_nothing().stderr,
        "note: 1 finding would be left; a run without `--diff` tells more\n"
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
        .tells("cannot be used with");
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
            "chart/values.yaml",
            bare().replace("default", "défaut 😀"),
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
    const TOLD: &str = "so this is no patch to apply";
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
        ("# a\r# b", " # a\\r\n # b\n", "\r"),
        ("# ##[error]x", " # #\\x23[error]x\n", "##["),
    ] {
        let text = near(line);
        let world = World::new().file("chart/values.yaml", &text);
        let ran = lint(&world, "chart --diff");
        let ran = ran.exits(1).tells(TOLD);
        assert!(ran.stdout.contains(shown), "{ran:#?}");
        assert!(!ran.all().contains(hidden), "{ran:#?}");
        let quiet = lint(&world, "chart --diff -q");
        assert_eq!(quiet.says_no_more().stdout, ran.stdout);
        assert_eq!(world.read("chart/values.yaml"), text);
        lint(&world, "chart --fix").exits(0);
        let mended = world.read("chart/values.yaml");
        assert!(
            mended.contains(line),
            "what is masked is not changed: {mended}"
        );
    }
}

#[test]
fn a_name_that_is_not_shown_as_it_is_makes_no_patch() {
    let world = World::new().file("o\u{202e}.yaml", TORN);
    let call = world.call(&format!("lint {QUIET} chart --diff -f"));
    let ran = call.arg("o\u{202e}.yaml").run().exits(1);
    let ran = ran.tells("so this is no patch to apply");
    assert!(
        ran.stdout.starts_with("--- a/o\\u{202e}.yaml\n"),
        "{ran:#?}"
    );
}

/// In a text of several lines one may look like a command of a runner.
#[test]
fn no_line_of_a_diff_is_a_command() {
    let text = bare().replace(
        "systemMessage: You look after clusters.\n",
        "systemMessage: |\n        a\n        ::error::x\n",
    );
    let (head, rest) = text.split_once("      modelConfig").unwrap();
    let (_, block) = rest.split_once("      m2m:").unwrap();
    let (m2m, others) = block.split_once("      allowedHeaders").unwrap();
    // The message stands last, next to what is added.
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
fn a_diff_of_files_outside_the_working_directory_is_told_to_be_refused() {
    let world = World::new().file("o.yaml", TORN);
    let ran = world
        .call(&format!("lint {QUIET} . -f ../o.yaml --diff"))
        .cd("chart");
    let ran = ran
        .run()
        .exits(1)
        .tells("refuse files outside the working directory");
    assert!(ran.stdout.starts_with("--- a/../o.yaml\n"), "{ran:#?}");
    world
        .call(&format!("lint {QUIET} . -f ../o.yaml --fix"))
        .cd("chart")
        .run()
        .exits(0);
    assert_eq!(world.read("o.yaml"), WHOLE);
}

/// What is written as it was written: line ends, the end of the file, its mark.
#[test]
fn every_other_byte_stays() {
    let last = "        value: \"true\"\n";
    for (text, expected) in [
        (bare().replace('\n', "\r\n"), mended().replace('\n', "\r\n")),
        (
            bare().replace(last, last.trim_end()),
            mended().trim_end().to_owned(),
        ),
        (
            format!("\u{feff}{}", bare()),
            format!("\u{feff}{}", mended()),
        ),
    ] {
        let world = World::new().file("chart/values.yaml", text);
        lint(&world, "chart --fix").exits(0);
        assert_eq!(world.read("chart/values.yaml"), expected);
    }
}

#[test]
fn what_is_no_file_in_utf_8_is_not_mended() {
    let utf_16: Vec<u8> = std::iter::once(0xfeff)
        .chain(bare().encode_utf16())
        .flat_map(u16::to_be_bytes)
        .collect();
    let world = World::new().file("chart/values.yaml", &utf_16);
    lint(&world, "chart --diff").exits(1).prints_nothing();
    let ran = lint(&world, "chart --fix -o json").exits(1).says_no_more();
    assert_eq!(ran.json()["summary"]["fixable"], 0);
    assert_eq!(
        std::fs::read(world.path("chart/values.yaml")).unwrap(),
        utf_16
    );
}

#[test]
fn what_is_no_file_is_not_mended() {
    let world = World::new();
    for arguments in [
        "chart -f - -o json --fix",
        "--chart chart - -o json --fix",
        "chart --set agents.definitions.sre-agent.obo=null -o json --fix",
    ] {
        let ran = world
            .call(&format!("lint {QUIET} {arguments}"))
            .stdin(TORN)
            .run();
        let summary = &ran.exits(1).says_no_more().json()["summary"];
        assert_eq!(
            [&summary["fixable"], &summary["fixed"]],
            [0, 0],
            "{arguments}"
        );
        assert_eq!(world.read("chart/values.yaml"), CLEAN);
    }
}

fn set_readonly(path: &Path) {
    let mut permissions = std::fs::metadata(path).unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(path, permissions).unwrap();
}

#[test]
fn a_file_that_cannot_be_written_fails_the_run_and_the_others_are_mended() {
    let world = world().file("chart/ci/a-values.yaml", TORN);
    set_readonly(&world.path("chart/values.yaml"));
    let ran = lint(&world, "chart --fix -o json").exits(2);
    let ran = ran.tells("note: chart/ci/a-values.yaml: 1 fix applied");
    let ran = ran.tells(
        "error: `chart/values.yaml` cannot be written, so it is left as it is \
         because: the file is read-only \
         help: make the file and its folder writable, or write by hand what `--diff` shows",
    );
    assert_eq!(ran.json()["summary"]["fixed"], 1);
    assert_eq!(ran.findings(), ["chart/values.yaml:8:5 obo-missing"]);
    assert_eq!(world.read("chart/values.yaml"), bare());
    assert_eq!(world.read("chart/ci/a-values.yaml"), WHOLE);
}

#[cfg(unix)]
#[test]
fn a_folder_that_takes_no_file_fails_the_run() {
    use std::os::unix::fs::PermissionsExt;
    let world = world();
    let mode = |mode| {
        let permissions = std::fs::Permissions::from_mode(mode);
        std::fs::set_permissions(world.path("chart"), permissions).unwrap();
    };
    mode(0o555);
    if std::fs::write(world.path("chart/x"), "").is_ok() {
        mode(0o755);
        skip("to root every folder takes files");
        return;
    }
    let ran = lint(&world, "chart --fix");
    mode(0o755);
    ran.exits(2)
        .tells("`chart/values.yaml` cannot be written, so it is left as it is");
    assert_eq!(world.read("chart/values.yaml"), bare());
    assert_eq!(std::fs::read_dir(world.path("chart")).unwrap().count(), 2);
}

#[cfg(unix)]
#[test]
fn a_link_and_a_mode_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let world = World::new().file("real.yaml", bare());
    std::fs::remove_file(world.path("chart/values.yaml")).unwrap();
    symlink("../real.yaml", world.path("chart/values.yaml")).unwrap();
    let mode = std::fs::Permissions::from_mode(0o640);
    std::fs::set_permissions(world.path("real.yaml"), mode).unwrap();
    lint(&world, "chart --fix")
        .exits(0)
        .tells("note: real.yaml: 1 fix applied");
    assert_eq!(world.read("real.yaml"), mended());
    assert!(world.path("chart/values.yaml").is_symlink());
    let metadata = std::fs::metadata(world.path("real.yaml")).unwrap();
    assert_eq!(metadata.permissions().mode() & 0o777, 0o640);
}

#[cfg(unix)]
#[test]
fn a_file_and_links_to_it_are_mended_once() {
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

/// Each chart has something else to mend in the file that both link to.
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
fn a_chart_is_mended_with_its_ci_files() {
    let world = world().file("chart/ci/a-values.yaml", TORN).file(
        "chart/ci/b-values.yaml",
        "ingress: {hostnames: [b.example.com]}\n",
    );
    let ran = lint(&world, "chart --fix").exits(0);
    assert_eq!(
        ran.stderr,
        "note: chart/ci/a-values.yaml: 1 fix applied\nnote: chart/values.yaml: 1 fix applied\n"
    );
    assert_eq!(world.read("chart/values.yaml"), mended());
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
fn a_file_that_two_targets_share_is_mended_once() {
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
fn a_file_of_several_names_is_mended_once() {
    let world = World::new().file("o.yaml", TORN).file("x/y", "");
    let ran = lint(&world, "--chart chart o.yaml ./o.yaml x/../o.yaml --fix").exits(0);
    assert_eq!(ran.stderr, "note: o.yaml: 1 fix applied\n");
    assert_eq!(world.read("o.yaml"), WHOLE);
}

/// As the chart's own values and as an overlay on them.
#[test]
fn a_file_that_stands_twice_in_the_targets_is_mended_once() {
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
    assert_eq!(world.read("chart/values.yaml"), mended());
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
    assert_eq!(world.read("chart/values.yaml"), mended());
}

#[test]
fn what_was_changed_is_mended() {
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
    assert_eq!(world.read("chart/values.yaml"), mended());
    assert_eq!(world.read("o.yaml"), WHOLE);
}

#[test]
fn a_file_that_cannot_be_read_keeps_no_other_from_being_mended() {
    let world = world().file("torn.yaml", "a: [\n");
    let ran = lint(&world, "chart torn.yaml missing.yaml --fix -o concise").exits(2);
    assert!(ran.stdout.contains("[syntax-error]"), "{ran:#?}");
    assert!(
        ran.stderr
            .contains("note: chart/values.yaml: 1 fix applied\n"),
        "{ran:#?}"
    );
    assert!(ran.stderr.contains("missing.yaml"), "{ran:#?}");
    assert_eq!(world.read("chart/values.yaml"), mended());
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
    assert_eq!(world.read("chart/values.yaml"), mended());
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
        .tells("note: o.yaml: 1 fix applied");
    lint(&world, "chart --fix");
    assert_eq!(world.read("chart/values.yaml"), bare());
    assert_eq!(world.read("o.yaml"), mended());
}

//! `lint --fix` from the outside: what is written, what is said, and what is left alone.

mod diff;
mod files;
mod reasons;
mod shared;
mod together;

use crate::common::skip::skip;
use crate::common::world::{CLEAN, Ran, World};
use std::path::Path;

const QUIET: &str = "--ignore runtime-unset,muster-unset,shared-session";

/// An overlay that takes away what [`CLEAN`] has.
const TORN: &str = "agents: {definitions: {sre-agent: {obo: null}}}\n";
const WHOLE: &str = "agents: {definitions: {sre-agent: {obo: {enabled: true}}}}\n";

/// What no fix can guess.
const HOPELESS: &str = "agents: {definitions: {sre-agent: {m2m: {enabled: maybe}}}}\n";

/// The values without their `obo` block.
pub(crate) fn bare() -> String {
    CLEAN.replace("      obo:\n        enabled: true\n", "")
}

/// What is made of them.
fn fixed() -> String {
    bare() + "      obo:\n        enabled: true\n"
}

/// A chart that can be fixed.
fn world() -> World {
    World::new().file("chart/values.yaml", bare())
}

fn lint(world: &World, arguments: &str) -> Ran {
    world.run(&format!("lint {QUIET} {arguments}"))
}

#[test]
fn what_is_fixed_is_no_longer_found() {
    let world = world();
    let ran = lint(&world, "chart --fix").exits(0);
    assert_eq!(ran.stderr, "note: chart/values.yaml: 1 fix applied\n");
    insta::assert_snapshot!(ran.stdout, @"
    no findings in 1 target (1 file): 1 agent, 1 active
      contract: actor-token, assumed: no template is at hand
    ");
    assert_eq!(world.read("chart/values.yaml"), fixed());
    lint(&world, "chart").exits(0);
}

#[test]
fn what_is_left_is_reported() {
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
    assert_eq!(world.read("chart/values.yaml"), fixed());
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

/// What is written as it was written: line ends, the end of the file, its mark.
#[test]
fn every_other_byte_stays() {
    let last = "        value: \"true\"\n";
    for (text, expected) in [
        (bare().replace('\n', "\r\n"), fixed().replace('\n', "\r\n")),
        (
            bare().replace(last, last.trim_end()),
            fixed().trim_end().to_owned(),
        ),
        (
            format!("\u{feff}{}", bare()),
            format!("\u{feff}{}", fixed()),
        ),
    ] {
        let world = World::new().file("chart/values.yaml", text);
        lint(&world, "chart --fix").exits(0);
        assert_eq!(world.read("chart/values.yaml"), expected);
    }
}

#[test]
fn what_is_no_file_in_utf_8_is_not_fixed() {
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
fn what_is_no_file_is_not_fixed() {
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
fn a_file_that_cannot_be_written_fails_the_run_and_the_others_are_fixed() {
    let world = world().file("chart/ci/a-values.yaml", TORN);
    set_readonly(&world.path("chart/values.yaml"));
    let ran = lint(&world, "chart --fix -o json").exits(2);
    let ran = ran.stderr_has("note: chart/ci/a-values.yaml: 1 fix applied");
    let ran = ran.stderr_has(
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
        .stderr_has("`chart/values.yaml` cannot be written, so it is left as it is");
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
        .stderr_has("note: real.yaml: 1 fix applied");
    assert_eq!(world.read("real.yaml"), fixed());
    assert!(world.path("chart/values.yaml").is_symlink());
    let metadata = std::fs::metadata(world.path("real.yaml")).unwrap();
    assert_eq!(metadata.permissions().mode() & 0o777, 0o640);
}

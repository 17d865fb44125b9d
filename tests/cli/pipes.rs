//! Pipes and devices where files are expected: read while somebody writes to them, else refused in time.

use crate::common::skip::skip;
use crate::common::world::{BROKEN, World};
use std::process::Command;
use std::time::{Duration, Instant};

/// How long a run may take that has nothing to wait for.
const PATIENCE: Duration = Duration::from_secs(20);

/// The same world with a pipe; false where none can be made.
fn make(world: &World, path: &str) -> bool {
    let path = world.path(path);
    let _ = std::fs::remove_file(&path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    let made = Command::new("mkfifo").arg(path).status();
    made.is_ok_and(|status| status.success())
}

#[track_caller]
fn refused_in_time(world: &World, arguments: &str, told: &str) {
    let start = Instant::now();
    world.run(arguments).exits(2).stderr_has(told);
    assert!(start.elapsed() < PATIENCE, "{arguments}");
}

#[test]
fn a_pipe_without_a_writer_is_refused_in_time() {
    let world = World::new().file("o.yaml", "{}");
    if !make(&world, "pipe") {
        return skip("mkfifo is not here");
    }
    for arguments in [
        "lint pipe",
        "lint chart -f pipe",
        "render chart -f pipe",
        "trace pipe --chart chart",
        "lint chart --config pipe",
        "lint chart --baseline pipe",
        "lint --fix chart -f pipe",
    ] {
        refused_in_time(
            &world,
            arguments,
            "`pipe` cannot be read: it is a pipe, and nobody has written to it",
        );
    }
    refused_in_time(
        &world,
        "lint chart --set-file a=pipe",
        "it is a pipe, and nobody has written to it",
    );
    refused_in_time(&world, "lint o.yaml --chart pipe", "`pipe` is no chart");
    refused_in_time(&world, "lint chart --contract pipe", "`pipe` is a file");
}

#[test]
fn a_pipe_in_a_chart_is_refused_as_by_helm() {
    for name in [
        "values.yaml",
        "Chart.yaml",
        "values.schema.json",
        "templates/x.yaml",
        "charts/x.tgz",
        "ci/a-values.yaml",
        "Chart.lock",
        ".helmignore",
        "notes.md",
    ] {
        let world = World::new();
        if !make(&world, &format!("chart/{name}")) {
            return skip("mkfifo is not here");
        }
        let told = format!("`chart/{name}` is a pipe, a socket or a device");
        for command in ["lint", "trace"] {
            refused_in_time(&world, &format!("{command} chart"), &told);
        }
    }
    let world = World::new().file("chart/.helmignore", "pipe\n");
    if make(&world, "chart/pipe") {
        world.run("lint chart").exits(0).says_no_more();
    }
}

#[test]
fn a_pipe_as_config_file_or_contract_is_refused_in_time() {
    for name in [".helm-obo.yaml", "helm-obo.yml"] {
        let world = World::new();
        if !make(&world, name) {
            return skip("mkfifo is not here");
        }
        refused_in_time(&world, "lint chart", "nobody has written to it");
    }
    let world = World::new();
    if make(&world, "mine/contract.yaml") {
        refused_in_time(
            &world,
            "lint chart --contract mine",
            "nobody has written to it",
        );
    }
}

/// What a shell makes of `<(…)`, with the writer in another process.
#[test]
fn what_is_written_to_a_pipe_is_read_once_for_the_whole_run() {
    for arguments in [
        "lint -o json chart -f pipe",
        "lint -o json pipe --chart chart",
        "lint -o json --fix chart -f pipe",
        "lint -o json . -f pipe",
    ] {
        let world = World::new();
        if !make(&world, "pipe") {
            return skip("mkfifo is not here");
        }
        let pipe = world.path("pipe");
        let writer = std::thread::spawn(move || std::fs::write(pipe, BROKEN));
        let ran = world.run(arguments).exits(1);
        writer.join().unwrap().unwrap();
        assert_eq!(
            ran.findings()[0],
            "pipe:4:7 forwarding-disabled",
            "{arguments}"
        );
        assert_eq!(ran.json()["summary"]["fixable"], 0, "{arguments}");
    }
}

#[test]
fn devices_are_read_as_far_as_they_end() {
    let world = World::new();
    world.run("lint chart -f /dev/null").exits(0);
    for arguments in [
        "lint chart -f /dev/zero",
        "lint /dev/zero",
        "lint chart --config /dev/zero",
    ] {
        refused_in_time(
            &world,
            arguments,
            "has more than 67108864 bytes, and no larger file is read",
        );
    }
    refused_in_time(
        &world,
        "lint chart --set-file a=/dev/zero",
        "it is too large",
    );
    let ran = world
        .call("lint -o json chart -f /dev/stdin")
        .stdin(BROKEN)
        .run()
        .exits(1);
    assert!(
        ran.findings()[0].ends_with("dev/stdin:4:7 forwarding-disabled"),
        "{ran:#?}"
    );
}

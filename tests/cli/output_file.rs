//! `--output-file` writes over what it has written before, and over nothing that charts and runs are made of.

use crate::common::world::{BROKEN, CHART, World};

fn world() -> World {
    World::new()
        .file("broken.yaml", BROKEN)
        .file("chart/values.schema.json", "{}")
        .file("chart/.helmignore", "")
        .file("chart/ci/one-values.yaml", "{}")
        .file("clusters/values-prod.yaml", "a: 1\n")
        .file("clusters/prod.yml", "a: 1\n")
        .file(
            ".helm-obo.yaml",
            "targets: [{chart: chart, values: [broken.yaml]}]\n",
        )
        .file("prompt.txt", "You are an agent.\n")
        .file("packed.tgz", "")
        .file("notes.txt", "hello\n")
}

/// Calls that would write over something, and that file.
const REFUSED: &[(&str, &str)] = &[
    ("lint chart -f broken.yaml", "broken.yaml"),
    ("lint chart", "chart/values.yaml"),
    ("lint chart", "chart/Chart.yaml"),
    ("lint chart", "chart/values.schema.json"),
    ("lint chart", "chart/.helmignore"),
    ("lint chart", "chart/ci/one-values.yaml"),
    ("lint chart", "clusters/values-prod.yaml"),
    ("lint chart", "clusters/prod.yml"),
    ("lint chart", ".helm-obo.yaml"),
    ("lint chart", "packed.tgz"),
    ("lint chart --set-file a=prompt.txt", "prompt.txt"),
    (
        "lint chart --set-file b=notes.txt,a=prompt.txt",
        "prompt.txt",
    ),
    ("lint chart -o json --baseline known.json", "known.json"),
    ("lint chart --fix", "chart/values.yaml"),
    ("lint chart --diff", "chart/values.yaml"),
    ("lint", "broken.yaml"),
    ("trace chart", "clusters/prod.yml"),
    ("trace chart -f broken.yaml", "./chart/../broken.yaml"),
    ("render chart", "chart/values.yaml"),
    ("render chart", "clusters/prod.yml"),
    ("render chart -f broken.yaml", "broken.yaml"),
    ("values chart", "chart/values.yaml"),
    ("values chart -f broken.yaml", "broken.yaml"),
    ("values broken.yaml", "chart/values.yaml"),
    ("values broken.yaml", "broken.yaml"),
    ("values chart", ".helm-obo.yaml"),
];

#[test]
fn what_is_there_for_other_ends_stays() {
    for (call, file) in REFUSED {
        let world = world();
        if call.contains("baseline") {
            world.run("lint chart --write-baseline known.json").exits(0);
        }
        let before = std::fs::read(world.path(file)).unwrap();
        world
            .run(&format!("{call} --output-file {file}"))
            .exits(2)
            .prints_nothing()
            .stderr_has("is not written over")
            .stderr_has("name another file with `--output-file`");
        let after = std::fs::read(world.path(file)).unwrap();
        assert_eq!(after, before, "{call} {file}");
    }
}

#[test]
fn what_was_written_is_written_over() {
    for (call, file, status) in [
        ("lint chart -f broken.yaml", "report.txt", 1),
        ("lint chart -f broken.yaml -o json", "chart/report.json", 1),
        ("lint chart -f broken.yaml -o sarif", "helm-obo.sarif", 1),
        ("lint chart -o markdown", "notes.txt", 0),
        ("trace chart", "trace.txt", 0),
        ("render chart", "servers.yaml", 0),
        ("render chart -o json", "servers.json", 0),
        ("render chart --set kagent.enabled=false", "none.yaml", 0),
        ("values chart", "effective.yaml", 0),
        ("values chart -o json", "effective.json", 0),
    ] {
        let world = world();
        let call = format!("{call} --output-file {file}");
        world.run(&call).exits(status).prints_nothing();
        let first = world.read(file);
        world.run(&call).exits(status).prints_nothing();
        assert_eq!(world.read(file), first, "{call}");
    }
}

/// A link leads to the file that would be written over.
#[cfg(unix)]
#[test]
fn a_link_to_values_is_values() {
    let world = world();
    std::os::unix::fs::symlink(world.path("broken.yaml"), world.path("out.txt")).unwrap();
    world
        .run("lint chart --output-file out.txt")
        .exits(2)
        .stderr_has("`out.txt` is not written over: it may hold values");
    assert_eq!(world.read("broken.yaml"), BROKEN);
}

#[test]
fn a_folder_that_is_not_there() {
    let world = World::empty().file("chart/Chart.yaml", CHART);
    let ran = world.run("lint chart --allow-empty --output-file none/report.txt");
    ran.exits(2)
        .stderr_has("name a file in a folder that is there");
}

//! Packed charts: as the folder that they hold, but never changed.

use crate::common::world::{BROKEN, CHART, CLEAN, DOUBTFUL, World};
use std::io::Write;

/// A gzipped tar of these files.
pub(crate) fn packed(files: &[(&str, &str)]) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    for (path, content) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(content.len() as u64);
        header.set_mode(0o644);
        // As it is: `append_data` would refuse what leads out of the archive.
        let name = &mut header.as_old_mut().name;
        name[..path.len()].copy_from_slice(path.as_bytes());
        header.set_cksum();
        tar.append(&header, content.as_bytes()).unwrap();
    }
    gzipped(&tar.into_inner().unwrap())
}

pub(crate) fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(bytes).unwrap();
    gzip.finish().unwrap()
}

/// A template that shows the contract `static`.
const SERVERS: &str = "\
{{- range $id, $agent := .Values.agents.definitions }}
{{- if $agent.enabled }}
---
apiVersion: kagent.dev/v1alpha2
kind: RemoteMCPServer
metadata:
  name: muster-{{ $id }}
spec:
  url: http://muster/mcp
  headersFrom:
    - name: Authorization
      valueFrom: {type: Secret, name: token, key: token}
{{- end }}
{{- end }}
";

/// A world with these values packed as `platform-1.2.3.tgz`, beside overlays.
fn world(values: &str, more: &[(&str, &str)]) -> World {
    let mut files = vec![
        ("platform/Chart.yaml", CHART),
        ("platform/values.yaml", values),
    ];
    files.extend(more);
    World::empty()
        .file("platform-1.2.3.tgz", packed(&files))
        .file("broken.yaml", BROKEN)
        .file("doubtful.yaml", DOUBTFUL)
}

const QUIET: &str = "--ignore runtime-unset,muster-unset,shared-session,baked-token";

#[test]
fn a_packed_chart_is_a_target() {
    let world = world(CLEAN, &[]);
    let ran = world
        .run("lint -o json platform-1.2.3.tgz -f broken.yaml")
        .exits(1)
        .says_no_more();
    assert_eq!(ran.targets(), ["platform-1.2.3.tgz + broken.yaml"]);
    assert_eq!(ran.findings()[0], "broken.yaml:4:7 forwarding-disabled");
    // By any name, as Helm takes it.
    let bytes = std::fs::read(world.path("platform-1.2.3.tgz")).unwrap();
    let world = world
        .file("p.tar.gz", &bytes)
        .file("noending", &bytes)
        .file("odd.yaml", &bytes);
    for name in ["p.tar.gz", "noending", "odd.yaml", "./platform-1.2.3.tgz"] {
        let ran = world.run(&format!("lint -o json {name}")).exits(0);
        assert_eq!(ran.json()["summary"]["active"], 1, "{name}");
    }
}

#[test]
fn a_packed_chart_lies_below_values_files() {
    let world = world(CLEAN, &[]);
    for arguments in [
        "broken.yaml --chart platform-1.2.3.tgz",
        "--chart platform-1.2.3.tgz -f broken.yaml",
    ] {
        let ran = world.run(&format!("lint -o json {arguments}")).exits(1);
        assert_eq!(ran.targets(), ["platform-1.2.3.tgz + broken.yaml"]);
    }
    let config = "targets: [{chart: platform-1.2.3.tgz, values: [broken.yaml]}]";
    let ran = world
        .file("helm-obo.yaml", config)
        .run("lint -o json")
        .exits(1);
    let expected = ["platform-1.2.3.tgz", "platform-1.2.3.tgz + broken.yaml"];
    assert_eq!(ran.targets(), expected);
}

#[test]
fn all_that_lies_in_it_counts() {
    let world = world(
        CLEAN,
        &[
            ("platform/templates/servers.yaml", SERVERS),
            ("platform/ci/a-values.yaml", DOUBTFUL),
            ("platform/values.schema.json", r#"{"required": ["absent"]}"#),
            (
                "platform/charts/sub/Chart.yaml",
                "name: sub\nversion: 1.0.0\n",
            ),
            ("platform/charts/sub/values.yaml", "port: 80\n"),
        ],
    );
    let ran = world.run("lint -o json platform-1.2.3.tgz").exits(1);
    let ci = "platform-1.2.3.tgz + platform-1.2.3.tgz/ci/a-values.yaml";
    assert_eq!(ran.targets(), ["platform-1.2.3.tgz", ci]);
    let contract = &ran.json()["summary"]["contracts"][0];
    assert_eq!(contract["contract"], "static");
    assert_eq!(contract["reason"], "shown by templates/servers.yaml");
    let findings = ran.findings();
    for expected in [
        "platform-1.2.3.tgz/values.yaml:1:1 chart-schema",
        "platform-1.2.3.tgz/ci/a-values.yaml:4:7 unknown-key",
    ] {
        assert!(
            findings.iter().any(|one| one == expected),
            "{expected}: {findings:?}"
        );
    }
    let values = world
        .run("values platform-1.2.3.tgz --no-agent-defaults")
        .exits(0);
    assert!(
        values.stdout.contains("sub:\n  global: {}\n  port: 80\n"),
        "{values:#?}"
    );
    for command in ["trace", "render"] {
        world.run(&format!("{command} platform-1.2.3.tgz")).exits(0);
    }
}

#[test]
fn nothing_in_it_is_changed() {
    let bare = CLEAN.replace("      obo:\n        enabled: true\n", "");
    let world = world(&bare, &[]).file(
        "torn.yaml",
        "agents: {definitions: {sre-agent: {obo: null}}}\n",
    );
    let before = std::fs::read(world.path("platform-1.2.3.tgz")).unwrap();
    for arguments in ["", "--fix", "--unsafe-fixes", "--diff"] {
        let ran = world
            .run(&format!("lint {QUIET} {arguments} platform-1.2.3.tgz"))
            .exits(1);
        if arguments != "--diff" {
            let why = "no fix: the file is inside a packed chart";
            assert!(ran.stdout.contains(why), "{ran:#?}");
        }
        assert!(!ran.stdout.contains("(`--fix`)"), "{ran:#?}");
    }
    let ran = world.run("lint -o json platform-1.2.3.tgz").exits(1);
    assert_eq!(ran.json()["summary"]["fixable"], 0);
    assert_eq!(
        std::fs::read(world.path("platform-1.2.3.tgz")).unwrap(),
        before
    );
    // An overlay on it can.
    world
        .run(&format!(
            "lint {QUIET} platform-1.2.3.tgz torn.yaml --chart platform-1.2.3.tgz --fix"
        ))
        .exits(1)
        .stderr_has("torn.yaml: 1 fix applied");
}

#[test]
fn formats_that_know_files_of_the_repository_point_at_the_archive() {
    let world = world(CLEAN, &[("platform/ci/a-values.yaml", BROKEN)]);
    let ran = world.run("lint -o github platform-1.2.3.tgz").exits(1);
    assert!(
        ran.stdout
            .starts_with("::error file=platform-1.2.3.tgz,line=1,"),
        "{ran:#?}"
    );
}

#[test]
fn a_walk_takes_none_and_says_so_where_it_finds_nothing_else() {
    let bytes = packed(&[("c/Chart.yaml", CHART)]);
    let world = World::empty().file("dist/c-1.2.3.tgz", &bytes);
    world
        .run("lint dist")
        .exits(2)
        .stderr_has("no chart found in `dist`")
        .stderr_has("`helm-obo lint dist/c-1.2.3.tgz`");
    let world = world.chart("chart").file(
        "chart/charts/sub-1.0.0.tgz",
        packed(&[
            ("sub/Chart.yaml", "name: sub\nversion: 1.0.0\n"),
            ("sub/values.yaml", CLEAN),
        ]),
    );
    let ran = world.run("lint -o json .").exits(0);
    assert_eq!(ran.targets(), ["chart"]);
    // By its name a vendored one is linted; to a hook it is a part of the chart around it, like the files of a vendored folder.
    let ran = world
        .run("lint -o json chart/charts/sub-1.0.0.tgz")
        .exits(0);
    assert_eq!(ran.targets(), ["chart/charts/sub-1.0.0.tgz"]);
    let ran = world.run("lint -o json --changed chart/charts/sub-1.0.0.tgz");
    assert_eq!(ran.exits(0).targets(), ["chart"]);
}

#[test]
fn archives_that_helm_refuses() {
    let chart = ("platform/Chart.yaml", CHART);
    let big = "x".repeat((5 << 20) + 1);
    for (bytes, told) in [
        (Vec::new(), "it is empty"),
        (b"hello".to_vec(), "it is not gzipped"),
        (b"PK\x03\x04\0\0".to_vec(), "it is a zip archive"),
        (b"\x89PNG\r\n\x1a\n".to_vec(), "it is a PNG image"),
        (
            gzipped(CLEAN.as_bytes()),
            "it is gzipped, and what is in it is no tar archive",
        ),
        (packed(&[chart])[..60].to_vec(), "it is damaged"),
        (packed(&[]), "it holds no files"),
        (
            packed(&[("platform/values.yaml", "a: 1")]),
            "no folder at its top holds `Chart.yaml`",
        ),
        (
            packed(&[("deep/platform/Chart.yaml", CHART)]),
            "no folder at its top holds `Chart.yaml`",
        ),
        (
            packed(&[("Chart.yaml", CHART)]),
            "`Chart.yaml` in it is outside of the chart's own folder",
        ),
        (
            packed(&[chart, ("platform/../../x", "x")]),
            "`platform/../../x` in it is outside",
        ),
        (
            packed(&[chart, ("platform/big", &big)]),
            "`platform/big` in it has more than 5242880 bytes",
        ),
    ] {
        let world = World::empty().file("x.tgz", bytes).file("o.yaml", BROKEN);
        for arguments in ["lint x.tgz", "render x.tgz", "trace x.tgz"] {
            world
                .run(arguments)
                .exits(2)
                .prints_nothing()
                .stderr_has("`x.tgz` is no packed chart that Helm reads")
                .stderr_has(told);
        }
        let json = world.run("lint -o json x.tgz").exits(2);
        assert!(json.findings().is_empty(), "{json:#?}");
    }
}

#[test]
fn several_folders_in_one_archive_are_one_chart_to_helm() {
    let world = world(CLEAN, &[("other/values.yaml", "port: 80\n")]);
    world
        .run("lint platform-1.2.3.tgz")
        .exits(0)
        .stderr_has("holds 2 folders, and Helm takes all their files for those of one chart: `other`, `platform`");
}

#[test]
fn elsewhere_a_packed_chart_is_reported_for_what_it_is() {
    let world = world(CLEAN, &[]).chart("chart");
    for arguments in [
        "lint chart -f platform-1.2.3.tgz",
        "values chart -f platform-1.2.3.tgz",
        "lint chart --config platform-1.2.3.tgz",
        "lint chart --baseline platform-1.2.3.tgz",
    ] {
        world
            .run(arguments)
            .exits(2)
            .prints_nothing()
            .stderr_has("`platform-1.2.3.tgz` is gzipped, so it cannot be read as it is")
            .stderr_has("a packed chart is a TARGET, or goes to `--chart`");
    }
}

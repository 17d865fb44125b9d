//! Charts whose templates read agents and that have no values: what Helm refuses is reported, where it can be fixed.

use crate::any_chart::SERVERS;
use crate::common::world::World;
use std::process::Command;

const METADATA: &str = "apiVersion: v2\nname: ours\nversion: 1.0.0\n";

const AGENTS: &str = "\
kagent: {enabled: true}
muster: {enabled: true, fullnameOverride: gateway}
ingress: {hostnames: [gateway.example.org]}
agents: {definitions: {night: {enabled: true, systemMessage: x, allowedHeaders: [x-request-id], obo: {enabled: false}, m2m: {enabled: false}}}}
";

/// Names and contents.
type Files = &'static [(&'static str, &'static str)];

/// Further files of the chart, and the one error of `lint`: file, line, rule; `None` if there is no error.
const CASES: &[(Files, Option<&str>)] = &[
    (&[], Some("chart/Chart.yaml:1 missing-block")),
    (
        &[("values.yaml", "")],
        Some("chart/values.yaml:1 missing-block"),
    ),
    (
        &[("values.yaml", "# none\n")],
        Some("chart/values.yaml:1 missing-block"),
    ),
    (
        &[("values.yaml", "image: x\n")],
        Some("chart/values.yaml:1 missing-block"),
    ),
    (
        &[("values.yaml", AGENTS), (".helmignore", "values.yaml\n")],
        Some("chart/.helmignore:1 ignored-content"),
    ),
    (
        &[
            ("values.yaml", AGENTS),
            (".helmignore", "*.txt\n/values.yaml\n"),
        ],
        Some("chart/.helmignore:2 ignored-content"),
    ),
    (
        &[("values.yml", AGENTS)],
        Some("chart/values.yml:1 ignored-content"),
    ),
    (
        &[("templates/values.yaml", AGENTS)],
        Some("chart/templates/values.yaml:1 ignored-content"),
    ),
    (&[("values.yaml", AGENTS)], None),
];

fn world(files: &[(&str, &str)], template: &str) -> World {
    let world = World::empty()
        .file("chart/Chart.yaml", METADATA)
        .file("chart/templates/servers.yaml", template);
    files.iter().fold(world, |world, (name, text)| {
        world.file(&format!("chart/{name}"), text)
    })
}

#[test]
fn what_helm_refuses_is_an_error() {
    for (files, expected) in CASES {
        let world = world(files, SERVERS);
        let ran = world.run("lint chart -o json");
        assert_eq!(
            ran.status,
            Some(i32::from(expected.is_some())),
            "{files:?}: {ran:#?}"
        );
        let json = ran.json();
        let all = json["diagnostics"].as_array().unwrap();
        let errors: Vec<String> = all
            .iter()
            .filter(|one| one["severity"] == "error")
            .map(|one| {
                let location = &one["location"];
                format!(
                    "{}:{} {}",
                    location["file"].as_str().unwrap(),
                    location["start"]["line"],
                    one["rule"].as_str().unwrap()
                )
            })
            .collect();
        assert_eq!(
            errors,
            Vec::from_iter(expected.map(str::to_owned)),
            "{files:?}"
        );
        for error in all.iter().filter(|one| one["severity"] == "error") {
            let file = error["location"]["file"].as_str().unwrap();
            assert!(world.path(file).exists(), "{file}");
        }
        world
            .run("render chart")
            .exits(i32::from(expected.is_some()));
    }
}

/// Asks a real Helm: the one that HELM_BIN names.
#[test]
fn a_real_helm_refuses_the_same() {
    let Some(helm) = std::env::var_os("HELM_BIN") else {
        crate::common::skip::skip("HELM_BIN names no helm");
        return;
    };
    for (files, expected) in CASES {
        let world = world(files, SERVERS);
        let output = Command::new(&helm)
            .args(["template", "x", "chart"])
            .current_dir(world.path("."))
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(
            output.status.success(),
            expected.is_none(),
            "{files:?}: {said}"
        );
    }
}

/// A gate that cannot be read keeps Helm from the next one; and a file that is not there is no place to point at.
#[test]
fn one_refusal_is_reported_at_a_file_that_is_there() {
    for (command, why) in [
        ("render", "Helm renders nothing of the chart"),
        ("trace", "the template reads"),
    ] {
        let ran = world(&[], SERVERS).run(&format!("{command} chart"));
        let told = ran.all();
        assert!(
            told.contains(&format!("chart/Chart.yaml:1:1: {why}")),
            "{told}"
        );
        assert!(!told.contains("values.yaml:1"), "{told}");
        assert!(!told.contains("reads muster.enabled"), "{told}");
    }
    let text = world(&[], SERVERS)
        .run("lint chart -o full")
        .exits(1)
        .stdout;
    assert!(
        text.contains("the chart has no `values.yaml`: write one, and give kagent a mapping in"),
        "{text}"
    );
}

/// Values may be meant to come from elsewhere, and templates to do without.
#[test]
fn a_chart_that_is_right_is_left_alone() {
    let guarded = SERVERS.replace(
        "if and .Values.kagent.enabled .Values.muster.enabled",
        "if (.Values.kagent).enabled",
    );
    world(
        &[],
        &guarded.replace(".Values.agents.definitions", "(.Values.agents).definitions"),
    )
    .run("lint chart")
    .exits(0);
    world(&[("ci/a-values.yaml", AGENTS)], SERVERS)
        .run("lint chart")
        .exits(0);
    let ran = world(&[("values-prod.yaml", AGENTS)], SERVERS)
        .run("lint chart")
        .exits(0);
    assert!(
        ran.all().contains("unread: `chart/values-prod.yaml` sets"),
        "{ran:#?}"
    );
    world(&[], SERVERS)
        .file("envs/prod.yaml", AGENTS)
        .file(
            ".helm-obo.yaml",
            "targets: [{chart: chart, values: [envs/prod.yaml]}]\n",
        )
        .run("lint")
        .exits(0);
    world(&[], SERVERS)
        .file("prod.yaml", AGENTS)
        .run("lint chart -f prod.yaml")
        .exits(0);
    // A manifest of that name is a template like any other.
    world(
        &[
            (
                "templates/values.yaml",
                "kind: ConfigMap\napiVersion: v1\nagents: x\n",
            ),
            ("ci/a-values.yaml", AGENTS),
        ],
        SERVERS,
    )
    .run("lint chart")
    .exits(0);
}

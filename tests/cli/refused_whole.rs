//! Why Helm refuses a whole chart where that is no mistake in its files: a note beside the report, not a finding.

use crate::any_chart::{SERVERS, SUB};
use crate::common::world::World;
use std::process::Command;

const AGENTS: &str = "\
kagent: {enabled: true}
muster: {enabled: true, fullnameOverride: gateway}
ingress: {hostnames: [gateway.example.org]}
agents: {definitions: {night: {enabled: true, systemMessage: x, allowedHeaders: [x-request-id], obo: {enabled: false}, m2m: {enabled: false}}}}
";

/// Names and contents.
type Files = &'static [(&'static str, &'static str)];

/// Lines of `Chart.yaml`, further files, and words of the note; none if there is no note.
const CASES: &[(&str, Files, Option<&str>)] = &[
    (
        "dependencies: [{name: redis, version: 1.x.x, repository: \"oci://example.org\"}]",
        &[],
        Some("declares the dependency `redis`, which is not in `charts/`: `helm template` refuses"),
    ),
    (
        "dependencies: [{name: redis, version: 1.x.x, condition: redis.enabled, tags: [x], alias: cache}]",
        &[(
            "values.yaml",
            "redis: {enabled: false}\ncache: {enabled: false}\ntags: {x: false}\n",
        )],
        Some("declares the dependency `redis`"),
    ),
    (
        "dependencies: [{name: b, version: 1.x.x}, {name: a, version: 1.x.x, alias: one}, {name: a, version: 1.x.x, alias: two}]",
        &[],
        Some("declares the dependencies `a` and `b`, which are not in `charts/`"),
    ),
    (
        "",
        &[(
            "requirements.yaml",
            "dependencies: [{name: redis, version: 1.x.x}]\n",
        )],
        Some("declares the dependency `redis`"),
    ),
    (
        "kubeVersion: \">=9.0.0\"",
        &[],
        Some("`kubeVersion` of `chart` is `>=9.0.0`, which no 1.x release of Kubernetes meets"),
    ),
    // What is in `charts/` counts whatever its version, and nobody asks for what that one lacks.
    (
        "dependencies: [{name: platform, version: 2.x.x}]",
        &[("charts/platform/Chart.yaml", SUB)],
        None,
    ),
    (
        "",
        &[(
            "charts/inner/Chart.yaml",
            "apiVersion: v2\nname: inner\nversion: 1.0.0\ndependencies: [{name: redis, version: 1.x.x}]\n",
        )],
        None,
    ),
    ("kubeVersion: \">=1.19.0-0\"", &[], None),
    ("", &[], None),
];

fn world(metadata: &str, files: &[(&str, &str)]) -> World {
    let world = World::empty()
        .file(
            "chart/Chart.yaml",
            format!("apiVersion: v2\nname: ours\nversion: 1.0.0\n{metadata}\n"),
        )
        .file("chart/templates/servers.yaml", SERVERS)
        .file("chart/values.yaml", AGENTS);
    files.iter().fold(world, |world, (name, text)| {
        let text = match *name {
            "values.yaml" => format!("{AGENTS}{text}"),
            _ => (*text).to_owned(),
        };
        world.file(&format!("chart/{name}"), text)
    })
}

#[test]
fn it_is_a_note() {
    for (metadata, files, note) in CASES {
        let world = world(metadata, files);
        for command in ["lint chart --min-severity error", "render chart"] {
            let ran = world.run(command).exits(0);
            match note {
                Some(words) => {
                    ran.stderr_has(words);
                }
                None => assert!(
                    !ran.stderr.contains("kubeVersion") && !ran.stderr.contains("declares"),
                    "{metadata}: {ran:#?}"
                ),
            }
        }
        // Hooks are about what is in the files.
        let ran = world.run("lint --changed chart/values.yaml").exits(0);
        assert!(!ran.stderr.contains("declares"), "{ran:#?}");
    }
}

#[test]
fn charts_that_lack_dependencies_share_a_note() {
    let world = ["a", "b", "c", "d"].iter().fold(World::empty(), |world, name| {
        world.file(
            &format!("{name}/Chart.yaml"),
            format!("apiVersion: v2\nname: {name}\nversion: 1.0.0\ndependencies: [{{name: redis, version: 1.x.x}}]\n"),
        )
    });
    let ran = world.run("lint .").exits(0);
    let told: Vec<&str> = ran.stderr.split_whitespace().collect();
    assert_eq!(
        told.join(" "),
        "note: `a`, `b`, `c` and 1 more declare dependencies that are not in their `charts/`: `helm template` refuses each of them \
         until `helm dependency build` brings these"
    );
}

/// Asks a real Helm: the one that HELM_BIN names.
#[test]
fn a_real_helm_refuses_these_charts() {
    let Some(helm) = std::env::var_os("HELM_BIN") else {
        crate::common::skip::skip("HELM_BIN names no helm");
        return;
    };
    for (metadata, files, note) in CASES {
        let output = Command::new(&helm)
            .args(["template", "x", "chart"])
            .current_dir(world(metadata, files).path("."))
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(
            output.status.success(),
            note.is_none(),
            "{metadata}: {said}"
        );
    }
}

/// The agents of a subchart whose templates follow no contract are not judged, and the report does not say that there are none.
#[test]
fn agents_of_subcharts_are_said_not_to_be_judged() {
    let servers = SERVERS
        .replace("Authorization", "X-Other")
        .replace("X-Actor-Token", "Authorization")
        .replace(
            "spec:\n",
            "spec:\n  description: a\n  url: http://muster:8090/mcp\n",
        );
    let world = World::empty()
        .file(
            "chart/Chart.yaml",
            "apiVersion: v2\nname: ours\nversion: 1.0.0\n",
        )
        .file(
            "chart/values.yaml",
            "platform: {agents: {definitions: {night: {obo: null}}}}\n",
        )
        .file("chart/charts/platform/Chart.yaml", SUB)
        .file("chart/charts/platform/values.yaml", AGENTS)
        .file("chart/charts/platform/templates/servers.yaml", &servers);
    let told = world.run("lint chart").exits(0).all();
    let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
    for words in [
        "no agents checked checked: no agents, since the agents of what was read are those of subcharts",
        "read `platform.agents.definitions`, but not as a contract describes it: what is there is not checked",
    ] {
        assert!(told.contains(words), "{told}");
    }
}

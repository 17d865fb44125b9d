//! Values as Helm 3 hands them to templates, where that is asked for: it keeps the nulls of a chart's own values.

use crate::any_chart::SERVERS;
use crate::common::world::World;

const CHART: &str = "apiVersion: v2\nname: c\nversion: 0.1.0\n";

/// A chart of agents whose template goes through the `obo` block with `dig`.
fn world(obo: &str) -> World {
    let values = format!(
        "kagent: {{enabled: true}}\nmuster: {{enabled: true, fullnameOverride: gateway}}\nagents:\n  definitions:\n    \
         night: {{enabled: true, systemMessage: x, allowedHeaders: [x-request-id]{obo}}}\n"
    );
    let digs = SERVERS.replace("$agent.obo.enabled", "dig \"obo\" \"enabled\" false $agent");
    World::empty()
        .file("c/Chart.yaml", CHART)
        .file("c/values.yaml", values)
        .file("c/templates/servers.yaml", digs)
}

#[test]
fn a_null_that_only_helm_3_keeps() {
    let world = world(", obo: null");
    let ran = world.run("lint c --helm-version 3 -o concise").exits(1);
    let line = ran.stdout.lines().next().unwrap();
    assert!(
        line.starts_with("c/values.yaml:5:83: error[template-error]")
            && line.contains("calls `dig` with `agents.definitions.night.obo`"),
        "{line}"
    );
    world.run("render c --helm-version 3").exits(1);
    for command in ["lint c", "lint c --helm-version 4", "render c"] {
        world.run(command).exits(0);
    }
}

/// A null on top of a chart deletes under either Helm.
#[test]
fn a_null_that_deletes() {
    let world = world(", obo: {enabled: false}")
        .file("over.yaml", "agents: {definitions: {night: {obo: null}}}\n");
    for version in [3, 4] {
        let command = format!("lint c -f over.yaml --helm-version {version} -o json");
        let json = world.run(&command).json();
        let all = json["diagnostics"].as_array().unwrap();
        assert!(
            all.iter().all(|one| one["rule"] != "template-error"),
            "{json:#}"
        );
    }
}

#[test]
fn charts_without_agents() {
    let world = World::empty()
        .file("c/Chart.yaml", CHART)
        .file("c/values.yaml", "a: {b: null}\n")
        .file(
            "c/templates/a.yaml",
            "x: {{ dig \"b\" \"c\" 1 .Values.a }}\n",
        );
    world.run("lint c --helm-version 3").exits(1);
    world.run("lint c").exits(0);
}

/// Helm 3 reads the first document of values, whatever follows; Helm 4 all of them.
#[test]
fn further_documents() {
    let world = World::empty()
        .file("c/Chart.yaml", CHART)
        .file("c/values.yaml", "a: chart\n---\na: [\n")
        .file("c/templates/a.yaml", "x: {{ .Values.a }}\n")
        .file("one.yaml", "a: file\n---\na: second\n")
        .file("none.yaml", "---\n---\na: second\n");
    let render = |flags: &str| world.run(&format!("render --all c {flags}")).stdout;
    assert!(render("--helm-version 3").ends_with("x: chart\n"));
    assert!(render("--helm-version 3 -f one.yaml").ends_with("x: file\n"));
    assert!(render("--helm-version 3 -f none.yaml").ends_with("x: chart\n"));
    world.run("render --all c").exits(2);
    let world = world.file("c/values.yaml", "a: chart\n");
    let render = |flags: &str| world.run(&format!("render --all c {flags}")).stdout;
    assert!(render("-f one.yaml").ends_with("x: second\n"));
    assert!(render("-f none.yaml").ends_with("x: second\n"));
}

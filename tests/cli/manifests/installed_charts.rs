//! Which chart is taken for what Flux and Argo CD install, by its name and its version.

use super::installed::{release, world};
use crate::common::world::World;

/// The world with a HelmRelease of a version.
fn asking_for(version: &str) -> World {
    let chart = format!(
        "chart: {{spec: {{chart: bots, version: {version}, sourceRef: {{kind: HelmRepository, name: repo}}}}}}"
    );
    let folder =
        "chart: {spec: {chart: ./charts/bots, sourceRef: {kind: GitRepository, name: repo}}}";
    let text = release("  values: {modle: small}\n").replacen(folder, &chart, 1);
    world().file("bots.yaml", text)
}

/// What a run says besides its findings, in one line.
fn said(world: &World, arguments: &str) -> String {
    let ran = world.run(arguments);
    ran.stderr.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_chart_of_another_version_that_is_named_is_told() {
    let with_chart =
        |version: &str| said(&asking_for(version), "lint bots.yaml --chart charts/bots");
    let expected = "HelmRelease team/bots (`bots.yaml`) asks for version 1.3.0 of its chart, and `charts/bots` has 1.2.0";
    let flat = with_chart("1.3.0");
    assert!(flat.contains(expected), "{flat}");
    for version in [
        "1.2.0",
        "v1.2.0",
        "1.x",
        "'>=1.0.0 <2'",
        "'*'",
        "'${VERSION}'",
    ] {
        let flat = with_chart(version);
        assert!(!flat.contains("asks for"), "{version}: {flat}");
    }
}

#[test]
fn a_chart_of_another_version_among_charts_is_told_and_not_taken() {
    let flat = said(&asking_for("1.3.0"), "lint bots.yaml --charts charts");
    let expected = "since its chart is not here in version 1.3.0 (`charts/bots` has 1.2.0)";
    assert!(flat.contains(expected), "{flat}");
}

#[test]
fn of_several_that_fit_the_latest_is_taken() {
    let chart = |version: &str| format!("apiVersion: v2\nname: bots\nversion: {version}\n");
    let world = asking_for("1.x")
        .file("charts/bots-1.9.0/Chart.yaml", chart("1.9.0"))
        .file("charts/bots-1.10.0/Chart.yaml", chart("1.10.0"))
        .file(
            "charts/bots-1.10.0/templates/a.yaml",
            "a: {{ .Values.model }}\n",
        )
        .file("charts/bots-2.0.0/Chart.yaml", chart("2.0.0"))
        .file(
            "charts/bots-extra/Chart.yaml",
            chart("1.99.0").replace("bots", "bots-extra"),
        );
    let json = world.run("lint bots.yaml --charts charts -o json").json();
    let target = &json["summary"]["contracts"][0]["target"];
    assert_eq!(target, "charts/bots-1.10.0 + bots.yaml", "{json}");
}

#[test]
fn a_chart_of_agents_that_is_not_here_has_a_note_of_its_own() {
    let release = |name: &str, values: &str| {
        format!(
            "apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {{name: {name}, namespace: argocd}}
spec:
  source: {{chart: {name}, repoURL: registry.example.com/charts, targetRevision: 1.4.0, helm: {{{values}}}}}
  destination: {{namespace: {name}}}
"
        )
    };
    let pull = "`helm pull oci://registry.example.com/charts/bots --version 1.4.0` brings it";
    for values in [
        "valuesObject: {agents: {night: {model: small}}}",
        "valuesObject: {team: {annotations: {kagent.dev/owner: ops}}}",
        "values: \"agents:\\n  night: {model: small}\"",
        "parameters: [{name: agents.night.model, value: small}]",
    ] {
        let world = World::empty()
            .file("bots.yaml", release("bots", values))
            .file(
                "cache.yaml",
                release("cache", "valuesObject: {replicas: 2}"),
            );
        let flat = said(&world, "lint . --allow-empty");
        assert!(flat.contains(pull), "{values}: {flat}");
        let rest = "note: Application argocd/cache is not checked, since its chart is not here";
        assert!(flat.contains(rest), "{values}: {flat}");
    }
}

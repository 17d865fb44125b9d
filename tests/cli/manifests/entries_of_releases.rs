//! Entries of the config file that name the chart of releases.

use super::installed::told;
use crate::common::world::World;

const SERVER: &str = "apiVersion: kagent.dev/v1alpha2
kind: RemoteMCPServer
metadata: {name: tools}
spec: {description: tools, url: {{ .Values.url }}}
";

/// A chart, and a file with a release of it and one of another.
fn world(config: &str) -> World {
    let release = |name: &str| {
        format!(
            "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {{name: {name}, namespace: team}}\nspec:\n  chart: {{spec: {{chart: {name}, version: 2.0.0, sourceRef: {{kind: HelmRepository, name: r}}}}}}\n  values: {{url: {name}}}\n"
        )
    };
    World::empty()
        .file(".helm-obo.yaml", config)
        .file(
            "charts/bots/Chart.yaml",
            "apiVersion: v2\nname: bots\nversion: 1.0.0\n",
        )
        .file("charts/bots/values.yaml", "url: http://tools.team/mcp\n")
        .file("charts/bots/templates/server.yaml", SERVER)
        .file(
            "clusters/bots.yaml",
            format!("{}---\n{}", release("other"), release("bots")),
        )
}

#[test]
fn an_entry_names_the_chart_of_a_release() {
    let world = world("targets: [{chart: charts/bots, values: [clusters/bots.yaml]}]\n");
    let expected = ["invalid-url clusters/bots.yaml:13:17"];
    for arguments in ["lint", "lint clusters", "lint clusters/bots.yaml"] {
        assert_eq!(told(&world, arguments), expected, "{arguments}");
    }
}

#[test]
fn an_entry_that_fits_no_release_is_told() {
    let said = |world: World| {
        let ran = world.run("lint -o concise");
        assert_ne!(ran.status, Some(0), "{ran:#?}");
        ran.stdout + &ran.stderr
    };
    let chart = "apiVersion: v2\nname: third\nversion: 1.0.0\n";
    let third = world("targets: [{chart: charts/third, values: [clusters/bots.yaml]}]\n")
        .file("charts/third/Chart.yaml", chart);
    let told = said(third);
    let expected = "nothing in `clusters/bots.yaml` installs the chart that this entry names";
    assert!(told.contains(expected), "{told}");
    let two = world("targets: [{chart: charts/bots, values: [clusters/bots.yaml, more.yaml]}]\n")
        .file("more.yaml", "a: 1\n");
    let told = said(two);
    assert!(told.contains("nothing else can be beside it"), "{told}");
}

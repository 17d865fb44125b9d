//! What a release refers to, in other folders of its repository.

use crate::common::world::World;

const RELEASE: &str = "apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: kagent, namespace: kagent}
spec:
  chartRef: {kind: OCIRepository, name: kagent, namespace: flux-system}
  values: {a: 1}
";

const SERVER: &str = "apiVersion: kagent.dev/v1alpha2
kind: RemoteMCPServer
metadata: {name: tools}
spec: {description: tools, url: {{ .Values.url }}}
";

/// A source, in a namespace if there is one.
fn source(namespace: &str, tag: &str) -> String {
    format!(
        "apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: {{name: kagent{namespace}}}
spec: {{url: \"oci://example.com/helm/kagent\", ref: {{tag: {tag}}}}}
"
    )
}

fn flat(world: &World, arguments: &str) -> String {
    let ran = world.run(arguments);
    ran.stderr.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A repository whose sources are in a folder of their own.
fn repository() -> World {
    World::empty()
        .file(".git/HEAD", "")
        .file("apps/kagent/release.yaml", RELEASE)
}

#[test]
fn a_source_in_another_folder() {
    let stated = repository().file(
        "infrastructure/sources/kagent.yaml",
        source(", namespace: flux-system", "0.9.10"),
    );
    let kustomized = repository()
        .file("infrastructure/sources/kagent.yaml", source("", "0.9.10"))
        .file(
            "infrastructure/sources/kustomization.yaml",
            "namespace: flux-system\nresources: [kagent.yaml]\n",
        );
    let elsewhere = repository().file(
        "infrastructure/sources/kagent.yaml",
        source(", namespace: other", "0.9.10"),
    );
    let pull = "`helm pull oci://example.com/helm/kagent --version 0.9.10` brings it";
    for arguments in [
        "lint .",
        "lint apps/kagent/release.yaml",
        "lint --changed apps/kagent/release.yaml",
    ] {
        for world in [&stated, &kustomized] {
            let flat = flat(world, arguments);
            assert!(flat.contains(pull), "{arguments}: {flat}");
        }
        let flat = flat(&elsewhere, arguments);
        assert!(!flat.contains("0.9.10"), "{arguments}: {flat}");
    }
}

#[test]
fn a_source_in_the_same_file_counts_first() {
    let release = RELEASE
        .replace(", namespace: flux-system", "")
        .replace(", namespace: kagent", "");
    let world = World::empty()
        .file("a.yaml", source(", namespace: kagent", "0.9.2"))
        .file("b.yaml", format!("{release}---\n{}", source("", "0.9.10")));
    for arguments in ["lint .", "lint a.yaml b.yaml"] {
        let flat = flat(&world, arguments);
        assert!(flat.contains("--version 0.9.10"), "{flat}");
        assert!(!flat.contains("0.9.2"), "{flat}");
    }
}

#[test]
fn variants_that_differ_are_no_source() {
    let at = |cluster: &str| format!("clusters/{cluster}/sources/kagent.yaml");
    let of = |tag: &str| source(", namespace: flux-system", tag);
    let differing = repository()
        .file(&at("one"), of("0.9.10"))
        .file(&at("two"), of("0.9.11"));
    let told = flat(&differing, "lint .");
    let expected = "since it is not known which chart it is: the OCIRepository `kagent` is there several times, and they differ";
    assert!(told.contains(expected), "{told}");
    assert!(!told.contains("0.9.1"), "{told}");
    let alike = repository()
        .file(&at("one"), of("0.9.10"))
        .file(&at("two"), of("0.9.10"));
    assert!(flat(&alike, "lint .").contains("--version 0.9.10"));
}

#[test]
fn values_of_a_config_map_in_another_folder() {
    let chart = "apiVersion: v2\nname: bots\nversion: 1.0.0\n";
    let release = "apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: bots, namespace: team}
spec:
  chart: {spec: {chart: charts/bots, sourceRef: {kind: GitRepository, name: repo}}}
  valuesFrom: [{kind: ConfigMap, name: bots-values}]
";
    let map = |namespace: &str| {
        format!(
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: bots-values, namespace: {namespace}}}\ndata:\n  values.yaml: |\n    urll: small\n"
        )
    };
    let world = |namespace: &str| {
        World::empty()
            .file(".git/HEAD", "")
            .file("charts/bots/Chart.yaml", chart)
            .file("charts/bots/values.yaml", "url: http://tools.team/mcp\n")
            .file("charts/bots/templates/a.yaml", SERVER)
            .file("apps/bots.yaml", release)
            .file("config/team/values.yaml", map(namespace))
    };
    for arguments in ["lint apps/bots.yaml", "lint ."] {
        let ran = world("team").run(&format!("{arguments} -o concise"));
        let expected = "config/team/values.yaml:6:5: warning[unread-value]";
        assert!(ran.stdout.contains(expected), "{ran:#?}");
        let ran = world("other").run(&format!("{arguments} -o concise"));
        assert!(!ran.stdout.contains("unread-value"), "{ran:#?}");
    }
}

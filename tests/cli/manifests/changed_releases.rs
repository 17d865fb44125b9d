//! `lint --changed` with files that releases read: these are linted.

use super::installed::told;
use crate::common::world::World;

const SERVER: &str = "apiVersion: kagent.dev/v1alpha2
kind: RemoteMCPServer
metadata: {name: tools}
spec: {description: tools, url: {{ .Values.url }}}
";

/// A repository with a chart.
fn world() -> World {
    World::empty()
        .file(".git/HEAD", "")
        .file(
            "charts/bots/Chart.yaml",
            "apiVersion: v2\nname: bots\nversion: 1.0.0\n",
        )
        .file("charts/bots/values.yaml", "url: http://tools.team/mcp\n")
        .file("charts/bots/templates/server.yaml", SERVER)
}

/// A release of it with more of its spec.
fn release(spec: &str) -> String {
    format!(
        "apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {{name: bots, namespace: team}}
spec:
  chart: {{spec: {{chart: charts/bots, sourceRef: {{kind: GitRepository, name: repo}}}}}}
{spec}"
    )
}

#[test]
fn values_that_an_application_names() {
    let application = "apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: bots, namespace: argocd}
spec:
  sources:
  - {path: charts/bots, repoURL: g, helm: {valueFiles: [$values/config/bots/prod.yaml]}}
  - {ref: values, repoURL: g}
";
    let world = world()
        .file("apps/bots.yaml", application)
        .file("config/bots/prod.yaml", "url: prod\n")
        .file("config/bots/other.yaml", "url: prod\n");
    let expected = ["invalid-url config/bots/prod.yaml:1:6"];
    for arguments in [
        "lint --changed config/bots/prod.yaml",
        "lint --changed --only manifests config/bots/prod.yaml",
    ] {
        assert_eq!(told(&world, arguments), expected, "{arguments}");
    }
    assert_eq!(
        told(&world, "lint --changed config/bots/other.yaml"),
        [""; 0]
    );
}

#[test]
fn values_that_a_kustomization_generates() {
    let world = world()
        .file(
            "apps/release.yaml",
            release("  valuesFrom: [{kind: ConfigMap, name: bots}]\n"),
        )
        .file("apps/bots.yaml", "url: docs\n")
        .file(
            "apps/kustomization.yaml",
            "resources: [release.yaml]\ngeneratorOptions: {disableNameSuffixHash: true}\nconfigMapGenerator: [{name: bots, files: [values.yaml=bots.yaml]}]\n",
        );
    assert_eq!(
        told(&world, "lint --changed apps/bots.yaml"),
        ["invalid-url apps/bots.yaml:1:6"]
    );
}

#[test]
fn config_maps_and_patches() {
    let map = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: bots-values, namespace: team}\ndata:\n  values.yaml: |\n    url: docs\n";
    let patch = "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: bots}\nspec: {values: {url: prod}}\n";
    let world = world()
        .file("config/map.yaml", map)
        .file(
            "apps/base/release.yaml",
            release("  valuesFrom: [{kind: ConfigMap, name: bots-values}]\n"),
        )
        .file(
            "apps/base/kustomization.yaml",
            "resources: [release.yaml]\n",
        )
        .file("apps/prod/patch.yaml", patch)
        .file(
            "apps/prod/kustomization.yaml",
            "resources: [../base]\npatches: [{path: patch.yaml}]\n",
        );
    for file in ["config/map.yaml", "apps/prod/patch.yaml"] {
        let found = told(&world, &format!("lint --changed {file}"));
        assert_eq!(found, ["invalid-url apps/prod/patch.yaml:4:22"], "{file}");
    }
}

#[test]
fn a_source_of_a_chart() {
    let source = "apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: {name: kagent, namespace: flux-system}
spec: {url: \"oci://example.com/helm/kagent\", ref: {tag: 0.9.10}}
";
    let release = "apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: kagent, namespace: kagent}
spec:
  chartRef: {kind: OCIRepository, name: kagent, namespace: flux-system}
  values: {agents: {k8s-agent: {enabled: false}}}
";
    let world = World::empty()
        .file(".git/HEAD", "")
        .file("sources/kagent.yaml", source)
        .file("apps/kagent.yaml", release);
    let found = told(&world, "lint --changed sources/kagent.yaml");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("apps/kagent.yaml:6:"), "{found:?}");
}

#[test]
fn files_whose_content_is_a_value() {
    let application = "apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: bots, namespace: argocd}
spec:
  sources:
  - {path: charts/bots, repoURL: g, helm: {fileParameters: [{name: url, path: $values/config/FILE}]}}
  - {ref: values, repoURL: g}
";
    for file in ["url.txt", "url.md", "url.yaml", "url"] {
        let world = world()
            .file("apps/bots.yaml", application.replace("FILE", file))
            .file(&format!("config/{file}"), "docs")
            .file("config/other.txt", "docs");
        for flags in ["", "--only manifests "] {
            let of = |file: &str| told(&world, &format!("lint --changed {flags}config/{file}"));
            let expected = ["invalid-url apps/bots.yaml:6:79"];
            assert_eq!(of(file), expected, "{flags}{file}");
            assert_eq!(of("other.txt"), [""; 0]);
        }
    }
}

#[test]
fn charts_that_releases_install() {
    let other = release("  values: {url: docs}\n").replace("bots", "others");
    let world = world()
        .file("apps/bots.yaml", release("  values: {url: docs}\n"))
        .file("apps/others.yaml", other)
        .file(
            "charts/others/Chart.yaml",
            "apiVersion: v2\nname: others\nversion: 1.0.0\n",
        )
        .file("charts/others/templates/server.yaml", SERVER)
        .file("charts/bots/README.md", "# Bots\n");
    let expected = ["invalid-url apps/bots.yaml:6:17"];
    for file in ["", "values.yaml", "templates/server.yaml", "Chart.yaml"] {
        let found = told(&world, &format!("lint --changed charts/bots/{file}"));
        assert_eq!(found, expected, "{file}");
    }
    let readme = told(&world, "lint --changed charts/bots/README.md");
    assert_eq!(readme, [""; 0]);
}

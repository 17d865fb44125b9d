//! Values of releases with further documents: Flux reads the first one alone, and Argo CD hands them to Helm.

use super::installed::{release, told, world};

const TWO: &str = "# as it was\n---\nurl: docs\n---\n# later\nforward: ['x-*']\n";

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("    {line}\n")).collect()
}

fn config_map(text: &str) -> String {
    let from = release("  valuesFrom: [{kind: ConfigMap, name: defaults}]\n");
    let map = "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: defaults, namespace: team}\ndata:\n  values.yaml: |\n";
    from + map + &indented(text)
}

fn application(values: &str) -> String {
    format!(
        "apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {{name: bots, namespace: argocd}}
spec:
  destination: {{namespace: team}}
  source:
    path: charts/bots
    repoURL: https://example.com/repo.git
    helm:
{values}"
    )
}

#[test]
fn flux_drops_what_follows() {
    let world = world().file("bots.yaml", config_map(TWO));
    let expected = [
        "invalid-url bots.yaml:15:10",
        "ignored-content bots.yaml:18:5",
    ];
    for version in ["3", "4"] {
        let command = format!("lint bots.yaml --helm-version {version}");
        assert_eq!(told(&world, &command), expected, "{version}");
    }
    let json = world.run("lint bots.yaml -o json").json();
    let message = json["diagnostics"][1]["message"].as_str().unwrap();
    assert!(
        message.starts_with("Flux reads the first document alone"),
        "{message}"
    );
}

#[test]
fn flux_does_not_read_what_follows() {
    let world = world().file("bots.yaml", config_map("url: docs\n---\nforward: [\n"));
    let expected = [
        "invalid-url bots.yaml:13:10",
        "ignored-content bots.yaml:14:5",
    ];
    assert_eq!(told(&world, "lint bots.yaml"), expected);
}

#[test]
fn files_that_become_config_maps() {
    let text = release("  valuesFrom: [{kind: ConfigMap, name: defaults}]\n");
    let kustomization = "resources: [bots.yaml]\nnamespace: team\ngeneratorOptions: {disableNameSuffixHash: true}\n\
                         configMapGenerator: [{name: defaults, files: [values.yaml]}]\n";
    let world = world()
        .file("apps/bots.yaml", text)
        .file("apps/kustomization.yaml", kustomization)
        .file("apps/values.yaml", TWO);
    let expected = [
        "invalid-url apps/values.yaml:3:6",
        "ignored-content apps/values.yaml:6:1",
    ];
    assert_eq!(told(&world, "lint apps"), expected);
}

#[test]
fn helm_decides_for_argo() {
    let block = indented(TWO).replace("    ", "        ");
    let text = application(&format!("      values: |\n{block}"));
    let world = world().file("bots.yaml", text);
    let of = |version: &str| told(&world, &format!("lint bots.yaml --helm-version {version}"));
    let further = "ignored-content bots.yaml:16:9";
    assert_eq!(of("3"), ["invalid-url bots.yaml:13:14", further]);
    // What is merged has no places of its own.
    let merged = "bots.yaml:10:15";
    let expected = [
        format!("invalid-header-name {merged}"),
        format!("invalid-url {merged}"),
        further.to_owned(),
    ];
    assert_eq!(of("4"), expected);
    let files = application("      valueFiles: [two.yaml]\n");
    let world = world
        .file("bots.yaml", files)
        .file("charts/bots/two.yaml", TWO);
    let of = |version: &str| told(&world, &format!("lint bots.yaml --helm-version {version}"));
    let url = "invalid-url charts/bots/two.yaml:3:6";
    assert_eq!(of("3"), [url]);
    let header = "invalid-header-name charts/bots/two.yaml:6:11";
    assert_eq!(of("4"), [url, header]);
}

//! What Helm is told of a release beside its values: by an Application, or by a HelmRelease.

use crate::common::world::World;

const SCHEMA: &str = r#"{"properties": {"model": {"enum": ["small", "large"]}}}"#;

/// A chart that shows the cluster that it is told of.
fn world() -> World {
    let server = "apiVersion: kagent.dev/v1alpha2
kind: RemoteMCPServer
metadata: {name: docs, labels: {model: {{ .Values.model }}}}
spec:
  description: {{ .Capabilities.KubeVersion }} {{ .Capabilities.APIVersions.Has \"example.com/v1/Bot\" }}
  url: http://docs.tools:8080/mcp
";
    World::empty()
        .file(
            "charts/bots/Chart.yaml",
            "apiVersion: v2\nname: bots\nversion: 1.2.0\n",
        )
        .file("charts/bots/values.yaml", "model: small\n")
        .file("charts/bots/values.schema.json", SCHEMA)
        .file("charts/bots/templates/server.yaml", server)
}

fn application(helm: &str) -> String {
    format!(
        "apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {{name: bots, namespace: argocd}}
spec:
  destination: {{namespace: team}}
  source: {{path: charts/bots, repoURL: 'https://example.com/repo.git', helm: {{{helm}}}}}
"
    )
}

fn release(spec: &str) -> String {
    format!(
        "apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {{name: bots, namespace: team}}
spec:
  chart: {{spec: {{chart: ./charts/bots, sourceRef: {{kind: GitRepository, name: repo}}}}}}
{spec}"
    )
}

#[test]
fn an_application_says_which_cluster_it_is_for() {
    let told = "kubeVersion: v1.30.2-eks, apiVersions: [example.com/v1/Bot]";
    for (helm, flags, expected) in [
        (told, "", "v1.30.2 true"),
        (told, "--kube-version 1.29.0", "v1.29.0 true"),
        ("values: ''", "", "v1.36.0 false"),
        ("values: ''", "-a example.com/v1/Bot", "v1.36.0 true"),
        ("kubeVersion: '{{ .version }}'", "", "v1.36.0 false"),
    ] {
        let world = world().file("bots.yaml", application(helm));
        for command in ["render", "render --all"] {
            let printed = world.run(&format!("{command} bots.yaml {flags}")).exits(0);
            let line = format!("description: {expected}");
            let shown = printed.stdout.replace('\'', "");
            assert!(shown.contains(&line), "{command} {helm}: {shown}");
        }
    }
}

#[test]
fn values_that_are_not_held_to_the_schema() {
    let values = "values: 'model: huge'";
    let skips = |action: &str| format!("  {action}: {{disableSchemaValidation: true}}\n");
    let of_flux = |more: &str| release(&format!("  values: {{model: huge}}\n{more}"));
    for (text, is_refused) in [
        (application(values), true),
        (
            application(&format!("{values}, skipSchemaValidation: true")),
            false,
        ),
        (of_flux(""), true),
        (of_flux(&skips("install")), true),
        (of_flux(&(skips("install") + &skips("upgrade"))), false),
    ] {
        let world = world().file("bots.yaml", &text);
        let json = world.run("lint bots.yaml -o json").json();
        let mut all = json["diagnostics"].as_array().unwrap().iter();
        let found = all.any(|one| one["rule"] == "chart-schema");
        assert_eq!(found, is_refused, "{text}");
        let status = world.run("render --all bots.yaml").status;
        assert_eq!(status, Some(i32::from(is_refused)), "{text}");
    }
}

/// Charts are rendered once for all releases that see the same.
#[test]
fn each_release_sees_its_own_cluster() {
    let named = |name: &str, version: &str| {
        let text = application(&format!("releaseName: same, kubeVersion: {version}"));
        text.replacen("name: bots,", &format!("name: {name},"), 1)
    };
    let fails = "{{ if semverCompare \">=1.30.0\" .Capabilities.KubeVersion.Version }}{{ fail \"too new\" }}{{ end }}";
    let world = world()
        .file("charts/bots/templates/check.yaml", fails)
        .file("apps/a.yaml", named("a", "1.29.0"))
        .file("apps/b.yaml", named("b", "1.30.0"));
    let json = world.run("lint apps -o json").json();
    let all = json["diagnostics"].as_array().unwrap();
    assert_eq!(all.len(), 1, "{json:#}");
    assert_eq!(all[0]["targets"][0], "charts/bots + apps/b.yaml");
}

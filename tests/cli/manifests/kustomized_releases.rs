//! Releases in kustomizations: values that these generate, and what they patch.

use super::installed::told;
use crate::common::world::World;

const SERVER: &str = "apiVersion: kagent.dev/v1alpha2
kind: RemoteMCPServer
metadata: {name: tools}
spec: {description: tools, url: {{ .Values.url }}, timeout: {{ .Values.timeout }}}
";
const RELEASE: &str = "apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: bots, namespace: team}
spec:
  chart: {spec: {chart: charts/bots, sourceRef: {kind: GitRepository, name: repo}}}
";
const CONFIGURATION: &str = "nameReference:
- kind: ConfigMap
  version: v1
  fieldSpecs: [{path: spec/valuesFrom/name, kind: HelmRelease}]
";

/// A chart, and a release of it with more of its spec.
fn world(spec: &str) -> World {
    World::empty()
        .file(".git/HEAD", "")
        .file(
            "charts/bots/Chart.yaml",
            "apiVersion: v2\nname: bots\nversion: 1.0.0\n",
        )
        .file(
            "charts/bots/values.yaml",
            "url: http://tools.team/mcp\ntimeout: 5s\n",
        )
        .file("charts/bots/templates/server.yaml", SERVER)
        .file("apps/base/release.yaml", format!("{RELEASE}{spec}"))
}

fn said(world: &World, arguments: &str) -> String {
    let ran = world.run(arguments);
    ran.stderr.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn values_that_a_kustomization_generates() {
    let generated = |kustomization: &str| {
        world("  valuesFrom: [{kind: ConfigMap, name: bots-values}]\n")
            .file("apps/base/bots.yaml", "urll: a\n# as it was\nurl: docs\n")
            .file("apps/base/names.yaml", CONFIGURATION)
            .file("apps/base/kustomization.yaml", kustomization)
    };
    let expected = [
        "unread-value apps/base/bots.yaml:1:1",
        "invalid-url apps/base/bots.yaml:3:6",
    ];
    let maker = "resources: [release.yaml]\nconfigMapGenerator: [{name: bots-values, files: [values.yaml=bots.yaml]}]\n";
    let followed = generated(&format!("{maker}configurations: [names.yaml]\n"));
    assert_eq!(told(&followed, "lint apps"), expected);
    let json = followed.run("lint apps -o json").json();
    assert_eq!(
        json["diagnostics"][0]["targets"][0],
        "charts/bots + apps/base/release.yaml + apps/base/bots.yaml"
    );
    let plain = generated(&format!(
        "{maker}generatorOptions: {{disableNameSuffixHash: true}}\n"
    ));
    assert_eq!(told(&plain, "lint apps"), expected);
    let hashed = generated(maker);
    assert_eq!(told(&hashed, "lint apps"), [""; 0]);
    let flat = said(&hashed, "lint apps");
    let why =
        "the ConfigMap `bots-values`, whose generated name ends in a hash that this name lacks";
    assert!(flat.contains(why), "{flat}");
}

#[test]
fn generators_that_add_to_others() {
    let of = |behavior: &str| {
        let over = format!(
            "resources: [../base]\ngeneratorOptions: {{disableNameSuffixHash: true}}\nconfigMapGenerator: [{{name: bots-values, behavior: {behavior}, files: [values.yaml=prod.yaml]}}]\n"
        );
        world("  valuesFrom: [{kind: ConfigMap, name: bots-values}]\n")
            .file("apps/base/bots.yaml", "url: docs\n")
            .file(
                "apps/base/kustomization.yaml",
                "resources: [release.yaml]\ngeneratorOptions: {disableNameSuffixHash: true}\nconfigMapGenerator: [{name: bots-values, files: [values.yaml=bots.yaml]}]\n",
            )
            .file("apps/prod/prod.yaml", "url: prod\n")
            .file("apps/prod/kustomization.yaml", over)
    };
    for behavior in ["merge", "replace"] {
        let found = told(&of(behavior), "lint apps");
        let expected = ["invalid-url apps/prod/prod.yaml:1:6"];
        assert_eq!(found, expected, "{behavior}");
    }
}

#[test]
fn a_patch_is_one_more_layer() {
    let base = "resources: [release.yaml]\n";
    let patch = "apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: bots}
spec:
  interval: 1m
  values:
    urll: a
    timeout: 10
";
    let world = world("  values: {url: docs, timeout: 9}\n")
        .file("apps/base/kustomization.yaml", base)
        .file("apps/prod/patch.yaml", patch)
        .file(
            "apps/prod/kustomization.yaml",
            "resources: [../base]\npatches: [{path: patch.yaml}]\n",
        );
    let expected = [
        "invalid-url apps/base/release.yaml:6:17",
        "unread-value apps/prod/patch.yaml:7:5",
        "crd-violation apps/prod/patch.yaml:8:14",
    ];
    assert_eq!(told(&world, "lint apps"), expected);
    let inline = patch.replace('\n', "\n    ");
    let world = world.file(
        "apps/prod/kustomization.yaml",
        format!("resources: [../base]\npatches:\n- target: {{kind: HelmRelease, name: b.*}}\n  patch: |\n    {inline}\n"),
    );
    let found = told(&world, "lint apps");
    assert!(
        found.contains(&"unread-value apps/prod/kustomization.yaml:11:9".to_owned()),
        "{found:?}"
    );
}

#[test]
fn what_a_patch_takes_away_is_not_known() {
    let of = |patch: &str| {
        world("  values: {urll: docs, timeout: 9}\n")
            .file("apps/base/kustomization.yaml", "resources: [release.yaml]\n")
            .file(
                "apps/prod/kustomization.yaml",
                format!("resources: [../base]\npatches:\n- target: {{kind: HelmRelease}}\n  patch: |\n{patch}"),
            )
    };
    let unknown = "some were not read, so that it is not known what they set: what `apps/prod/kustomization.yaml` patches";
    for patch in [
        "    - {op: remove, path: /spec/values/timeout}\n",
        "    kind: HelmRelease\n    apiVersion: helm.toolkit.fluxcd.io/v2\n    metadata: {name: bots}\n    spec: {values: {timeout: null}}\n",
    ] {
        let world = of(patch);
        assert_eq!(told(&world, "lint apps"), [""; 0], "{patch}");
        let flat = said(&world, "lint apps");
        assert!(flat.contains(unknown), "{flat}");
    }
    let other = of("    - {op: replace, path: /spec/interval, value: 1m}\n");
    assert_eq!(told(&other, "lint apps").len(), 2);
    let deleted = of(
        "    apiVersion: helm.toolkit.fluxcd.io/v2\n    kind: HelmRelease\n    metadata: {name: bots}\n    $patch: delete\n",
    );
    assert_eq!(told(&deleted, "lint ."), [""; 0]);
    assert!(!said(&deleted, "lint .").contains("not read"));
}

#[test]
fn one_release_in_two_kustomizations() {
    let map = |value: &str| {
        format!(
            "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {{name: bots}}\nspec: {{values: {{url: {value}}}}}\n"
        )
    };
    let over = "resources: [../base]\npatches: [{path: patch.yaml}]\n";
    let world = world("  values: {url: x}\n")
        .file(
            "apps/base/kustomization.yaml",
            "resources: [release.yaml]\n",
        )
        .file("apps/dev/patch.yaml", map("http://tools.dev/mcp"))
        .file("apps/dev/kustomization.yaml", over)
        .file("apps/prod/patch.yaml", map("prod"))
        .file("apps/prod/kustomization.yaml", over);
    assert_eq!(
        told(&world, "lint apps"),
        ["invalid-url apps/prod/patch.yaml:4:22"]
    );
}

#[test]
fn values_that_the_kustomization_of_a_named_release_generates() {
    let base = world("  valuesFrom: [{kind: ConfigMap, name: bots-values}]\n")
        .file("apps/base/bots.yaml", "urll: a\n")
        .file("apps/base/names.yaml", CONFIGURATION)
        .file(
            "apps/base/kustomization.yaml",
            "resources: [release.yaml]\nconfigurations: [names.yaml]\n\
             configMapGenerator: [{name: bots-values, files: [values.yaml=bots.yaml]}]\n",
        );
    let named = "lint apps/base/release.yaml";
    assert_eq!(told(&base, named), ["unread-value apps/base/bots.yaml:1:1"]);
    // Two overlays generate it, each its own: which one is meant is not known.
    let overlays = ["a", "b"].iter().fold(
        world("  valuesFrom: [{kind: ConfigMap, name: bots-values}]\n"),
        |world, name| {
            world
                .file(&format!("apps/{name}/bots.yaml"), "urll: a\n")
                .file(&format!("apps/{name}/names.yaml"), CONFIGURATION)
                .file(
                    &format!("apps/{name}/kustomization.yaml"),
                    "resources: [../base/release.yaml]\nconfigurations: [names.yaml]\n\
                     configMapGenerator: [{name: bots-values, files: [values.yaml=bots.yaml]}]\n",
                )
        },
    );
    assert_eq!(told(&overlays, named), [""; 0]);
    let flat = said(&overlays, named);
    assert!(flat.contains("the ConfigMap `bots-values`"), "{flat}");
}

#[test]
fn values_in_files_of_variables() {
    let of = |variables: &str, generator: &str| {
        let from =
            "  valuesFrom: [{kind: ConfigMap, name: bots, valuesKey: URL, targetPath: url}]\n";
        let maker = format!(
            "resources: [release.yaml]\ngeneratorOptions: {{disableNameSuffixHash: true}}\n{generator}: [{{name: bots, envs: [bots.env]}}]\n"
        );
        let world = world(from)
            .file("apps/base/bots.env", variables)
            .file("apps/base/kustomization.yaml", maker);
        (told(&world, "lint apps"), said(&world, "lint apps"))
    };
    let unread = "the ConfigMap `bots`";
    let (found, said) = of("# of the tools\nURL=docs\n", "configMapGenerator");
    assert_eq!(found, ["invalid-url apps/base/release.yaml:6:16"], "{said}");
    assert!(!said.contains(unread), "{said}");
    // What is taken from elsewhere, is not there, or is refused.
    for variables in ["URL\n", "OTHER=docs\n", "URL=docs\nexport A=1\n"] {
        let (found, said) = of(variables, "configMapGenerator");
        assert_eq!(found, [""; 0], "{variables}");
        assert!(said.contains(unread), "{said}");
    }
}

#[test]
fn an_overlay_that_only_lists_a_base_is_something_to_lint() {
    let overlay = |base: World| base.file("apps/prod/kustomization.yaml", "resources: [../base]\n");
    let release = world("  values: {urll: a}\n").file(
        "apps/base/kustomization.yaml",
        "resources: [release.yaml]\n",
    );
    let ran = overlay(release).run("lint apps/prod -o concise").exits(0);
    assert!(ran.stdout.contains("warning[unread-value]"), "{ran:#?}");
    let server = World::empty()
        .file(
            "apps/base/server.yaml",
            "apiVersion: kagent.dev/v1alpha2\nkind: RemoteMCPServer\nmetadata: {name: a}\nspec: {description: a, url: http://a.b/mcp}\n",
        )
        .file("apps/base/kustomization.yaml", "resources: [server.yaml]\n");
    overlay(server).run("lint apps/prod").exits(0);
    // One that lists nothing of ours is not.
    let other = World::empty()
        .file(
            "apps/base/map.yaml",
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n",
        )
        .file("apps/base/kustomization.yaml", "resources: [map.yaml]\n");
    overlay(other).run("lint apps/prod").exits(2);
}

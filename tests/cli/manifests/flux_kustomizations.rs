//! Releases that a Flux Kustomization of the repository applies: with its namespace, and with what it patches.

use super::installed::{release, told};
use crate::common::world::World;

const SERVER: &str = "apiVersion: kagent.dev/v1alpha2
kind: RemoteMCPServer
metadata: {name: tools, namespace: {{ .Release.Namespace }}}
spec: {description: tools, url: {{ .Values.url }}, timeout: {{ .Values.timeout }}}
";

/// A chart, and a release of it without a namespace.
fn world(spec: &str) -> World {
    let release = release(spec).replacen(", namespace: team", "", 1);
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
        .file("apps/bots/release.yaml", release)
}

/// A Kustomization with more of its spec.
fn applying(name: &str, path: &str, spec: &str) -> String {
    format!(
        "apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {{name: {name}, namespace: flux-system}}
spec:
  path: {path}
  sourceRef: {{kind: GitRepository, name: flux-system}}
{spec}---
"
    )
}

fn said(world: &World, arguments: &str) -> String {
    let ran = world.run(arguments);
    ran.stderr.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Values of a ConfigMap in a namespace.
fn map(namespace: &str, values: &str) -> String {
    format!(
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: defaults, namespace: {namespace}}}\ndata:\n  values.yaml: |\n    {values}\n"
    )
}

#[test]
fn the_target_namespace_is_that_of_releases() {
    let of = |clusters: &str| {
        let world = world("  valuesFrom: [{kind: ConfigMap, name: defaults}]\n")
            .file("maps/a.yaml", map("team", "url: docs"))
            .file("maps/b.yaml", map("other", "urll: a"))
            .file("clusters/all.yaml", clusters);
        told(&world, "lint apps")
    };
    let prod = applying("prod", "./apps", "  targetNamespace: team\n");
    let in_team = "invalid-url maps/a.yaml:6:10";
    let in_other = "unread-value maps/b.yaml:6:5";
    assert_eq!(of(&prod), [in_team]);
    let other = applying("dev", "apps/bots/", "  targetNamespace: other\n");
    assert_eq!(of(&other), [in_other]);
    // Each of them installs it.
    assert_eq!(of(&(prod.clone() + &other)), [in_team, in_other]);
    // Without them the map may be either.
    for elsewhere in [
        applying("prod", "./apps/others", "  targetNamespace: team\n"),
        applying("prod", "${PATH}", "  targetNamespace: team\n"),
        applying("prod", "./apps", "  targetNamespace: ${NAMESPACE}\n"),
        // Of another repository.
        prod.replace("name: flux-system}\n", "name: tenant}\n") + &applying("own", "clusters", ""),
    ] {
        assert_eq!(of(&elsewhere), [""; 0], "{elsewhere}");
    }
}

#[test]
fn what_they_patch() {
    let patch = |target: &str, text: &str| {
        let lines: String = text.lines().map(|line| format!("      {line}\n")).collect();
        applying(
            "prod",
            "apps",
            &format!("  patches:\n  - {target}patch: |\n{lines}"),
        )
    };
    let merged = "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: bots}\nspec: {values: {url: docs}}\n";
    let all = "target: {kind: HelmRelease}\n    ";
    let of = |clusters: &str| {
        let world = world("  values: {timeout: a b}\n").file("clusters/all.yaml", clusters);
        let found = told(&world, "lint apps").join(", ");
        (found, said(&world, "lint apps"))
    };
    let plain = "invalid-value apps/bots/release.yaml:6:21".to_owned();
    assert_eq!(of(""), (plain.clone(), String::new()));
    let (found, _) = of(&patch("", merged));
    assert_eq!(
        found,
        format!("{plain}, invalid-url clusters/all.yaml:12:28")
    );
    // Of another release, or of something else.
    for (target, text) in [
        ("", merged.replace("bots", "other")),
        (
            "target: {kind: Deployment}\n    ",
            "[{op: remove, path: /spec/values}]".to_owned(),
        ),
        (
            "",
            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: bots}\nspec: {replicas: 2}\n"
                .to_owned(),
        ),
    ] {
        assert_eq!(of(&patch(target, &text)).0, plain, "{text}");
    }
    let unknown = "what `clusters/all.yaml` patches";
    for text in [
        "[{op: remove, path: /spec/values/timeout}]",
        "- op: replace\n  path: /spec/values\n  value: {}\n",
    ] {
        let (found, said) = of(&patch(all, text));
        assert_eq!(found, "", "{text}");
        assert!(said.contains(unknown), "{said}");
    }
}

/// What a kustomization in the folder leaves out is not applied.
#[test]
fn what_a_kustomization_leaves_out() {
    let of = |resources: &str| {
        let world = world("  values: {url: docs}\n")
            .file("apps/kustomization.yaml", format!("resources: [{resources}]\n"))
            .file(
                "clusters/all.yaml",
                applying(
                    "prod",
                    "apps",
                    "  patches:\n  - target: {kind: HelmRelease}\n    patch: |\n      [{op: remove, path: /spec/values}]\n",
                ),
            );
        told(&world, "lint apps")
    };
    assert_eq!(of("bots/release.yaml"), [""; 0]);
    let found = "invalid-url apps/bots/release.yaml:6:17";
    assert_eq!(of(""), [found]);
}

//! HelmReleases and Applications that the API server, or their controller, does not take as they are written.

use super::installed::{release, told, world};

fn application(helm: &str) -> String {
    format!(
        "apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {{name: bots, namespace: argocd}}
spec:
  source:
    path: charts/bots
    repoURL: https://example.com/repo.git
    helm:
{helm}  destination: {{namespace: team}}
"
    )
}

#[test]
fn values_of_a_wrong_type() {
    for (helm, place) in [
        ("      values: {model: m}\n", "9:7"),
        ("      values: [a]\n", "9:7"),
        ("      valuesObject: |\n        model: m\n", "9:21"),
        ("      parameters: {model: m}\n", "9:7"),
        ("      parameters: [{name: model, value: true}]\n", "9:41"),
        ("      parameters: [{name: model, value: 1.2}]\n", "9:41"),
        ("      parameters:\n      - model=m\n", "10:9"),
        ("      valueFiles: values.yaml\n", "9:19"),
        ("      fileParameters: [{name: model, path: [a]}]\n", "9:38"),
        ("      kubeVersion: 1.31\n", "9:20"),
        ("      releaseName: 7\n", "9:20"),
    ] {
        let world = world().file("apps/bots.yaml", application(helm));
        let expected = [format!("crd-violation apps/bots.yaml:{place}")];
        let mut found = told(&world, "lint apps");
        // What the chart makes of the value is refused, too.
        found.dedup();
        assert_eq!(found, expected, "{helm}");
    }
    for (spec, expected) in [
        ("  values: |\n    model: m\n", "wrong-type bots.yaml:6:11"),
        ("  values: [{model: m}]\n", "wrong-type bots.yaml:6:3"),
        (
            "  valuesFrom: {kind: ConfigMap, name: a}\n",
            "crd-violation bots.yaml:6:3",
        ),
        ("  releaseName: 7\n", "crd-violation bots.yaml:6:16"),
    ] {
        let world = world().file("bots.yaml", release(spec));
        assert_eq!(told(&world, "lint bots.yaml"), [expected], "{spec}");
    }
}

#[test]
fn what_may_be_of_the_right_type() {
    for helm in [
        "      values: ''\n      valuesObject: {}\n      parameters: []\n",
        "      valuesObject: null\n      parameters: [{name: fullname, value: null}]\n",
        "      valuesObject: \"{{ .values }}\"\n",
    ] {
        let world = world().file("apps/bots.yaml", application(helm));
        assert_eq!(told(&world, "lint apps"), [""; 0], "{helm}");
    }
    let filled_in = release("  values: ${VALUES}\n");
    let world = world().file("bots.yaml", filled_in);
    assert_eq!(told(&world, "lint bots.yaml"), [""; 0]);
}

/// The API server took what a cluster has, and patches may make something else of what they touch.
#[test]
fn what_is_no_longer_or_not_yet_as_it_is_written() {
    let dump = application("      parameters: [{name: model, value: m, forceString: 'true'}]\n")
        .replacen(
            "{name: bots, namespace: argocd}",
            "{name: bots, namespace: argocd, uid: a, resourceVersion: '1'}",
            1,
        );
    let world_of = |text: &str| world().file("apps/bots.yaml", text);
    assert_eq!(told(&world_of(&dump), "lint apps"), [""; 0]);
    let patched = world_of(&release("  values: |\n    model: m\n")).file(
        "apps/kustomization.yaml",
        "resources: [bots.yaml]\npatches:\n- target: {kind: HelmRelease}\n  patch: |\n    [{op: replace, path: /spec/values, value: {}}]\n",
    );
    assert_eq!(told(&patched, "lint apps"), [""; 0]);
}

#[test]
fn it_is_said_what_comes_of_it_and_what_to_write() {
    let world = world().file("bots.yaml", release("  values: |\n    model: m\n"));
    let shown = world.run("lint bots.yaml -o json").exits(1).json();
    let found = &shown["diagnostics"][0];
    assert_eq!(
        found["message"],
        "`spec.values` is a string, and must be a mapping: Flux takes it for no values and says nothing"
    );
    assert_eq!(
        found["help"],
        "write a mapping: without a `|` after `values:`, and its keys below"
    );
    assert_eq!(found["path"], "spec.values");
    assert_eq!(found["object"]["kind"], "HelmRelease");
}

#[test]
fn names_that_helm_refuses() {
    let long = "a-name-that-is-longer-than-the-fifty-three-that-helm-takes";
    let named =
        |text: String, name: &str| text.replacen("{name: bots,", &format!("{{name: {name},"), 1);
    let plain = "      values: ''\n";
    for (text, expected) in [
        (
            application("      releaseName: My_Bots\n"),
            "invalid-name bots.yaml:9:20",
        ),
        (
            application(&format!("      releaseName: {long}\n")),
            "invalid-name bots.yaml:9:20",
        ),
        (
            named(application(plain), long),
            "invalid-name bots.yaml:3:18",
        ),
        (
            named(application(plain), "Bots"),
            "invalid-name bots.yaml:3:18",
        ),
        (
            release("  releaseName: My_Bots\n"),
            "invalid-name bots.yaml:6:16",
        ),
        (
            release(&format!("  releaseName: {long}\n")),
            "crd-violation bots.yaml:6:16",
        ),
        (named(release(""), "Bots"), "invalid-name bots.yaml:3:18"),
        (
            release("  targetNamespace: Team\n"),
            "invalid-name bots.yaml:6:20",
        ),
    ] {
        let world = world().file("bots.yaml", &text);
        assert_eq!(told(&world, "lint bots.yaml"), [expected], "{text}");
    }
    // Flux shortens what it composes; the others are fine, or not known yet.
    for text in [
        named(release(""), long),
        release(&format!("  targetNamespace: {}\n", &long[..40])),
        application("      releaseName: a.b-1\n"),
        application("      releaseName: '{{ .Name }}'\n"),
        release("  releaseName: ${NAME}\n"),
    ] {
        let world = world().file("bots.yaml", &text);
        assert_eq!(told(&world, "lint bots.yaml"), [""; 0], "{text}");
    }
}

//! The files that an Application names: patterns, files of parameters, and the variables of Argo CD in their paths.

use crate::common::world::World;
use serde_json::{Value, json};

/// A chart, files of values, and an Application with more of its `helm`.
fn world(metadata: &str, helm: &str) -> World {
    let text = format!(
        "apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {metadata}
spec:
  destination: {{namespace: team}}
  sources:
  - repoURL: https://example.com/repo.git
    path: charts/one
    ref: here
    helm: {helm}
"
    );
    World::empty()
        .file(
            "charts/one/Chart.yaml",
            "apiVersion: v2\nname: one\nversion: 1.0.0\n",
        )
        .file(
            "charts/one/templates/all.yaml",
            "all: {{ toJson .Values }}\n",
        )
        .file("charts/one/note.txt", "a, {b}\n")
        .file("envs/10.yaml", "a: 10\n")
        .file("envs/20.yaml", "a: 20\nb: 20\n")
        .file("envs/x/00.yaml", "a: x\n")
        .file("envs/.gate.yml", "a: gate\n")
        .file("apps/one.yaml", text)
}

const NAMED: &str = "{name: gate, namespace: argocd}";

fn values_of(world: &World) -> Value {
    world
        .run("values apps/one.yaml --no-agent-defaults -o json")
        .json()
}

/// Whether a run says that something was not read.
fn is_told_unread(world: &World, what: &str) -> bool {
    let told = world.run("lint apps/one.yaml").stderr;
    let told: Vec<&str> = told.split_whitespace().collect();
    { told.join(" ") }.contains(&format!("it is not known what they set: `{what}`"))
}

#[test]
fn patterns_and_variables_are_expanded_as_argo_cd_expands_them() {
    let both = |a: Value| json!({"a": a, "b": 20});
    for (helm, expected) in [
        ("{valueFiles: [/envs/*.yaml]}", both(json!(20))),
        ("{valueFiles: ['../../envs/[1-2]?.yaml']}", both(json!(20))),
        ("{valueFiles: ['/envs/[!2]0.yaml']}", json!({"a": 10})),
        ("{valueFiles: [/env*/*/*.yaml]}", json!({"a": "x"})),
        // The files of a folder come before those of the folders in it.
        ("{valueFiles: [/envs/**/*.yaml]}", both(json!("x"))),
        ("{valueFiles: [$here/envs/**/*.yaml]}", both(json!("x"))),
        // One that is named by itself stands there.
        (
            "{valueFiles: [/envs/*.yaml, ../../envs/10.yaml]}",
            both(json!(10)),
        ),
        (
            "{valueFiles: [/envs/20.yaml, /envs/10.yaml, /envs/*.yaml]}",
            both(json!(10)),
        ),
        (
            "{valueFiles: [/envs/*.yaml, /no/*.yaml, '*.yml', $here/no.yaml], ignoreMissingValueFiles: true}",
            both(json!(20)),
        ),
        (
            "{valueFiles: ['/envs/.$ARGOCD_APP_NAME.yml']}",
            json!({"a": "gate"}),
        ),
        (
            "{parameters: [{name: a, value: '${ARGOCD_APP_NAME}-$$x'}], values: 'b: $ARGOCD_APP_NAME'}",
            json!({"a": "gate-$x", "b": "$ARGOCD_APP_NAME"}),
        ),
        (
            "{parameters: [{name: a, value: $ARGOCD_APP_REVISION}]}",
            json!({"a": "__NOT_READ__"}),
        ),
        // The content of a file is a string, and counts most.
        (
            "{fileParameters: [{name: a, path: note.txt}], parameters: [{name: a, value: x, forceString: true}]}",
            json!({"a": "a, {b}\n"}),
        ),
        (
            "{fileParameters: [{name: a, path: /charts/one/note.txt}]}",
            json!({"a": "a, {b}\n"}),
        ),
        (
            "{fileParameters: [{name: a, path: no.txt}]}",
            json!({"a": "__NOT_READ__"}),
        ),
    ] {
        assert_eq!(values_of(&world(NAMED, helm)), expected, "{helm}");
    }
}

#[test]
fn what_argo_cd_refuses_or_fills_in_is_not_known() {
    for file in [
        "/no/*.yaml",
        // Helm refuses the folder among these.
        "/envs/**",
        "/envs/*",
        "/envs/{10,*}.yaml",
        "/envs/$ARGOCD_APP_REVISION.yaml",
        "$other/*.yaml",
    ] {
        let world = world(
            NAMED,
            &format!("{{valueFiles: ['{file}'], values: 'c: 1'}}"),
        );
        assert!(is_told_unread(&world, file), "{file}");
        assert_eq!(values_of(&world), json!({"c": 1}), "{file}");
    }
    let optional = |file: &str| {
        let helm = format!("{{valueFiles: ['{file}'], ignoreMissingValueFiles: true}}");
        is_told_unread(&world(NAMED, &helm), file)
    };
    assert!(!optional("/no/*.yaml"));
    assert!(!optional("no.yaml"));
    assert!(optional("https://example.com/values.yaml"));
    assert!(optional("$other/no.yaml"));
    // The name of an Application elsewhere may have its namespace in it.
    let elsewhere = world(
        "{name: gate, namespace: team}",
        "{parameters: [{name: a, value: $ARGOCD_APP_NAME}]}",
    );
    assert_eq!(values_of(&elsewhere), json!({"a": "__NOT_READ__"}));
}

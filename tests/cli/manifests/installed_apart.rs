//! Several releases of one file, told apart: by their targets' names, by `--object`, and by the objects of findings.

use crate::common::world::World;
use serde_json::Value;

const CHART: &str = "apiVersion: v2\nname: bots\nversion: 1.2.0\n";

const TEMPLATE: &str = "apiVersion: kagent.dev/v1alpha2
kind: RemoteMCPServer
metadata: {name: {{ .Release.Name }}-docs}
spec: {description: docs, url: {{ .Values.url }}}
";

/// Two charts in a repository.
fn world() -> World {
    let values = "url: http://docs.tools:8080/mcp\n";
    let mut world = World::empty();
    for chart in ["bots", "more"] {
        world = world
            .file(
                &format!("charts/{chart}/Chart.yaml"),
                CHART.replace("bots", chart),
            )
            .file(&format!("charts/{chart}/values.yaml"), values)
            .file(&format!("charts/{chart}/templates/server.yaml"), TEMPLATE);
    }
    world
}

fn release(name: &str, chart: &str, values: &str) -> String {
    format!(
        "apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {{name: {name}, namespace: team}}
spec:
  chart: {{spec: {{chart: ./charts/{chart}, sourceRef: {{kind: GitRepository, name: repo}}}}}}
  values: {values}
"
    )
}

fn application(name: &str, chart: &str, values: &str) -> String {
    format!(
        "apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {{name: {name}, namespace: argocd}}
spec:
  source:
    path: charts/{chart}
    repoURL: https://example.com/repo.git
    helm:
      values: |
        {values}
"
    )
}

fn two() -> String {
    let second = application("two", "more", "urll: x");
    release("one", "bots", "{urll: x}") + "---\n" + &second
}

fn findings(world: &World, arguments: &str) -> Vec<Value> {
    let json = world.run(&format!("{arguments} -o json")).json();
    json["diagnostics"].as_array().unwrap().clone()
}

/// What is said on standard error, on one line.
fn said(world: &World, arguments: &str) -> String {
    let ran = world.run(arguments);
    ran.stderr.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn findings_know_their_target_and_their_object() {
    let world = world().file("apps.yaml", two());
    let told: Vec<String> = findings(&world, "lint apps.yaml")
        .iter()
        .map(|found| {
            let object = &found["object"];
            format!(
                "{} {} {}/{} in {}",
                found["path"],
                object["kind"],
                object["namespace"],
                object["name"],
                found["targets"]
            )
        })
        .collect();
    let expected = [
        "\"urll\" \"HelmRelease\" \"team\"/\"one\" in [\"charts/bots + apps.yaml (HelmRelease team/one)\"]",
        "\"urll\" \"Application\" \"argocd\"/\"two\" in [\"charts/more + apps.yaml (Application argocd/two)\"]",
    ];
    assert_eq!(told, expected);
    let world = world.file("apps.yaml", release("one", "bots", "{urll: x}"));
    let found = findings(&world, "lint apps.yaml");
    assert_eq!(found[0]["targets"][0], "charts/bots + apps.yaml");
}

#[test]
fn an_object_is_picked() {
    let world = world().file("apps.yaml", two());
    let flat = said(&world, "values apps.yaml");
    let expected = "there are 2 targets, and this command works on exactly one: \
                    charts/bots + apps.yaml (HelmRelease team/one), charts/more + apps.yaml (Application argocd/two)";
    assert!(flat.contains(expected), "{flat}");
    let expected = "say which one is meant: `--object Application/argocd/two`, for example";
    assert!(flat.contains(expected), "{flat}");
    for (name, release) in [
        ("one", "one"),
        ("team/one", "one"),
        ("helmrelease/one", "one"),
        ("Application/argocd/two", "two"),
    ] {
        let ran = world.run(&format!("render apps.yaml --object {name}"));
        let expected = format!("metadata: {{name: {release}-docs}}");
        assert!(ran.stdout.contains(&expected), "{name}: {ran:#?}");
    }
    let all = world.run("render --all apps.yaml --object one");
    assert!(all.stdout.contains("name: one-docs"), "{all:#?}");
    let values = world.run("values apps.yaml --object two --provenance");
    assert!(
        values.stdout.contains("urll: x  # apps.yaml:17:15"),
        "{values:#?}"
    );
    let flat = said(&world, "values apps.yaml --object three");
    let expected = "nothing of what was named installs a chart and is called `three`: \
                    there is `Application argocd/two` and `HelmRelease team/one`";
    assert!(flat.contains(expected), "{flat}");
}

#[test]
fn charts_of_one_application() {
    let text = "apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: all, namespace: argocd}
spec:
  sources:
  - {path: charts/bots, repoURL: r, helm: {valuesObject: {urll: x}}}
  - {path: charts/bots, repoURL: r, helm: {releaseName: second, valuesObject: {urll: x}}}
";
    let world = world().file("apps.yaml", text);
    let found = findings(&world, "lint apps.yaml");
    let targets: Vec<&Value> = found.iter().map(|found| &found["targets"][0]).collect();
    assert_eq!(
        targets,
        [
            "charts/bots + apps.yaml (Application argocd/all, chart 1)",
            "charts/bots + apps.yaml (Application argocd/all, chart 2)"
        ]
    );
}

#[test]
fn a_baseline_knows_findings_by_their_objects() {
    let first = release("one", "bots", "{urll: x}");
    let second = release("two", "bots", "{urll: x}");
    let world = world().file("apps.yaml", format!("{first}---\n{second}"));
    world.run("lint apps.yaml --write-baseline known.json");
    let known: Value = serde_json::from_str(&world.read("known.json")).unwrap();
    let paths: Vec<&Value> = known["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|found| &found["path"])
        .collect();
    assert_eq!(
        paths,
        ["HelmRelease team/one urll", "HelmRelease team/two urll"]
    );
    // The other way round they are the same, and of one the other does not take the place.
    let world = world.file("apps.yaml", format!("{second}---\n{first}"));
    assert_eq!(
        findings(&world, "lint apps.yaml --baseline known.json"),
        [""; 0]
    );
    let third = second.replace("name: two", "name: three");
    let world = world.file("apps.yaml", format!("{third}---\n{first}"));
    assert_eq!(
        findings(&world, "lint apps.yaml --baseline known.json").len(),
        1
    );
}

#[test]
fn comments_silence_where_they_are() {
    let silenced = |text: &str| -> Vec<String> {
        let world = world().file("apps.yaml", text);
        findings(&world, "lint apps.yaml")
            .iter()
            .map(|found| {
                let start = &found["location"]["start"];
                format!(
                    "{} {}:{}",
                    found["rule"].as_str().unwrap(),
                    start["line"],
                    start["column"]
                )
            })
            .collect()
    };
    let ignore = "# helm-obo: ignore[unread-value]";
    let in_text = application("two", "more", &format!("{ignore}\n        urll: x"));
    assert_eq!(silenced(&in_text), [""; 0]);
    let above = format!("{ignore}\n{}", application("two", "more", "urll: x"));
    assert_eq!(silenced(&above), [""; 0]);
    let beside = application(
        "two",
        "more",
        &format!("urll: x {ignore}\n        urlll: x"),
    );
    assert_eq!(silenced(&beside), ["unread-value 11:9"]);
    // Above one document it says nothing of the next one.
    let first = format!(
        "{ignore}\n{}---\n{}",
        release("one", "bots", "{urll: x}"),
        application("two", "more", "urll: x")
    );
    assert_eq!(silenced(&first), ["unread-value 18:9"]);
    let unused = application(
        "two",
        "more",
        &format!("{ignore}\n        url: http://a.b:1/mcp"),
    );
    assert_eq!(silenced(&unused), ["unused-ignore 10:9"]);
    let unused = format!(
        "{ignore}\n{}",
        release("one", "bots", "{url: 'http://a.b:1/mcp'}")
    );
    assert_eq!(silenced(&unused), ["unused-ignore 1:1"]);
}

#[test]
fn comments_are_not_called_unused_where_nobody_looked() {
    let ignore = "# helm-obo: ignore[unread-value]";
    let elsewhere = release("one", "nowhere", "{urll: x}");
    let text = format!(
        "{ignore}\n{elsewhere}---\n{}",
        release("two", "bots", "{urll: x}")
    );
    let world = world().file("apps.yaml", text);
    let found = findings(&world, "lint apps.yaml");
    let rules: Vec<&Value> = found.iter().map(|found| &found["rule"]).collect();
    assert_eq!(rules, ["unread-value"]);
}

#[test]
fn a_comment_that_silences_nothing_is_taken_out_of_a_text() {
    let of = |comment: &str| {
        let values = format!("{comment}url: http://a.b:1/mcp");
        release("one", "bots", "{}") + "---\n" + &application("two", "more", &values)
    };
    let text = of("# helm-obo: ignore[unread-value]\n        ");
    let world = world().file("apps.yaml", &text);
    world.run("lint apps.yaml --fix");
    assert_eq!(world.read("apps.yaml"), of(""));
    let dump = text.replace(
        "namespace: argocd",
        "namespace: argocd, uid: u, resourceVersion: \"1\"",
    );
    let world = world.file("apps.yaml", &dump);
    world.run("lint apps.yaml --fix");
    assert_eq!(world.read("apps.yaml"), dump);
}

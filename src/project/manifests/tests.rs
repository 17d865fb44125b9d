//! Which files are one set, and what their objects are called in it.

use crate::project::{Project, Request};
use crate::source::{Memory, Sources, WorkingDirectory};
use std::io;

/// An object of kagent, or another one.
fn object(kind: &str, name: &str) -> String {
    let version = match kind {
        "Agent" => "kagent.dev/v1alpha2",
        _ => "v1",
    };
    let spec = "spec: {description: helps}";
    format!("apiVersion: {version}\nkind: {kind}\nmetadata: {{name: {name}}}\n{spec}\n")
}

fn files(files: &[(&str, &str)]) -> Memory {
    let mut memory = Memory::default();
    for (path, content) in files {
        let content = match content.split_once(' ') {
            Some((kind @ ("Agent" | "Secret"), name)) => object(kind, name),
            _ => (*content).to_owned(),
        };
        memory.insert(*path, content);
    }
    memory
}

/// The sets of a request: their names, each with its objects; then what is not judged, and what was in vain.
fn found(memory: &Memory, request: &Request) -> Vec<String> {
    let sources = Sources::default();
    let stdin = || Ok::<_, io::Error>(object("Agent", "typed").into_bytes());
    let here = WorkingDirectory::new("/here");
    let project = Project::new(request, memory, &sources, here, &stdin).unwrap();
    let found = project.targets(false).unwrap();
    let sets = found.sets.sets.iter().map(|set| {
        let loaded = project.load_set(set, &project.config(&set.anchor()).unwrap());
        let objects = loaded.objects.objects().iter();
        let objects: Vec<String> = objects.map(|object| object.name.to_string()).collect();
        format!("{}: {}", set.label, objects.join(", "))
    });
    let left_out = found.sets.left_out.iter();
    let left_out = left_out.map(|one| format!("{} {}", one.file, one.why));
    let failures = found.failures.iter().map(ToString::to_string);
    let all = sets.chain(left_out).chain(failures);
    all.map(|line| below_root(&line)).collect()
}

/// A line without the folder that holds all files.
fn below_root(line: &str) -> String {
    let line = line.strip_prefix("r/").unwrap_or(line);
    line.replace(" r/", " ").replace("`r/", "`")
}

fn walked(memory: &Memory, targets: &[&str]) -> Vec<String> {
    let request = Request {
        targets: targets.iter().map(Into::into).collect(),
        ..Request::default()
    };
    found(memory, &request)
}

#[test]
fn files_that_are_named_are_one_set() {
    let memory = files(&[("r/a/x.yaml", "Agent x"), ("r/b/y.yaml", "Agent why")]);
    assert_eq!(
        walked(&memory, &["r/b/y.yaml", "-", "r/a/x.yaml"]),
        ["- + a/x.yaml + b/y.yaml: Agent typed, Agent x, Agent why"]
    );
}

#[test]
fn a_folder_is_a_set_with_what_its_objects_may_refer_to() {
    let memory = files(&[
        ("r/a/x.yaml", "Agent x"),
        ("r/a/secret.yaml", "Secret s"),
        ("r/a/notes.txt", "apiVersion: kagent.dev/v1alpha2"),
        ("r/a/values.yaml", "replicas: 1"),
        ("r/b/y.json", "Agent why"),
        ("r/c/other.yaml", "Secret other"),
        ("r/.hidden/x.yaml", "Agent hidden"),
        ("r/chart/Chart.yaml", "name: chart"),
        ("r/chart/templates/x.yaml", "Agent templated"),
        ("r/chart/deploy/x.yaml", "Agent deployed"),
    ]);
    assert_eq!(
        walked(&memory, &["r"]),
        ["a: Secret s, Agent x", "b: Agent why"]
    );
    assert_eq!(
        walked(&memory, &["r/c"]),
        ["no chart found in `c`, nor a manifest of kagent"]
    );
    assert_eq!(
        walked(&memory, &["r/chart/templates/../deploy"]),
        ["chart/deploy: Agent deployed"]
    );
}

#[test]
fn what_a_kustomization_lists_is_a_set() {
    let memory = files(&[
        (
            "r/base/kustomization.yaml",
            "resources: [x.yaml]\nnamespace: base\n",
        ),
        ("r/base/x.yaml", "Agent x"),
        ("r/base/unlisted.yaml", "Agent unlisted"),
        (
            "r/prod/kustomization.yml",
            "resources: [../base, y.yaml, https://example.com/z.yaml, gone.yaml]\n\
             namespace: prod\nnamePrefix: p-\npatches: [{path: patch.yaml}]\n",
        ),
        ("r/prod/y.yaml", "Agent why"),
        ("r/prod/patch.yaml", "Agent x"),
        (
            "r/dev/Kustomization",
            "bases: [../base]\nnameSuffix: -dev\n",
        ),
    ]);
    assert_eq!(
        walked(&memory, &["r"]),
        [
            "dev/Kustomization: Agent base/x-dev",
            "prod/kustomization.yml: Agent prod/p-x, Agent prod/p-why",
            "base: Agent unlisted",
        ]
    );
    assert_eq!(
        walked(&memory, &["r/base"]),
        [
            "base/kustomization.yaml: Agent base/x",
            "base: Agent unlisted"
        ]
    );
    assert_eq!(
        walked(&memory, &["r/prod/kustomization.yml"]),
        ["prod/kustomization.yml: Agent prod/p-x, Agent prod/p-why"]
    );
}

#[test]
fn kustomizations_that_include_each_other_end() {
    let memory = files(&[
        ("r/a/kustomization.yaml", "resources: [../b, x.yaml]\n"),
        ("r/b/kustomization.yaml", "resources: [../a]\n"),
        ("r/a/x.yaml", "Agent x"),
        ("r/c/kustomization.yaml", "resources: [x.yaml, ../c]\n"),
        ("r/c/x.yaml", "Agent x"),
    ]);
    assert_eq!(
        walked(&memory, &["r"]),
        [
            "c/kustomization.yaml: Agent x",
            "a/kustomization.yaml: Agent x"
        ]
    );
}

#[test]
fn a_hook_names_files_and_what_belongs_to_them_is_linted() {
    let memory = files(&[
        ("r/kustomization.yaml", "resources: [app]\nnamespace: top\n"),
        (
            "r/app/kustomization.yaml",
            "resources: [x.yaml, y.yaml]\npatches: [{path: p.yaml}]\n",
        ),
        ("r/app/x.yaml", "Agent x"),
        ("r/app/y.yaml", "Agent why"),
        ("r/app/p.yaml", "Agent x"),
        ("r/free/a.yaml", "Agent a"),
        ("r/free/b.yaml", "Agent b"),
        ("r/free/values.yaml", "a: 1"),
        ("r/other/c.yaml", "Agent c"),
    ]);
    let changed = |targets: &[&str]| {
        let request = Request {
            targets: targets.iter().map(Into::into).collect(),
            changed: true,
            ..Request::default()
        };
        found(&memory, &request)
    };
    let app = "kustomization.yaml: Agent top/x, Agent top/why";
    assert_eq!(changed(&["r/app/x.yaml"]), [app]);
    assert_eq!(changed(&["r/app/kustomization.yaml"]), [app]);
    assert_eq!(changed(&["r/app/p.yaml"]), Vec::<String>::new());
    assert_eq!(changed(&["r/free/b.yaml"]), ["free: Agent a, Agent b"]);
    assert_eq!(
        changed(&["r/free/b.yaml", "r/app/y.yaml"]),
        [app, "free: Agent a, Agent b"]
    );
}

#[test]
fn where_there_is_nothing_else_all_is_one_set() {
    let memory = files(&[
        (
            "r/a/kustomization.yaml",
            "resources: [x.yaml]\nnamespace: ns\n",
        ),
        ("r/a/x.yaml", "Agent x"),
        ("r/b/y.yaml", "Agent why"),
    ]);
    let request = Request {
        targets: vec!["r".into()],
        complete: true,
        ..Request::default()
    };
    assert_eq!(
        found(&memory, &request),
        ["a/kustomization.yaml + b: Agent ns/x, Agent why"]
    );
}

#[test]
fn templates_patches_and_what_is_no_yaml_are_not_judged() {
    let memory = files(&[
        ("r/a/x.yaml", "Agent x"),
        (
            "r/a/template.yaml",
            "apiVersion: kagent.dev/v1alpha2\nkind: Agent\nmetadata: {name: {{NAME}}}\n",
        ),
        (
            "r/a/patch.yaml",
            "apiVersion: kagent.dev/v1alpha2\nkind: Agent\nmetadata: {name: x}\nspec: {declarative: {runtime: go}}\n",
        ),
        ("r/a/notes.yaml", "see kagent.dev/docs: [\n"),
    ]);
    let left_out = [
        "a: Agent x",
        "a/notes.yaml cannot be read as YAML",
        "a/patch.yaml holds a patch, which is not judged by itself",
        "a/template.yaml is a template that is not filled in",
    ];
    assert_eq!(walked(&memory, &["r/a"]), left_out);
    assert_eq!(walked(&memory, &["r/a/template.yaml"]), left_out[3..]);
}

#[test]
fn what_a_kustomization_generates_is_there() {
    let memory = files(&[
        (
            "r/a/kustomization.yaml",
            "resources: [x.yaml]\nnamespace: ns\nnamePrefix: p-\nsecretGenerator: [{name: s}]\n",
        ),
        ("r/a/x.yaml", "Agent x"),
    ]);
    let request = Request {
        targets: vec!["r/a".into()],
        ..Request::default()
    };
    let sources = Sources::default();
    let stdin = || Ok::<_, io::Error>(Vec::new());
    let here = WorkingDirectory::new("/here");
    let project = Project::new(&request, &memory, &sources, here, &stdin).unwrap();
    let found = project.targets(false).unwrap();
    let set = &found.sets.sets[0];
    let objects = project
        .load_set(set, &project.config(&set.anchor()).unwrap())
        .objects;
    let is_generated = |namespace, name| {
        let found = objects.generated_as(crate::manifests::Kind::Secret, namespace, name);
        !found.is_empty()
    };
    assert!(is_generated(Some("ns"), "p-s"));
    assert!(is_generated(None, "p-s"));
    assert!(!is_generated(Some("other"), "p-s"));
    assert!(!is_generated(Some("ns"), "s"));
}

//! What belongs together: files that are named, folders, kustomizations, and charts that are taken from their folders.

use crate::common::world::World;

const SERVER: &str = "apiVersion: kagent.dev/v1alpha2
kind: RemoteMCPServer
metadata: {name: docs, namespace: team}
spec: {description: Docs, url: \"https://docs.example.com/mcp\"}
";

/// The findings of a run, each as `SEVERITY RULE FILE:LINE`.
fn told(world: &World, arguments: &str) -> Vec<String> {
    let json = world.run(&format!("{arguments} -o json")).json();
    let found = json["diagnostics"].as_array().unwrap().iter();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let found = found.map(|found| {
        let location = &found["location"];
        let (severity, rule) = (text(&found["severity"]), text(&found["rule"]));
        let (file, line) = (text(&location["file"]), &location["start"]["line"]);
        format!("{severity} {rule} {file}:{line}")
    });
    found.collect()
}

#[test]
fn one_name_in_two_files() {
    let world = World::empty()
        .file("app/a.yaml", SERVER)
        .file("app/b.yaml", SERVER);
    let named = told(&world, "lint app/a.yaml app/b.yaml");
    assert_eq!(named, ["warning name-collision app/b.yaml:3"]);
    assert_eq!(told(&world, "lint app"), [""; 0], "they may be variants");
    let world = world.file("app/kustomization.yaml", "resources: [a.yaml, b.yaml]\n");
    let listed = told(&world, "lint app");
    assert_eq!(listed, ["error name-collision app/b.yaml:3"]);
}

#[test]
fn an_object_in_another_namespace_of_files_that_belong_together() {
    let agent = "apiVersion: kagent.dev/v1alpha2
kind: Agent
metadata: {name: reader, namespace: other}
spec:
  description: Reads
  declarative:
    modelConfig: default-model-config
    systemMessage: You read.
    tools: [{type: McpServer, mcpServer: {kind: RemoteMCPServer, name: docs}}]
";
    let world = World::empty()
        .file("app/agent.yaml", agent)
        .file("app/server.yaml", SERVER);
    let named = told(&world, "lint app/agent.yaml app/server.yaml");
    assert_eq!(named, ["warning dangling-reference app/agent.yaml:9"]);
    assert_eq!(told(&world, "lint app"), [""; 0]);
}

#[test]
fn a_patch_that_is_named() {
    let patch = "apiVersion: kagent.dev/v1alpha2
kind: Agent
metadata: {name: reader}
spec: {byo: {deployment: {replicas: 2, image: example.com/reader}}}
";
    let world = World::empty()
        .file(
            "app/kustomization.yaml",
            "resources: [base.yaml]\npatches: [{path: patch.yaml}]\n",
        )
        .file("app/base.yaml", SERVER)
        .file("app/patch.yaml", patch);
    let ran = world.run("lint app/patch.yaml app/base.yaml");
    assert!(ran.stdout.contains("has as a patch"), "{}", ran.stdout);
    assert_eq!(told(&world, "lint app/patch.yaml app/base.yaml"), [""; 0]);
}

#[test]
fn keys_that_a_kustomization_generates() {
    let server = |name: &str, key: &str| {
        let source = format!("{{type: Secret, name: {name}, key: {key}}}");
        let header = format!("headersFrom: [{{name: Authorization, valueFrom: {source}}}]");
        SERVER.replace("url:", &format!("{header}, url:"))
    };
    let kustomization = "resources: [server.yaml]
namespace: team
secretGenerator: [{name: docs-token, literals: [token=x], files: [keys/api.txt]}]
";
    let at = |name: &str, key: &str| {
        let world = World::empty()
            .file("app/kustomization.yaml", kustomization)
            .file("app/server.yaml", server(name, key));
        told(&world, "lint app").join("\n")
    };
    assert_eq!(at("docs-token", "token"), "");
    assert_eq!(at("docs-token", "api.txt"), "");
    let missing = "error dangling-reference app/server.yaml:4";
    assert_eq!(at("docs-token", "tok"), missing);
    let near = "warning dangling-reference app/server.yaml:4";
    assert_eq!(at("docs-tokens", "token"), near);
}

#[test]
fn json_that_cannot_be_read_is_said_to_be_json() {
    let text = "{\"apiVersion\": \"kagent.dev/v1alpha2\", \"kind\": \"Agent\"\n \"spec\": {}}\n";
    let world = World::empty().file("agent.json", text);
    let ran = world.run("lint agent.json");
    assert!(
        ran.stdout.contains("cannot be read as JSON"),
        "{}",
        ran.stdout
    );
    let text = SERVER.replace("Docs,", "\"\\ud83d\\udea8\",");
    let world = World::empty().file("server.yaml", &text);
    assert_eq!(
        told(&world, "lint server.yaml"),
        ["error syntax-error server.yaml:4"]
    );
    let text = "{\"apiVersion\": \"kagent.dev/v1alpha2\", \"kind\": \"RemoteMCPServer\",
 \"metadata\": {\"name\": \"docs\"},
 \"spec\": {\"description\": \"\\ud83d\\udea8 \\/\", \"url\": \"https:\\/\\/docs.example.com/mcp\"}}";
    let world = World::empty().file("server.yaml", text);
    assert_eq!(
        told(&world, "lint server.yaml"),
        [""; 0],
        "JSON has these escapes"
    );
}

/// A chart that makes one agent in a namespace that a helper of another chart says.
fn of_parts(world: World) -> World {
    let agent = "apiVersion: kagent.dev/v1alpha2
kind: Agent
metadata: {name: reader, namespace: {{ include \"whole.namespace\" . }}}
spec:
  description: Reads
  declarative: {modelConfig: default-model-config, systemMessage: You read., promt: a}
";
    world
        .file("parts/reader/Chart.yaml", "apiVersion: v2\nname: reader\nversion: 0.1.0\n")
        .file("parts/reader/templates/agent.yaml", agent)
        .file(
            "whole/Chart.yaml",
            "apiVersion: v2\nname: whole\nversion: CHART_VERSION\ndependencies:\n- {name: reader, version: 0.1.0, repository: \"file://../parts/reader\"}\n",
        )
        .file(
            "whole/templates/_helpers.tpl",
            "{{- define \"whole.namespace\" }}team{{ end }}\n",
        )
}

#[test]
fn a_chart_is_judged_as_it_will_be_packed() {
    let world = of_parts(World::empty());
    let found = told(&world, "lint whole");
    assert_eq!(
        found,
        ["warning pruned-field parts/reader/templates/agent.yaml:6"]
    );
    let ran = world.run("lint whole");
    assert!(ran.stderr.contains("taken as 0.0.0"), "{}", ran.stderr);
    let render = world.run("render --all whole");
    assert_eq!(render.status, Some(2), "Helm refuses the version");
}

#[test]
fn a_part_of_a_chart_needs_what_the_whole_has() {
    let world = of_parts(World::empty());
    let found = told(&world, "lint .");
    let expected = [
        "note incomplete-rendering parts/reader/templates/agent.yaml:3",
        "warning pruned-field parts/reader/templates/agent.yaml:6",
    ];
    assert_eq!(found, expected);
    let alone = told(&world, "lint parts/reader");
    assert_eq!(
        alone,
        ["error template-error parts/reader/templates/agent.yaml:3"]
    );
}

#[test]
fn charts_that_name_each_other_end() {
    let chart = |name: &str, others: [&str; 2]| {
        let [one, two] = others;
        format!(
            "apiVersion: v2\nname: {name}\nversion: 1.0.0\ndependencies:\n- {{name: {one}, version: 1.0.0, repository: \"file://../{one}\"}}\n- {{name: {two}, version: 1.0.0, repository: \"file://../{two}\"}}\n"
        )
    };
    let world = World::empty()
        .file("a/Chart.yaml", chart("a", ["b", "c"]))
        .file("b/Chart.yaml", chart("b", ["a", "c"]))
        .file("c/Chart.yaml", chart("c", ["a", "b"]));
    assert_eq!(world.run("lint a").status, Some(0));
}

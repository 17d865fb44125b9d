//! `render`: manifests on standard output, all else on standard error.

use crate::common::world::{BROKEN, World};
use serde_json::json;

const LISTED: &str = "agents: {remoteMcpServers: [{name: tools, url: \"http://tools:80/mcp\"}]}";

#[test]
fn yaml_and_json_hold_the_same() {
    use serde::Deserialize;
    let world = World::new().file("o.yaml", LISTED);
    let yaml = world.run("render chart -f o.yaml").exits(0).says_no_more();
    let json = world
        .run("render chart -f o.yaml -o json")
        .exits(0)
        .says_no_more();
    let documents: Vec<serde_json::Value> = serde_yaml::Deserializer::from_str(&yaml.stdout)
        .map(|document| serde_json::Value::deserialize(document).unwrap())
        .collect();
    assert_eq!(json.json(), serde_json::Value::Array(documents));
    assert_eq!(json.json().as_array().unwrap().len(), 2);
    insta::assert_snapshot!(world.run("render chart -n ns --release r").exits(0).stdout);
}

#[test]
fn what_the_template_requires_and_is_absent_is_a_refusal() {
    let world = World::new()
        .file(
            "nameless.yaml",
            "agents: {remoteMcpServers: [{url: \"http://a/mcp\"}]}",
        )
        .file(
            "urlless.yaml",
            "agents:\n  remoteMcpServers:\n  - name: a\n    url: \"\"\n",
        )
        .file("scalar.yaml", "agents: {remoteMcpServers: [a]}")
        .file("mapping.yaml", "agents: {remoteMcpServers: {a: b}}")
        .file(
            "obo.yaml",
            "agents: {definitions: {sre-agent: {obo: true}}}",
        );
    for (arguments, place, message) in [
        (
            "--set muster.fullnameOverride=null",
            "--set[1]:",
            "muster.fullnameOverride",
        ),
        (
            "--set muster.fullnameOverride=",
            "--set[1]:",
            "muster.fullnameOverride is empty",
        ),
        ("-f nameless.yaml", "nameless.yaml:1:", "needs a name"),
        ("-f urlless.yaml", "urlless.yaml:4:", "needs the URL"),
        ("-f scalar.yaml", "scalar.yaml:1:29:", "is no mapping"),
        ("-f mapping.yaml", "mapping.yaml:1:", "is no list"),
        ("-f obo.yaml", "obo.yaml:1:", "obo is no mapping"),
        ("--set muster=null", "--set[1]:", "muster is absent or null"),
    ] {
        for more in ["", " -q", " -o json", " --fail-on-nothing"] {
            if more == " --fail-on-nothing" {
                world
                    .run(&format!("render chart {arguments} --fail-on never"))
                    .exits(2);
                continue;
            }
            world
                .run(&format!("render chart {arguments}{more}"))
                .exits(1)
                .prints_nothing()
                .stderr_has(place)
                .stderr_has(message);
        }
    }
}

#[test]
fn what_the_api_server_would_refuse_is_reported() {
    let long = "a".repeat(300);
    for (definition, field) in [
        (
            format!("{{name: UPPER, url: {url}}}", url = "\"http://a/mcp\""),
            "metadata.name",
        ),
        (
            format!("{{name: {long}, url: \"http://a/mcp\"}}"),
            "metadata.name",
        ),
        (
            "{name: a_b, url: \"http://a/mcp\"}".to_owned(),
            "metadata.name",
        ),
    ] {
        let overlay = format!("agents: {{remoteMcpServers: [{definition}]}}");
        let world = World::new().file("o.yaml", overlay);
        let ran = world
            .run("render chart -f o.yaml")
            .exits(0)
            .stderr_has("the API server would refuse RemoteMCPServer")
            .stderr_has(field)
            .stderr_has("o.yaml:1:");
        assert!(ran.stdout.contains("kind: RemoteMCPServer"));
        world
            .run("render chart -f o.yaml -q")
            .exits(0)
            .says_no_more();
        world
            .run("render chart -f o.yaml -o json")
            .exits(0)
            .stderr_has(field)
            .json();
    }
}

#[test]
fn findings_are_reported_beside_the_manifests() {
    let world = World::new().file("broken.yaml", BROKEN);
    let ran = world
        .run("render chart -f broken.yaml")
        .exits(0)
        .stderr_has("error[forwarding-disabled]");
    assert!(!ran.stdout.contains("forwarding"), "{ran:#?}");
    world
        .run("render chart -f broken.yaml -q")
        .exits(0)
        .says_no_more();
}

#[test]
fn a_missing_obo_is_reported_and_assumed() {
    let world = World::new();
    let ran = world
        .run("render chart --set agents.definitions.sre-agent.obo=null -o json")
        .exits(0)
        .stderr_has("obo-missing");
    let headers = &ran.json()[0]["spec"]["headersFrom"];
    assert_eq!(headers[1]["name"], "X-Actor-Token", "{ran:#?}");
}

#[test]
fn nothing_to_render_is_said() {
    let world = World::new();
    let ran = world
        .run("render chart --set kagent.enabled=false")
        .exits(0)
        .prints_nothing();
    ran.stderr_has("no RemoteMCPServer is rendered: kagent.enabled is false");
    let ran = world
        .run("render chart --set kagent.enabled=false -o json -q")
        .exits(0)
        .says_no_more();
    assert_eq!(ran.json(), json!([]));
}

#[test]
fn a_values_file_alone_and_standard_input_render() {
    let world = World::new();
    let partial = world
        .call("render - -o json")
        .stdin(crate::common::world::CLEAN)
        .run()
        .exits(0);
    assert_eq!(partial.json()[0]["metadata"]["name"], "muster-sre-agent");
    let whole = world
        .call("render chart -f - -o json")
        .stdin(LISTED)
        .run()
        .exits(0);
    assert_eq!(whole.json().as_array().unwrap().len(), 2);
}

/// Beside the manifests are as many findings as fit a screen, and how to see the others.
#[test]
fn findings_fill_a_screen_at_most() {
    let mut agents = String::from("agents:\n  definitions:\n");
    for index in 0..8 {
        agents += &format!(
            "    a{index}:\n      enabled: true\n      systemMessage: x\n      modelConfig: y\n      obo: {{enabled: true}}\n      m2m: {{enabled: false}}\n"
        );
    }
    let world = World::new().file("o.yaml", &agents);
    let ran = world.run("render chart -f o.yaml").exits(0);
    assert!(ran.stderr.lines().count() <= 26, "{ran:#?}");
    let ran = ran.stderr_has("more findings; `helm-obo lint chart -f o.yaml` shows all");
    assert!(
        ran.stderr.contains("error[forwarding-disabled]"),
        "{ran:#?}"
    );
    world
        .run("render chart -f o.yaml --set a=hunter2hunter2")
        .exits(0)
        .stderr_has("more findings; `helm-obo lint` with the same arguments shows all");
    world
        .run("render chart -f o.yaml -q")
        .exits(0)
        .says_no_more();
    let few = World::new()
        .file("o.yaml", BROKEN)
        .run("render chart -f o.yaml")
        .exits(0);
    assert!(!few.stderr.contains("more finding"), "{few:#?}");
}

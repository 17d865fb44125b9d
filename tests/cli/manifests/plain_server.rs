//! What is said of a server that is not muster: nothing that only muster does.

use crate::common::world::World;

const SERVER: &str = "apiVersion: kagent.dev/v1alpha2
kind: RemoteMCPServer
metadata: {name: docs, namespace: team}
spec:
  description: Docs
  url: https://docs.example.com/mcp
  headersFrom:
  - {name: Authorization, valueFrom: {type: Secret, name: docs, key: token}}
  - {name: X-Actor-Token, valueFrom: {type: Secret, name: docs, key: actor}}
";

fn agent(namespace: &str, name: &str) -> String {
    format!(
        "---
apiVersion: kagent.dev/v1alpha2
kind: Agent
metadata: {{name: {name}, namespace: {namespace}}}
spec:
  description: Helper
  type: Declarative
  declarative:
    modelConfig: model
    systemMessage: Help.
    deployment:
      serviceAccountName: shared
      env: [{{name: KAGENT_PROPAGATE_TOKEN, value: \"true\"}}]
    tools:
    - type: McpServer
      mcpServer:
        apiGroup: kagent.dev
        kind: RemoteMCPServer
        name: docs
        namespace: team
        toolNames: [find]
        allowedHeaders: [x-actor-token]
"
    )
}

fn world(server: &str, agents: &[(&str, &str)]) -> World {
    let agents = agents
        .iter()
        .map(|(namespace, name)| agent(namespace, name));
    let text = server.to_owned() + &agents.collect::<String>();
    World::empty().file("all.yaml", &text)
}

#[test]
fn findings_say_nothing_of_muster_or_obo() {
    let world = world(SERVER, &[("team", "helper")]);
    let ran = world.run("lint all.yaml -o concise --platform muster.version=0.24.0");
    for expected in [
        "where the server reads the agent's own first; without the agent's own, whoever calls agent `helper` chooses",
        "on Python as the user alone, on Go as whoever the static credential belongs to",
    ] {
        assert!(ran.stdout.contains(expected), "{expected}: {ran:#?}");
    }
    for untrue in ["muster-unset", "`obo`", "ServiceAccount"] {
        assert!(!ran.stdout.contains(untrue), "{untrue}: {ran:#?}");
    }
}

#[test]
fn the_same_at_muster_is_muster_s() {
    let server = SERVER.replace("docs.example.com", "muster.example.com");
    let ran = world(&server, &[("team", "helper")])
        .run("lint all.yaml -o concise --platform muster.version=0.24.0");
    for expected in [
        "muster 0.24.0 reads no `X-Actor-Token`",
        "as the gateway reads the agent's own first; without the agent's own, whoever calls",
    ] {
        assert!(ran.stdout.contains(expected), "{expected}: {ran:#?}");
    }
}

#[test]
fn a_diagram_draws_the_server_by_its_name() {
    let two = [("team", "helper"), ("other", "helper")];
    let ran = world(SERVER, &two).run("trace all.yaml -o mermaid");
    for expected in [
        "  participant agent0 as helper\n  participant agent1 as helper\n  participant server0 as docs\n  Note",
        "  agent1->>server0: Authorization = user-token\n  Note over agent1,server0: on the Python",
    ] {
        assert!(ran.stdout.contains(expected), "{expected}: {ran:#?}");
    }
    for untrue in ["muster", "backend", "server1"] {
        assert!(!ran.stdout.contains(untrue), "{untrue}: {ran:#?}");
    }
}

#[test]
fn a_table_names_agents_with_their_namespaces() {
    let two = [("team", "helper"), ("other", "helper")];
    let ran = world(SERVER, &two).run("trace all.yaml -o markdown");
    for expected in ["| team/helper → docs |", "| other/helper → docs |"] {
        assert!(ran.stdout.contains(expected), "{expected}: {ran:#?}");
    }
}

#[test]
fn service_accounts_of_two_namespaces_are_two() {
    let server = SERVER.replace("docs.example.com", "muster.example.com");
    let run = |agents: &[(&str, &str)]| world(&server, agents).run("lint all.yaml -o concise");
    let shared = "both run as the ServiceAccount `shared`";
    let ran = run(&[("team", "helper"), ("team", "writer")]);
    assert!(ran.stdout.contains(shared), "{ran:#?}");
    let ran = run(&[("team", "helper"), ("other", "writer")]);
    assert!(!ran.stdout.contains(shared), "{ran:#?}");
    let ran = run(&[("team", "helper"), ("team", "helper")]);
    assert!(ran.stdout.contains("name-collision"), "{ran:#?}");
    assert!(!ran.stdout.contains(shared), "{ran:#?}");
}

//! The table of all agents: short enough for a terminal.

use crate::common::world::World;

const SERVERS: &str = "apiVersion: kagent.dev/v1alpha2
kind: RemoteMCPServer
metadata: {name: tickets, namespace: tools}
spec:
  url: https://tickets.example.com/mcp
  allowedNamespaces: {from: All}
  headersFrom:
  - {name: Authorization, valueFrom: {type: Secret, name: tickets-token, key: token}}
---
apiVersion: kagent.dev/v1alpha2
kind: RemoteMCPServer
metadata: {name: muster, namespace: tools}
spec: {url: \"http://muster.infra:8090/mcp\", allowedNamespaces: {from: All}}
---
apiVersion: kagent.dev/v1alpha2
kind: RemoteMCPServer
metadata: {name: spare, namespace: tools}
spec: {url: \"http://spare.infra:8090/mcp\"}
---
apiVersion: kagent.dev/v1alpha2
kind: Agent
metadata: {name: idle, namespace: bots}
spec: {type: BYO, byo: {deployment: {image: bot}}}
";

fn agent(number: usize) -> String {
    format!(
        "---
apiVersion: kagent.dev/v1alpha2
kind: Agent
metadata: {{name: bot-{number:02}, namespace: bots}}
spec:
  type: Declarative
  declarative:
    tools:
    - {{type: McpServer, mcpServer: {{name: tickets, namespace: tools, kind: RemoteMCPServer, apiGroup: kagent.dev}}}}
    - {{type: McpServer, mcpServer: {{name: muster, namespace: tools, kind: RemoteMCPServer, allowedHeaders: [authorization]}}}}
"
    )
}

fn world(count: usize) -> World {
    let agents: String = (1..=count).map(agent).collect();
    World::empty().file("all.yaml", format!("{SERVERS}{agents}"))
}

#[test]
fn a_line_for_the_calls_of_an_agent_that_run_alike() {
    let trace = world(2).run("trace all.yaml --platform kagent.version=0.10.0");
    insta::assert_snapshot!(trace.stdout);
}

#[test]
fn twenty_agents_fit_on_a_page() {
    let trace = world(20).run("trace all.yaml --platform kagent.version=0.10.0");
    assert!(trace.stdout.lines().count() <= 40, "{}", trace.stdout);
    assert!(
        trace.stdout.lines().all(|line| line.chars().count() <= 100),
        "{}",
        trace.stdout
    );
    insta::assert_snapshot!(trace.stdout);
}

#[test]
fn one_agent_is_drawn_with_its_headers() {
    let trace = world(3).run("trace all.yaml --agent bots/bot-02 --platform kagent.version=0.10.0");
    insta::assert_snapshot!(trace.stdout);
}

#[test]
fn a_name_that_is_not_there() {
    let trace = world(2).run("trace all.yaml --agent bots/bot-03");
    assert_eq!(trace.status, Some(2));
    assert!(trace.stderr.contains("bots/bot-02"), "{}", trace.stderr);
}

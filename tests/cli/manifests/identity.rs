//! As whom calls of manifests run, by what is sent, the runtime, kagent's version and the gateway.

use crate::common::world::World;
use serde_json::Value;

/// A server with these lines in its `spec`, and an agent with one tool on it and these lines in `declarative`.
fn manifests(host: &str, server: &str, tool: &str, agent: &str) -> String {
    format!(
        "apiVersion: kagent.dev/v1alpha2
kind: RemoteMCPServer
metadata: {{name: tools, namespace: ns}}
spec:
  description: tools
  url: http://{host}.infra:8090/mcp
  {server}
---
apiVersion: kagent.dev/v1alpha2
kind: Agent
metadata: {{name: night, namespace: ns}}
spec:
  type: Declarative
  declarative:
    modelConfig: default-model-config
    systemMessage: You help.
    {agent}
    tools:
    - type: McpServer
      {tool}
      mcpServer: {{name: tools, kind: RemoteMCPServer, apiGroup: kagent.dev, allowedHeaders: [{forwarded}]}}
",
        forwarded = if agent.contains("# forwards") {
            "authorization"
        } else {
            ""
        }
    )
}

const SECRET: &str = "{name: Authorization, valueFrom: {type: Secret, name: own, key: token}}";
const ACTOR: &str = "{name: X-Actor-Token, valueFrom: {type: Secret, name: own, key: token}}";
const PROPAGATES: &str = "deployment: {env: [{name: KAGENT_PROPAGATE_TOKEN, value: \"true\"}]}";
const EXCHANGES: &str =
    "deployment: {env: [{name: STS_WELL_KNOWN_URI, value: \"https://sts.example.com\"}]}";
const FORWARDS: &str = "# forwards";
const NOTHING: &str = "";

/// The scenarios of the one call.
fn scenarios(manifests: &str, flags: &str) -> Vec<Value> {
    let world = World::empty().file("all.yaml", manifests);
    let trace = world.run(&format!("trace all.yaml -o json {flags}")).json();
    let agents = trace["agents"].as_array().unwrap();
    assert_eq!(agents.len(), 1, "{trace}");
    agents[0]["scenarios"].as_array().unwrap().clone()
}

/// A call in a few words: `delegated user by system:…`.
fn in_words(scenario: &Value) -> String {
    let party = |name: &str| scenario[name].as_str().map(str::to_owned);
    let mode = scenario["mode"].as_str().unwrap().to_owned();
    match (party("subject"), party("actor")) {
        (Some(subject), Some(actor)) => format!("{mode} {subject} by {actor}"),
        (Some(subject), None) => format!("{mode} {subject}"),
        (None, _) => mode,
    }
}

const OWN: &str = "system:serviceaccount:ns:night";
const OF_SECRET: &str = "machine secret/own#token";

/// Where, the server's headers, the agent, runtime and version; as whom a user's call and one without a user run.
const CASES: &[(&str, &str, &str, &str, &str, &str)] = &[
    // A plain server reads `Authorization`, whoever it belongs to.
    (
        "tools",
        NOTHING,
        NOTHING,
        "python 0.9.9",
        "unauthenticated",
        "unauthenticated",
    ),
    (
        "tools",
        SECRET,
        NOTHING,
        "python 0.9.9",
        OF_SECRET,
        OF_SECRET,
    ),
    (
        "tools",
        SECRET,
        FORWARDS,
        "python 0.9.9",
        OF_SECRET,
        OF_SECRET,
    ),
    (
        "tools",
        SECRET,
        PROPAGATES,
        "python 0.9.9",
        "user user",
        OF_SECRET,
    ),
    (
        "tools", SECRET, PROPAGATES, "go 0.9.9", OF_SECRET, OF_SECRET,
    ),
    (
        "tools",
        NOTHING,
        FORWARDS,
        "go 0.9.12",
        "user user",
        "unauthenticated",
    ),
    (
        "tools",
        NOTHING,
        FORWARDS,
        "go 0.9.0",
        "unauthenticated",
        "unauthenticated",
    ),
    (
        "tools",
        NOTHING,
        PROPAGATES,
        "go 0.9.3",
        "unauthenticated",
        "unauthenticated",
    ),
    (
        "tools",
        NOTHING,
        PROPAGATES,
        "go 0.10.0",
        "user user",
        "unauthenticated",
    ),
    (
        "tools",
        SECRET,
        EXCHANGES,
        "python 0.10.0",
        "delegated user",
        OF_SECRET,
    ),
    (
        "tools",
        SECRET,
        EXCHANGES,
        "go 0.10.0",
        OF_SECRET,
        OF_SECRET,
    ),
    (
        "tools",
        "{name: Authorization, value: Bearer abc}",
        NOTHING,
        "go 0.10.0",
        "machine literal",
        "machine literal",
    ),
    (
        "tools",
        "{name: Authorization, value: \"\"}",
        FORWARDS,
        "go 0.10.0",
        "unauthenticated",
        "unauthenticated",
    ),
    (
        "tools",
        "{name: X-Agent-Name, value: night}",
        NOTHING,
        "go 0.10.0",
        "unauthenticated",
        "unauthenticated",
    ),
    // muster reads who acts for whom; a Secret is taken to hold the agent's own token.
    (
        "muster",
        NOTHING,
        FORWARDS,
        "go 0.10.0",
        "user user",
        "unauthenticated",
    ),
    ("muster", SECRET, NOTHING, "go 0.10.0", "machine", "machine"),
    (
        "muster",
        ACTOR,
        PROPAGATES,
        "go 0.10.0",
        "delegated user",
        "unauthenticated",
    ),
    (
        "muster",
        SECRET,
        PROPAGATES,
        "python 0.10.0",
        "user user",
        "machine",
    ),
];

#[test]
fn by_headers_runtime_version_and_gateway() {
    for (host, header, agent, platform, user, alone) in CASES {
        let headers = match header.is_empty() {
            true => String::new(),
            false => format!("headersFrom: [{header}]"),
        };
        let (runtime, version) = platform.split_once(' ').unwrap();
        let flags = format!(
            "--platform kagent.version={version} --platform kagent.runtime={runtime} --platform muster.version=0.19.0"
        );
        let all = scenarios(&manifests(host, &headers, "", agent), &flags);
        let case = format!("{host} {header} {agent} {platform}");
        for (scenario, expected) in [(&all[1], user), (&all[2], alone)] {
            let found = in_words(scenario);
            let with_account = |mode: &str| format!("{mode} {OWN}");
            let expected = match *expected {
                "machine" => with_account("machine"),
                "delegated user" => with_account("delegated user by"),
                other => other.to_owned(),
            };
            assert_eq!(found, expected, "{case}: {scenario}");
        }
    }
}

#[test]
fn an_agents_own_runtime_goes_before_the_default() {
    let of = |runtime: &str, version: &str| {
        let agent = format!("runtime: {runtime}\n    {PROPAGATES}");
        let headers = format!("headersFrom: [{SECRET}]");
        let flags = format!("--platform kagent.version={version}");
        in_words(&scenarios(&manifests("tools", &headers, "", &agent), &flags)[1])
    };
    assert_eq!(of("python", "0.10.0"), "user user");
    assert_eq!(of("go", "0.9.9"), OF_SECRET);
}

#[test]
fn a_tools_own_header_goes_before_the_servers_but_not_in_discovery() {
    let own = "headersFrom: [{name: Authorization, valueFrom: {type: ConfigMap, name: other, key: token}}]";
    let server = format!("headersFrom: [{SECRET}]");
    let all = scenarios(
        &manifests("tools", &server, own, NOTHING),
        "--platform kagent.version=0.10.0",
    );
    let words: Vec<String> = all.iter().map(in_words).collect();
    let of_tool = "machine configmap/other#token";
    assert_eq!(words, [OF_SECRET, of_tool, of_tool]);
}

#[test]
fn a_variable_from_elsewhere_is_unknown_and_not_off() {
    for (agent, version, expected) in [
        (
            "deployment: {env: [{name: KAGENT_PROPAGATE_TOKEN, valueFrom: {configMapKeyRef: {name: c, key: k}}}]}",
            "0.9.12",
            "unknown",
        ),
        (
            "deployment: {envFrom: [{secretRef: {name: c}}]}",
            "0.10.0",
            "unknown",
        ),
        // Go did not read it before 0.9.4.
        (
            "runtime: go\n    deployment: {env: [{name: KAGENT_PROPAGATE_TOKEN, valueFrom: {configMapKeyRef: {name: c, key: k}}}]}",
            "0.9.3",
            "unauthenticated",
        ),
        // An older API server drops the field.
        (
            "deployment: {envFrom: [{secretRef: {name: c}}]}",
            "0.9.12",
            "unauthenticated",
        ),
        (
            "deployment: {envFrom: [{prefix: MY_, secretRef: {name: c}}]}",
            "0.10.0",
            "unauthenticated",
        ),
    ] {
        let flags = format!("--platform kagent.version={version}");
        let found = in_words(&scenarios(&manifests("tools", "", "", agent), &flags)[1]);
        assert_eq!(found, expected, "{agent} {version}");
    }
}

#[test]
fn a_server_that_is_not_there_leaves_its_calls_unknown() {
    let all = manifests("tools", "", "", "").replace("name: tools, kind", "name: others, kind");
    let found = scenarios(&all, "");
    assert_eq!(in_words(&found[1]), "unknown");
    assert!(found[1]["reason"].as_str().unwrap().contains("`others`"));
}

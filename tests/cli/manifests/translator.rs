//! Where calls go and which static headers they carry: what kagent's own translator derives.

use crate::common::skip::skip;
use crate::common::world::World;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// The URL of the only call, and its static headers.
fn call(manifests: &str, flags: &str) -> (String, BTreeMap<String, String>) {
    let world = World::empty().file("all.yaml", manifests);
    let flags = format!("--platform kagent.runtime=python {flags}");
    let trace = world.run(&format!("trace all.yaml -o json {flags}")).json();
    let agents = trace["agents"].as_array().unwrap();
    assert_eq!(agents.len(), 1, "{trace}");
    of_agent(&agents[0])
}

fn of_agent(agent: &Value) -> (String, BTreeMap<String, String>) {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let headers = agent["scenarios"][2]["headers"].as_array().unwrap().iter();
    let headers = headers.map(|header| (text(&header["name"]), text(&header["value"])));
    (text(&agent["url"]), headers.collect())
}

fn agent(kind: &str) -> String {
    format!(
        "---
apiVersion: kagent.dev/v1alpha2
kind: Agent
metadata: {{name: night, namespace: test}}
spec:
  declarative:
    tools: [{{type: McpServer, mcpServer: {{name: tools, kind: {kind}}}}}]
"
    )
}

fn service(annotations: &str, ports: &str) -> String {
    let service = format!(
        "apiVersion: v1
kind: Service
metadata: {{name: tools, namespace: test, annotations: {{{annotations}}}}}
spec: {{ports: [{ports}]}}
"
    );
    service + &agent("Service")
}

fn mcp_server(deployment: &str) -> String {
    let server = format!(
        "apiVersion: kagent.dev/v1alpha1
kind: MCPServer
metadata: {{name: tools, namespace: test}}
spec: {{deployment: {{{deployment}}}}}
"
    );
    server + &agent("MCPServer")
}

fn remote(url: &str) -> String {
    let server = format!(
        "apiVersion: kagent.dev/v1alpha2
kind: RemoteMCPServer
metadata: {{name: tools, namespace: test}}
spec: {{url: \"{url}\"}}
"
    );
    server + &agent("RemoteMCPServer")
}

#[test]
fn urls_of_services_and_kmcp_servers() {
    for (manifests, expected) in [
        (service("", "{port: 8084}"), "http://tools.test:8084/mcp"),
        (
            service("kagent.dev/mcp-service-path: /sse", "{port: 80}"),
            "http://tools.test:80/sse",
        ),
        (
            service(
                "kagent.dev/mcp-service-port: \"9000\"",
                "{port: 80}, {port: 81}",
            ),
            "http://tools.test:9000/mcp",
        ),
        (
            service("", "{port: 80}, {port: 81, appProtocol: MCP}"),
            "http://tools.test:81/mcp",
        ),
        (mcp_server("port: 8085"), "http://tools.test:8085/mcp"),
        (mcp_server("image: tools"), "http://tools.test:3000/mcp"),
    ] {
        assert_eq!(call(&manifests, "").0, expected, "{manifests}");
    }
}

#[test]
fn through_a_proxy() {
    let proxy = "--platform kagent.proxyUrl=http://proxy.kagent:8080";
    for (manifests, url, host) in [
        (
            mcp_server("port: 8085"),
            "http://proxy.kagent:8080/mcp",
            Some("tools.test"),
        ),
        (
            service("", "{port: 8084}"),
            "http://proxy.kagent:8080/mcp",
            Some("tools.test"),
        ),
        (
            remote("http://tools.test:80/x?y=z"),
            "http://proxy.kagent:8080/x",
            Some("tools.test"),
        ),
        (
            remote("http://tools.test.svc:80/x"),
            "http://tools.test.svc:80/x",
            None,
        ),
        (
            remote("https://mcp.example.com/mcp"),
            "https://mcp.example.com/mcp",
            None,
        ),
    ] {
        let (found, headers) = call(&manifests, proxy);
        assert_eq!(found, url, "{manifests}");
        assert_eq!(
            headers.contains_key("x-kagent-host"),
            host.is_some(),
            "{manifests}"
        );
    }
}

#[test]
fn in_clear_behind_an_egress_proxy() {
    let (url, _) = call(
        &remote("https://mcp.example.com/mcp?a=b"),
        "--platform kagent.mcpEgressPlaintext=true",
    );
    assert_eq!(url, "http://mcp.example.com:443/mcp?a=b");
}

/// What kagent's translator made of inputs of its own tests.
#[test]
fn recorded_translations() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/upstream/translator");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        return skip("translations recorded from kagent are not here");
    };
    let mut compared = 0;
    for entry in entries {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "yaml") {
            continue;
        }
        let input: Value = serde_yaml::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let expected = std::fs::read_to_string(path.with_extension("expected.json")).unwrap();
        let expected: Value = serde_json::from_str(&expected).unwrap();
        compared += compare(&input, &expected, &path);
    }
    assert!(compared >= 7, "{compared}");
}

/// How many calls of an input are as they were recorded: all of them.
fn compare(input: &Value, expected: &Value, path: &Path) -> usize {
    let list = serde_json::json!({"apiVersion": "v1", "kind": "List", "items": input["objects"]});
    let world = World::empty().file("all.json", list.to_string());
    let agent = format!(
        "{}/{}",
        input["namespace"].as_str().unwrap(),
        input["targetObject"].as_str().unwrap()
    );
    let proxy = input["proxyURL"].as_str();
    let proxy = proxy.map_or_else(String::new, |url| {
        format!("--platform kagent.proxyUrl={url}")
    });
    let flags = format!("--agent {agent} --platform kagent.runtime=python {proxy}");
    let trace = world.run(&format!("trace all.json -o json {flags}")).json();
    let found = trace["agents"].as_array().unwrap().iter().map(of_agent);
    let found: Vec<(String, Vec<String>)> = found
        .map(|(url, headers)| (url, headers.into_keys().collect()))
        .collect();
    let tools = ["http_tools", "sse_tools"]
        .iter()
        .filter_map(|key| expected[key].as_array())
        .flatten();
    let recorded: Vec<(String, Vec<String>)> = tools
        .map(|tool| {
            let headers = tool["headers"].as_object().into_iter().flatten();
            let names = headers.map(|(name, _)| name.clone()).collect();
            (tool["url"].as_str().unwrap().to_owned(), names)
        })
        .collect();
    assert_eq!(found, recorded, "{}", path.display());
    recorded.len()
}

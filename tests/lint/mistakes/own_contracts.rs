//! Contracts of one's own: the headers that their servers send, and the tools that they name.

use super::CHART;
use crate::common::lint::{Lint, lint};

/// The built-in contract in a folder, with other static headers.
fn with_headers(headers: &str, listed: &str) -> Lint {
    let built_in = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |name: &str| std::fs::read_to_string(built_in.join(name)).unwrap();
    let definition = read("src/contract/actor-token/contract.yaml");
    let given = "    - {name: Authorization, key: token}\n    - {name: X-Actor-Token, key: token, when: obo.enabled}\n";
    let given_listed = "\n  headers:\n    - {name: Authorization, key: token}\n";
    assert_eq!(definition.matches(given).count(), 1);
    assert!(definition.ends_with(given_listed));
    let definition = definition.replace(given, headers);
    let definition = match definition.strip_suffix(given_listed) {
        Some(before) if !listed.is_empty() => format!("{before}\n  headers:\n{listed}"),
        _ => definition,
    };
    lint(CHART)
        .replace("chart/templates/servers.yaml", "") // it has other headers
        .file("mine/contract.yaml", &definition)
        .file(
            "mine/remotemcpserver.yaml.j2",
            &read("src/contract/remotemcpserver.yaml.j2"),
        )
        .file(
            "mine/values.schema.json",
            &read("schemas/actor-token.schema.json"),
        )
        .contract("mine")
}

const OFF: (&str, &str) = (
    "    docs-agent:\n      enabled: true\n",
    "    docs-agent:\n      enabled: false\n",
);

fn at_the_agent(rule: &str) -> String {
    format!("    «{rule}|sre-agent»:\n")
}

#[test]
fn static_headers_of_a_contract_are_judged() {
    let one = "    - {name: Authorization, key: token}\n";
    let agent = |rule: &str, headers: &str| {
        with_headers(headers, "")
            .edits(&[OFF, ("    sre-agent:\n", &at_the_agent(rule))])
            .check(headers);
    };
    with_headers(one, "").edits(&[OFF]).check("one header");
    let two = format!("{one}    - {{name: authorization, key: other}}\n");
    agent("duplicate-header", &two);
    let same = format!("{one}    - {{name: Authorization, key: other}}\n");
    agent("warning duplicate-header", &same);
    let host = format!("{one}    - {{name: Host, key: host}}\n");
    agent("reserved-header", &host);
    let session = format!("{one}    - {{name: Mcp-Session-Id, key: s, when: obo.enabled}}\n");
    agent("reserved-header", &session);
    with_headers(
        one,
        "    - {name: Accept, key: a}\n    - {name: B, key: a}\n    - {name: b, key: b}\n",
    )
    .edits(&[
        OFF,
        (
            "    - name: tickets\n",
            "    - name: «reserved-header|tickets»\n",
        ),
    ])
    .check("a listed server");
    with_headers(one, "    - {name: B, key: a}\n    - {name: b, key: b}\n")
        .edits(&[
            OFF,
            (
                "    - name: tickets\n",
                "    - name: «duplicate-header|tickets»\n",
            ),
        ])
        .check("a listed server");
}

#[test]
fn the_spelling_of_a_static_actor_decides_who_wins() {
    let lower = with_headers(
        "    - {name: Authorization, key: token}\n    - {name: x-actor-token, key: token}\n",
        "",
    );
    let messages = lower
        .overlay("agents: {definitions: {docs-agent: {allowedHeaders: [x-actor-token]}}}")
        .messages()
        .concat();
    assert!(messages.contains("on the Python runtime"), "{messages}");
}

/// Without the gateway's tools the rule about them is silent.
#[test]
fn a_contract_without_tools_says_nothing_of_them() {
    let built_in = with_headers("    - {name: Authorization, key: token}\n", "");
    let overlay =
        "agents: {definitions: {docs-agent: {toolNames: [a]}, sre-agent: {toolNames: []}}}";
    assert_eq!(built_in.clone().overlay(overlay).found().len(), 2);
    let mut lines = String::new();
    let mut in_tools = false;
    for line in include_str!("../../../src/contract/actor-token/contract.yaml").lines() {
        in_tools = line == "tools:" || (in_tools && line.starts_with("  - "));
        if !in_tools {
            lines.push_str(line);
            lines.push('\n');
        }
    }
    built_in
        .replace("mine/contract.yaml", &lines)
        .overlay(overlay)
        .check("no tools");
}

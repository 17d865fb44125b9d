//! Values that several agents share by an alias: a mistake in them is reported once, where it is written.

use super::CHART;
use crate::common::lint::{lint, partial};

/// Agents that take everything from one; `BAD` is what they share.
const AGENTS: &str = concat!(
    "kagent: {enabled: true, namespaceOverride: kagent}\n",
    "muster: {enabled: true, fullnameOverride: muster}\n",
    "ingress: {mode: muster-direct, hostnames: [muster.example.com]}\n",
    "agents:\n  definitions:\n",
    "    one: &one\n      enabled: true\n      m2m: {enabled: false}\n      agentgatewayRoute: {hostname: ''}\n",
    "      allowedHeaders: [authorization]\n      env: [{name: KAGENT_PROPAGATE_TOKEN, value: 'true'}]\n",
    "      obo: {enabled: true}\n",
    "BAD",
    "    two: {<<: *one, description: Two}\n",
    "    three: {<<: [*one], description: Three}\n",
    "    four: {<<: *one, enabled: false}\n",
);

/// What they share, and whom else the message names.
const SHARED: &[(&str, &str)] = &[
    (
        "      toolNames: «wrong-type|call_tool»\n",
        "(the same goes for agents `one`, `three` and `two`)",
    ),
    (
        "      «warning name-ignored|name»: zero\n",
        "(the same goes for agents `one`, `three` and `two`)",
    ),
    (
        "      serviceAccount: «warning shared-identity|bot»\n",
        "(the same goes for agent `two`)",
    ),
    (
        "      «warning dead-key|toolServer»: muster\n",
        "`toolServer`",
    ),
];

#[test]
fn a_mistake_that_is_merged_into_agents_is_reported_once() {
    let mut differences = Vec::new();
    for (bad, message) in SHARED {
        let lint = partial(&AGENTS.replace("BAD", bad));
        differences.extend(lint.difference(bad));
        let messages = lint.messages();
        assert!(
            messages.iter().any(|text| text.contains(message)),
            "{messages:?}"
        );
    }
    assert!(differences.is_empty(), "\n{}", differences.join("\n"));
}

/// Helps that differ say for whom they are.
#[test]
fn a_help_says_for_which_agent_it_is() {
    let granted = "m2m: {enabled: true, granted: {user: «warning impersonation-mismatch|system:serviceaccount:kagent:one»}}";
    let text = AGENTS
        .replace("BAD", "")
        .replace("m2m: {enabled: false}", granted);
    let lint = partial(&text);
    lint.check("one user for all");
    let messages = lint.messages();
    let help = "for agent `three`: write `system:serviceaccount:kagent:three`, or a plain user name; likewise for the others";
    assert!(messages[0].ends_with(help), "{messages:?}");
}

/// The agents of all targets are named together, and every target is.
#[test]
fn targets_that_switch_other_agents_on_tell_it_once() {
    let all = AGENTS
        .replace("BAD", "")
        .replace("obo: {enabled: true}", "«warning obo-incomplete|obo»: {}");
    let lint = lint(CHART)
        .values(&all)
        .file(
            "chart/ci/less-values.yaml",
            "agents: {definitions: {one: {enabled: false}}}\n",
        )
        .file(
            "chart/ci/more-values.yaml",
            "agents: {definitions: {four: {enabled: true}}}\n",
        );
    let json: serde_json::Value = serde_json::from_str(&lint.json()).unwrap();
    let found = json["diagnostics"].as_array().unwrap();
    let incomplete: Vec<_> = found
        .iter()
        .filter(|found| found["rule"] == "obo-incomplete")
        .collect();
    assert_eq!(incomplete.len(), 1, "{found:?}");
    assert_eq!(incomplete[0]["targets"].as_array().unwrap().len(), 3);
}

/// A list is replaced as a whole: its items are not set against those of the list before it.
#[test]
fn what_an_item_replaces_is_the_list() {
    let overlay = "agents: {remoteMcpServers: [{name: a, url: «invalid-url|a.tools:80»}]}";
    let json: serde_json::Value =
        serde_json::from_str(&lint(CHART).overlay(overlay).json()).unwrap();
    let mut findings = json["diagnostics"].as_array().unwrap().iter();
    let finding = findings.find(|finding| finding["rule"] == "invalid-url");
    let replaced = &finding.unwrap()["related"][0];
    let line = replaced["location"]["start"]["line"].as_u64().unwrap();
    let chart = crate::common::fixtures().join("charts").join(CHART);
    let values = std::fs::read_to_string(chart.join("values.yaml")).unwrap();
    let line = usize::try_from(line).unwrap();
    assert_eq!(values.lines().nth(line - 1), Some("  remoteMcpServers:"));
}

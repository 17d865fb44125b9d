//! Charts of the agentic-platform family, installed and not at hand: which contract their release follows is known, and what it reads.

use super::installed::told;
use crate::common::world::World;

const AGENT: &str = "agents: {definitions: {a: {enabled: true, systemMessage: Hi, modelConfig: m, allowedHeaders: [authorization], env: [{name: KAGENT_PROPAGATE_TOKEN, value: 'true'}], KEYS}}}";

/// A release of a chart at a version, with values in one line.
fn world(chart: &str, version: &str, values: &str) -> World {
    let text = format!(
        "apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {{name: ap, namespace: team}}
spec:
  chart: {{spec: {{chart: {chart}, version: '{version}', sourceRef: {{kind: HelmRepository, name: charts}}}}}}
  values:
    {values}
"
    );
    World::empty().file("ap.yaml", &text)
}

/// The rules that report something of an agent with these keys.
fn rules(chart: &str, version: &str, keys: &str) -> Vec<String> {
    let values = AGENT.replace("KEYS", keys);
    let found = told(&world(chart, version, &values), "lint ap.yaml");
    let rules = found.iter().filter_map(|found| found.split(' ').next());
    rules.map(str::to_owned).collect()
}

#[test]
fn a_release_is_checked_by_its_contract_and_by_what_it_reads() {
    let chart = "agentic-platform-connectivity";
    let m2m = "m2m: {enabled: false}";
    for (version, keys, expected) in [
        ("1.16.0", m2m, &[][..]),
        ("1.16.0", "", &["missing-block"]),
        ("1.17.0", "", &["missing-block", "obo-missing"]),
        ("1.17.0", "obo: {enabled: false}", &["missing-block"]),
        ("1.19.0", "obo: {enabled: false}", &["missing-block"]),
        ("1.20.0", "obo: {enabled: false}", &[]),
        ("1.20.0", "", &["obo-missing"]),
        (
            "1.20.0",
            "obo: {enabled: false}, m2m: {enabled: false}",
            &["dead-key"],
        ),
        (
            "1.19.0",
            "obo: {enabled: false}, m2m: {enabled: false}",
            &[],
        ),
        ("1.22.1", "", &[]),
        ("1.22.1", "obo: {enabled: true}", &["dead-key"]),
        // What came with one release and went with the next.
        (
            "1.13.0",
            "m2m: {enabled: false}, agentgatewayRoute: {enabled: true}",
            &[],
        ),
        ("1.13.0", "m2m: {enabled: false}", &["missing-block"]),
        (
            "1.14.0",
            "m2m: {enabled: false}, agentgatewayRoute: {enabled: true}",
            &["dead-key"],
        ),
        // A later one is taken for the last before it.
        ("1.20.7", "", &["obo-missing"]),
        ("~1.20.0", "", &["obo-missing"]),
        // Which one is installed is not known.
        ("1.x", "", &["missing-block", "obo-missing"]),
    ] {
        assert_eq!(rules(chart, version, keys), expected, "{version} {keys}");
    }
    assert_eq!(rules("agentic-platform", "1.20.0", ""), ["obo-missing"]);
}

#[test]
fn a_run_says_how_a_contract_is_known() {
    let reason = |chart: &str, version: &str, more: &str| {
        let values = format!("{more}agents: {{definitions: {{}}}}");
        let json = world(chart, version, &values).run("lint . -o json").json();
        let contract = &json["summary"]["contracts"][0];
        let reason = contract["reason"].as_str().unwrap().to_owned();
        (contract["contract"].as_str().map(str::to_owned), reason)
    };
    let (umbrella, part) = ("agentic-platform", "agentic-platform-connectivity");
    let pinned = |version: &str| {
        format!(
            "components: {{agentic-platform-connectivity: {{versionRange: '{version}'}}}}\n    "
        )
    };
    for (chart, version, more, contract, expected) in [
        (
            part,
            "1.20.0",
            "",
            Some("exclusive"),
            "agentic-platform-connectivity 1.20.0 follows it",
        ),
        (
            part,
            "1.20.7",
            "",
            Some("exclusive"),
            "agentic-platform-connectivity 1.20.0 follows it, the last known release before 1.20.7",
        ),
        (
            part,
            "~1.20.0",
            "",
            Some("exclusive"),
            "all known releases of agentic-platform-connectivity `~1.20.0` follow it",
        ),
        (
            part,
            "1.x",
            "",
            Some("actor-token"),
            "assumed: no template is at hand, and releases of agentic-platform-connectivity `1.x` follow different ones",
        ),
        (
            part,
            "1.9.1",
            "",
            None,
            "its chart is agentic-platform-connectivity 1.9.1, which has none",
        ),
        (
            umbrella,
            "1.20.0",
            "",
            Some("exclusive"),
            "agentic-platform-connectivity 1.20.0 follows it, with which agentic-platform 1.20.0 came",
        ),
        (
            umbrella,
            "1.20.0",
            &pinned("1.17.0"),
            Some("actor-token"),
            "agentic-platform-connectivity 1.17.0 follows it, and `components.agentic-platform-connectivity.versionRange` asks for it",
        ),
        (
            umbrella,
            "9.0.0",
            &pinned("1.17.0"),
            Some("actor-token"),
            "agentic-platform-connectivity 1.17.0 follows it, and `components.agentic-platform-connectivity.versionRange` asks for it",
        ),
        (
            umbrella,
            "1.4.0",
            "",
            None,
            "its chart is agentic-platform 1.4.0, which has none",
        ),
    ] {
        let found = reason(chart, version, more);
        assert_eq!(
            found,
            (contract.map(str::to_owned), expected.to_owned()),
            "{chart} {version}"
        );
    }
}

#[test]
fn a_run_says_what_is_left_open() {
    let note = |chart: &str, version: &str, more: &str| {
        let values = format!("{more}agents: {{definitions: {{}}}}");
        let told = world(chart, version, &values).run("lint .").stderr;
        told.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let known = note("agentic-platform", "1.20.0", "");
    let checked = "of HelmRelease team/ap (`ap.yaml`) only the values are checked, as agentic-platform-connectivity 1.20.0 reads them, since its chart is not here";
    assert!(known.contains(checked), "{known}");
    let open = "HelmRelease team/ap (`ap.yaml`) does not say which agentic-platform-connectivity agentic-platform 1.20.0 installs, which is the latest one then: its values are read as those of 1.20.0 (`components.agentic-platform-connectivity.versionRange` pins it)";
    assert!(known.contains(open), "{known}");
    let range = note("agentic-platform-connectivity", "1.x", "");
    assert!(
        range.contains("only the values are checked, by a contract that is assumed"),
        "{range}"
    );
    // What a later major version makes of its values is not known.
    let later = note("agent-platform-connectivity", "4.1.0", "");
    assert!(later.contains("are not checked"), "{later}");
}

#[test]
fn later_releases_list_servers_and_models() {
    let (old, new) = (
        "agentic-platform-connectivity",
        "agent-platform-connectivity",
    );
    let servers = |item: &str| format!("kagent: {{remoteMcpServers: [{item}]}}");
    let models = |item: &str| format!("kagent: {{modelConfigs: [{item}]}}");
    let fine = "name: a, url: 'https://mcp.example.com/mcp'";
    for (values, expected) in [
        (
            servers(&format!("{{{fine}, description: A, tokenSecret: a-token}}")),
            &[][..],
        ),
        (
            models(
                "{name: m, provider: Anthropic, model: c, apiKeySecret: s, apiKeySecretKey: K, displayName: M}",
            ),
            &[],
        ),
        (servers("{name: a}"), &["missing-key"]),
        (
            servers("{url: 'https://mcp.example.com/mcp'}"),
            &["missing-key"],
        ),
        (servers("{name: a, url: null}"), &["missing-key"]),
        (servers("{name: a, url: 'https:///mcp'}"), &["invalid-url"]),
        (
            servers(&format!("{{{fine}, tokenSecert: x}}")),
            &["unknown-key"],
        ),
        (
            servers(&format!("{{{fine}, headersFrom: []}}")),
            &["unknown-key"],
        ),
        (
            servers(&format!("{{{fine}, tokenSecret: {{name: a}}}}")),
            &["wrong-type"],
        ),
        (
            servers(&format!("{{{fine}}}, {{{fine}}}")),
            &["name-collision"],
        ),
        (
            servers("{name: a, url: 'http://mcp.example.com/mcp', tokenSecret: a-token}"),
            &["credential-over-http"],
        ),
        (
            models("{name: m, provider: Anthropic, model: c}"),
            &["missing-key"],
        ),
        (
            models("{name: m, provider: Anthropic, model: c, apiKeySecret: s, apiKey: k}"),
            &["unknown-key"],
        ),
        // What goes on to kagent's own chart is not known here.
        (
            "kagent: {controller: {replicas: 2}, harness: {}}".to_owned(),
            &[],
        ),
        // Agents are left over: nothing in them is judged.
        (
            AGENT.replace("KEYS", "obo: {enabled: 'no'}, x: y"),
            &["dead-key"],
        ),
        (
            "agents: {remoteMcpServers: [{name: a}]}".to_owned(),
            &["dead-key"],
        ),
    ] {
        for (chart, version) in [
            (old, "2.0.0"),
            (old, "2.5.4"),
            (new, "2.5.7"),
            ("agent-platform", "2.x"),
        ] {
            let found = told(&world(chart, version, &values), "lint ap.yaml");
            let rules = found.iter().filter_map(|found| found.split(' ').next());
            assert_eq!(
                rules.collect::<Vec<_>>(),
                expected,
                "{chart} {version} {values}"
            );
        }
    }
}

#[test]
fn a_credential_in_a_listed_server_is_told() {
    let url = "https://user:hunter2-hunter2@mcp.example.com/mcp";
    let values = format!("kagent: {{remoteMcpServers: [{{name: a, url: '{url}'}}]}}");
    let world = world("agent-platform-connectivity", "2.5.7", &values);
    let found = told(&world, "lint ap.yaml");
    assert!(found[0].starts_with("plaintext-credential "), "{found:?}");
    let shown = world.run("lint ap.yaml");
    assert!(!shown.stdout.contains("hunter2"), "{}", shown.stdout);
}

/// A part that was not read may set one key of an entry.
#[test]
fn what_was_not_read_may_hold_what_an_entry_lacks() {
    let values = "kagent: {remoteMcpServers: [{name: a}]}";
    let world = world("agent-platform-connectivity", "2.5.7", values);
    let text = world.read("ap.yaml").replace(
        "  values:",
        "  valuesFrom: [{kind: Secret, name: url, valuesKey: url, targetPath: 'kagent.remoteMcpServers[0].url'}]\n  values:",
    );
    let world = world.file("ap.yaml", &text);
    assert_eq!(told(&world, "lint ap.yaml"), [""; 0]);
}

#[test]
fn values_without_agents_are_said_to_be_that() {
    let values = "kagent: {remoteMcpServers: [{name: a, url: 'https://mcp.example.com/mcp'}]}";
    let world = world("agent-platform-connectivity", "2.5.7", values);
    let found = world.run("lint ap.yaml");
    assert_eq!(
        found.stdout,
        "no findings in 1 target (1 file): no agents
  checked: the servers and the models, since what was read lists these and
           defines no agents
  contract: listed, agent-platform-connectivity 2.5.7 follows it
"
    );
    let trace = world.run("trace ap.yaml -o json").json();
    assert_eq!(trace["agents"], serde_json::json!([]));
}

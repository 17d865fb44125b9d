//! Discovery, a user's call and an autonomous run of each kind of agent, and the headers of each.

use super::{CHART, NOT, PROPAGATES, agent, lint, modes, scenario};
use serde_json::json;

const GO: &str = "kagent.runtime=go";

#[test]
fn three_calls_of_each_kind_of_agent() {
    let machine = ["machine"; 3];
    for (what, values, platform, expected) in [
        (
            "forwarded only",
            agent(&format!("obo: {{enabled: true}}, {NOT}")),
            None,
            machine,
        ),
        (
            "propagated",
            agent(&format!("obo: {{enabled: true}}, {PROPAGATES}")),
            None,
            ["machine", "delegated", "machine"],
        ),
        (
            "propagated on Go",
            agent(&format!("obo: {{enabled: true}}, {PROPAGATES}")),
            Some(GO),
            machine,
        ),
        (
            "propagated on 0.10",
            agent(&format!("obo: {{enabled: true}}, {PROPAGATES}")),
            Some("kagent.version=0.10.0"),
            machine,
        ),
        (
            "without an actor",
            agent(&format!("obo: {{enabled: false}}, {PROPAGATES}")),
            None,
            ["machine", "user", "machine"],
        ),
        (
            "nothing let through",
            agent(&format!(
                "obo: {{enabled: true}}, allowedHeaders: [], {NOT}"
            )),
            None,
            machine,
        ),
        (
            "\"1\" is not on",
            agent("env: [{name: KAGENT_PROPAGATE_TOKEN, value: \"1\"}]"),
            None,
            machine,
        ),
        (
            "a misspelled variable",
            agent("env: [{name: KAGENT_PROPOGATE_TOKEN, value: \"true\"}]"),
            None,
            machine,
        ),
        (
            "from elsewhere",
            agent(
                "env: [{name: KAGENT_PROPAGATE_TOKEN, valueFrom: {configMapKeyRef: {name: a, key: b}}}]",
            ),
            None,
            ["machine", "unknown", "machine"],
        ),
        (
            "from elsewhere on Go",
            agent(
                "env: [{name: KAGENT_PROPAGATE_TOKEN, valueFrom: {configMapKeyRef: {name: a, key: b}}}]",
            ),
            Some(GO),
            machine,
        ),
        (
            "a placeholder",
            agent("env: [{name: KAGENT_PROPAGATE_TOKEN, value: \"${PROPAGATE}\"}]"),
            None,
            ["machine", "unknown", "machine"],
        ),
        (
            "a misspelled key",
            agent(&format!("env: null, Env: [{PROPAGATES:?}]")),
            None,
            machine,
        ),
    ] {
        let lint = lint(CHART).overlay(&values);
        let lint = match platform {
            Some(pair) => lint.platform(pair),
            None => lint,
        };
        assert_eq!(modes(&lint), expected, "{what}");
    }
}

#[test]
fn headers_are_listed_in_the_order_in_which_they_are_applied() {
    let secret = "secret/one-agent-muster-token-helper#token";
    let header = |name: &str, source: &str, value: &str, wins: bool| json!({"name": name, "source": source, "value": value, "wins": wins});
    let python = lint(CHART).overlay(&agent(PROPAGATES));
    assert_eq!(
        scenario(&python, "user-call")["headers"],
        json!([
            header("Authorization", "static", secret, false),
            header("X-Actor-Token", "static", secret, true),
            header("authorization", "forwarded", "user-token", false),
            header("Authorization", "propagated", "user-token", true),
        ])
    );
    assert_eq!(
        scenario(&python.clone().platform(GO), "user-call")["headers"],
        json!([
            header("Authorization", "propagated", "user-token", false),
            header("Authorization", "forwarded", "user-token", false),
            header("Authorization", "static", secret, true),
            header("X-Actor-Token", "static", secret, true),
        ])
    );
    for name in ["discovery", "autonomous-run"] {
        assert_eq!(
            scenario(&python, name)["headers"],
            json!([
                header("Authorization", "static", secret, true),
                header("X-Actor-Token", "static", secret, true),
            ])
        );
    }
}

#[test]
fn the_override_counts_in_the_patched_build_on_go_only() {
    let values = agent(
        "obo: {enabled: false}, allowedHeaders: [], env: [{name: KAGENT_PROPAGATE_TOKEN, value: \"true\"}, {name: KAGENT_PROPAGATE_TOKEN_OVERRIDES_STATIC, value: \"true\"}]",
    );
    for (platform, expected) in [
        (&[GO][..], "machine"),
        (&[GO, "kagent.forwardedTokenWins=true"], "delegated"),
        (
            &["kagent.forwardedTokenWins=true", "kagent.runtime=python"],
            "user",
        ),
    ] {
        let lint = lint(CHART).overlay(&values);
        let lint = platform.iter().fold(lint, |lint, pair| lint.platform(pair));
        let call = scenario(&lint, "user-call");
        assert_eq!(call["mode"], expected, "{platform:?}");
        let displaced = call["headers"].as_array().unwrap().iter();
        let is_displaced = displaced
            .filter(|header| header["source"] == "displaced")
            .count();
        assert_eq!(is_displaced, usize::from(expected == "delegated"));
    }
}

/// A forwarded header replaces a static one that is spelled like it, on Python; a propagated one does not.
#[test]
fn a_contract_that_spells_the_header_in_lower_case() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/contract/actor-token");
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    let definition = read("contract.yaml").replace(
        "{name: Authorization, key: token}",
        "{name: authorization, key: token}",
    );
    for (values, platform, expected) in [
        (
            agent(&format!(
                "obo: {{enabled: false}}, allowedHeaders: [authorization], {NOT}"
            )),
            "kagent.runtime=python",
            "user",
        ),
        (
            agent(&format!(
                "obo: {{enabled: false}}, allowedHeaders: [], {PROPAGATES}"
            )),
            "kagent.runtime=python",
            "machine",
        ),
        (
            agent(&format!(
                "obo: {{enabled: false}}, allowedHeaders: [authorization], {NOT}"
            )),
            GO,
            "machine",
        ),
    ] {
        let lint = lint(CHART)
            .file("own/contract.yaml", &definition)
            .file(
                "own/remotemcpserver.yaml.j2",
                &read("../remotemcpserver.yaml.j2"),
            )
            .file(
                "own/values.schema.json",
                &read("../../../schemas/actor-token.schema.json"),
            )
            .contract("own")
            .overlay(&values)
            .platform(platform);
        assert_eq!(modes(&lint)[1], expected, "{values} {platform}");
    }
}

#[test]
fn a_caller_that_may_choose_the_actor_is_assumed_not_to() {
    let values = agent(&format!(
        "obo: {{enabled: false}}, allowedHeaders: [authorization, X-Actor-Token], {PROPAGATES}"
    ));
    let call = scenario(&lint(CHART).overlay(&values), "user-call");
    assert_eq!(call["mode"], "user");
    let assumptions = call["assumptions"].to_string();
    assert!(
        assumptions.contains("the caller sends no `X-Actor-Token`"),
        "{assumptions}"
    );
}

#[test]
fn agents_of_go_discover_tools_themselves_from_0_10_on() {
    let reason = |platform: &[&str]| {
        let lint = platform
            .iter()
            .fold(lint(CHART), |lint, pair| lint.platform(pair));
        scenario(&lint, "discovery")["reason"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    assert!(reason(&["kagent.version=0.10.0"]).contains("and the agent when it starts"));
    assert!(!reason(&["kagent.version=0.9.12", GO]).contains("and the agent when it starts"));
}

/// What Helm renders is traced, with the default that the contract fills in.
#[test]
fn an_absent_obo_counts_as_its_default_and_is_said() {
    let call = scenario(&lint(CHART).overlay(&agent("obo: null")), "user-call");
    assert_eq!(call["mode"], "delegated");
    let assumptions = call["assumptions"].to_string();
    assert!(
        assumptions.contains("`obo` is absent") && assumptions.contains("counts as its default"),
        "{assumptions}"
    );
}

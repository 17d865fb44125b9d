//! A finding about identity says why in the very words of the trace.

use crate::{CHART, NOT, PROPAGATES, agent, lint, scenario};

#[test]
fn findings_and_traces_give_one_reason() {
    for (rule, values, platform) in [
        ("user-token-shadowed", agent(NOT), "kagent.runtime=python"),
        ("user-token-shadowed", agent(NOT), "kagent.runtime=go"),
        (
            "user-token-shadowed",
            agent(PROPAGATES),
            "kagent.runtime=go",
        ),
        (
            "user-token-shadowed",
            agent(PROPAGATES),
            "kagent.version=0.10.0",
        ),
        (
            "user-token-shadowed",
            agent("env: [{name: STS_WELL_KNOWN_URI, value: \"https://sts.example.com\"}]"),
            "kagent.runtime=go",
        ),
        (
            "forwarding-disabled",
            agent(&format!("allowedHeaders: [], {NOT}")),
            "kagent.runtime=python",
        ),
        (
            "forwarding-disabled",
            agent(&format!("allowedHeaders: [], {NOT}")),
            "muster.version=1.0.0",
        ),
    ] {
        let lint = lint(CHART).overlay(&values).platform(platform);
        let call = scenario(&lint, "user-call");
        let reason = call["reason"].as_str().unwrap();
        let messages = lint.messages();
        let found = messages
            .iter()
            .find(|message| message.starts_with(&format!("{rule}: ")));
        let found = found.unwrap_or_else(|| panic!("{values} {platform}: {messages:#?}"));
        assert!(found.contains(reason), "{reason}\n{found}");
        assert_ne!(call["mode"], "delegated");
    }
}

/// Where a rule is silent on a platform that is stated, the user's call runs as the user; where it speaks, it does not.
#[test]
fn a_rule_speaks_where_the_trace_shows_another_than_the_user() {
    let values = [
        agent(NOT),
        agent(PROPAGATES),
        agent(&format!("allowedHeaders: [], {NOT}")),
        agent(&format!("allowedHeaders: [], {PROPAGATES}")),
        agent(&format!("allowedHeaders: [Authorization, x-a], {NOT}")),
        agent("env: [{name: STS_WELL_KNOWN_URI, value: \"https://sts.example.com\"}]"),
        agent("env: [{name: KAGENT_PROPAGATE_TOKEN, value: \"TRUE\"}]"),
        agent("env: [{name: KAGENT_PROPAGATE_TOKEN, value: \"false\"}]"),
    ];
    for values in &values {
        for runtime in ["go", "python"] {
            let lint = lint(CHART)
                .overlay(values)
                .platform(&format!("kagent.runtime={runtime}"));
            let mode = scenario(&lint, "user-call")["mode"]
                .as_str()
                .unwrap()
                .to_owned();
            let speaks = lint
                .rules()
                .iter()
                .any(|(rule, _)| ["user-token-shadowed", "forwarding-disabled"].contains(&&**rule));
            assert_eq!(speaks, mode != "delegated", "{values} on {runtime}: {mode}");
        }
    }
}

/// What `valueFrom` will give does not matter where the static header wins in any case.
#[test]
fn a_forwarded_token_loses_on_go_whatever_a_variable_says() {
    let values = agent(
        "env: [{name: KAGENT_PROPAGATE_TOKEN, valueFrom: {configMapKeyRef: {name: a, key: b}}}]",
    );
    let lint = lint(CHART).overlay(&values);
    let found = |lint: &crate::Lint| {
        lint.rules()
            .into_iter()
            .map(|(rule, _)| rule)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        found(&lint.clone().platform("kagent.runtime=go")),
        ["user-token-shadowed"]
    );
    assert!(found(&lint.platform("kagent.runtime=python")).is_empty());
}

/// A kagent that does not know `allowedHeaders` forwards nothing.
#[test]
fn headers_that_an_early_kagent_does_not_read_let_nothing_through() {
    for (version, runtime, speaks) in [
        ("0.9.0", "go", true),
        ("0.9.1", "go", false),
        ("0.7.12", "python", true),
        ("0.7.13", "python", false),
    ] {
        let lint = lint(CHART)
            .contract("exclusive")
            .overlay(&agent(NOT))
            .platform(&format!("kagent.version={version}"))
            .platform(&format!("kagent.runtime={runtime}"));
        let found = lint
            .rules()
            .iter()
            .any(|(rule, _)| rule == "forwarding-disabled");
        assert_eq!(found, speaks, "{version} {runtime}");
    }
}

/// A policy counts where the gateway reads it and the actor, and says what it would do where the user's token does not
/// arrive.
#[test]
fn the_delegation_policy_speaks_of_calls_that_are_made() {
    let policy =
        "muster: {muster: {oauth: {server: {tokenExchangeBroker: {actorDelegationPolicy: []}}}}}";
    let told = |values: &str, platform: &[&str]| {
        let lint = lint(CHART).overlay(&agent(values)).overlay(policy);
        let lint = platform.iter().fold(lint, |lint, pair| lint.platform(pair));
        let messages = lint.messages();
        let found = messages
            .iter()
            .find(|message| message.starts_with("delegation-not-allowed"));
        found.cloned()
    };
    assert!(told(PROPAGATES, &["muster.version=0.12.0"]).is_none());
    assert!(
        told(PROPAGATES, &["muster.version=0.13.0"])
            .unwrap()
            .contains(" denies every call")
    );
    assert!(
        told(PROPAGATES, &["kagent.runtime=go"])
            .unwrap()
            .contains("would deny")
    );
}

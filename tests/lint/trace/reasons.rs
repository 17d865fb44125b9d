//! A finding about identity says why in the very words of the trace.

use helm_obo::diagnostic::Severity;

use super::{CHART, NOT, PROPAGATES, agent, lint, scenario};
use crate::common::lint::under;

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

/// How a token may be let through: each way in `allowedHeaders` and `env`.
fn ways() -> Vec<String> {
    let propagated = "{name: KAGENT_PROPAGATE_TOKEN, value: \"true\"}";
    let exchanged = "{name: STS_WELL_KNOWN_URI, value: \"https://sts.example.com\"}";
    let mut ways = Vec::new();
    for headers in ["[]", "[authorization]"] {
        for env in [
            String::new(),
            propagated.to_owned(),
            exchanged.to_owned(),
            format!("{propagated}, {exchanged}"),
        ] {
            ways.push(format!("allowedHeaders: {headers}, env: [{env}]"));
        }
    }
    ways
}

/// Under every contract, by whatever way, on whatever runtime: `lint` says what the trace shows. An error where the runtime is
/// stated or does not matter; a warning where it is a stated version's default; the note where nobody said which.
#[test]
fn findings_follow_the_trace_under_every_contract() {
    let mut count = 0;
    for contract in ["static", "actor-token", "exclusive", "forward"] {
        for obo in [true, false] {
            for way in ways() {
                let values = agent(&format!("obo: {{enabled: {obo}}}, {way}"));
                let lint = lint(CHART).contract(contract).overlay(&values);
                let is_intended = match contract {
                    "forward" => true,
                    "static" => way != "allowedHeaders: [], env: []",
                    _ => obo,
                };
                for version in ["", "0.9.9", "0.9.12", "0.10.0"] {
                    for runtime in ["", "go", "python"] {
                        let what = format!("{contract} {obo} {way} {version} {runtime}");
                        holds(&what, &lint, is_intended, (version, runtime));
                        count += 1;
                    }
                }
            }
        }
    }
    assert_eq!(count, 4 * 2 * 8 * 12);
}

fn holds(what: &str, lint: &super::Lint, is_intended: bool, (version, runtime): (&str, &str)) {
    let on = |runtime: &str| {
        let mut lint = lint.clone();
        if !version.is_empty() {
            lint = lint.platform(&format!("kagent.version={version}"));
        }
        if !runtime.is_empty() {
            lint = lint.platform(&format!("kagent.runtime={runtime}"));
        }
        lint
    };
    let mode = |lint: &super::Lint| scenario(lint, "user-call")["mode"].clone();
    let lint = on(runtime).heed("runtime-unset");
    let is_users = |mode: &serde_json::Value| *mode == "user" || *mode == "delegated";
    let [go, python] = ["go", "python"].map(|runtime| mode(&on(runtime)));
    let here = mode(&lint);
    let differs = runtime.is_empty() && go != python;
    let found: Vec<(String, Severity)> = lint
        .claims()
        .into_iter()
        .map(|(rule, severity, _)| (rule, severity))
        .filter(|(rule, _)| {
            [
                "user-token-shadowed",
                "forwarding-disabled",
                "runtime-unset",
            ]
            .contains(&&**rule)
        })
        .collect();
    let is_open = runtime.is_empty() && is_users(&go) != is_users(&python);
    let expected = match is_intended && !is_users(&here) {
        true if is_open => Some(Severity::Warning),
        true => Some(Severity::Error),
        false => None,
    };
    let of_wiring = found.iter().find(|(rule, _)| rule != "runtime-unset");
    assert_eq!(
        of_wiring.map(|(_, severity)| *severity),
        expected,
        "{what}: {found:?}"
    );
    let is_unset = found.iter().any(|(rule, _)| rule == "runtime-unset");
    assert_eq!(
        is_unset,
        differs && version.is_empty(),
        "{what}: {go} {python} {found:?}"
    );
}

/// What `valueFrom` will give does not matter where the static header wins in any case.
#[test]
fn a_forwarded_token_loses_on_go_whatever_a_variable_says() {
    let values = agent(
        "env: [{name: KAGENT_PROPAGATE_TOKEN, valueFrom: {configMapKeyRef: {name: a, key: b}}}]",
    );
    let lint = lint(CHART).overlay(&values);
    let found = |lint: &super::Lint| {
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

/// A value that is written is known, even if what a runtime makes of it is not.
#[test]
fn a_switch_that_is_half_on_is_reported_as_such() {
    let values = "agents: {definitions: {sre-agent: {allowedHeaders: [], env: [{name: KAGENT_PROPAGATE_TOKEN, value: \"true \"}]}}}";
    let lint = under("exclusive")
        .overlay(values)
        .platform("kagent.runtime=go");
    let trace = lint.trace();
    let agents = trace["agents"].as_array().unwrap();
    let agent = agents.iter().find(|agent| agent["agent"] == "sre-agent");
    let call = &agent.unwrap()["scenarios"][1];
    assert_eq!(call["mode"], "unknown", "{call}");
    let reason = call["reason"].as_str().unwrap();
    assert!(
        reason.contains("is on in one place of the Go runtime and off in another"),
        "{reason}"
    );
}

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

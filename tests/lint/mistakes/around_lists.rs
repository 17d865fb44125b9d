//! Items of an agent's lists: what only looks like a mistake, is beside one, or is reported by another rule; and what
//! is said of them.

use super::CHART;
use crate::common::lint::{lint, partial};

/// Overlays that only look like mistakes, or whose mistake another rule reports; each with all that must be found.
const OVERLAYS: &[(&str, &str)] = &[
    (
        "placeholders may be anything",
        "agents: {definitions: {sre-agent: {toolNames: ['${T}', '${T}'], allowedHeaders: [<header>, REPLACE_ME, '${H}'],\n\
         env: [{name: '$(N)', value: a}, {name: '$(N)', value: b}]}}}",
    ),
    (
        "a placeholder may switch propagation on",
        "agents: {definitions: {sre-agent: {env: [{name: KAGENT_PROPAGATE_TOKEN, value: '${ON}'}]}}}",
    ),
    (
        "a placeholder may be the variable",
        "agents: {definitions: {sre-agent: {env: [{name: '${NAME}', value: 'true'}]}}}",
    ),
    (
        "a placeholder does not help where the name is",
        "agents: {definitions: {sre-agent: {allowedHeaders: ['${A}', «user-token-shadowed|authorization»], env: []}}}",
    ),
    (
        "words for off",
        "agents: {definitions: {docs-agent: {env: [{name: KAGENT_PROPAGATE_TOKEN, value: 'Off'}]},\n\
         release-agent: {env: [{name: KAGENT_PROPAGATE_TOKEN, value: ' no'}]}}}",
    ),
    (
        "the last of two variables counts for its value",
        "agents: {definitions: {sre-agent: {env: [{name: KAGENT_PROPAGATE_TOKEN, value: '1'},\n\
         {name: «warning unknown-variable|KAGENT_PROPAGATE_TOKEN», value: 'true'}]}}}",
    ),
    (
        "a value of wrong type is unknown",
        "agents: {definitions: {sre-agent: {allowedHeaders: [«wrong-type|1»], toolNames: [call_tool, «wrong-type|5»],\n\
         env: [{name: KAGENT_PROPAGATE_TOKEN, value: «wrong-type|true»}, {name: «wrong-type|7»}]}}}",
    ),
    (
        "empty items are told as such",
        "agents: {definitions: {sre-agent: {allowedHeaders: [authorization, «invalid-value|''»], toolNames: [«invalid-value|''»]}}}",
    ),
    (
        "a list of wrong type is unknown",
        "agents: {definitions: {sre-agent: {env: [], allowedHeaders: «wrong-type|authorization», toolNames: «wrong-type|a»}}}",
    ),
    (
        "other variables of short and like names",
        "agents: {definitions: {docs-agent: {env: [{name: A, value: a}, {name: B, value: a}, {name: STS, value: a},\n\
         {name: KAGENT_TOKEN_FILE, value: a}, {name: KAGENT_URL, value: a}, {name: KAGENT_STS_AUDIENCE, value: a}]}}}",
    ),
    (
        "a header let through by an agent that is off",
        "agents: {definitions: {docs-agent: {enabled: false, allowedHeaders: [x-actor-token], toolNames: []}}}",
    ),
    (
        "a misspelled list is judged as if it were spelled right",
        "agents: {definitions: {new: {enabled: false, «unknown-key|allowHeaders»: [«reserved-header|host»],\n\
         «unknown-key|toolName»: [«note unknown-tool|kubectl»]}}}",
    ),
    (
        "an actor's name that is none lets nothing through",
        "agents: {definitions: {docs-agent: {allowedHeaders: [«invalid-header-name|'x-actor-token '»]}}}",
    ),
    (
        "two mistakes at one item: the worse one is told",
        "agents: {definitions: {docs-agent: {allowedHeaders: [«reserved-header|host», «reserved-header|Host»]}}}",
    ),
];

#[test]
fn items_give_what_they_must() {
    super::overlays_give_what_they_say(OVERLAYS);
}

#[test]
fn what_is_written_is_judged_without_a_chart_too() {
    partial(
        "agents: {definitions: {a: {allowedHeaders: [«invalid-header-name|'*'», «reserved-header|te»],\n\
         toolNames: [«note unknown-tool|a»], env: [{name: «unknown-variable|KAGENT_PROPOGATE_TOKEN»}]}}}",
    )
    .check("a file without a chart");
}

/// The message and help of the one finding.
fn told(overlay: &str) -> String {
    let messages = lint(CHART).overlay(overlay).messages();
    assert_eq!(messages.len(), 1, "{messages:#?}");
    messages.concat()
}

#[test]
fn a_header_that_is_nearly_the_users_is_named() {
    let message = told(
        "agents: {definitions: {sre-agent: {env: [], allowedHeaders: [x-request-id, Authorisation]}}}",
    );
    assert!(
        message.contains("rename `Authorisation` to `authorization`, and add"),
        "{message}"
    );
    let message =
        told("agents: {definitions: {sre-agent: {env: [], allowedHeaders: [x-request-id]}}}");
    assert!(!message.contains("rename"), "{message}");
}

#[test]
fn what_to_write_instead_is_said() {
    let headers = |item: &str| {
        told(&format!(
            "agents: {{definitions: {{docs-agent: {{allowedHeaders: [{item}]}}}}}}"
        ))
    };
    for (item, said) in [
        ("'Authorization: Bearer'", "no colon"),
        ("'Authorization: Bearer'", "write `Authorization`"),
        ("'authorization '", "no blanks"),
        ("authorizatioń", "write `authorization`"),
        ("'a-b,c-d'", "each header needs an item of its own"),
        ("'*'", "no patterns"),
        ("'*'", "does not let the user's token through"),
        ("'x-*'", "lets nothing through"),
        ("'Bearer s3cr3t'", "write the name of each header"),
        ("'größe'", "outside ASCII"),
        ("x-actor-token", "chooses as whom it acts: the caller's"),
    ] {
        let message = headers(item);
        assert!(message.contains(said), "{item}: {message}");
    }
    let actor = told(
        "agents: {definitions: {sre-agent: {allowedHeaders: [authorization, x-actor-token]}}}",
    );
    assert!(actor.contains("once `obo` is off"), "{actor}");
    let tools = |name: &str| {
        told(&format!(
            "agents: {{definitions: {{docs-agent: {{toolNames: [{name}]}}}}}}"
        ))
    };
    assert!(tools("cal_tool").contains("write `call_tool`"));
    assert!(tools("x_prometheus_query").contains("list `call_tool`"));
    assert!(tools("kubectl").contains("`describe_tool`"));
}

/// No rule about lists repeats a string that may be anything.
#[test]
fn texts_that_may_be_credentials_are_not_repeated() {
    let secret = "s3cr3t-that-is-longer-than-any-name-is";
    let overlay = format!(
        "agents: {{definitions: {{docs-agent: {{allowedHeaders: ['Authorization: {secret}', '{secret} {secret}', 'Bearer s3cr3t'],\n\
         toolNames: [{secret}, {secret}], env: [{{name: {secret}}}, {{name: {secret}}}]}}}}}}"
    );
    let messages = lint(CHART).overlay(&overlay).messages();
    assert_eq!(messages.len(), 6, "{messages:#?}");
    assert!(!messages.concat().contains("s3cr3t"), "{messages:#?}");
}

/// Whoever relies on the variable that was proposed learns that it is read by nothing.
#[test]
fn a_shadowed_token_is_reported_with_the_variable_that_does_not_help() {
    let overlay = concat!(
        "agents: {definitions: {sre-agent: {allowedHeaders: [authorization],\n",
        "env: [{name: KAGENT_PROPAGATE_TOKEN_OVERRIDES_STATIC, value: \"true\"}]}}}",
    );
    let report = lint(CHART).overlay(overlay).json();
    assert!(report.contains("user-token-shadowed"), "{report}");
    assert!(
        report.contains("no release of kagent reads this"),
        "{report}"
    );
}

//! What the platform decides: notes, reported once a target.

use super::{CHART, Mistake, NONE};
use crate::common::lint::{lint, partial};
use helm_obo::values::Flag::{Set, SetJson};

pub(super) const TABLE: &[Mistake] = &[
    Mistake {
        what: "the runtime decides, and is not stated",
        base: &[(
            "          value: \"true\"\n",
            "          value: «note runtime-unset, note shared-session|\"true\"»\n",
        )],
        overlay: Some(concat!(
            "agents: {definitions: {sre-agent: {env: [",
            "{name: KAGENT_PROPAGATE_TOKEN, value: «note runtime-unset, note shared-session|'TRUE'»}]}}}",
        )),
        argument: Some((
            SetJson,
            "agents.definitions.sre-agent.env=[{\"name\": \"KAGENT_PROPAGATE_TOKEN\", \"value\": «note runtime-unset, note shared-session|\"true\"»}]",
        )),
        ..NONE
    },
    Mistake {
        what: "muster's version decides, and is not stated",
        base: &[(
            "actor this agent.\n      obo:\n        enabled: true\n",
            "actor this agent.\n      obo:\n        enabled: «note muster-unset|true»\n",
        )],
        overlay: Some(
            "agents: {definitions: {sre-agent: {obo: {enabled: «note muster-unset|true»}}}}",
        ),
        argument: Some((
            Set,
            "agents.definitions.sre-agent.obo.enabled=«note muster-unset|true»",
        )),
        ..NONE
    },
    Mistake {
        what: "an hour's token in the agent's config",
        base: &[(
            "    tokenExpirationSeconds: 3600\n",
            "    tokenExpirationSeconds: «note baked-token|3600»\n",
        )],
        overlay: Some("agents: {muster: {tokenExpirationSeconds: «note baked-token|7200»}}"),
        argument: Some((
            Set,
            "agents.muster.tokenExpirationSeconds=«note baked-token|86399»",
        )),
        ..NONE
    },
    Mistake {
        what: "a variable that no release reads",
        overlay: Some(concat!(
            "agents: {definitions: {docs-agent: {env: [",
            "{name: «note override-unreleased|KAGENT_PROPAGATE_TOKEN_OVERRIDES_STATIC», value: \"true\"}]}}}",
        )),
        argument: Some((
            Set,
            "agents.definitions.docs-agent.env[0].name=«note override-unreleased|KAGENT_PROPAGATE_TOKEN_OVERRIDES_STATIC»",
        )),
        ..NONE
    },
];

const PROPAGATED: &str =
    "agents: {definitions: {sre-agent: {env: [{name: KAGENT_PROPAGATE_TOKEN, value: \"true\"}]}}}";

/// Rules by which platform they speak.
#[test]
fn what_is_stated_is_not_asked() {
    for (platform, rule, speaks) in [
        ("kagent.runtime=python", "runtime-unset", false),
        ("kagent.runtime=go", "runtime-unset", false),
        ("kagent.version=0.9.12", "runtime-unset", false),
        ("muster.version=0.21.0", "runtime-unset", true),
        ("kagent.runtime=python", "shared-session", true),
        ("kagent.version=0.10.0", "shared-session", true),
        ("kagent.runtime=go", "shared-session", false),
        ("kagent.runtime=python", "baked-token", false),
        ("kagent.version=0.9.12", "baked-token", false),
        ("muster.version=0.21.0", "baked-token", true),
    ] {
        let rule = helm_obo::rules::by_id(rule).unwrap().id;
        let lint = lint(CHART)
            .overlay(PROPAGATED)
            .heed(rule)
            .platform(platform);
        let found = lint.rules().iter().any(|(found, _)| found == rule);
        assert_eq!(found, speaks, "{rule} with {platform}");
    }
}

/// A static header wins on Go: for certain where Go is stated, as far as one knows where it is a version's default.
#[test]
fn a_propagated_token_loses_on_go() {
    let marked = |severity: &str| {
        format!(
            "agents: {{definitions: {{sre-agent: {{allowedHeaders: [], env: [{{name: KAGENT_PROPAGATE_TOKEN, value: «{severity}user-token-shadowed|\"true\"»}}]}}}}}}"
        )
    };
    let stated = lint(CHART).overlay(&marked(""));
    stated.platform("kagent.runtime=go").check("Go is stated");
    let derived = lint(CHART).overlay(&marked("warning "));
    let derived = derived.platform("kagent.version=0.10.0-rc3");
    derived.check("Go is a default");
    let messages = derived.messages().concat();
    assert!(
        messages.contains("assuming Go, the default of kagent 0.10.0-rc3"),
        "{messages}"
    );
    let python = lint(CHART).overlay(PROPAGATED);
    python
        .clone()
        .platform("kagent.runtime=python")
        .check("Python is stated");
    python
        .platform("kagent.version=0.9.12")
        .check("Python is a default");
}

/// On Go an exchanged token is not sent: for certain where Go is stated, as far as one knows where it is a version's default.
#[test]
fn an_exchanged_token_is_lost_on_go() {
    let marked = |mark: &str| {
        format!(
            "agents: {{definitions: {{sre-agent: {{{mark}: [], env: [{{name: STS_WELL_KNOWN_URI, value: \"https://sts.example.com\"}}]}}}}}}"
        )
    };
    for (platform, severity) in [
        ("kagent.runtime=go", ""),
        ("kagent.version=0.10.0", "warning "),
    ] {
        let overlay = marked(&format!("«{severity}forwarding-disabled|allowedHeaders»"));
        let lint = lint(CHART).overlay(&overlay).platform(platform);
        lint.check(platform);
        let messages = lint.messages().concat();
        let way =
            "run the agent on the Python runtime, where the exchanged token is sent, and wins";
        assert!(messages.contains(way), "{messages}");
    }
    for platform in ["kagent.runtime=python", "kagent.version=0.9.12"] {
        lint(CHART)
            .overlay(&marked("allowedHeaders"))
            .platform(platform)
            .check(platform);
    }
}

#[test]
fn the_patched_build_reads_the_override_on_go_only() {
    let marked = |mark: &str| {
        format!(
            "agents: {{definitions: {{sre-agent: {{env: [{{name: KAGENT_PROPAGATE_TOKEN, value: \"1\"}}, {{name: {mark}, value: \"true\"}}]}}}}}}"
        )
    };
    const NAME: &str = "KAGENT_PROPAGATE_TOKEN_OVERRIDES_STATIC";
    lint(CHART)
        .overlay(&marked(NAME))
        .platform("kagent.forwardedTokenWins=true")
        .platform("kagent.runtime=go")
        .check("the user's token wins, and `1` is on");
    let python = marked(&format!("«note override-unreleased|{NAME}»"))
        .replace("\"1\"", "«propagation-inert|\"1\"»")
        .replace(
            "sre-agent: {",
            "sre-agent: {allowedHeaders: [«user-token-shadowed|authorization»], ",
        );
    let python = python.replace("«user-token-shadowed|authorization»", "authorization");
    lint(CHART)
        .overlay(&python)
        .platform("kagent.forwardedTokenWins=true")
        .platform("kagent.runtime=python")
        .check("it counts on Go only");
}

#[test]
fn a_stated_version_of_muster_makes_the_policy_a_fact() {
    let policy = |mark: &str| {
        format!(
            "muster: {{muster: {{oauth: {{server: {{tokenExchangeBroker: {{{mark}: []}}}}}}}}}}"
        )
    };
    for (version, mark) in [
        ("0.19.0", "«delegation-not-allowed|actorDelegationPolicy»"),
        ("0.21.1", "«delegation-not-allowed|actorDelegationPolicy»"),
        ("0.22.0", "actorDelegationPolicy"),
        ("1.0.0", "actorDelegationPolicy"),
    ] {
        lint(CHART)
            .overlay(&policy(mark))
            .platform(&format!("muster.version={version}"))
            .check(version);
    }
}

#[test]
fn blanks_are_off_on_python_and_half_on_on_go() {
    let padded = |mark: &str| {
        format!(
            "agents: {{definitions: {{sre-agent: {{env: [{{name: KAGENT_PROPAGATE_TOKEN, value: «{mark}|'true '»}}]}}}}}}"
        )
    };
    for (platform, mark) in [
        ("kagent.runtime=python", "propagation-inert"),
        ("kagent.runtime=go", "warning propagation-inert"),
        ("kagent.version=0.9.9", "warning propagation-inert"),
    ] {
        let lint = match platform {
            // There the static header wins in any case.
            "kagent.runtime=go" => lint(CHART).edits(&[(
                "      allowedHeaders: [\"authorization\"]\n",
                "      allowedHeaders: [«user-token-shadowed|\"authorization\"»]\n",
            )]),
            _ => lint(CHART),
        };
        lint.overlay(&padded(mark))
            .platform(platform)
            .check(platform);
    }
}

/// Without a chart, what is written is still known.
#[test]
fn the_variables_of_a_partial_target_are_reported() {
    partial(concat!(
        "agents: {definitions: {new: {enabled: true, systemMessage: Hi, obo: {enabled: true}, m2m: {enabled: false}, ",
        "allowedHeaders: [authorization], env: [{name: KAGENT_PROPAGATE_TOKEN, ",
        "value: «note runtime-unset, note shared-session|\"true\"»}]}}}",
    ))
    .check("propagated");
}

//! What muster's version decides, and who has to state it.

use super::CHART;
use crate::common::lint::{Lint, lint, partial, under};

/// Agents off but for one, with this in its definition.
pub(super) fn agent(values: &str) -> String {
    format!(
        "agents: {{definitions: {{docs-agent: {{enabled: false}}, sre-agent: {{{values}}}}}}}\n"
    )
}

pub(super) fn broker(values: &str) -> String {
    format!("muster: {{muster: {{oauth: {{server: {{tokenExchangeBroker: {{{values}}}}}}}}}}}\n")
}

fn told(lint: &Lint) -> Vec<String> {
    let messages = lint.clone().heed("muster-unset").messages();
    let of_rule = |message: &String| message.starts_with("muster-unset");
    messages.into_iter().filter(of_rule).collect()
}

/// What each says, in words of it; nothing where there are none.
fn check(cases: &[(&str, Lint, &[&str])]) {
    for (what, lint, words) in cases {
        let told = told(lint);
        let expected = usize::from(!words.is_empty());
        assert_eq!(told.len(), expected, "{what}: {told:#?}");
        for word in *words {
            assert!(told[0].contains(word), "{what}: no {word:?} in {told:#?}");
        }
    }
}

#[test]
fn an_assumed_version_is_reported_where_others_decide_otherwise() {
    let on = |values: &str| lint(CHART).overlay(&agent(values));
    let exclusive = |values: &str| under("exclusive").overlay(&agent(values));
    let no_pair = broker("actorDelegationPolicy: []");
    let some_users = broker(
        "actorDelegationPolicy: [{actorIssuer: \"*\", actorSubject: \"*\", subjectIssuer: \"*\", subjectSubject: \"*@example.com\"}]",
    );
    let nobody = broker("workloadAudiences: {\"system:serviceaccount:kagent:*\": [mcp]}");
    check(&[
        (
            "the actor is dropped from 0.24.0 on",
            on("obo: {enabled: true}"),
            &[
                "a user's call of agent `sre-agent` runs (assuming Python, the default of kagent 0.9.9): on 0.19.0, which is \
                 assumed here, as the user, with the agent as actor (where its policy admits that); from 0.24.0 on as the user alone",
                "--platform muster.version=",
            ],
        ),
        (
            "the runtime is stated",
            on("obo: {enabled: true}").platform("kagent.runtime=python"),
            &["agent `sre-agent` runs: on 0.19.0,"],
        ),
        (
            "on Go the agent's own token wins, on each muster",
            on("obo: {enabled: true}").platform("kagent.runtime=go"),
            &[],
        ),
        (
            "a policy that denies, until it is gone",
            on("obo: {enabled: true}").overlay(&no_pair),
            &[
                "on 0.19.0, which is assumed here, not at all, since muster denies it; from 0.22.0 on as the user, with the agent \
               as actor",
                "; from 0.24.0 on as the user alone",
            ],
        ),
        (
            "a policy that admits some",
            on("obo: {enabled: true}").overlay(&some_users),
            &["with the agent as actor (where its policy admits that); from 0.24.0"],
        ),
        ("no actor's token is sent", on("obo: {enabled: false}"), &[]),
        ("an empty block is off", on("obo: {enabled: null}"), &[]),
        (
            "nothing lets the user's token through",
            on("obo: {enabled: true}, allowedHeaders: [], env: []"),
            &[],
        ),
        (
            "whether an actor's token is sent cannot be told",
            on("obo: {enabled: \"${OBO}\"}"),
            &[],
        ),
        (
            "nothing to drop under a contract without an actor",
            exclusive("obo: {enabled: true}"),
            &[],
        ),
        (
            "there a policy that grants users nothing",
            exclusive("obo: {enabled: true}, allowedHeaders: [authorization]").overlay(&nobody),
            &[
                "not at all, since muster denies it (as far as the values show its policy); from 0.22.0 on as the user alone |",
            ],
        ),
        (
            "an agent that is off",
            on("enabled: false, obo: {enabled: true}"),
            &[],
        ),
        (
            "a values file on its own",
            partial(
                "agents: {definitions: {new: {enabled: true, systemMessage: Hi, obo: {enabled: true}, m2m: {enabled: false}, \
                 env: [{name: KAGENT_PROPAGATE_TOKEN, value: \"true\"}]}}}\n",
            ),
            &["agent `new` runs"],
        ),
    ]);
}

#[test]
fn a_stated_version_without_the_actor_is_reported() {
    let on = |version: &str| {
        lint(CHART)
            .overlay("agents: {}")
            .platform(&format!("muster.version={version}"))
    };
    let python = |version: &str| on(version).platform("kagent.runtime=python");
    let both = "agents: {definitions: {docs-agent: {obo: {enabled: true}}, sre-agent: {obo: {enabled: true}}}}";
    let exchanges = "env: [{name: STS_WELL_KNOWN_URI, value: \"https://sts.example.com\"}]";
    let exchanged = agent(&format!("obo: {{enabled: true}}, {exchanges}"));
    check(&[
        (
            "it was removed",
            python("1.10.0"),
            &[
                "muster 1.10.0 reads no `X-Actor-Token` (0.24.0 removed it): `obo` no longer makes agent `sre-agent` the actor of \
                 its calls, and a user's call of `sre-agent` runs as the user alone |",
            ],
        ),
        ("at once", python("0.24.0"), &["muster 0.24.0 reads no"]),
        ("as people write it", python("v1"), &["muster 1 reads no"]),
        (
            "it was not read yet",
            python("0.12.9"),
            &["(0.13.0 is the first that does): `obo` does not make agent `sre-agent` the actor"],
        ),
        (
            "the runtime decides too",
            on("1.0.0"),
            &["runs as the user alone (assuming Python, the default of kagent 0.9.9)"],
        ),
        (
            "on Go",
            on("1.0.0").platform("kagent.runtime=go"),
            &["runs as the agent's own ServiceAccount |"],
        ),
        (
            "several agents",
            python("1.0.0").overlay(both),
            &[
                "makes agents `docs-agent` and `sre-agent` the actors of their calls, and a user's call of `docs-agent` runs",
            ],
        ),
        ("the first that reads it", python("0.13.0"), &[]),
        ("the last that reads it", python("0.23.5"), &[]),
        (
            "no actor's token is sent",
            python("1.0.0").overlay(&agent("obo: {enabled: false}")),
            &[],
        ),
        (
            "the exchanged token names the actor",
            python("1.0.0").overlay(&exchanged),
            &[],
        ),
        (
            "no actor under this contract",
            under("exclusive").platform("muster.version=1.0.0"),
            &[],
        ),
        (
            "none under that one",
            under("forward").platform("muster.version=1.0.0"),
            &[],
        ),
    ]);
}

/// The note is reported once, at what says that the agent acts for its users.
#[test]
fn it_is_reported_at_the_flag() {
    let marked = agent("obo: {enabled: «note muster-unset|true»}");
    lint(CHART).overlay(&marked).check("written");
    let both = "agents: {definitions: {docs-agent: {obo: {enabled: «note muster-unset|true»}, env: [{name: \
                KAGENT_PROPAGATE_TOKEN, value: \"true\"}], allowedHeaders: [authorization]}, sre-agent: {obo: {enabled: true}}}}";
    lint(CHART).overlay(both).check("once");
    lint(CHART)
        .overlay(&marked)
        .platform("muster.version=1.0.0")
        .check("stated");
}

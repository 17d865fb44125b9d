//! What a rule may claim: an error only for what is so on every platform that the values allow; a warning, which names
//! the assumption, for what is so on the assumed one; a note or nothing for what the values cannot show.

use crate::common::lint::{Lint, lint, partial};
use crate::{CHART, Mistake, all};
use helm_obo::diagnostic::Severity;
use helm_obo::rules::{Tier, by_id};

/// An agent of its own, complete but for what is put between the braces.
fn agent(more: &str) -> String {
    format!(
        "agents: {{definitions: {{new: {{enabled: true, systemMessage: Hi, m2m: {{enabled: false}}, {more}}}}}}}"
    )
}

fn server(more: &str) -> String {
    format!("muster: {{muster: {{oauth: {{server: {{{more}}}}}}}}}")
}

#[test]
fn so_on_every_platform_is_an_error() {
    let shadowed =
        agent("obo: {enabled: true}, allowedHeaders: [«user-token-shadowed|authorization»]");
    lint(CHART)
        .overlay(&shadowed)
        .check("a static header wins on both runtimes");
    let held = agent("obo: {enabled: true}, «forwarding-disabled|allowedHeaders»: []");
    lint(CHART)
        .overlay(&held)
        .check("what is not sent wins nowhere");
    let stranger = server(
        "«issuer-not-trusted|trustedIssuers»: [{allowedClaims: {email: \"*\"}, acceptedTypHeaders: [\"\"]}]",
    );
    lint(CHART)
        .overlay(&stranger)
        .check("an absent claim is refused by every muster");
}

#[test]
fn so_on_the_assumed_platform_is_a_warning() {
    let denied =
        server("tokenExchangeBroker: {«warning delegation-not-allowed|actorDelegationPolicy»: []}");
    lint(CHART)
        .overlay(&denied)
        .check("later musters do not read the policy");
    let untyped = server(
        "«warning issuer-not-trusted|trustedIssuers»: [{issuer: \"https://k8s.example.com\"}]",
    );
    lint(CHART)
        .overlay(&untyped)
        .check("only by how muster's code was read");
}

#[test]
fn what_the_runtime_decides_is_not_claimed() {
    for more in [
        "allowedHeaders: [authorization], env: [{name: KAGENT_PROPAGATE_TOKEN, value: \"true\"}]",
        "allowedHeaders: [], env: [{name: KAGENT_PROPAGATE_TOKEN, value: \"TRUE\"}]",
        "env: [{name: KAGENT_PROPAGATE_TOKEN, valueFrom: {configMapKeyRef: {name: a, key: b}}}]",
        "env: [{name: STS_WELL_KNOWN_URI, value: https://sts.example.com}]",
        "allowedHeaders: [\"${headers}\"], env: [{name: KAGENT_PROPAGATE_TOKEN, value: \"${propagate}\"}]",
    ] {
        let overlay = agent(&format!("obo: {{enabled: true}}, {more}"));
        lint(CHART).overlay(&overlay).check(more);
    }
}

#[test]
fn what_the_values_do_not_show_is_not_claimed() {
    for more in [
        "trustedIssuers: null",
        "tokenExchangeBroker: {}",
        "tokenExchangeBroker: {actorDelegationPolicy: null}",
        "trustedIssuers: [{allowedClaims: {sub: \"${subjects}\"}, acceptedTypHeaders: [\"\"]}]",
        "tokenExchangeBroker: {actorDelegationPolicy: [{actorSubject: \"${actor}\", subjectSubject: \"*\"}]}",
    ] {
        lint(CHART).overlay(&server(more)).check(more);
    }
    let elsewhere = "kagent: {namespaceOverride: \"\"}\nagents: {definitions: {sre-agent: {m2m: {granted: {user: \"system:serviceaccount:a:sre-agent\"}}}}}";
    lint(CHART)
        .overlay(elsewhere)
        .check("nobody said which namespace the release is in");
}

/// A file without a chart shows neither what is absent nor what the gateway allows.
#[test]
fn what_may_stand_in_the_chart_is_at_most_a_warning() {
    let changed =
        "agents: {definitions: {new: {enabled: true, m2m: {enabled: false}, obo: null, env: []}}}";
    let found = partial(changed).found();
    assert!(found.len() >= 2);
    for found in found {
        assert!(found.0.contains(" warning["), "{}", found.0);
    }
}

/// In all mistakes of the tables: what is told less loudly than its rule is an assumption, and says so.
#[test]
fn who_speaks_of_identity_less_loudly_than_the_rule_names_what_is_assumed() {
    let mut count = 0;
    for (what, lint) in all().flat_map(Mistake::ways) {
        for (rule, severity, text) in of_wiring(&lint) {
            if severity < by_id(&rule).unwrap().severity {
                count += 1;
                assert!(text.contains("assumed"), "{what}: {rule}: {text}");
            }
        }
    }
    assert!(count > 3, "{count}");
}

/// Rule, severity and text of what is found about wiring.
fn of_wiring(lint: &Lint) -> Vec<(String, Severity, String)> {
    let found = lint.claims().into_iter();
    found
        .filter(|(rule, ..)| by_id(rule).is_some_and(|rule| rule.tier == Tier::Wiring))
        .collect()
}

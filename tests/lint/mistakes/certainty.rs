//! What a rule may claim: an error only for what is so on every platform that the values allow; a warning, which names
//! the assumption, for what is so on the assumed one; a note or nothing for what the values cannot show.

use super::{CHART, Mistake, all};
use crate::common::lint::{Lint, lint, partial};
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
    let other = server(
        "tokenExchangeBroker: {actorDelegationPolicy: [{actorSubject: \"*\", subjectSubject: \"*\"}], «warning delegation-not-allowed|workloadAudiences»: {\"*:other\": [kubernetes]}}",
    );
    lint(CHART)
        .overlay(&other)
        .check("an audience is granted to others only");
    let untyped = server(
        "«warning issuer-not-trusted|trustedIssuers»: [{issuer: \"https://k8s.example.com\"}]",
    );
    lint(CHART)
        .overlay(&untyped)
        .check("only by how muster's code was read");
}

/// Of a policy that is written, by a muster that certainly reads it.
#[test]
fn what_a_stated_muster_denies_is_an_error() {
    let broker = |more: &str| server(&format!("tokenExchangeBroker: {{{more}}}"));
    for (what, policy, platform) in [
        (
            "no audience for the actor or the subject",
            broker("«delegation-not-allowed|workloadAudiences»: {}"),
            &["muster.version=0.19.0"][..],
        ),
        (
            "an entry without audiences",
            broker(
                "actorDelegationPolicy: [{actorSubject: \"*\", subjectSubject: \"*\"}], «delegation-not-allowed|workloadAudiences»: {\"*\": []}, workloadGroupGrants: []",
            ),
            &["muster.version=0.21.1"],
        ),
        (
            "group grants for others",
            broker(
                "actorDelegationPolicy: [{actorSubject: \"*\", subjectSubject: \"*\"}], «delegation-not-allowed|workloadGroupGrants»: [{issuer: \"https://k8s.example.com\", subject: \"system:serviceaccount:kagent:other\", audiences: [kubernetes]}]",
            ),
            &["muster.version=0.14.0"],
        ),
        (
            "a pair is lacking, and an audience too",
            broker(
                "«delegation-not-allowed|actorDelegationPolicy»: [], «delegation-not-allowed|workloadAudiences»: {}",
            ),
            &["muster.version=0.19.0", "kagent.runtime=python"],
        ),
        (
            "a muster that reads no grants",
            broker("workloadAudiences: {}"),
            &["muster.version=0.22.0"],
        ),
        (
            "granted to all ServiceAccounts",
            broker(
                "actorDelegationPolicy: [{actorSubject: \"*\", subjectSubject: \"*\"}], workloadAudiences: {\"system:serviceaccount:kagent:*\": [kubernetes]}",
            ),
            &["muster.version=0.19.0"],
        ),
    ] {
        let lint = lint(CHART).overlay(&policy);
        let lint = platform.iter().fold(lint, |lint, pair| lint.platform(pair));
        lint.check(what);
    }
}

/// An agent with its own token as subject and as actor needs a pair with itself, where muster does not drop the actor.
#[test]
fn an_agent_that_acts_for_itself_needs_a_pair() {
    let alone = agent("serviceAccount: new, obo: {enabled: true}, allowedHeaders: [], env: []");
    let off = "agents: {definitions: {sre-agent: {enabled: false}, docs-agent: {enabled: false}}}";
    let policy = |mark: &str| {
        server(&format!(
            "tokenExchangeBroker: {{{mark}: [{{actorSubject: \"*:other\", subjectSubject: \"*\"}}]}}"
        ))
    };
    let told = |platform: &[&str]| {
        let lint = lint(CHART).overlay(off).overlay(&alone);
        let lint = lint.overlay(&policy("actorDelegationPolicy"));
        let lint = platform.iter().fold(lint, |lint, pair| lint.platform(pair));
        let messages = lint.messages().into_iter();
        messages
            .filter(|message| message.contains("does not let agent `new` act for itself"))
            .count()
    };
    let kept = "muster.stripsSelfActor=false";
    assert_eq!(told(&[kept, "muster.version=0.19.0"]), 1);
    assert_eq!(told(&["muster.version=0.19.0"]), 0);
    assert_eq!(told(&[kept, "muster.version=0.22.0"]), 0);
}

/// Where nobody said which namespace agents are in, what the release's own makes of it is a warning that says so.
#[test]
fn a_namespace_that_is_assumed_is_named() {
    let anywhere = "kagent: {namespaceOverride: \"\"}";
    for policy in [
        "trustedIssuers: [{allowedClaims: {sub: \"system:serviceaccount:kagent:*\"}, acceptedTypHeaders: [\"\"]}]",
        "tokenExchangeBroker: {workloadAudiences: {\"system:serviceaccount:kagent:*\": [kubernetes]}}",
        "tokenExchangeBroker: {actorDelegationPolicy: [{actorSubject: \"system:serviceaccount:kagent:*\", subjectSubject: \"*\"}]}",
    ] {
        let lint = lint(CHART).overlay(anywhere).overlay(&server(policy));
        let lint = lint.platform("muster.version=0.19.0");
        let rules = ["issuer-not-trusted", "delegation-not-allowed"];
        let claims = lint.claims().into_iter();
        let found: Vec<_> = claims
            .filter(|(rule, ..)| rules.contains(&&**rule))
            .collect();
        assert_eq!(found.len(), 1, "{policy}: {found:?}");
        let (_, severity, text) = &found[0];
        assert_eq!(*severity, Severity::Warning, "{text}");
        assert!(
            text.contains("it is assumed that the agents' namespace is"),
            "{text}"
        );
        let namespaced = lint.namespace("kagent");
        assert!(
            namespaced
                .rules()
                .iter()
                .all(|(rule, _)| !rules.contains(&&**rule))
        );
    }
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

/// In all mistakes of the tables: a finding that is less severe than its rule rests on an assumption, and says so.
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

/// Rule, severity and message of what is found about wiring.
fn of_wiring(lint: &Lint) -> Vec<(String, Severity, String)> {
    let found = lint.claims().into_iter();
    found
        .filter(|(rule, ..)| by_id(rule).is_some_and(|rule| rule.tier == Tier::Wiring))
        .collect()
}

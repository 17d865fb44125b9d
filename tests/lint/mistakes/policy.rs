//! muster's policy in the values, without a part that it needs.

use super::CHART;
use super::muster::{agent, broker};
use crate::common::lint::{Lint, lint, partial, under};

const GRANTS: &str = "workloadAudiences: {\"*\": [mcp]}";
const PAIR: &str =
    "actorSubject: \"system:serviceaccount:kagent:*\", subjectIssuer: \"*\", subjectSubject: \"*\"";

fn server(values: &str) -> String {
    format!("muster: {{muster: {{oauth: {{server: {{{values}}}}}}}}}\n")
}

/// An issuer that is trusted, beside a policy.
fn trusted(issuer: &str, policy: &str) -> String {
    server(&format!(
        "trustedIssuers: [{{issuer: {issuer}, allowedClaims: {{sub: \"system:serviceaccount:*\"}}, acceptedTypHeaders: [\"\"]}}], \
         tokenExchangeBroker: {{actorDelegationPolicy: {policy}}}"
    ))
}

#[test]
fn a_policy_that_lacks_its_list_is_reported() {
    let marked = |mark: &str, values: &str| server(&format!("{mark}: {{{values}}}"));
    let lacks = "«warning policy-incomplete|tokenExchangeBroker»";
    let on = |text: &str| lint(CHART).overlay(text);
    let propagates =
        "allowedHeaders: [authorization], env: [{name: KAGENT_PROPAGATE_TOKEN, value: \"true\"}]";
    let all: Vec<(&str, Lint)> = vec![
        ("grants alone", on(&marked(lacks, GRANTS))),
        (
            "targets alone",
            on(&marked(lacks, "targets: {mcp: {type: local-mint}}")),
        ),
        (
            "a flag that is read",
            on(&marked(lacks, "delegateToSelf: true")),
        ),
        (
            "a null beside grants",
            on(&marked(
                "tokenExchangeBroker",
                &format!("{GRANTS}, actorDelegationPolicy: «warning policy-incomplete|null»"),
            )),
        ),
        (
            "a null that takes the list away",
            on(&marked(
                "tokenExchangeBroker",
                &format!("actorDelegationPolicy: [{{{PAIR}}}]"),
            ))
            .overlay(&marked(
                "tokenExchangeBroker",
                "actorDelegationPolicy: «warning policy-incomplete|null»",
            )),
        ),
        (
            "a grant that is filled in later",
            on(&marked(lacks, "workloadAudiences: \"${GRANTS}\"")),
        ),
        (
            "muster reads it",
            on(&marked(lacks, GRANTS)).platform("muster.version=0.21.1"),
        ),
        (
            "it reads it no more",
            on(&marked("tokenExchangeBroker", GRANTS)).platform("muster.version=0.22.0"),
        ),
        (
            "it reads no actor",
            on(&marked("tokenExchangeBroker", GRANTS)).platform("muster.version=0.12.0"),
        ),
        (
            "an empty block says nothing",
            on(&marked("tokenExchangeBroker", "")),
        ),
        (
            "nor do empty lists",
            on(&marked(
                "tokenExchangeBroker",
                "targets: {}, brokerClients: {}",
            )),
        ),
        (
            "nor a switch that muster does not read",
            on(&marked("tokenExchangeBroker", "enabled: true")),
        ),
        (
            "a null alone",
            on(&marked(
                "tokenExchangeBroker",
                "actorDelegationPolicy: null",
            )),
        ),
        (
            "the block is taken away",
            on(&marked("tokenExchangeBroker", GRANTS))
                .overlay("muster: {muster: {oauth: {server: {tokenExchangeBroker: null}}}}"),
        ),
        (
            "the block is filled in later",
            on("muster: {muster: {oauth: {server: {tokenExchangeBroker: \"${BROKER}\"}}}}"),
        ),
        (
            "so is one of its keys",
            on(&marked(
                "tokenExchangeBroker",
                &format!("{GRANTS}, \"${{MORE}}\": x"),
            )),
        ),
        (
            "the list is filled in later",
            on(&marked(
                "tokenExchangeBroker",
                &format!("{GRANTS}, actorDelegationPolicy: \"${{PAIRS}}\""),
            )),
        ),
        (
            "the list is misspelled, which is told of its key",
            on(&marked(
                "tokenExchangeBroker",
                &format!("{GRANTS}, «unknown-key|actorDelegationpolicy»: []"),
            )),
        ),
        (
            "an empty list is told of the list",
            on(&marked(
                "tokenExchangeBroker",
                &format!("{GRANTS}, «warning delegation-not-allowed|actorDelegationPolicy»: []"),
            )),
        ),
        (
            "no agent acts for users",
            on(&marked("tokenExchangeBroker", GRANTS))
                .overlay(&agent(&format!("obo: {{enabled: false}}, {propagates}"))),
        ),
        (
            "a contract without an actor",
            under("exclusive").overlay(&marked("tokenExchangeBroker", GRANTS)),
        ),
        (
            "another one",
            under("forward").overlay(&marked("tokenExchangeBroker", GRANTS)),
        ),
        (
            "a values file on its own",
            partial(&format!(
                "{}agents: {{definitions: {{new: {{enabled: true, systemMessage: Hi, obo: {{enabled: true}}, m2m: {{enabled: \
                 false}}, {propagates}}}}}}}\n",
                marked("«note policy-incomplete|tokenExchangeBroker»", GRANTS)
            )),
        ),
    ];
    let differences: Vec<String> = { all.iter() }
        .filter_map(|(what, lint)| lint.difference(what))
        .collect();
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn an_issuer_that_nothing_trusts_is_reported() {
    let on = |text: &str| lint(CHART).overlay(text);
    let named = |mark: &str| format!("[{{actorIssuer: {mark}, {PAIR}}}]");
    let told = named("«warning policy-incomplete|https://k8s.example.com»");
    let known = named("https://k8s.example.com");
    let own = |own: &str| {
        server(&format!(
            "{own}, tokenExchangeBroker: {{actorDelegationPolicy: [{{actorIssuer: https://dex.example.com, actorSubject: \"*\", \
             subjectIssuer: \"*\", subjectSubject: \"*\"}}]}}"
        ))
    };
    let all: Vec<(&str, Lint)> = vec![
        (
            "another host",
            on(&trusted("https://k8s.example.org", &told)),
        ),
        (
            "they are compared exactly",
            on(&trusted("https://k8s.example.com/", &told)),
        ),
        (
            "each issuer once",
            on(&trusted(
                "https://k8s.example.org",
                &format!(
                    "[{{actorIssuer: «warning policy-incomplete|https://a.example.com», {PAIR}}}, {{actorIssuer: \
                     https://a.example.com, {PAIR}}}, {{actorIssuer: «warning policy-incomplete|https://b.example.com», {PAIR}}}, \
                     {{actorIssuer: https://k8s.example.org, {PAIR}}}]"
                ),
            )),
        ),
        (
            "muster reads it",
            on(&trusted("https://k8s.example.org", &told)).platform("muster.version=0.20.0"),
        ),
        (
            "it reads it no more",
            on(&trusted("https://k8s.example.org", &known)).platform("muster.version=0.22.0"),
        ),
        (
            "it is trusted",
            on(&trusted("https://k8s.example.com", &known)),
        ),
        (
            "any issuer",
            on(&trusted("https://k8s.example.org", &named("\"*\""))),
        ),
        (
            "which one cannot be told",
            on(&trusted("https://k8s.example.org", &named("\"${ISSUER}\""))),
        ),
        (
            "whom one trusts cannot be told",
            on(&trusted("\"${ISSUER}\"", &known)),
        ),
        (
            "nor where it is sealed",
            on(&trusted(
                "\"ENC[AES256_GCM,data:YQ==,iv:YQ==,tag:YQ==,type:str]\"",
                &known,
            )),
        ),
        (
            "that nobody is trusted is told of the list",
            on(&server(&format!(
                "«issuer-not-trusted|trustedIssuers»: [], tokenExchangeBroker: {{actorDelegationPolicy: {known}}}"
            ))),
        ),
        (
            "no agent acts for users",
            on(&trusted("https://k8s.example.org", &known))
                .overlay(&agent("obo: {enabled: false}")),
        ),
        (
            "the list is absent",
            on(&format!(
                "muster: {{muster: {{oauth: {{«note policy-incomplete|server»: {{tokenExchangeBroker: {{actorDelegationPolicy: \
                 {known}}}}}}}}}}}\n"
            )),
        ),
        (
            "the list is taken away",
            on(&server(&format!(
                "trustedIssuers: «note policy-incomplete|null», tokenExchangeBroker: {{actorDelegationPolicy: {known}}}"
            ))),
        ),
        (
            "the list is filled in later",
            on(&server(&format!(
                "trustedIssuers: \"${{ISSUERS}}\", tokenExchangeBroker: {{actorDelegationPolicy: {known}}}"
            ))),
        ),
        (
            "people's tokens",
            on(&own("dex: {issuerUrl: https://dex.example.com/}")),
        ),
        ("muster's own", on(&own("baseUrl: https://dex.example.com"))),
        ("perhaps people's", on(&own("dex: {issuerUrl: \"${DEX}\"}"))),
        (
            "without a chart the list may stand elsewhere",
            partial(&format!(
                "{}agents: {{definitions: {{new: {{enabled: true, systemMessage: Hi, obo: {{enabled: true}}, m2m: {{enabled: \
                 false}}, env: [{{name: KAGENT_PROPAGATE_TOKEN, value: \"true\"}}]}}}}}}\n",
                server(
                    "tokenExchangeBroker: {actorDelegationPolicy: [{actorIssuer: https://a.example.com, actorSubject: \"*\", subjectSubject: \"*\"}]}"
                )
            )),
        ),
    ];
    let differences: Vec<String> = { all.iter() }
        .filter_map(|(what, lint)| lint.difference(what))
        .collect();
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

/// The assumption is named, and a policy says what it would do where the user's token does not arrive.
#[test]
fn an_incomplete_policy_says_what_comes_of_it() {
    let text = broker(GRANTS);
    let message = |platform: &[&str]| {
        let lint = lint(CHART).overlay(&text);
        let lint = platform.iter().fold(lint, |lint, pair| lint.platform(pair));
        let told = lint.messages();
        let mut told = told
            .into_iter()
            .filter(|message| message.starts_with("policy-incomplete"));
        told.next().unwrap_or_default()
    };
    for (platform, words) in [
        (
            &[][..],
            "muster 0.19.0, which is assumed here, denies every call that runs as a user through agent `sre-agent`",
        ),
        (
            &["muster.version=0.21.1", "kagent.runtime=python"],
            "muster 0.21.1 denies every call that a user makes through agent `sre-agent`",
        ),
        (
            &["kagent.runtime=go"],
            "would deny every call that ran as a user",
        ),
    ] {
        let told = message(platform);
        assert!(told.contains(words), "{platform:?}: {told}");
        let subject = "actorSubject: \"system:serviceaccount:kagent:sre-agent\"";
        assert!(told.contains(subject), "{told}");
    }
}
